"""What a document learns when it is written: numbers, tables, and plain nodes for outputs without visitors of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.authoring.answers import fill_in_notes
from normative.authoring.directives.relations import foot_text
from normative.authoring.drawing import CHARACTERS, drawn
from normative.authoring.references import resolved_references
from normative.model.history.reviews import reviews_of
from normative.model.matrix import Matrix, cell_text, groups, states_of
from normative.model.text import list_mark
from normative.project.domain import normative_domain
from normative.project.index import TextIndex
from normative.project.language import _, translated
from normative.project.nodes import (
    OWN_VISITORS,
    instrument_profile,
    margin_item,
    matrix_table,
    normative_paragraph,
    paragraph_margin,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

#: The builders whose readers number every list alike: Sphinx's text writer 1., 2., 3., many reading devices 1. or a.
_NUMBERING_LISTS = frozenset({"text", "epub"})


def _fill_in(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``, first: give every paragraph its number, its basis and what it converges with.

    And every table its matrix. Only now: what no transform needs to look at costs nothing but the writing.
    """
    index = normative_domain(app.env).index
    for node in doctree.findall(normative_paragraph):
        if node.get("change") == "del":
            continue
        own, place = node["docname"], node["index"]
        node["number"] = index.number(own, place)
        # The transform may come twice to one tree.
        node["ids"].extend(old for old in index.old_ids(own, place) if old not in node["ids"])
        if node.get("has_whole_margin"):
            continue
        _fill_in_margin(app, index, node)
    if index.register.reviews.is_kept:
        for note in doctree.findall(nodes.container):
            if "entry" in note:
                _fill_in_foot(index, note)
    fill_in_notes(app.builder, doctree, docname)
    for table in doctree.findall(matrix_table):
        table["matrix"] = index.matrix(table["name"])


def _fill_in_margin(app: Sphinx, index: TextIndex, node: normative_paragraph) -> None:
    """Complete the margin of a paragraph with what is known when all is read."""
    own, place = node["docname"], node["index"]
    margin = next(node.findall(paragraph_margin))
    margin[0:0] = [*_basis_items(app, own, place)]
    for relation, provisions in index.register.converging(index.paragraph(own, place)).items():
        margin += margin_item("", "", *resolved_references(app.builder, provisions, own), role=relation.value)
    found = index.paragraph_review(own, place)
    if review := ", ".join(_(state.value) for state in states_of(found)) or cell_text(found):
        margin += margin_item(review, review, role="review")
    if drawn_on := "; ".join(index.draws_on(own, place)):
        margin += margin_item(drawn_on, drawn_on, role="draws-on")


def _fill_in_foot(index: TextIndex, note: nodes.container) -> None:
    """Say in the last line of the note of an entry of the register what reviews say of it."""
    entry = index.entry(note["docname"], note["entry"])
    reviews = reviews_of(index.register)
    for child in note.children:
        if isinstance(child, nodes.paragraph) and "relation-foot" in child["classes"]:
            child[:] = [nodes.Text(foot_text(entry, reviews.told(entry), reviews.of(entry).state))]


def _basis_items(app: Sphinx, docname: str, place: int) -> Iterator[margin_item]:
    """Yield what a paragraph rests on, by its place in its document, and what of it stands for a part alone."""
    index = normative_domain(app.env).index
    paragraph = index.paragraph(docname, place)
    if paragraph.basis:
        yield margin_item("", "", *resolved_references(app.builder, paragraph.basis, docname), role="basis")
    if part := index.register.cite_parts(paragraph):
        yield margin_item(part, part, role="part")
    if paragraph.reading:
        yield margin_item("", "", *resolved_references(app.builder, paragraph.reading, docname), role="reading")


#: The classes by which style sheets write marks as they are written, by what stands before and after a number.
_MARKS = {("", "."): "marks-stop", ("", ")"): "marks-parenthesis", ("(", ")"): "marks-parentheses"}


def _make_plain(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``: replace our nodes where the writer does not know them (LaTeX, text, manual page)."""
    rules_all = "normative.house" in app.extensions
    for part in [doctree] if rules_all else doctree.findall(normative_paragraph):
        if app.builder.name in _NUMBERING_LISTS:
            _letter_lists(part)
        elif app.builder.format == "html":
            for listing in part.findall(nodes.enumerated_list):
                marks = (listing.get("prefix", ""), listing.get("suffix", "."))
                listing["classes"].append(_MARKS.get(marks, "marks-stop"))
    if app.builder.format in OWN_VISITORS:
        return
    for paragraph in list(doctree.findall(normative_paragraph)):
        paragraph.replace_self(plain_paragraph(paragraph))
    for profile in list(doctree.findall(instrument_profile)):
        profile.replace_self(nodes.container("", *profile.children, ids=profile["ids"]))
    for table in list(doctree.findall(matrix_table)):
        table.replace_self(plain_table(table["matrix"], table["ids"], is_drawn=app.builder.name == "text"))


def plain_paragraph(node: normative_paragraph) -> nodes.container:
    """Return a numbered paragraph in docutils' own nodes: number, text, and a last line with force and basis."""
    body = [child for child in node.children if not isinstance(child, paragraph_margin)]
    number = f"{node['number']}. "
    if body and isinstance(body[0], nodes.paragraph):
        body[0].insert(0, nodes.Text(number))
    else:
        body.insert(0, nodes.paragraph("", number))
    container = nodes.container("", *body, ids=node["ids"])
    line = nodes.paragraph()
    if node["force"]:
        line += nodes.strong("", _(node["force"].capitalize()))
    for item in node.findall(margin_item):
        line += nodes.Text("; " if len(line.children) else "")
        line += nodes.Text(f"{_(item['role'])}{_(': ')}")
        line.extend(item.children)
    if line.children:
        container += line
    return container


def _letter_lists(part: nodes.Element) -> None:
    """Write the labels of lists out, but for 1., 2., 3., which all readers have."""
    for listing in list(part.findall(nodes.enumerated_list)):
        if (listing.get("enumtype"), listing.get("prefix", ""), listing.get("suffix", ".")) == ("arabic", "", "."):
            continue
        items = nodes.block_quote()
        for number, item in enumerate(listing.children, listing.get("start", 1)):
            mark = list_mark(listing.get("enumtype", ""), number, listing.get("prefix", ""), listing.get("suffix", "."))
            first = next(item.findall(nodes.paragraph), None)
            if first is not None:
                first.insert(0, nodes.Text(f"{mark} "))
            items.extend(item.children)
        listing.replace_self(items)


def plain_table(matrix: Matrix, ids: Iterable[str], *, is_drawn: bool) -> nodes.Element:
    """Return a matrix in docutils' own nodes; a grid as a list of its filled cells, for paper is too narrow for it.

    :param is_drawn: draw it, for Sphinx's text writer takes time that grows with the square of the rows.
    """
    matrix = translated(matrix)
    container = nodes.container(ids=list(ids))
    container += nodes.paragraph("", "", nodes.strong("", matrix.title))
    if matrix.grid:
        container += _plain_grid(matrix)
    elif is_drawn:
        text = drawn(matrix)
        container += nodes.raw(text, text, format="text")
    else:
        container += _plain_rows(matrix)
    for total in matrix.totals:
        value = f"{total.value:.1f} %" if total.percent else str(total.value)
        container += nodes.paragraph("", f"{total.label}{_(': ')}{value}")
    container.extend(
        nodes.paragraph("", f"{_(state.capitalize())}{_(': ')}{_(state.meaning)}") for state in matrix.legend
    )
    container.extend(nodes.paragraph("", note) for note in matrix.notes)
    return container


def _plain_grid(matrix: Matrix) -> nodes.bullet_list:
    listing = nodes.bullet_list()
    for row in matrix.rows:
        cells = [
            f"{column.title} ({cell_text(cell)})"
            for column, cell in zip(matrix.columns[2:], row.cells[2:], strict=True)
            if cell_text(cell)
        ]
        head = " ".join(cell_text(cell) for cell in row.cells[:2])
        if cells:
            listing += nodes.list_item("", nodes.paragraph("", f"{head}{_(': ')}{'; '.join(cells)}"))
    return listing


def _plain_rows(matrix: Matrix) -> nodes.table:
    width = len(matrix.columns)
    group = nodes.tgroup(cols=width)
    group.extend(nodes.colspec(colwidth=CHARACTERS * column.weight) for column in matrix.columns)
    head = nodes.thead("", nodes.row("", *(_entry(column.title) for column in matrix.columns)))
    body = nodes.tbody()
    for title, rows in groups(matrix.rows):
        if title:
            entry = _entry(title)
            entry["morecols"] = width - 1
            body += nodes.row("", entry)
        body.extend(nodes.row("", *(_entry(cell_text(cell)) for cell in row.cells)) for row in rows)
    group += [head, body]
    return nodes.table("", group, classes=["longtable"])


def _entry(text: str) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", text))


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("doctree-resolved", _fill_in, priority=100)
    app.connect("doctree-resolved", _make_plain)
