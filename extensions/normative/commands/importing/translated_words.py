"""The words of a translation in Word as a message: what roles of the original print becomes these roles again.

Figures decide, and nothing is guessed: a role whose place in the words is not found is left out, which whoever
compares the message with its source will see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from normative.commands.importing import markup
from normative.model.citation import parse_citation
from normative.model.citing import FORMS, Numerals, print_cited
from normative.model.instrument import Instrument
from normative.model.item import split_cited
from normative.model.provision import Provision, print_in_text
from normative.model.text import Span
from normative.model.voice import Voice

_MARKED = re.compile(r":(?P<name>[\w+.:-]+):`(?P<text>[^`]*)`|\[(?:#[\w-]*|\*|\d+)\]_")
_TITLED = re.compile(r"(?P<title>.*?)\s*<(?P<target>[^<>]*)>", re.DOTALL)
#: What would begin a list, a comment or an example.
_LISTED = re.compile(r"[-+•‣⁃](?=\s)|\(?(?:\d{1,4}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,6}|#)[.)](?=\s)|\.\.(?=\s|$)|>>>")
_LINK = re.compile(r"(?<![:\w])`[^`]+`__?")
_QUOTED = re.compile(r"[“«„\"]\s*(?P<words>[^“”«»„\"]+?)\s*[”»“\"]")
_WORDS_FOR_UNITS = (
    r"art[íi]c(?:ulo|le)s?|arts?\.|par(?:agraph(?:e|es|s)?|as?\.|s?\.)|p[áa]rr(?:afos?|s?\.)|alinéas?|apartados?|incisos?"
    r"|obje[ck]?tifs?|objetivos?|obj\.|princip\w+|подпункт\w*|пункт\w*|пп?\.|стат\w+|стт?\.|цел\w+|المواد|المادت\w+"
    r"|المادة|الفقر\w+|الأهداف|الهدف"
)
_CHINESE = r"(?:第[\d零一二三四五六七八九十百]+[条款段项]|目标\s*[\d一二三四五六七八九十]+)"
#: Words for paragraphs of a text, before a number that is one.
_PARAGRAPH = (
    r"(?:par(?:agraph(?:e|es|s)?|as?\.|s?\.)|p[áa]rr(?:afos?|s?\.)|пункт\w*|пп?\.|الفقر\w+|第)[^.;:()\d]{0,3}"
    r"(?:\d+\s*(?:,|et|y|и|و|、|和|à|a|al|[-–])\s*)*"
)
_SPACE = r"[\s\u00a0\u202f]+"
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

#: Gives the place of a role in words, and what is written there; ``None`` where it is not in them.
_Find = Callable[[str], tuple[int, int, str] | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Role:
    """A role of the original; ``title`` are its own words, if it has any."""

    raw: str
    name: str
    title: str
    target: str


class TranslatedWords:
    """Writes messages of one language.

    :param instruments: with their names in it.
    :param numbers: of paragraphs, by id.
    :param paragraph_at: gives the id of the paragraph at a bookmark; empty where there is none.
    :param say: gives the words for an English sentence.
    """

    def __init__(
        self,
        language: str,
        instruments: Mapping[str, Instrument],
        numbers: Mapping[str, int],
        paragraph_at: Callable[[str], str],
        say: Callable[[str], str],
    ) -> None:
        self._language, self._instruments, self._numbers = language[:2], instruments, numbers
        self._paragraph_at, self._say = paragraph_at, say
        forms = FORMS.get(self._language)
        own = {form for item in forms.units.values() for form in (item.short, item.one, item.many)} if forms else set()
        units = "|".join(
            [*(re.escape(word) for word in sorted(filter(None, own), key=len, reverse=True)), _WORDS_FOR_UNITS]
        )
        number = r"\d+(?:\s(?:bis|ter)\b)?|\(?(?<!\w)[^\W\d_]{1,4}\)"
        joint = r"(?:[\s,–-]|\b(?:et|y|e|à|al?|au|of|and|to|de|del|la|l[’'])\b|и(?=\s)|و|من)*"
        self._cited = re.compile(
            rf"(?<!\w)(?:{units})(?!\w)\s*(?:(?:{number}|(?<!\w)(?:{units})(?!\w)){joint})*(?:{number})"
            rf"|{_CHINESE}(?:{_CHINESE}|\([a-z]+\)[项目]?|[、和至])*",
            re.IGNORECASE,
        )

    def write(self, source: str, spans: Iterable[Span]) -> tuple[str, list[str]]:
        """Return the message that translates a source, and what of the source has no place in it beside its marks."""
        notes, roles = [], []
        for found in _MARKED.finditer(source):
            name = (found["name"] or "").rpartition(":")[2]
            if not name or "cite" in name:
                notes.append(found[0])
            else:
                titled = _TITLED.fullmatch(found["text"])
                target = titled["target"] if titled else found["text"]
                roles.append(_Role(raw=found[0], name=name, title=titled["title"] if titled else "", target=target))
        written, waiting = self._with_fields(spans, notes, [role for role in roles if role.name == "para"])
        waiting = [role for role in roles if role.name != "para"] + waiting
        for name in ("provision", "para", "instrument", "quote", "voice"):
            for role in (role for role in waiting if role.name == name):
                written = _put(written, self._finder(role), has_style=name == "voice")
        text = markup.inline(written, lambda span: span.style if span.note else span.provision or None)
        links = _LINK.findall(_MARKED.sub("", source))
        lost = [f"lost: link {link}" for link in links]
        return f"\\{text}" if _LISTED.match(text) else text, lost

    def _with_fields(
        self, spans: Iterable[Span], notes: Sequence[str], roles: Sequence[_Role]
    ) -> tuple[list[Span], list[_Role]]:
        """Return spans with the marks of notes, by order, and with roles for the references that Word has as such."""
        written: list[Span] = []
        waiting, marks = list(roles), iter(notes)
        last = ""
        for span in spans:
            if span.note:
                mark = next(marks, "")
                written += [Span(note=1, style=mark)] if mark else []
            elif identifier := self._paragraph_at(span.paragraph):
                if span.paragraph != last:
                    role = next((item for item in waiting if split_cited(item.target)[0] == identifier), None)
                    if role:
                        waiting.remove(role)
                    written.append(Span(text=span.text, provision=role.raw if role else f":para:`{identifier}`"))
            else:
                before = written[-1].provision if last else ""
                # The letter of an item is printed behind the number that the field gives.
                text = re.sub(r"^\s*\(?[^\W\d_]{1,4}\)", "", span.text) if before.endswith(")`") else span.text
                written.append(Span(text=text, style=span.style))
            last = span.paragraph if span.paragraph and self._paragraph_at(span.paragraph) else ""
        return [*markup.merged(written)], waiting

    def _finder(self, role: _Role) -> _Find:
        finders: Mapping[str, Callable[[_Role], _Find]] = {
            "provision": self._find_provision,
            "para": self._find_paragraph,
            "instrument": self._find_instrument,
            "quote": lambda role: lambda text: _quoted(role, text),
            "voice": self._find_voice,
        }
        return finders[role.name](role)

    def _find_provision(self, role: _Role) -> _Find:
        target = role.target.removeprefix("~")
        provisions = parse_citation(target, self._instruments).provisions
        forms = list(self._printed(provisions, target, is_short=role.target.startswith("~"))) if provisions else []

        def find(text: str) -> tuple[int, int, str] | None:
            for form, raw in forms:
                found = re.search(rf"(?<!\w){_SPACE.join(map(re.escape, form.split()))}(?!\w)", text, re.IGNORECASE)
                if found:
                    explicit = f":provision:`{found[0]} <{target}>`"
                    return found.start(), found.end(), explicit if role.title else raw
            return self._find_cited(text, provisions, target) if provisions else None

        return find

    def _printed(self, provisions: Sequence[Provision], target: str, *, is_short: bool) -> Iterator[tuple[str, str]]:
        """Yield how provisions are printed, the longest forms first, with the roles that print them so."""
        for has_no_name in (False, True) if is_short else (False,):
            raw = f":provision:`{'~' if has_no_name else ''}{target}`"
            if self._language in FORMS:
                for numerals in Numerals:
                    pieces = print_cited(
                        provisions, self._of_name, self._language, short=has_no_name, numerals=numerals
                    )
                    yield "".join(piece.text for piece in pieces), raw
            else:
                names = {key: item.text_name for key, item in self._instruments.items()}
                pieces = print_in_text(provisions, names.__getitem__, short=has_no_name)
                yield "".join(piece.text for piece in pieces), raw

    def _of_name(self, key: str) -> str:
        return self._instruments[key].of_name or f"({self._instruments[key].short_title})"

    def _find_cited(self, text: str, provisions: Sequence[Provision], target: str) -> tuple[int, int, str] | None:
        """Find a citation in other words, of the same provisions; these words stay."""
        keys = {provision.instrument for provision in provisions}
        for found in self._cited.finditer(text) if len(keys) == 1 else ():
            (key,) = keys
            if parse_citation(f"{key} {found[0]}", self._instruments).provisions == provisions:
                # With the name of the instrument, or what stands for it in parentheses.
                name = re.escape(self._instruments[key].of_name or self._instruments[key].short_title)
                behind = re.compile(rf",?{_SPACE}(?:{name}|\([^()]*\))").match(text, found.end())
                end = behind.end() if behind else found.end()
                return found.start(), end, f":provision:`{text[found.start() : end]} <{target}>`"
        return None

    def _find_paragraph(self, role: _Role) -> _Find:
        identifier, item = split_cited(role.target)
        number = str(self._numbers.get(identifier, ""))

        def find(text: str) -> tuple[int, int, str] | None:
            if not number or role.title:
                return None
            either = f"(?:{number}|{number.translate(_ARABIC)})"
            letter = rf"(?:{_SPACE})?\(?[^\W\d_]{{1,4}}\)" if item else ""
            numbered = rf"(?<!\d)(?P<number>{either}{letter})(?!\d)"
            found = re.search(rf"(?<!\w){_PARAGRAPH}{numbered}", text, re.IGNORECASE)
            if not found:
                alone = list(re.finditer(numbered, text))
                found = alone[0] if len(alone) == 1 else None
            return (found.start("number"), found.end("number"), role.raw) if found else None

        return find

    def _find_instrument(self, role: _Role) -> _Find:
        instrument = self._instruments.get(role.target.removeprefix("~"))
        names = (instrument.title, instrument.short_title) if instrument else ()

        def find(text: str) -> tuple[int, int, str] | None:
            for is_short, name in enumerate(names):
                found = re.search(rf"(?<!\w){_SPACE.join(map(re.escape, name.split()))}(?!\w)", text, re.IGNORECASE)
                if found and not role.title:
                    raw = f":instrument:`{'~' if is_short else ''}{role.target.removeprefix('~')}`"
                    return found.start(), found.end(), raw
            return None

        return find

    def _find_voice(self, role: _Role) -> _Find:
        labels = {f"[{word}]" for word in (role.target, self._say(role.target))} if role.target in [*Voice] else set()

        def find(text: str) -> tuple[int, int, str] | None:
            places = [(text.find(label), label) for label in labels if label in text]
            return (min(places)[0], min(places)[0] + len(min(places)[1]), role.raw) if places else None

        return find


def _quoted(role: _Role, text: str) -> tuple[int, int, str] | None:
    """Find the next words in quotation marks; that they are those of the instrument, a build checks."""
    found = _QUOTED.search(text)
    if not found:
        return None
    return found.start(), found.end(), f":quote:`{found['words']} <{role.target}>`" if role.title else role.raw


def _put(spans: Sequence[Span], find: _Find, *, has_style: bool) -> list[Span]:
    """Return spans with a role in the first place where it is found."""
    for place, span in enumerate(spans):
        if not span.text or span.provision or span.note or (span.style and not has_style):
            continue
        found = find(span.text)
        if found:
            start, end, raw = found
            parts = (
                Span(text=span.text[:start], style=span.style),
                Span(text=span.text[start:end], provision=raw),
                Span(text=span.text[end:], style=span.style),
            )
            return [*spans[:place], *(part for part in parts if part.text), *spans[place + 1 :]]
    return list(spans)
