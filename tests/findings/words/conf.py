project = "Test comment"
extensions = ["normative"]
html_theme = "basic"
html_copy_source = False
html_show_sphinx = False
normative_word_limit = 3
