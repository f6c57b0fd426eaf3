"""Headings of the whole project, numbered as the United Nations numbers them (:mod:`normative.model.heading`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.heading import heading_label, heading_number
from normative.outputs.document.assembly import section_number
from normative.outputs.document.targets import nodes_with_documents
from normative.project.config import is_set, set_default

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


#: Whether Sphinx numbers headings in plain text; where conf.py says so, it is Sphinx that numbers them or nobody.
_NUMBERS_IN_TEXT = "text_add_secnumbers"


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
    is_text = app.builder.format == "text" and not is_set(app.config, _NUMBERS_IN_TEXT)
    if app.builder.format != "html" and not is_text:
        return
    for name, section in nodes_with_documents(doctree, docname):
        counted = section_number(app.env, name, section) if isinstance(section, nodes.section) else None
        if counted and isinstance(section[0], nodes.title):
            if is_text:
                section[0].insert(0, nodes.Text(f"{heading_number(counted)} "))
            else:
                section[0]["secnumber"] = (heading_label(counted),)


def _write_labels(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: keep Sphinx's text writer from adding its own numbers to the labels."""
    set_default(config, _NUMBERS_IN_TEXT, value=False)


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("config-inited", _write_labels)
    app.connect("env-get-updated", _number_contents, priority=900)
    app.connect("doctree-resolved", _number_titles)
