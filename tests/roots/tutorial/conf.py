project = "Protection of refugees"
extensions = ["normative"]
bibtex_bibfiles = ["sources.bib"]
normative_status = "Draft for comment"
