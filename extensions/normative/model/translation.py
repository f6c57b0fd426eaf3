"""The text in another language, message by message, and whether each still says what its source says.

A message is one block of the text (a heading, a paragraph, an item of a list, a note, a reason) or one text of the
data. Structure is in the source alone; what a translation can lose or add is within a message.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch

from normative.model.diagnostics import Diagnostic, Finding, Place, Problem


class Status(StrEnum):
    """What a text in another language is; it is printed wherever the status of the text is."""

    OFFICIAL = "official"
    UNOFFICIAL = "unofficial"
    MACHINE_AIDED = "machine-aided"


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """A language into which the text is translated, as ``document.toml`` describes it.

    :param code: as ``conf.py`` writes languages: ``fr``, ``zh_CN``.
    :param notice: printed instead of the sentence that the status stands for.
    :param documents: patterns of the documents, and of the files of data, that are translated; without any, all are.
    """

    code: str
    status: tuple[Status, ...] = ()
    notice: str = ""
    documents: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Tell whether a document, or a file of data, is to be translated."""
        return not self.documents or any(fnmatch(name, pattern) for pattern in self.documents)


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message of a catalogue.

    :param is_fuzzy: its source has changed since it was translated, or somebody has marked it so.
    :param line: where it stands in its catalogue.
    :param origin: the file that it comes from.
    """

    source: str
    translation: str = ""
    is_fuzzy: bool = False
    line: int | None = None
    origin: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a translation has come, in messages that have words."""

    translated: int = 0
    fuzzy: int = 0
    missing: int = 0

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            translated=self.translated + other.translated,
            fuzzy=self.fuzzy + other.fuzzy,
            missing=self.missing + other.missing,
        )


#: What is said of a translation, in its language: that it is official, that it is not, that a machine has helped.
_NOTICES = {
    "ar": ("ترجمة رسمية", "ترجمة غير رسمية", "أُعدت بمساعدة آلة"),
    "en": ("Official translation", "Unofficial translation", "made with the help of a machine"),
    "es": ("Traducción oficial", "Traducción no oficial", "hecha con ayuda de una máquina"),
    "fr": ("Traduction officielle", "Traduction non officielle", "faite avec l’aide d’une machine"),
    "ru": ("Официальный перевод", "Неофициальный перевод", "выполненный с помощью машины"),
    "zh": ("正式译文", "非正式译文", "借助机器完成"),
}


def notice_of(language: Language) -> str:
    """Return what is said of a translation wherever the status of the text is, without a full stop."""
    if language.notice or not language.status:
        return language.notice
    official, unofficial, aided = _NOTICES.get(re.split("[_-]", language.code)[0], _NOTICES["en"])
    said = official if Status.OFFICIAL in language.status else unofficial
    comma = {"ar": "، ", "zh": "，"}.get(language.code[:2], ", ")
    return comma.join([said, aided]) if Status.MACHINE_AIDED in language.status else said


class Mark(StrEnum):
    """What a message and its translation must have alike."""

    NOTE = "note"
    PARAGRAPH = "mention of paragraph"
    PROVISION = "provision"
    VOICE = "voice"
    MENTION = "mention"
    ITEM = "item"
    FIGURE = "figure"


#: What Sphinx compares itself when it builds, and reports as ``i18n.inconsistent_references``.
COMPARED_BY_SPHINX = frozenset({Mark.PARAGRAPH, Mark.PROVISION})
_ROLE = re.compile(r":(?P<name>[\w+.:-]+):`(?P<text>[^`]*)`")
_TITLED = re.compile(r".*<(?P<target>[^<>]*)>", re.DOTALL)
_NOTE = re.compile(r"\[(?P<name>#[\w-]*|\*|\d+)\]_")
_CITED = re.compile(r"(?P<key>[\w.:+/-]+)\s*(?:\{(?P<place>[^{}]*)\})?")
_ITEM = re.compile(r"(?<![\w)])\((?:[^\W\d_]|[ivx]{2,5})\)(?!\w)")
#: Digits of any script, with what stands between thousands and before decimals in one language or another.
#: What stands before 月 is a month, which other languages write as a word.
_FIGURE = re.compile(r"\d+(?:[.,'’٫٬\u00a0\u202f\u2009](?=\d)\d+| (?=\d{3}(?!\d))\d{3})*(?![\d月])")
_PINPOINT = re.compile(r"\d+|(?<=\()[^\W\d_]+(?=\))")
#: Roles whose words name something, and are no words of the text.
_NAMING = frozenset({"instrument", "ref", "doc", "numref", "eq", "need"})
_NO_CHECK = re.compile(r"(?<!\\)#\s*noqa\s*$")


def marks(text: str) -> Counter[tuple[Mark, str]]:
    """Count what a message must have in every language: notes, mentions, provisions, items and figures."""
    found: Counter[tuple[Mark, str]] = Counter()
    for role in _ROLE.finditer(text):
        found.update(_of_role(role["name"].rpartition(":")[2], role["text"]))
    found.update((Mark.NOTE, note["name"]) for note in _NOTE.finditer(text))
    words = _NOTE.sub(" ", _ROLE.sub(" ", text))
    found.update((Mark.ITEM, "") for _item in _ITEM.finditer(words))
    found.update((Mark.FIGURE, _digits(figure[0])) for figure in _FIGURE.finditer(words))
    return found


def _of_role(name: str, text: str) -> Iterator[tuple[Mark, str]]:
    """Yield what a role stands for: what it names, however its words are translated."""
    titled = _TITLED.fullmatch(text)
    target = " ".join((titled["target"] if titled else text).split()).lstrip("~!")
    if "cite" in name:
        for cited in _CITED.finditer(target):
            yield Mark.NOTE, " ".join([cited["key"], *_pinpoints(cited["place"] or "")])
    elif name == "para":
        yield Mark.PARAGRAPH, target
    elif name == "provision":
        # The units between may be written in the language of the text.
        yield Mark.PROVISION, " ".join([*target.split()[:1], *_pinpoints(target.partition(" ")[2])])
    elif name == "voice":
        yield Mark.VOICE, target
    else:
        yield Mark.MENTION, target if titled or name in _NAMING else name


def _pinpoints(text: str) -> list[str]:
    return [_digits(item[0]) for item in _PINPOINT.finditer(text)]


def _digits(text: str) -> str:
    """Return a figure in ASCII and without separators; anything else as it is."""
    if not text[:1].isdecimal():
        return text
    return "".join(str(unicodedata.decimal(letter)) for letter in text if letter.isdecimal())


def out_of_step(source: str, translation: str, besides: Collection[Mark] = ()) -> str:
    """Say what a translation has lost of its source, and what it has added; ``""`` where they are in step.

    :param besides: what is not compared.
    """
    if _NO_CHECK.search(translation):
        return ""
    before, after = marks(source), marks(translation)
    lost, added = (_named(found, besides) for found in (before - after, after - before))
    return "; ".join([*([f"lost: {lost}"] if lost else []), *([f"added: {added}"] if added else [])])


def _named(found: Counter[tuple[Mark, str]], besides: Collection[Mark]) -> str:
    names = [f"{mark} '{name}'" if name else str(mark) for mark, name in found.elements() if mark not in besides]
    return ", ".join(names)


def has_words(source: str) -> bool:
    """Tell whether there is anything to translate in a message."""
    return any(letter.isalpha() for letter in _NOTE.sub("", _ROLE.sub("", source)))


def progress(messages: Sequence[Message]) -> Progress:
    """Count the messages of a catalogue."""
    wanted = [message for message in messages if has_words(message.source)]
    fuzzy = sum(message.is_fuzzy and bool(message.translation) for message in wanted)
    missing = sum(not message.translation for message in wanted)
    return Progress(translated=len(wanted) - fuzzy - missing, fuzzy=fuzzy, missing=missing)


def check_messages(
    messages: Sequence[Message], path: str, language: str, besides: Collection[Mark] = ()
) -> Iterator[Finding]:
    """Yield what is wrong in a catalogue; a file of which nothing is translated is one finding.

    :param path: of the catalogue.
    :param besides: what is not compared.
    """
    wanted = [message for message in messages if has_words(message.source)]
    begun = {message.origin for message in wanted if message.translation}
    for message in wanted:
        if message.origin in begun:
            problem = _problem(message, language, besides)
            if problem is not None:
                yield problem.at(Place(path=path, line=message.line))
    for origin, count in Counter(message.origin for message in wanted if message.origin not in begun).items():
        said = f"nothing of {origin} is translated ({count} messages); translate it, or leave it out in document.toml"
        yield Problem(kind=Diagnostic.TRANSLATION_MISSING, message=f"{language}: {said}").at(Place(path=path, line=1))


def _problem(message: Message, language: str, besides: Collection[Mark]) -> Problem | None:
    subject = f"{language}: '{shortened(message.source)}'"
    if not message.translation:
        kind, said = Diagnostic.TRANSLATION_MISSING, "is not translated; write its msgstr"
    elif message.is_fuzzy:
        kind = Diagnostic.TRANSLATION_OUTDATED
        said = "has changed since it was translated; correct its msgstr, and remove the mark 'fuzzy'"
    else:
        differs = out_of_step(message.source, message.translation, besides)
        if not differs:
            return None
        kind = Diagnostic.TRANSLATION_OUT_OF_STEP
        said = f"is out of step with its source ({differs}); let both have the same"
    return Problem(kind=kind, message=f"{subject} {said}")


def shortened(text: str, length: int = 50) -> str:
    """Return the beginning of a text."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
