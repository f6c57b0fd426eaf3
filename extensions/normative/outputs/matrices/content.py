"""What every format of a table's file shares: the text that may stand in it, its links and what heads it.

Apart from the writers so that their texts and addresses are equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from normative.model.matrix import Link, Matrix

#: Finds the document and the anchor that a link leads to, or ``None``.
Locate = Callable[[Link], tuple[str, str] | None]
#: Gives the address a link leads to, relative to the folder of the files, or ``""`` where the text has no such place.
Address = Callable[[Link], str]

_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_NO_CHARACTER = re.compile(r"[\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """What heads every file.

    :param status: one sentence on the standing of the text, ``""`` for none.
    :param date: of the draft, ``""`` for none; only the cover of the workbook bears it.
    :param right_to_left: whether the text is written so; sheets then begin at the right.
    """

    title: str
    status: str
    release: str
    date: str = ""
    right_to_left: bool = False


def printable(text: str) -> str:
    """Return a text with line feeds for line ends and a visible sign for every character that XML cannot hold."""
    if text.isprintable():
        return text
    text = _LINE_END.sub("\n", text)
    text = _CONTROL.sub(lambda found: chr(0x2400 + ord(found.group())), text)
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)


def has_groups(matrix: Matrix) -> bool:
    """Return whether files give the rows' group headings as a column before all others."""
    return any(row.group for row in matrix.rows)


def site_address(locate: Locate, html: str) -> Address:
    """Return what gives the addresses of links.

    :param html: the relative path from the folder of the files to the HTML site, ``""`` if they are in it.
    """
    site = f"{html.rstrip('/')}/" if html else ""

    @cache
    def address(link: Link) -> str:
        place = locate(link)
        return f"{site}{quote(place[0])}.html#{quote(place[1])}" if place else link.outside

    return address
