"""What is in the index that a search of a site looks in; what a browser makes of it is seen in tests/browser."""

from __future__ import annotations

import json
from pathlib import Path

from approved import assert_approved
from small_projects import build, write_project

PAGES = {
    "states/states.toml": 'as_of = "2022"\n',
    "states/states.csv": "code,name\nCIV,Côte d'Ivoire & more\nTUR,Türkiye\n",
    "states/ratifications.csv": "state,instrument,status,date\nTUR,CONV,party,1999-02-03\n",
    "index.rst": "States\n======\n\n.. toctree::\n\n   a\n   b\n\n.. state-panorama:: CONV\n",
    "a.rst": (
        "Rights [#]_\n===========\n\nPart [#]_ of it\n---------------\n\n.. obligation:: one\n   :basis: CONV 1\n\n"
        "   Des ré\u00adfugiés, and Øresund; straße.\n\n.. [#] A note.\n.. [#] Another.\n"
    ),
    "b.rst": "Others\n======\n\n所有移民工人。 والعُمَّال وأُسرهم.\n",
}


def test_the_index_of_a_search_is_as_approved(tmp_path: Path) -> None:
    built = build(write_project(tmp_path, PAGES))
    assert built.warnings == []
    script = (built.outdir / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("Search.setIndex(").rstrip(");\n"))
    lines = [
        f"{kind}: {json.dumps(index[kind], ensure_ascii=False, sort_keys=True)}"
        for kind in ("docnames", "titles", "alltitles", "titleterms")
    ]
    lines += [f"term {word}: {pages}" for word, pages in sorted(index["terms"].items())]
    lines += [f"object {name!r}: {places}" for name, places in sorted(index["objects"].items())]
    assert_approved("search", "".join(f"{line}\n" for line in lines))
