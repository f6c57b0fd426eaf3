"""Which tables are too wide for an upright page, and which sections are turned with them.

Apart from the visitors because sections ask before tables are written: a heading turns with its table, or it would
stand alone on the page before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from normative.outputs.document.parts import has_room, parts_of
from normative.outputs.table.columns import UPRIGHT_WIDTH
from normative.outputs.table.table_widths import TABLE_POINTS, WHOLE_WORD, columns_of, fits
from normative.project.nodes import instrument_profile, matrix_table, normative_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normative.model.matrix import Matrix

#: More columns than this fit beside each other on an upright page only if they are narrow.
_UPRIGHT_COLUMNS = 6
#: More narrow columns of a grid than this do not, however short their entries are.
_UPRIGHT_CROSSINGS = 20
#: A section with more blocks than this is a text with a table in it, and text is read upright.
_MOST_BLOCKS = 16
_FLAT = (nodes.compound, nodes.container, addnodes.start_of_file, instrument_profile)


def is_wide_matrix(matrix: Matrix) -> bool:
    """Tell whether a matrix needs a landscape page."""
    if not matrix.grid:
        return len(matrix.columns) > _UPRIGHT_COLUMNS and not has_room(matrix, UPRIGHT_WIDTH)
    return len(matrix.columns) > _UPRIGHT_CROSSINGS or len(parts_of(matrix, UPRIGHT_WIDTH)) > 1


def is_wide_table(table: nodes.Element) -> bool:
    """Tell whether an author's table needs a landscape page."""
    columns = len(columns_of(table))
    return columns > _UPRIGHT_COLUMNS + 2 or not fits(table, UPRIGHT_WIDTH, TABLE_POINTS, WHOLE_WORD)


def opens_landscape(section: nodes.section) -> bool:
    """Tell whether a section turns the page with its heading: it has a wide table and little text, or leads to such."""
    blocks = list(_blocks(section))
    if len(blocks) > _MOST_BLOCKS or any(isinstance(block, normative_paragraph) for block in blocks):
        return False
    if any(map(_is_wide, blocks)):
        return True
    first = next((block for block in blocks if isinstance(block, nodes.section)), None)
    return first is not None and opens_landscape(first)


def _is_wide(block: nodes.Node) -> bool:
    if isinstance(block, matrix_table):
        return is_wide_matrix(block["matrix"])
    return isinstance(block, nodes.table) and is_wide_table(block)


def _blocks(node: nodes.Element) -> Iterator[nodes.Node]:
    """Yield the blocks of a section, those in mere wrappers too."""
    for child in node.children:
        if isinstance(child, _FLAT):
            yield from _blocks(child)
        else:
            yield child
