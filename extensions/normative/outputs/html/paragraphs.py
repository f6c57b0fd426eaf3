"""Numbered paragraphs as HTML: number, text, and the margin with force and basis."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from normative.outputs.document.margins import LABELS, SYMBOLS
from normative.project.language import _

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from normative.project.nodes import margin_item, normative_paragraph, paragraph_margin


def visit_paragraph(self: HTML5Translator, node: normative_paragraph) -> None:
    """Open the paragraph and print its number, which is its permanent link."""
    anchor, number = escape(node["ids"][0]), node["number"]
    force = node["force"] or "plain"
    marked = " has-finding" if node.get("problems") else ""
    marked += f" change-{node['change']}" if "change" in node else ""
    link = _("Permanent link to paragraph {number}", number=number)
    self.body.append(
        f'<div class="normative-paragraph force-{force}{marked}" id="{anchor}">\n'
        f'<a class="paragraph-number" href="#{anchor}" title="{link}">{number}.</a>\n'
        '<div class="paragraph-text">\n'
    )
    # Links to the ids that it had in earlier drafts lead here.
    self.body.extend(f'<span id="{escape(old)}"></span>' for old in node["ids"][1:])


def depart_paragraph(self: HTML5Translator, node: normative_paragraph) -> None:
    """Close the paragraph."""
    self.body.append("</div>\n")


def force_badge(force: str) -> str:
    """Return a force as readers meet it: its shape and its word."""
    return (
        f'<span class="force-badge force-{force}"><span aria-hidden="true">{SYMBOLS[force]}</span> '
        f"{_(force.capitalize())}</span>"
    )


def visit_margin(self: HTML5Translator, node: paragraph_margin) -> None:
    """Close the text, open the margin and print the force as a word with its shape."""
    force = node.parent["force"]
    badge = f"{force_badge(force)}\n" if force else ""
    self.body.append(f'</div>\n<div class="paragraph-margin">\n{badge}')


def depart_margin(self: HTML5Translator, node: paragraph_margin) -> None:
    """Close the margin."""
    self.body.append("</div>\n")


def visit_margin_item(self: HTML5Translator, node: margin_item) -> None:
    """Open a line of the margin with its label, which only the basis does without."""
    role = node["role"]
    self.body.append(f'<div class="margin-{role}"><span class="margin-label">{_(LABELS[role])}{_(": ")}</span>')


def depart_margin_item(self: HTML5Translator, node: margin_item) -> None:
    """Close the line."""
    self.body.append("</div>\n")
