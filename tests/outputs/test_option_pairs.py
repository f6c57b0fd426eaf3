"""Options of tables in pairs: each two values together, and every format says the same.

The pairs are packed into as few tables as a greedy choice finds, where an option that is left out is a value too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import openpyxl
import pytest
from agreement import counted, csv_rows, expected, page_rows, page_totals, sheet_rows, tables_of, words

from approved import assert_approved, tables_text
from conftest import MakeProject

#: An option that is left out.
ABSENT = "(absent)"
FLAG = (ABSENT, "")
FILTERS = {
    "force": (ABSENT, "obligation", "commitment; guidance", "paragraph"),
    "holder": (ABSENT, "workers", "women; children"),
    "section": (ABSENT, "First part", "Second part; First part"),
}
ROWS = {"only-gaps": FLAG, "only-covered": FLAG, "group-by": (ABSENT, "section", "part", "force", "holder")}
CELLS = {
    "cell": (ABSENT, "numbers", "ids", "count", "relation"),
    "sort": (ABSENT, "text", "most-paragraphs"),
    "at-least": (ABSENT, "0%", "50%"),
}
RELATION = {"relation": (ABSENT, "synergy", "complement; tension", "gap")}
AXES = ("paragraphs", "sections", "CONV", "CONV at: paragraph", "COMP at: action", "OPEN", "EMPTY")
#: Each directive with its arguments and what its options can be.
DIRECTIVES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "traceability-matrix": {
        "rows": AXES,
        "columns": ("CONV", "COMP", "paragraphs", "sections", "COMP at: action; OPEN", "CONV; COMP; EMPTY"),
        "transpose": FLAG,
        "via": (ABSENT, "paragraphs", "convergences", "both"),
        **FILTERS,
        **ROWS,
        **CELLS,
        **RELATION,
        "stats": FLAG,
    },
    "convergence-matrix": {
        "rows": ("CONV", "CONV at: paragraph", "OPEN"),
        "columns": ("COMP", "COMP at: action", "EMPTY"),
        "layout": (ABSENT, "grid", "list"),
        "transpose": FLAG,
        **FILTERS,
        **ROWS,
        **CELLS,
        **RELATION,
        "stats": FLAG,
    },
    "crosswalk": {
        "rows": ("commitments", "obligations"),
        **RELATION,
        "holder": FILTERS["holder"],
        "section": FILTERS["section"],
        "only-gaps": FLAG,
        "only-covered": FLAG,
        "at-least": CELLS["at-least"],
    },
    "coverage": {"": ("CONV", "CONV at: letter", "COMP at: action", "OPEN", "EMPTY"), **FILTERS, **ROWS, **CELLS},
    "paragraph-list": {
        "instrument": (ABSENT, "CONV", "COMP; OPEN", "EMPTY"),
        **FILTERS,
        **ROWS,
        "at-least": CELLS["at-least"],
    },
    "chart": {"": ("sections", "CONV", "COMP at: action", "EMPTY"), **FILTERS},
    "accepted-findings": FILTERS,
}
TEXT = """\
First part
==========

.. obligation:: decide
   :basis: CONV 3 (1); COMP obj. 2
   :holder: workers

   States decide each case.

.. commitment:: gather
   :basis: COMP para. 7 (a)
   :holder: women; workers
   :accept: binding-words: words of the compact

   States shall gather data.

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Both, as para. :para:`gather` says.

.. convergence:: CONV 4; COMP obj. 1
   :relation: tension
   :source: CMT/1
   :reviewed: 2026-01-02, working group

   =1+1

Second part
===========

.. guidance:: record
   :basis: CONV 4; OPEN 5 (2)
   :holder: children

   States should record.

.. paragraph:: scope

   Plain.

.. gap:: CONV 4 bis
   :counterpart: COMP

   None.

.. gap:: OPEN 5
   :counterpart: COMP

   None there, either.

.. gap:: COMP obj. 2
   :counterpart: CONV

   None back.

.. not-addressed:: CONV 10

   A final clause.
"""
INSTRUMENTS = {
    "instruments/open/instrument.toml": 'key = "OPEN"\ntitle = "Open"\nstanding = "binding"\ndefault_unit = "art"\n',
    "instruments/empty/instrument.toml": 'key = "EMPTY"\ntitle = "Empty"\nstanding = "political"\n',
}
#: What a finding about an option tells an author to do.
REMEDY = re.compile(r"; (allowed are|known are|nearest|remove|write|choose)|exclude one another; remove")
PLAIN = re.compile(r"^'(?=\s*[=+@-])")


def covering(options: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Yield choices of a value for each option, so that each two values of two options stand together in one of them."""
    names = list(options)
    open_pairs = {
        frozenset({(one, first), (other, second)})
        for one, other in combinations(names, 2)
        for first, second in product(options[one], options[other])
    }
    while open_pairs:
        chosen = dict(min(sorted(pair) for pair in open_pairs))
        for name in (name for name in names if name not in chosen):
            chosen[name] = max(
                options[name],
                key=lambda value: sum(frozenset({(name, value), item}) in open_pairs for item in chosen.items()),
            )
        open_pairs -= {frozenset(pair) for pair in combinations(chosen.items(), 2)}
        yield chosen


def written(kind: str, number: int, chosen: Mapping[str, str]) -> str:
    lines = [f"   :{name}: {value}".rstrip() for name, value in chosen.items() if name and value != ABSENT]
    return "\n".join([f".. {kind}:: {chosen.get('', '')}".rstrip(), f"   :name: table-{number}", *lines, "", ""])


@pytest.mark.parametrize("kind", DIRECTIVES)
def test_all_formats_agree_whatever_two_options_say(kind: str, make_project: MakeProject) -> None:
    tables = "".join(written(kind, number, chosen) for number, chosen in enumerate(covering(DIRECTIVES[kind])))
    pages = {
        "index.rst": "Title\n=====\n\n.. toctree::\n\n   text\n   tables\n",
        "text.rst": TEXT,
        "tables.rst": f"Tables\n======\n\n{tables}",
    }
    built = make_project({**pages, **INSTRUMENTS})
    unknown = [
        line
        for line in built.warnings
        if not (line.endswith("[normative.bad-option]") and REMEDY.search(line))
        and not line.endswith("[normative.coverage-below-threshold]")
    ]
    assert unknown == []
    found = tables_of(built.outdir / "matrices")
    assert_approved(f"tables-{kind}", tables_text(found))
    boxes = {box.get("id"): box for box in built.page("tables").xpath("//div[contains(@class, 'matrix ')]")}
    assert len(found) > 2
    assert sorted(boxes) == sorted(table["name"] for table in found)
    book = openpyxl.load_workbook(built.outdir / "matrices" / "matrices.xlsx")
    for table, sheet in zip(found, book.worksheets[1:], strict=True):
        rows = expected(table)
        lines = csv_rows(built.outdir / "matrices", table)
        assert [[words(PLAIN.sub("", cell)) for cell in line] for line in lines[1:]] == rows, table["name"]
        assert page_rows(boxes[table["name"]]) == (rows or [["None."]]), table["name"]
        assert sheet_rows(sheet, table)[: len(rows)] == rows, table["name"]
        assert page_totals(boxes[table["name"]]) == counted(table), table["name"]
