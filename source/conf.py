"""Settings of the worked example; the toolchain itself is the extension ``normative``."""

project = "Protection of the rights of migrant workers: the Convention and the Global Compact"
author = "the authors of the worked example"
release = "0.1"
language = "en"

extensions = [
    "normative",
    "normative.guard",
    "normative.needs",
    "normative.bibliography",
    "normative.house",
    "normative.rebuild",
]
bibtex_bibfiles = [
    "../bib/treaties.bib",
    "../bib/general-comments.bib",
    "../bib/resolutions.bib",
    "../bib/practice.bib",
    "../bib/other.bib",
]
trim_footnote_reference_space = True

normative_status = "Worked example, not a United Nations document"
normative_as_of = "The Convention and its parties as of 1 March 2025, ratifications by State as of 2022, texts as cited"
normative_word_limit = 10_700
normative_forms = ["States parties"]  # of terms.csv
normative_findings = ".."
normative_folders = ["../tests"]  # the manual shows files that tests build
normative_epub_exclude = ["manual/*", "annexes/questions.rst"]
normative_documents = {
    "general-comment": {"exclude": ["annexes/*", "manual/*"]},
    "general-comment-with-annexes": {"exclude": ["annexes/paragraphs", "annexes/questions", "manual/*"]},
    "general-comment-with-data": {
        "exclude": ["annexes/paragraphs", "annexes/questions", "manual/*"],
        "attachments": True,
        "on_request": True,
    },
    "general-comment-clean": {"exclude": ["annexes/*", "index", "manual/*"], "clean": True},
    "general-comment-review": {
        "exclude": ["annexes/*", "manual/*"],
        "line_numbers": True,
        "comments": True,
        "on_request": True,
    },
}

html_theme = "pydata_sphinx_theme"
html_show_sourcelink = False
html_use_index = False
html_theme_options = {
    "back_to_top_button": False,
    "navbar_center": [],
    "navbar_end": ["theme-switcher"],
    "navbar_persistent": ["search-button"],
    "secondary_sidebar_items": {"manual/*": ["page-toc"]},
    "footer_start": ["copyright"],
    "footer_end": ["sphinx-version"],
}
html_sidebars = {"**": ["normative-contents"]}
