"""Visitors for formulas: MathML, which browsers and reading devices show by themselves; Sphinx's need the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.math import get_node_equation_number

from normative.project.config import is_set

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

NAME = "mathml"


def _visit_formula(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="formula notranslate"))
    self.body.append(f"{_written(self, node)}</span>")
    raise nodes.SkipNode


def _visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="formula notranslate"))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this formula")
        self.body.append("</span>")
    self.body.append(f"{_written(self, node)}</div>\n")
    raise nodes.SkipNode


def _written(self: HTML5Translator, node: nodes.math | nodes.math_block) -> str:
    """Return a formula; one that is not MathML as code."""
    if "mathml" not in node:
        return f"<code>{self.encode(node.astext())}</code>"
    # For devices that read aloud what they cannot show.
    return str(node["mathml"]).replace("<math ", f'<math alttext="{self.attval(node.astext())}" ', 1)


def _choose(app: Sphinx, config: Config) -> None:
    """On ``config-inited``, last: have formulas shown our way, unless ``conf.py`` names or loads another one."""
    if is_set(config, "html_math_renderer"):
        return
    own = {"mathjax"} - {name.removeprefix("sphinx.ext.") for name in config.extensions}
    others = [name for name in app.registry.html_inline_math_renderers if name not in {NAME, *own}]
    if len(others) < 2:
        # Of several Sphinx takes none, and says so.
        config["html_math_renderer"] = others[0] if others else NAME


def setup(app: Sphinx) -> None:
    """Register the visitors and connect the event."""
    app.connect("config-inited", _choose, priority=900)
    app.add_html_math_renderer(NAME, inline_renderers=(_visit_formula, None), block_renderers=(_visit_block, None))
