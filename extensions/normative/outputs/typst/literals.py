"""Author text as Typst string literals, so that nothing in it can be read as markup.

Apart from the translator because the safety of every output rests on these few lines.
"""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\r\n\f\v\u0085\u2028\u2029]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\n\t]')
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def string_literal(text: str) -> str:
    """Return ``text`` as a Typst string, quotes included and white space kept; unprintable characters are dropped."""
    printable = _UNPRINTABLE.sub("", text)
    return f'"{_ESCAPED.sub(lambda found: _ESCAPES[found.group()], printable)}"'


def text_markup(text: str) -> str:
    """Return ``text`` as markup that prints it, with every stretch of white space as one space."""
    collapsed = _SPACES.sub(" ", text)
    return f"#{string_literal(collapsed)}" if collapsed else ""


def content(markup: str) -> str:
    """Return ``markup`` as a content block, the form arguments take."""
    return f"[{markup}]"
