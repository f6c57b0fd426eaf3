project = "Protection of refugees"
extensions = [
    "normative",
    "normative.guard",
    "normative.needs",
    "normative.bibliography",
    "normative.house",
    "normative.rebuild",
]
bibtex_bibfiles = ["sources.bib"]
normative_status = "Draft for comment"
