"""What print shows of a long table: the rows and columns that a reader of paper wants, and where the rest is.

Apart from the tables, which say everything, and from the visitors of the PDF and of the Word file, which must leave out
the same. A short table is printed whole. Nothing is left out without a word: a note below the table names it, and the
file that has it; figures below a table are always those of the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from normative.model.matrix import CellKind, Matrix, State, cell_text, states_of
from normative.model.message import joined, say
from normative.model.tables.chart import is_drawn
from normative.model.tables.request import TableKind
from normative.outputs.table.answered import dispositions
from normative.outputs.table.charts import is_drawn_on_paper
from normative.outputs.table.condensed import crosswalk, instruments, obligations, states
from normative.outputs.table.listed import is_sparse, listed
from normative.outputs.table.merged import concordance, places, silences
from normative.outputs.table.related import BESIDE_NOTHING, Beside, grid_of_pairs, pairs, without_pairs
from normative.outputs.table.shortened import Shortened, position, with_rows, without_columns

#: A table of no more rows is printed whole.
WHOLE_ROWS = 24
#: What so few rows have in common is seen without being said.
_FEW = 3
_Form = Callable[[Matrix], Shortened]


def printed(matrix: Matrix, *, clean: bool = False, beside: Beside = BESIDE_NOTHING) -> Matrix:
    """Return what print shows of a table, with a note that names what it leaves out.

    :param clean: whether the document prints no margins, so that nothing can be left to them.
    :param beside: what else the document prints, to which something can be left.
    """
    if is_drawn(matrix) and not is_drawn_on_paper(matrix):
        return replace(matrix, notes=(*matrix.notes, say("The drawing of these figures is on the site.")))
    if len(matrix.rows) <= WHOLE_ROWS:
        return matrix
    if beside.lists_pairs_of(matrix):
        found = grid_of_pairs(matrix)
    elif is_sparse(matrix):
        found = listed(matrix)
    elif matrix.kind == TableKind.TRACEABILITY and not matrix.grid:
        found = _traceability(matrix, clean=clean, profiles=beside.profiles)
    elif matrix.kind == TableKind.INSTRUMENT and position(matrix, "symbol", required=False) is None:
        found = _profile(matrix, beside)
    elif matrix.kind in _FORMS and not matrix.grid:
        found = _FORMS[matrix.kind](matrix)
    else:
        return matrix
    shown, said = _without_even_columns(found.matrix)
    if found.left_out:
        what = joined("; ", found.left_out)
        said.append(
            say(
                "Left out in print: {what}. The whole table is on the site and in {file}.",
                what=what,
                file=f"{matrix.name}.csv",
            )
        )
    return replace(shown, notes=(*shown.notes, *said))


def _coverage(matrix: Matrix) -> Shortened:
    """Keep what is not addressed; what is addressed has its paragraphs in the profile of the instrument."""
    state = position(matrix, "state")
    found = with_rows(matrix, lambda row: State.ADDRESSED not in states_of(row.cells[state]))
    found = found.leaving_out(
        found.count, "{count} provision that is addressed", "{count} provisions that are addressed"
    )
    return replace(found, matrix=silences(found.matrix))


def _profile(matrix: Matrix, beside: Beside) -> Shortened:
    """Keep provisions with a paragraph or a relation; a relation stands at the provision alone that has it."""
    entries = [position(matrix, "paragraphs"), position(matrix, "converges")]
    found = with_rows(matrix, lambda row: any(row.cells[index] for index in entries))
    found = found.leaving_out(
        found.count,
        "{count} provision without a paragraph or a relation",
        "{count} provisions without a paragraph or a relation",
    )
    subject, note = position(matrix, "subject"), position(matrix, "note")
    unverified = position(matrix, "unverified", required=False)
    rows = []
    for row in found.matrix.rows:
        doubt = State.UNVERIFIED.symbol if unverified is not None and row.cells[unverified] else ""
        said = "; ".join(filter(None, (cell_text(row.cells[subject]), cell_text(row.cells[note]))))
        cells = (*row.cells[:subject], f"{said} {doubt}".strip(), *row.cells[subject + 1 :])
        rows.append(replace(row, cells=cells))
    signs = () if unverified is None else (State.UNVERIFIED,)
    columns = [*matrix.columns]
    columns[subject] = replace(columns[subject], weight=8)
    columns[entries[0]] = replace(columns[entries[0]], title="Paras.")
    joined = replace(found.matrix, columns=tuple(columns), rows=tuple(rows), signs=(*matrix.signs, *signs))
    shorter = without_columns(joined, ["note", "unverified", "holder"], (*found.left_out, say("the rights-holders")))
    return without_pairs(shorter, beside)


def _traceability(matrix: Matrix, *, clean: bool, profiles: Collection[str]) -> Shortened:
    """Keep provisions with an entry, and paragraphs without one: what a paragraph rests on stands in its margin.

    Which paragraphs rest on a provision stands in the profile of its instrument.
    """
    if matrix.columns[0].key == "paragraph":
        if clean:
            return Shortened(matrix=matrix)
        found = with_rows(matrix, lambda row: not any(row.cells[2:]))
        return found.leaving_out(
            found.count,
            "{count} paragraph whose provisions stand in its margin",
            "{count} paragraphs whose provisions stand in their margins",
        )
    if matrix.columns[0].title in profiles and [column.key for column in matrix.columns[2:]] == ["paragraphs"]:
        said = say("all rows; the profile of {key} says what rests on each provision", key=matrix.columns[0].title)
        return Shortened(matrix=replace(matrix, rows=()), left_out=(said,))
    found = with_rows(matrix, lambda row: any(row.cells[2:]))
    return found.leaving_out(found.count, "{count} row without an entry", "{count} rows without an entry")


def _practice(matrix: Matrix) -> Shortened:
    """Leave out what the names of the documents say."""
    columns = tuple(
        replace(column, weight=6) if column.key in ("place", "about") else column for column in matrix.columns
    )
    left_out = (say("columns for the kind of a document and its State, which its name says"),)
    shorter = without_columns(replace(matrix, columns=columns), ["type", "state"], left_out)
    return replace(shorter, matrix=places(shorter.matrix))


def _concordance(matrix: Matrix) -> Shortened:
    """Name paragraphs by their numbers in both texts, those together of which the same is said."""
    shorter = without_columns(matrix, ["paragraph", "section"], (say("opening words"), say("sections")))
    return replace(shorter, matrix=concordance(shorter.matrix))


def _pinpoints(matrix: Matrix) -> Shortened:
    """Keep places of which something is said; leave out the documents, which the places name again."""
    about = position(matrix, "about")
    found = with_rows(matrix, lambda row: bool(row.cells[about]))
    found = found.leaving_out(
        found.count,
        "{count} place of which nothing is said but where it is cited",
        "{count} places of which nothing is said",
    )
    return without_columns(found.matrix, ["document"], found.left_out)


def _panorama(matrix: Matrix) -> Shortened:
    return obligations(matrix) if matrix.columns[0].key == "paragraph" else states(matrix)


_FORMS: Mapping[str, _Form] = {
    TableKind.COVERAGE: _coverage,
    TableKind.INSTRUMENT: instruments,
    TableKind.CONVERGENCE: pairs,
    TableKind.CROSSWALK: crosswalk,
    TableKind.DISPOSITIONS: dispositions,
    TableKind.CONCORDANCE: _concordance,
    TableKind.PINPOINTS: _pinpoints,
    TableKind.PRACTICE: _practice,
    TableKind.STATES: _panorama,
}


def _without_even_columns(matrix: Matrix) -> tuple[Matrix, list[str]]:
    """Take out columns that say nothing, or the same in every row, which is said once."""
    said: list[str] = []
    even: list[str] = []
    for index, column in enumerate(matrix.columns):
        values = {cell_text(row.cells[index]) for row in matrix.rows}
        if index == 0 or len(values) != 1:
            continue
        value = values.pop()
        if not value:
            even.append(column.key)
        elif column.kind in (CellKind.TEXT, CellKind.STATE) and len(matrix.rows) > _FEW:
            even.append(column.key)
            said.append(say("{head}, in every row: {value}.", head=say(column.title), value=say(value.rstrip("."))))
    return without_columns(matrix, even).matrix, said
