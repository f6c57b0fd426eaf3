"""The sentences of the package that readers see, as the catalogues of languages must have them, read from its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from normative.model.call import Category, Via
from normative.model.comment import CommentKind
from normative.model.convergence import Relation
from normative.model.disposition import Decision
from normative.model.document import Stage
from normative.model.history.concordance import Fate
from normative.model.instrument import Standing
from normative.model.matrix import State
from normative.model.paragraph import Force
from normative.model.review import ReviewState, Verdict
from normative.model.state import Kind, Position
from normative.model.voice import Voice
from normative.outputs.document.margins import LABELS, MEANINGS

PACKAGE = Path(__file__).parents[1] / "extensions" / "normative"
#: The words of closed sets that are shown; with a capital letter they need no sentence of their own.
SETS: tuple[type[StrEnum], ...] = (
    *(Category, Via, CommentKind, Relation, Decision, Stage, Fate, Standing, State, Force, ReviewState, Kind),
    *(Position, Voice, Verdict),
)
#: The sentences of a call by its name: which of its arguments they are.
_CALLS = {"say": (0,), "_": (0,), "translate": (0,), "in_context": (0,), "counted": (1, 2), "count": (1, 2)}
_CALLS["leaving_out"] = (1, 2)
#: The keywords of columns and figures.
_KEYWORDS = {"Column": "title", "Total": "label", "replace": "title"}
#: Names that hold sentences which are asked for under these names.
_NAMES = frozenset(
    {
        "COVER",
        "WITHOUT_FORCE",
        "_CONTENTS_WORD",
        "_CUT",
        "_HOW_TO_READ",
        "_CHANGE_WORDS",
        "_WORKBOOK",
        "covered",
        "sentence",
        "word",
    }
)
_SCRIPT = re.compile(r'(?:\bsay\(|turned: )"((?:[^"\\]|\\.)*)"')


def sentences() -> tuple[dict[str, str], dict[str, str]]:
    """Return each sentence with where it is; of those with a number, by the singular, the plural."""
    found = dict(_of_sets())
    plurals: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "from sphinx.locale import _\n" in text:
            continue  # the words of Sphinx
        for one, other in _of_python(ast.parse(text)):
            found.setdefault(one, path.name)
            if other:
                plurals[one] = other
    for path in sorted(PACKAGE.rglob("static/*.js")):
        for sentence in _SCRIPT.findall(path.read_text(encoding="utf-8")):
            found.setdefault(sentence, path.name)
    return {one: where for one, where in found.items() if not _is_said_small(one, found)}, plurals


def _of_sets() -> Iterator[tuple[str, str]]:
    """Yield the words of closed sets, with what they mean."""
    for kind in SETS:
        yield from ((item.value, kind.__name__) for item in kind)
    for item in (*State, *Voice):
        yield item.meaning, type(item).__name__
    for words in (LABELS, MEANINGS):
        yield from ((word, "margins") for word in words.values())
    # Words of scripts that stand for themselves, and of axes that titles name.
    yield from ((word, "axes") for word in ("paragraphs", "provisions", "sections", "not addressed"))


def _is_said_small(sentence: str, found: dict[str, str]) -> bool:
    """Tell whether a sentence is another one with a capital letter."""
    small = f"{sentence[:1].lower()}{sentence[1:]}"
    return small != sentence and small in found


def _of_python(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in _NAMES:
            yield from ((text, "") for text in _texts(node.value) if not text.endswith((".js", ".css")))
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for keyword in node.keywords if name in _KEYWORDS else ():
            if keyword.arg == _KEYWORDS[name]:
                yield from ((text, "") for text in _texts(keyword.value))
        places = _CALLS.get(name, ())
        if places == (0,) and node.args:
            context = [text for argument in node.args[1:2] for text in _texts(argument)] if name == "in_context" else []
            yield from ((f"{text}|{context[0]}" if context else text, "") for text in _texts(node.args[0]))
        elif places and len(node.args) > 2:
            texts = [text for place in places for text in _texts(node.args[place])]
            if len(texts) == 2:
                yield texts[0], texts[1]


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may be, without those of calls in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Tuple | ast.Dict):
        for item in node.elts if isinstance(node, ast.Tuple) else node.values:
            yield from _texts(item)
