"""The words of this package in the language of the text, from the catalogue of that language.

English is in the code, and an English text reads no catalogue. What is computed stays English (see
:mod:`normative.model.message`); outputs ask here when they write.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING

from normative.model.citing import table_words
from normative.model.matrix import Cell, Crossing, Link, LinkKind, Matrix, Row, State
from normative.model.message import Message, said

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Where the catalogues are, one a language: ``fr.po``.
FOLDER = Path(__file__).parents[1] / "locale"


@dataclass(kw_only=True, slots=True)
class Catalogue:
    """The words of one language.

    :param words: by the English sentence; several where a number chooses.
    :param form: which of several a number chooses, counted from 0.
    """

    language: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural: str = "n != 1"

    def say(self, sentence: str, number: int | None = None) -> str:
        """Return the words for an English sentence, or the sentence where the catalogue has none.

        What begins with a capital letter may stand in the catalogue with a small one.
        """
        found = self.words.get(sentence)
        if found is None:
            small = self.words.get(f"{sentence[:1].lower()}{sentence[1:]}")
            return f"{small[0][:1].upper()}{small[0][1:]}" if small else sentence
        return found[0] if number is None else found[min(c2py(self.plural)(number), len(found) - 1)]


_current: dict[str, Catalogue] = {}


def catalogue() -> Catalogue | None:
    """Return the catalogue of the text that is being built; ``None`` for English."""
    return _current.get("")


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue; what a translator has marked as uncertain (fuzzy) counts as well."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        found = read_po(file, locale=path.stem)
    words: dict[str, tuple[str, ...]] = {}
    for message in found:
        one = message.id if isinstance(message.id, str) else message.id[0]
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if one and all(forms):
            words[one] = tuple(map(str, forms))
    return Catalogue(language=path.stem, words=words, plural=found.plural_expr)


@cache
def _read(folder: Path, language: str) -> Catalogue | None:
    path = folder / f"{language}.po"
    return read_catalogue(path) if path.is_file() else None


def _choose(app: Sphinx, config: Config) -> None:
    """On ``config-inited``: take the catalogue of the text's language, if it has one and is not English."""
    _speak(config.language)


def _speak(language: str | None) -> None:
    code = (language or "en").replace("-", "_").partition("_")[0]
    found = None if code == "en" else _read(FOLDER, code)
    _current.clear()
    if found:
        _current[""] = found


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language outside of a build, as ``conf.py`` names it: for files that a command writes itself."""
    _speak(language)
    try:
        yield
    finally:
        _current.clear()


def in_other_languages(message: str) -> Iterator[str]:
    """Yield how each catalogue says a message or a word of a closed set; for files that come from anywhere."""
    for path in sorted(FOLDER.glob("*.po")):
        found = _read(FOLDER, path.stem)
        if found:
            yield str(said(message, found.say))


def _forget(app: Sphinx, exception: Exception | None) -> None:
    """On ``build-finished``, last: speak English again, for another text may be built in the same process."""
    _current.clear()


def spoken() -> tuple[str, ...]:
    """Return what the words of outputs depend on beyond English: the language, and its words."""
    found = catalogue()
    return (found.language, repr(sorted(found.words.items()))) if found else ()


def translate(sentence: str, number: int | None = None) -> str:
    """Return the words for an English sentence in the language of the text."""
    found = catalogue()
    return found.say(sentence, number) if found else sentence


def _(sentence: str, /, **values: object) -> str:
    """Return a sentence in the language of the text, with its values."""
    found = translate(sentence)
    return found.format(**{name: told(value) for name, value in values.items()}) if values else found


def counted(number: int, one: str, many: str, /, **values: object) -> str:
    """Return a sentence with a number, ``{count}`` in it."""
    found = translate(one, number) if catalogue() else one if number == 1 else many
    return found.format(count=number, **values)


def told(value: object) -> object:
    """Return a value in the language of the text: a message or a word of a closed set; all else as it is."""
    return said(value, translate) if catalogue() else value


def translated(matrix: Matrix) -> Matrix:
    """Return a table with its words in the language of the text; keys and states stay."""
    found = catalogue()
    if not found:
        return matrix
    matrix = with_titles(matrix)
    rows = tuple(_row(row) for row in matrix.rows)
    return replace(matrix, rows=rows)


def with_titles(matrix: Matrix) -> Matrix:
    """Return a table whose title, heads, figures, groups and notes alone are in the language of the text."""
    if not catalogue():
        return matrix
    columns = tuple(
        replace(column, title=_provisions(_words(column.title), column.link) if column.link else _words(column.title))
        for column in matrix.columns
    )
    totals = tuple(replace(total, label=_words(total.label)) for total in matrix.totals)
    rows = tuple(replace(row, group=str(told(row.group))) if row.group else row for row in matrix.rows)
    notes = tuple(map(_words, matrix.notes))
    return replace(matrix, title=str(told(matrix.title)), columns=columns, totals=totals, notes=notes, rows=rows)


def _words(text: str) -> str:
    """Return a head, a label or a note, which the model writes as plain text where it has no values."""
    return str(told(text)) if isinstance(text, Message) else translate(text)


def _row(row: Row) -> Row:
    return replace(row, cells=tuple(map(_cell, row.cells)))


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, Crossing):
        return replace(cell, links=tuple(map(_link, cell.links)))
    if isinstance(cell, tuple):
        return tuple(item if isinstance(item, State) else _link(item) for item in cell)  # type: ignore[return-value]
    return str(told(cell)) if isinstance(cell, str) else cell


def _link(link: Link) -> Link:
    return replace(link, text=_provisions(str(told(link.text)), link))


def _provisions(text: str, link: Link) -> str:
    """Return the name of a provision with its unit in the language of the text: ``GCM obj. 8``."""
    return in_tables(text) if link.kind is LinkKind.PROVISION else text


def in_tables(text: str) -> str:
    """Return a citation of tables with its units in the language of the text."""
    found = catalogue()
    return table_words(text, found.language) if found else text


#: Which form of a message goes with what browsers call a kind of number, by language.
_KINDS = {
    "ru": {"one": 0, "few": 1, "many": 2, "other": 2},
    "ar": {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 4, "other": 5},
    "zh": {"other": 0},
}


def script_words() -> str:
    """Return a script that gives the other scripts of a site their words; empty for English."""
    found = catalogue()
    if not found:
        return ""
    words = {key: forms[0] if len(forms) == 1 else list(forms) for key, forms in found.words.items()}
    kinds = _KINDS.get(found.language, {"one": 0, "many": 1, "other": 1})
    known = {"language": found.language, "kinds": kinds, "words": words}
    text = json.dumps(known, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
    return f'"use strict";\nwindow.normativeWords = {text};\n'


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("config-inited", _choose, priority=100)
    app.connect("build-finished", _forget, priority=999)
