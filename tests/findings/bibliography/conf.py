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
bibtex_bibfiles = ["sources.bib"]
