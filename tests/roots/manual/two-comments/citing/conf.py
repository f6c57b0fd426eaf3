project = "A later comment"
extensions = [
    "normative",
    "normative.guard",
    "normative.needs",
    "normative.bibliography",
    "normative.house",
    "normative.rebuild",
]
needs_external_needs = [
    {
        "base_url": "https://example.org/earlier",
        "json_path": "../cited/_build/html/needs.json",
        "id_prefix": "earlier-",
    },
]
