project = "Test comment"
extensions = ["normative"]
bibtex_bibfiles = ["sources.bib"]
html_theme = "basic"
html_copy_source = False
html_show_sphinx = False
