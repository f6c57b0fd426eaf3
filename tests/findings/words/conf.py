project = "Test comment"
extensions = [
    "normative",
    "normative.guard",
    "normative.needs",
    "normative.bibliography",
    "normative.house",
    "normative.rebuild",
]
html_theme = "basic"
html_copy_source = False
html_show_sphinx = False
normative_word_limit = 3
