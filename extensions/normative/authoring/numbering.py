"""Headings numbered as the United Nations numbers them: I., A., 1., (a), (i), each level by its own number alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.provision import to_roman

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def heading_label(numbers: Sequence[int]) -> str:
    """Return the label of a heading from the numbers Sphinx counts: ``(2, 1)`` is the "A" under "II"."""
    number, depth = numbers[-1], len(numbers)
    if depth == 1:
        return to_roman(number).upper()
    if depth == 3:
        return str(number)
    letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    if depth == 2:
        return letters.upper()
    return f"({letters})" if depth == 4 else f"({to_roman(number)})"


def heading_number(numbers: Sequence[int]) -> str:
    """Return a label as it is printed before its heading: ``I.``, ``A.``, ``1.``, ``(a)``, ``(i)``."""
    label = heading_label(numbers)
    return label if label.endswith(")") else f"{label}."


def _forget_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``, before Sphinx counts: it would leave the numbers of headings that have none any more."""
    for docname, title in env.titles.items():
        for node in (title, *env.tocs[docname].findall(nodes.reference)):
            node.attributes.pop("secnumber", None)
    return []


def _number_contents(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On ``env-get-updated``, after Sphinx has counted: relabel the tables of contents, which hold their own copy."""
    for docname in env.toc_secnumbers:
        _relabel(env.titles[docname])
        for reference in env.tocs[docname].findall(nodes.reference):
            _relabel(reference)
    return []


def _relabel(node: nodes.Element) -> None:
    numbers = node.get("secnumber")
    if numbers and all(isinstance(number, int) for number in numbers):
        node["secnumber"] = (heading_label(numbers),)


def _number_titles(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``: give every heading its label, which the writers prefer to Sphinx's numbers."""
    if app.builder.format not in {"html", "text"}:
        return
    numbers = app.env.toc_secnumbers.get(docname, {})
    for section in doctree.findall(nodes.section):
        counted = numbers.get(f"#{section['ids'][0]}") or (numbers.get("") if section.parent is doctree else None)
        if counted and isinstance(section[0], nodes.title):
            if app.builder.format == "text":
                section[0].insert(0, nodes.Text(f"{heading_number(counted)} "))
            else:
                section[0]["secnumber"] = (heading_label(counted),)


def _write_labels(app: Sphinx) -> None:
    """On ``builder-inited``: keep Sphinx's text writer from adding its own numbers to the labels."""
    if app.builder.format == "text":
        app.config["text_add_secnumbers"] = False


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("builder-inited", _write_labels)
    app.connect("env-get-updated", _forget_numbers, priority=100)
    app.connect("env-get-updated", _number_contents, priority=900)
    app.connect("doctree-resolved", _number_titles)
