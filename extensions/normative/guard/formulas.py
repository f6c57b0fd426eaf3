"""Formulas in LaTeX, turned into MathML when they are read: pages then show them without a script from the web.

In LaTeX itself a command may read files or define others, so what cannot be turned into MathML is code there as well.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml, unichar2tex
from sphinx.transforms import SphinxTransform

from normative.guard.mathml import NAME
from normative.model.diagnostics import Diagnostic, Problem
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.report import place_of_node

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ConvertFormulas(SphinxTransform):
    """Give each formula its ``mathml``; one that cannot be read has none, and is printed as it is written."""

    # After substitutions, which may hold formulas, and before messages are dropped.
    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        """Convert the formulas of a document; called by Sphinx when it has been read."""
        if self.config.html_math_renderer != NAME:
            return
        for formula in (*self.document.findall(nodes.math), *self.document.findall(nodes.math_block)):
            self._convert(formula)

    def _convert(self, formula: nodes.TextElement) -> None:
        try:
            formula["mathml"] = _mathml(formula.astext(), as_block=isinstance(formula, nodes.math_block))
        except Exception as error:  # noqa: BLE001  # the converter stops at odd code in many ways, not only with its own error
            reason = " ".join(str(error).split()).rstrip(".") or "it is too deep"
            message = f"the formula cannot be shown and is printed as it is written ({reason}); correct it"
            findings = normative_domain(self.env).reading(self.env.current_document.docname).findings
            findings.append(Problem(kind=Diagnostic.FORMULA, message=message).at(place_of_node(formula, self.env)))


def _mathml(code: str, *, as_block: bool) -> str:
    """Return LaTeX as MathML.

    :raises MathError: it cannot be read; other errors mean the same.
    """
    braces = re.sub(r"\\.", "", code)
    if braces.count("{") != braces.count("}"):
        # Of which the converter says nothing, and loses what is in them.
        raise MathError("a brace has no other")
    if "^^" in code:
        # A character by its code, in LaTeX.
        raise MathError("two signs '^' follow each other")
    for command in set(re.findall(r"\\[a-zA-Z]+", code)):
        _ask(command)  # also of those in words, at which the converter does not look
    return latex2mathml.tex2mathml(code.translate(unichar2tex.uni2tex_table), as_block=as_block)


@cache
def _ask(command: str) -> None:
    """Ask the converter about a command.

    :raises MathError: it does not know it.
    """
    try:
        latex2mathml.tex2mathml(command)
    except MathError as error:
        if str(error).startswith("Unknown LaTeX command"):
            raise
    except Exception:  # noqa: BLE001, S110  # it misses what belongs to the command
        pass


def _keep_commands(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``, in LaTeX: print as code the formulas with commands that nobody has looked at."""
    if app.builder.format != "latex" or NormativeConfig.of(app.config).raw:
        return
    for formula in (*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)):
        is_block = isinstance(formula, nodes.math_block)
        try:
            _mathml(formula.astext(), as_block=is_block)
        except Exception:  # noqa: BLE001  # see above
            code = formula.astext()
            formula.replace_self(
                nodes.literal_block(code, code, language="none", ids=formula["ids"])
                if is_block
                else nodes.literal(code, code, ids=formula["ids"])
            )


def setup(app: Sphinx) -> None:
    """Register the transform and connect the event."""
    app.add_transform(ConvertFormulas)
    app.connect("doctree-resolved", _keep_commands)
