project = "Test comment"
extensions = ["normative"]
html_theme = "basic"
html_copy_source = False
html_show_sphinx = False
bibtex_bibfiles = ["sources.bib"]
