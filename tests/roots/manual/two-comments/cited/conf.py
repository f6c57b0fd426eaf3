project = "An earlier comment"
extensions = [
    "normative",
    "normative.guard",
    "normative.needs",
    "normative.bibliography",
    "normative.house",
    "normative.rebuild",
]
