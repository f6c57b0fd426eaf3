"""Matrices as HTML, written as text: a table of 10,000 rows takes seconds and not a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from itertools import compress
from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.matrix import (
    Cell,
    CellKind,
    Column,
    Link,
    LinkKind,
    Matrix,
    Row,
    cell_text,
    groups,
)
from normative.model.tables.chart import is_drawn
from normative.outputs.document.parts import WEIGHT_OF_SENTENCES
from normative.outputs.html.bars import views_of_bars
from normative.outputs.html.cells import Address, heat_class, heat_legend, render_cell, render_state
from normative.outputs.matrices.writing import has_excel
from normative.outputs.table.charts import alternative_text, inline_chart
from normative.outputs.table.shades import shade_of
from normative.project.domain import normative_domain
from normative.project.language import _, translated

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

    from normative.project.nodes import instrument_profile, matrix_table

#: From this weight on, a column of text holds several words, which must not be squeezed.
_WEIGHT_OF_WORDS = 4
#: The folder of the tables' files in the site.
FILES = "matrices"
#: Headings of HTML have six levels.
_DEEPEST = 6


def visit_profile(self: HTML5Translator, node: instrument_profile) -> None:
    """Open an instrument's profile."""
    anchor = f' id="{escape(node["ids"][0])}"' if node["ids"] else ""
    self.body.append(f'<div class="instrument-profile"{anchor}>\n')


def depart_profile(self: HTML5Translator, node: instrument_profile) -> None:
    """Close an instrument's profile."""
    self.body.append("</div>\n")


def visit_table(self: HTML5Translator, node: matrix_table, *, drawing: Callable[[Matrix], str] = inline_chart) -> None:
    """Write the whole table; it has no nodes below it."""
    panorama = normative_domain(self.builder.env).index.panorama
    own_rows = isinstance(node.parent, nodes.Element) and node.parent.tagname == "instrument_profile"
    own_rows = own_rows or (panorama is not None and panorama.name == node["name"])
    if drawing is inline_chart and has_files(self.builder):
        index = normative_domain(self.builder.env).index
        views = views_of_bars(node["matrix"], index, self.builder, self.builder.current_docname)
        drawing = partial(inline_chart, views=views)
    self.body.append(
        render_table(
            node["matrix"],
            _address(self),
            # A paragraph or another table of the page can have the table's name.
            anchor=node["ids"][0] if node["ids"] else node["name"],
            files=_files(self),
            anchors=own_rows,
            drawing=drawing,
            level=min(self.section_level + 1, _DEEPEST),
        )
    )
    raise nodes.SkipNode


def depart_table(self: HTML5Translator, node: matrix_table) -> None:
    """Do nothing: the table is written on the way in."""


def _address(self: HTML5Translator) -> Address:
    builder = self.builder
    index = normative_domain(builder.env).index
    here = builder.current_docname
    pages: dict[str, str] = {}

    def address(link: Link) -> str:
        place = index.locate(link)
        if place is None:
            return link.outside
        docname, anchor = place
        if builder.name == "singlehtml" or docname == here:
            return f"#{anchor}"
        if docname not in pages:
            pages[docname] = builder.get_relative_uri(here, docname)
        return f"{pages[docname]}#{anchor}"

    return address


def has_files(builder: Builder) -> bool:
    """Tell whether a site gets the tables' files beside its pages."""
    return builder.name == "html"


def _files(self: HTML5Translator) -> str:
    """Return the relative address of the tables' files, or ``""`` where the output has none."""
    if not has_files(self.builder):
        return ""
    here = self.builder.get_target_uri(self.builder.current_docname)
    return "../" * here.count("/") + FILES


def render_table(
    matrix: Matrix,
    address: Address,
    *,
    anchor: str,
    files: str = "",
    anchors: bool = False,
    drawing: Callable[[Matrix], str] = inline_chart,
    level: int = 2,
) -> str:
    """Return a matrix as HTML.

    :param anchor: the id of the table on its page.
    :param files: the relative address of the folder that holds its CSV, XLSX and JSON; ``""`` for none.
    :param anchors: let each row be the place its links lead to (an instrument's profile, the States of a panorama).
    :param drawing: returns a chart as HTML, which its description stands at.
    :param level: of its heading among those of the page.
    """
    return "".join(_parts(translated(matrix), address, anchor, files, anchors, drawing, level))


def _parts(
    matrix: Matrix,
    address: Address,
    anchor: str,
    files: str,
    anchors: bool,
    drawing: Callable[[Matrix], str],
    level: int,
) -> Iterator[str]:
    name = escape(anchor)
    shape = " matrix-grid" if matrix.grid else ""
    yield f'<div class="matrix matrix-{matrix.kind}{shape}" id="{name}">\n'
    yield f'<p class="matrix-title" id="{name}-title" role="heading" aria-level="{level}">{escape(matrix.title)}</p>\n'
    yield from _totals(matrix)
    if is_drawn(matrix):
        description = escape(alternative_text(matrix))
        drawn = drawing(matrix)
        # What leads somewhere cannot be within a picture.
        role = "group" if "<a " in drawn else "img"
        yield f'<div class="chart" role="{role}" tabindex="0" aria-label="{description}">{drawn}</div>\n'
    yield from _legend(matrix)
    yield f'<div class="matrix-scroll" role="region" tabindex="0" aria-labelledby="{name}-title">\n'
    caption = f'<caption class="only-heard" id="{name}-caption">{escape(matrix.title)}</caption>'
    yield f'<table class="matrix-table">\n{caption}\n'
    yield "<thead><tr>"
    for number, column in enumerate(matrix.columns):
        yield _head(column, address, across=matrix.grid and number > 1)
    yield "</tr></thead>\n"
    if not matrix.rows:
        yield f'<tbody><tr><td colspan="{len(matrix.columns)}">{_("None.")}</td></tr></tbody>\n'
    names = _Names(anchor)
    empty = [f"<td{_classes(column)}></td>" for column in matrix.columns]
    for title, rows in groups(matrix.rows):
        yield "<tbody>\n"
        if title:
            heading = f'<th colspan="{len(matrix.columns)}" scope="rowgroup"><span>{escape(title)}</span></th>'
            yield f'<tr class="matrix-group">{heading}</tr>\n'
        for row in rows:
            yield _row(row, matrix, address, names, empty, anchors=anchors)
        yield "</tbody>\n"
    yield "</table>\n</div>\n"
    for note in matrix.notes:
        yield f'<p class="matrix-note">{escape(note)}</p>\n'
    if files:
        yield _downloads(matrix, files)
    yield "</div>\n"


def _totals(matrix: Matrix) -> Iterator[str]:
    if not matrix.totals:
        return
    shares = {total.key.removesuffix("_share"): total.value for total in matrix.totals if total.percent}
    yield '<dl class="matrix-totals">'
    for total in matrix.totals:
        if total.percent:
            continue
        share = f" ({shares[total.key]:.1f} %)" if total.key in shares else ""
        # In a line from right to left, a share would stand the wrong way round.
        value = f"<bdi>{total.value}{share}</bdi>"
        yield f'<div><dt>{escape(total.label)}</dt><dd data-total="{escape(total.key)}">{value}</dd></div>'
    yield "</dl>\n"


def _legend(matrix: Matrix) -> Iterator[str]:
    """Yield what states and shades mean; it stands above the table, where it is read first."""
    entries = [f"<li>{render_state(state)}{_(': ')}{escape(_(state.meaning))}</li>" for state in matrix.legend]
    shaded = [column.link is not None for column in matrix.columns]
    if any(shade_of(cell) for row in matrix.rows for cell in compress(row.cells, shaded) if cell is not None):
        entries.append(f'<li class="shades">{_("Number of paragraphs in a cell")}{_(": ")}{heat_legend()}</li>')
    if entries:
        yield f'<ul class="matrix-legend">{"".join(entries)}</ul>\n'


def _downloads(matrix: Matrix, files: str) -> str:
    kinds = [("csv", "CSV"), *([("xlsx", "Excel")] if has_excel() else []), ("json", "JSON")]
    links = " · ".join(
        f'<a href="{files}/{escape(matrix.name)}.{ending}" aria-label="{label}: {escape(matrix.title)}">{label}</a>'
        for ending, label in kinds
    )
    return f'<p class="matrix-files">{_("This table as {links}.", links=links)}</p>\n'


def _head(column: Column, address: Address, *, across: bool) -> str:
    title = escape(column.title)
    href = address(column.link) if column.link else ""
    inner = f'<a href="{escape(href)}">{title}</a>' if href else title
    if across:
        return f'<th scope="col" class="across"><span>{inner}</span></th>'
    kind = ' class="number"' if column.kind in (CellKind.NUMBER, CellKind.PERCENT) else ""
    if column.kind is CellKind.TEXT and column.weight >= _WEIGHT_OF_WORDS:
        kind = ' class="sentences"' if column.weight >= WEIGHT_OF_SENTENCES else ' class="words"'
    facet = ' data-facet=""' if column.facet else ""
    return f'<th scope="col"{kind} data-key="{escape(column.key)}" data-kind="{column.kind}"{facet}>{inner}</th>'


def _row(row: Row, matrix: Matrix, address: Address, names: _Names, empty: Sequence[str], *, anchors: bool) -> str:
    first, *rest = row.cells
    links = [item for item in first if isinstance(item, Link)] if isinstance(first, tuple) else []
    target = links[0].target if links else ""
    anchor = f' id="{escape(target.lower())}"' if anchors and target else ""
    # The row as a place of its own: links to what it is about lead elsewhere.
    name = names.take(row) if target and not anchors else ""
    own = f' id="{escape(name)}"' if name else ""
    paragraph = f' data-paragraph="{escape(target)}"' if _is_paragraph(first) else ""
    classes = ' class="detail"' if row.detail else ""
    treaties = f' data-treaties="{escape(" ".join(row.treaties))}"' if row.treaties else ""
    head = escape(cell_text(first)) if anchors else render_cell(first, address)
    # Most cells of a grid are empty.
    cells = "".join(
        nothing
        if cell is None
        else _data(cell, column, address, name, is_narrow=matrix.grid and column.kind is not CellKind.TEXT)
        for cell, column, nothing in zip(rest, matrix.columns[1:], empty[1:], strict=True)
    )
    return f'<tr{anchor}{classes}{treaties}{paragraph}><th scope="row"{own}>{head}</th>{cells}</tr>\n'


class _Names:
    """The ids of a table's rows, to which links can lead: the table's name and the targets that head the row.

    The left and the right side of a convergence head its row together; of rows that are headed alike, the second has a
    number behind its name, and so on.
    """

    def __init__(self, table: str) -> None:
        self._table = table
        self._taken: Counter[str] = Counter()

    def take(self, row: Row) -> str:
        """Return the id of the next row."""
        heads = [cell for cell in row.cells[:2] if isinstance(cell, tuple)]
        targets = [link.target.lower() for cell in heads for link in cell if isinstance(link, Link)]
        name = "--".join([self._table, *targets])
        self._taken[name] += 1
        return name if self._taken[name] == 1 else f"{name}--{self._taken[name]}"


def _is_paragraph(cell: Cell) -> bool:
    return isinstance(cell, tuple) and any(isinstance(item, Link) and item.kind is LinkKind.PARAGRAPH for item in cell)


def _data(cell: Cell, column: Column, address: Address, row: str, *, is_narrow: bool) -> str:
    crosses = bool(column.link and cell)
    # Where provisions cross, the cell is a place of its own too.
    own = f' id="{escape(f"{row}--{column.key}")}"' if crosses and row else ""
    named = _classes(column, heat_class(cell) if crosses else "")
    return f"<td{own}{named}>{render_cell(cell, address, in_grid=is_narrow)}</td>"


def _classes(column: Column, heat: str = "") -> str:
    number = "number" if column.kind in (CellKind.NUMBER, CellKind.PERCENT) else ""
    classes = f"{number} {heat}".strip()
    return f' class="{classes}"' if classes else ""
