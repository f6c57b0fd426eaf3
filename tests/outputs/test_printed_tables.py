"""What print shows of a long table is the subset that it names: in Word cell by cell, in the PDF row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from agreement import SIGNS, Table, cell_text, tables_of
from docx.oxml.ns import qn
from sample_nodes import grid, paragraphs, provision
from word_file import WordFile, style_of, text_of

from normative.model.matrix import CellKind, Column, Crossing, Link, LinkKind, Matrix, Row, State
from normative.model.matrix import cell_text as matrix_text
from normative.outputs.table.printed import WHOLE_ROWS, printed
from normative.outputs.table.related import Beside

Rows = list[list[str]]


def _plain(text: str) -> str:
    return " ".join(text.replace("\u200b", "").replace("\u00a0", " ").split())


def _texts(table: Table) -> Iterator[dict[str, str]]:
    """Yield the rows of a table as the workbook has it: its cells' texts by the keys of their columns."""
    keys = [column["key"] for column in table["columns"]]
    for row in table["rows"]:
        yield dict(zip(keys, (_plain(cell_text(cell)) for cell in row["cells"]), strict=True))


@pytest.fixture(scope="session")
def whole(worked_example: Path) -> dict[str, Table]:
    """Every table as JSON, by its name."""
    return {table["name"]: table for table in tables_of(worked_example / "matrices")}


@pytest.fixture(scope="session")
def in_word(worked_example: Path) -> dict[str, Rows]:
    """The rows of every table of the Word file with annexes by its caption, without the heads of columns and of groups."""
    body = WordFile(worked_example / "docx" / "general-comment-with-annexes.docx").body
    found: dict[str, Rows] = {}
    caption = ""
    for element in body:
        if element.tag == qn("w:p") and style_of(element) == "Caption":
            caption = text_of(element)
        elif element.tag == qn("w:tbl") and caption:
            rows = [[_plain(text_of(cell)) for cell in row.findall(qn("w:tc"))] for row in element.findall(qn("w:tr"))]
            found.setdefault(caption, []).extend(row for row in rows[1:] if len(row) == len(rows[0]))
            caption = ""
    return found


@pytest.fixture(scope="session")
def in_pdf(worked_example: Path) -> tuple[str, int]:
    """The text of the PDF with annexes, and how many pages it has."""
    with pypdfium2.PdfDocument(worked_example / "pdf" / "general-comment-with-annexes.pdf") as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        return _plain(text.replace("\ufffe", "")), len(document)


def _title(whole: dict[str, Table], name: str) -> str:
    return str(whole[name]["title"])


def _unsigned(text: str) -> str:
    return SIGNS.sub("", text)


def _whole_names(text: str) -> list[str]:
    """Return provisions by their whole names, of which a row has the first alone: ``C 18 (a), (b)``, ``C 87, 88``."""
    found: list[str] = []
    for name in text.split(", "):
        is_whole = bool(re.match(r"[A-Z]", name))
        found.append(name if is_whole else f"{found[-1].rpartition(' ')[0]} {name}")
    return found


def test_a_coverage_prints_what_is_not_addressed(whole: dict[str, Table], in_word: dict[str, Rows]) -> None:
    for name in ("coverage-icrmw", "coverage-gcm", "coverage-gcm-action"):
        rows = {row["provision"]: row["reason"] for row in _texts(whole[name]) if "addressed" not in row["state"]}
        shown = {provision: row[-1] for row in in_word[_title(whole, name)] for provision in _whole_names(row[0])}
        assert shown == rows
    assert len(in_word[_title(whole, "coverage-icrmw")]) < 9


def test_a_profile_prints_provisions_with_a_paragraph_or_a_relation(
    whole: dict[str, Table], in_word: dict[str, Rows]
) -> None:
    rows = [row for row in _texts(whole["instrument-gcm"]) if row["paragraphs"] or row["converges"]]
    shown = in_word[_title(whole, "instrument-gcm")]
    assert [(row[0], row[2]) for row in shown] == [(row["provision"], row["paragraphs"]) for row in rows]
    # What an objective converges with beside that stands at its actions.
    converging = {row["provision"]: set(filter(None, row["converges"].split(", "))) for row in rows}
    details = {cell_text(row["cells"][0]) for row in whole["instrument-gcm"]["rows"] if row["detail"]}
    for name, _subject, _paragraphs, others in shown:
        found = set(filter(None, others.split(", ")))
        assert found == converging[name] if name in details else found <= converging[name]
    printed_ones = {other for row in shown for other in row[3].split(", ")}
    assert printed_ones - {""} == set().union(*converging.values())


def test_a_profile_leaves_relations_to_the_list_of_pairs_in_its_order(
    whole: dict[str, Table], in_word: dict[str, Rows], in_pdf: tuple[str, int]
) -> None:
    rows = [row for row in _texts(whole["instrument-icrmw"]) if row["paragraphs"]]
    shown = [[row[0], row[2]] for row in in_word[_title(whole, "instrument-icrmw")]]
    assert shown == [[row["provision"], row["paragraphs"]] for row in rows]
    count = sum(bool(row["converges"] and not row["paragraphs"]) for row in _texts(whole["instrument-icrmw"]))
    assert f"{count} provisions with a relation and without a paragraph" in in_pdf[0]


def test_instruments_stand_with_what_paragraphs_rest_on(whole: dict[str, Table], in_word: dict[str, Rows]) -> None:
    expected: dict[str, list[str]] = {}
    key = ""
    for row, texts in zip(whole["instruments"]["rows"], _texts(whole["instruments"]), strict=True):
        if not row["detail"]:
            key = texts["provision"]
        elif texts["paragraphs"] or texts["converges"]:
            expected.setdefault(key, []).append(texts["provision"].removeprefix(f"{key} "))
    shown = {row[0]: row[3].replace(" †", "").split(", ") for row in in_word[_title(whole, "instruments")]}
    assert shown == expected


def test_pairs_keep_their_relation_reason_and_paragraphs(whole: dict[str, Table], in_word: dict[str, Rows]) -> None:
    table = whole["convergence-icrmw-gcm-list"]
    shown = in_word[str(table["title"])]
    rows = list(_texts(table))
    assert len(shown) == len(rows) > 200
    signs = {state.value: state.symbol for state in State}
    for row, (provisions, reason, resting) in zip(rows, shown, strict=True):
        both = ", ".join(row[key] for key in ("left", "right") if not row[key].startswith("none in"))
        assert provisions == f"{signs[row['relation']]} {both}"
        assert resting == row["paragraphs"]
        assert reason.partition(" [")[0] == row["reason"]
        # Nothing is named beside a reason that the note below does not except.
        beside = [row[key] for key, usual in (("source", "analysis"), ("reviewed", "unreviewed")) if row[key] != usual]
        assert reason.partition(" [")[2].removesuffix("]") == "; ".join(beside)


def test_a_grid_of_pairs_is_left_to_their_list(whole: dict[str, Table], in_pdf: tuple[str, int]) -> None:
    name = "convergence-icrmw-article-gcm-objective"
    assert whole[name]["totals"] == whole["convergence-icrmw-gcm-list"]["totals"]
    words = "all rows; the list of pairs has each with its reason, and the paragraphs that rest on both"
    assert f"Left out in print: {words}. The whole table is on the site and in {name}.csv." in in_pdf[0]


def test_a_grid_that_is_nearly_empty_is_a_list_of_its_cells(whole: dict[str, Table], in_word: dict[str, Rows]) -> None:
    table, crossing = whole["traceability-icrmw-article-gcm-objective"], 2
    expected = {}
    for row in table["rows"]:
        cells = [
            (column["title"], ", ".join(link["text"] for link in cell.get("links", ())))
            for column, cell in zip(table["columns"][crossing:], row["cells"][crossing:], strict=True)
            if cell
        ]
        if cells and not isinstance(row["cells"][0], str):
            expected[cell_text(row["cells"][0])] = [f"{title} ({links})" if links else title for title, links in cells]
    captions = [caption for caption in in_word if caption == table["title"]]
    shown = [row for caption in captions for row in in_word[caption] if len(row) == crossing + 1]
    found = {row[0]: re.sub(r"(^|, )[=+×]+ |(?<=.) [!¶§]+(?=,|$)", r"\1", row[-1]) for row in shown if row[-1]}
    assert found == {key: ", ".join(cells) for key, cells in expected.items()}
    assert len(found) > 20


@pytest.mark.parametrize("near", ["commitment", "obligation"])
def test_a_crosswalk_prints_each_paragraph_with_all_that_stands_beside_it(
    near: str, whole: dict[str, Table], in_word: dict[str, Rows]
) -> None:
    table = whole[f"crosswalk-{near}s"]
    (far,) = {"commitments", "obligations"} - {f"{near}s"}
    expected: dict[str, dict[str, set[str]]] = {}
    for texts in _texts(table):
        beside = expected.setdefault(texts[near], {})
        if texts[far] != "none":
            beside.setdefault(texts["relation"], set()).update(texts[far].split(", "))
    relations = ("tension", "synergy", "complement", "same provision")
    shown = in_word[str(table["title"])]
    used = [relation for relation in relations if any(relation in found for found in expected.values())]
    assert [cells[0] for cells in shown] == list(expected)
    for cells in shown:
        beside = {relation: set(cell.split(", ")) for relation, cell in zip(used, cells[2:], strict=True) if cell}
        assert beside == (expected[cells[0]] or {used[0]: {"none"}})


def test_states_stand_once_with_the_treaties_that_bind_them(whole: dict[str, Table], in_word: dict[str, Rows]) -> None:
    table = whole["state-panorama-icrmw"]
    rows = {row["state"]: row for row in _texts(table)}
    shown = in_word[str(table["title"])]
    named = {}
    for treaties, count, states, obligations, in_part in shown:
        found = [state for state in rows if re.search(rf"(^|, ){re.escape(state)}(, |$)", states)]
        # A name may hold a comma, or the name of another State behind one.
        assert sum(map(len, found)) + 2 * (len(found) - 1) == len(states)
        assert len(found) == int(count)
        named.update(dict.fromkeys(found, (set(treaties.split(", ")) - {"none of them"}, obligations, in_part)))
    assert named.keys() == rows.keys()
    for state, (bound, obligations, in_part) in named.items():
        row = rows[state]
        assert obligations == f"{row['obligations']}: {row['paragraphs']}".removesuffix(": ")
        assert in_part == f"{row['obligations-in-part']}: {row['paragraphs-in-part']}".removesuffix(": ")
        party = {key for key in bound if re.match(r"\d{4}|party", row[key.lower()])}
        assert party == bound


def test_obligations_stand_with_all_provisions_behind_them(whole: dict[str, Table], in_word: dict[str, Rows]) -> None:
    table = whole["state-panorama-icrmw-paragraphs"]
    expected: dict[str, set[str]] = {}
    for texts in _texts(table):
        # Nothing stands behind an obligation of this text by convergence alone, so there is no column for it.
        assert texts["as"].startswith("basis")
        expected.setdefault(texts["paragraph"], set()).update(texts["provisions"].split(", "))
    shown = in_word[str(table["title"])]
    assert {len(cells) for cells in shown} == {3}
    assert {cells[0]: set(cells[2].split(", ")) for cells in shown} == expected


def _numbers(text: str) -> list[str]:
    """Return the numbers from the first to the last of ``12–14``."""
    first, _dash, last = text.partition("–")
    return [str(number) for number in range(int(first), int(last or first) + 1)] if first else []


def test_a_concordance_names_each_paragraph_with_what_became_of_it(
    whole: dict[str, Table], in_word: dict[str, Rows]
) -> None:
    shown = in_word[_title(whole, "concordance-0")]
    found = []
    for old, new, fate, details in shown:
        both = zip_longest(_numbers(old), _numbers(new), fillvalue="")
        found += [[before, after, fate, details] for before, after in both]
    rows = list(_texts(whole["concordance-0"]))
    assert found == [[row[key] for key in ("old", "new", "fate", "details")] for row in rows]
    assert len(shown) < len(rows) - 20


def test_comments_and_places_keep_their_rows(whole: dict[str, Table], in_word: dict[str, Rows]) -> None:
    places = [row for row in _texts(whole["pinpoints"]) if row["about"]]
    assert [row[:3] for row in in_word[_title(whole, "pinpoints")]] == [
        [row[key] for key in ("place", "about", "paragraphs")] for row in places
    ]
    shown = in_word[_title(whole, "dispositions-draft-1")]
    for row, (comment, words, decision, changes) in zip(_texts(whole["dispositions-draft-1"]), shown, strict=True):
        assert (comment, words, changes) == (f"{row['comment']}, {row['about']}", row["words"], row["changes"])
        reason = row["reason"].removesuffix("(working group, 2026-11-27)").strip()
        assert decision == ": ".join(filter(None, (row["decision"], reason)))


def test_what_committees_said_keeps_its_places(whole: dict[str, Table], in_word: dict[str, Rows]) -> None:
    found = [(name, *row[1:]) for row in in_word[_title(whole, "practice")] for name in _whole_names(row[0])]
    keys = ("provision", "place", "about", "paragraphs")
    assert found == [tuple(row[key] for key in keys) for row in _texts(whole["practice"])]


def test_what_is_left_out_is_counted_and_named_with_its_file(whole: dict[str, Table], in_pdf: tuple[str, int]) -> None:
    def rest(words: str, name: str) -> str:
        return f"Left out in print: {words}. The whole table is on the site and in {name}.csv."

    for name in ("coverage-icrmw", "coverage-gcm-action"):
        count = sum("addressed" in row["state"] for row in _texts(whole[name]))
        assert rest(f"{count} provisions that are addressed", name) in in_pdf[0]
    count = sum(not (row["paragraphs"] or row["converges"]) for row in _texts(whole["instrument-icrmw"]))
    assert f"Left out in print: {count} provisions without a paragraph or a relation; the rights-holders" in in_pdf[0]
    assert len(re.findall(r"Left out in print: ", in_pdf[0])) > 10


def test_the_pdf_prints_the_rows_of_the_word_file(in_word: dict[str, Rows], in_pdf: tuple[str, int]) -> None:
    text, pages = in_pdf
    text = re.sub(r"\s", "", text)
    rows = [row for table in in_word.values() for row in table]
    lost = [row for row in rows if re.sub(r"\s", "", "".join(row)) not in text]
    # A row that a page cuts has the running heads in it, and what turned heads a reader must turn.
    assert len(rows) > 900
    assert len(lost) <= pages
    assert pages < 70


def _matrix(kind: str, cells: Mapping[str, Any], rows: int = WHOLE_ROWS + 1) -> Matrix:
    """Return a table of as many equal rows."""
    columns = tuple(Column(key=key, title=key.title(), kind=CellKind.TEXT) for key in cells)
    row = Row(cells=tuple(cells.values()))
    return Matrix(name="sample", kind=kind, title="Sample", columns=columns, rows=(row,) * rows)


def test_a_short_table_is_printed_whole() -> None:
    cells = {"provision": provision(1), "state": (State.ADDRESSED,), "reason": ""}
    short = _matrix("coverage", cells, WHOLE_ROWS)
    assert printed(short) is short
    assert printed(_matrix("coverage", cells)).rows == ()
    unknown = _matrix("of-an-extension", cells)
    assert printed(unknown) is unknown


def test_what_is_alike_in_every_row_is_said_once() -> None:
    cells = {"about": "Words", "state": (State.SILENT,), "reason": "Final.", "other": ""}
    found = printed(_matrix("pinpoints", {"place": provision(1), **cells, "document": ""}))
    assert [column.key for column in found.columns] == ["place"]
    assert found.notes == (
        "About, in every row: Words.",
        "State, in every row: silent.",
        "Reason, in every row: Final.",
    )


def test_a_reason_stands_once_for_provisions_that_follow_each_other() -> None:
    table = _matrix("coverage", {"provision": provision(1), "subject": "Votes", "state": (State.SILENT,), "reason": ""})
    rows = [
        replace(table.rows[0], cells=(provision(number), "Votes", (State.JUSTIFIED,), "Final." if number % 9 else ""))
        for number in range(1, 27)
    ]
    found = printed(replace(table, rows=tuple(rows)))
    assert len(found.rows) == 5
    assert matrix_text(found.rows[1].cells[0]) == matrix_text(provision(9))
    assert matrix_text(found.rows[1].cells[-1]) == ""
    assert matrix_text(found.rows[0].cells[0]).count(",") == 7


def test_a_text_without_margins_prints_what_paragraphs_rest_on() -> None:
    cells = {"paragraph": paragraphs(1), "text": "Words.", "conv": provision(1)}
    table = _matrix("traceability-matrix", cells)
    whole = printed(table, clean=True)
    assert len(whole.rows) == WHOLE_ROWS + 1
    assert not any("Left out" in note for note in whole.notes)
    shorter = printed(table)
    assert shorter.rows == ()
    assert "25 paragraphs whose provisions stand in their margins" in shorter.notes[-1]


def test_what_a_profile_says_is_not_printed_twice() -> None:
    table = _matrix("traceability-matrix", {"provision": provision(1), "text": "Words.", "paragraphs": paragraphs(1)})
    table = replace(table, columns=(replace(table.columns[0], title="CONV"), *table.columns[1:]))
    assert len(printed(table).rows) == WHOLE_ROWS + 1
    shorter = printed(table, beside=Beside(profiles=["CONV"]))
    assert shorter.rows == ()
    assert "all rows; the profile of CONV says what rests on each provision" in shorter.notes[-1]


def test_a_full_grid_stays_one_and_one_with_columns_that_lead_nowhere_too() -> None:
    full = grid(23)
    assert printed(full) is full
    one = replace(full.rows[0], cells=(*full.rows[0].cells[:2], *[None] * 22, full.rows[6].cells[2] or "x"))
    sparse = replace(full, rows=(one,) * 30)
    assert not printed(sparse).grid
    loose = replace(sparse, columns=(*sparse.columns[:-1], replace(sparse.columns[-1], link=None)))
    assert printed(loose) is loose


def test_a_list_of_a_grid_names_what_is_unusual_to_review() -> None:
    link = Link(kind=LinkKind.PROVISION, target="o-1", text="O 1")
    columns = (
        Column(key="provision", title="C", kind=CellKind.LINKS),
        Column(key="subject", title="Subject", kind=CellKind.TEXT),
        *(Column(key=f"o-{number}", title=f"O {number}", kind=CellKind.CROSSING, link=link) for number in range(30)),
    )
    states = [(State.SYNERGY, State.UNREVIEWED)] * 29 + [(State.SYNERGY, State.SUSPECT_WORDS)]
    rows = [Row(cells=(provision(1), "Work", Crossing(states=state), *[None] * 29)) for state in states]
    table = Matrix(name="g", kind="convergence-matrix", title="G", columns=columns, rows=tuple(rows), grid=True)
    shorter = printed(table)
    texts = [matrix_text(row.cells[-1]).replace("\u00a0", " ") for row in shorter.rows]
    assert (texts[0], texts[-1]) == ("= O 0", "= O 0 ¶")
    assert shorter.notes == (
        "Where no other sign stands, the state of review is 'unreviewed'.",
        "Subject, in every row: Work.",
    )
    assert shorter.legend == (State.SYNERGY, State.SUSPECT_WORDS)
