"""Changes since a draft in HTML: inserted and deleted words, for eyes and for screen readers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from normative.project.language import _

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from normative.project.nodes import change, struck_note

#: What is said to those who hear the text, and printed.
_CHANGE_WORDS = {"ins": "inserted", "del": "deleted"}


def visit_change(self: HTML5Translator, node: change) -> None:
    """Open the words that were put in or struck out; of a block that is gone, print what stood before it."""
    kind = node["kind"]
    mark = node.parent.get("mark", "") if node.parent.get("change") == "del" else ""
    said = f'<span class="change-word">[{_(_CHANGE_WORDS[kind])}: </span>'
    self.body.append(f'<{kind} class="change">{said}{escape(mark)}{" " if mark else ""}')


def depart_change(self: HTML5Translator, node: change) -> None:
    """Close them."""
    self.body.append(f'<span class="change-word">]</span></{node["kind"]}>')


def visit_struck_note(self: HTML5Translator, node: struck_note) -> None:
    """Print a footnote that is gone where its mark stood."""
    self.body.append(f' <span class="struck-note">[{_("footnote")}: ')


def depart_struck_note(self: HTML5Translator, node: struck_note) -> None:
    """Close it."""
    self.body.append("]</span>")
