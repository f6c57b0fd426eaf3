"""The cells of tables as HTML: links, states by word, sign and colour, and the shades of grids."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from normative.model.matrix import Cell, Crossing, Link, LinkKind, State, cell_text
from normative.outputs.table.shades import shade_names, shade_of
from normative.project.language import _, counted

#: Gives the address a link leads to from the page being written, or ``""`` where the text has no such place.
Address = Callable[[Link], str]

#: A day, which no line breaks.
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def heat_legend() -> str:
    """Return what the shades of grids stand for."""
    return " ".join(f'<span class="heat heat-{shade}">{name}</span>' for shade, name in enumerate(shade_names(), 1))


def heat_class(cell: Cell) -> str:
    """Return the class that shades a cell of a grid by how many paragraphs it is about, ``""`` for none."""
    shade = shade_of(cell)
    return f"heat heat-{shade}" if shade else ""


#: States that stand beside another one, and as words would be too wide for a grid.
_OF_REVIEWS = frozenset({State.UNREVIEWED, State.OBJECTED, State.SUSPECT_WORDS, State.SUSPECT_GROUNDS})


def render_cell(cell: Cell, address: Address, *, in_grid: bool = False) -> str:
    """Return the content of a cell.

    :param in_grid: the cell is narrow: what nobody has reviewed is its sign alone, and on paper every state is.
    """
    if isinstance(cell, Crossing):
        states = " ".join(render_state(state, in_grid=in_grid) for state in cell.states)
        links = _links(cell.links, address)
        if cell.count is not None and not links:
            # Elsewhere too, a relation that no paragraph shows is counted as such.
            links = str(cell.count)
        elif cell.count is not None:
            words = counted(cell.count, "paragraph", "paragraphs")
            number = f'<summary>{cell.count}<span class="only-heard"> {words}</span></summary>'
            links = f'<details class="crossing-count">{number}{links}</details>'
        return f'{states} <span class="crossing-paragraphs">{links}</span>' if states and links else states or links
    if isinstance(cell, tuple):
        return ", ".join(
            _link(item, address) if isinstance(item, Link) else render_state(item, in_grid=in_grid) for item in cell
        )
    return _DATE.sub(r'<span class="date">\g<0></span>', escape(cell_text(cell)))


def _links(links: tuple[Link, ...], address: Address) -> str:
    return ", ".join(_link(link, address) for link in links)


def _link(link: Link, address: Address) -> str:
    href = address(link)
    text = escape(link.text)
    if not href:
        return text
    title = f' title="{_("Paragraph {number}", number=text)}"' if link.kind is LinkKind.PARAGRAPH else ""
    return f'<a href="{escape(href)}"{title}>{text}</a>'


def render_state(state: State, *, in_grid: bool = False) -> str:
    """Return a state as its sign, its word and its colour.

    :param in_grid: let the word be hidden from the eye, where the legend has it.
    """
    name = word = _(state.value)
    if in_grid:
        hidden = "only-heard" if state in _OF_REVIEWS else "not-in-print"
        word = f'<span class="{hidden}">{word}</span>'
    title = f' title="{name}"' if in_grid else ""
    return f'<span class="state state-{state.slug}"{title}><span aria-hidden="true">{state.symbol}</span> {word}</span>'
