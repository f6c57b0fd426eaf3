"""What a paragraph from elsewhere may be: its id, its force and its basis, each with its ground and how sure it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from normative.model.citation import parse_citation
from normative.model.instrument import Instrument, Standing
from normative.model.paragraph import Force, read_id

_BOOKMARK = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
#: Bookmarks that programs set.
_OF_PROGRAMS = re.compile(r"(?:OLE_LINK|_|Text\d|Check\d|bookmark|Form_)", re.IGNORECASE)
_VERBS: Mapping[Force, re.Pattern[str]] = {
    Force.OBLIGATION: re.compile(
        r"\b(?:must|shall|(?:is|are) (?:legally )?(?:obliged|required|bound) to|(?:has|have) (?:the|an) obligation"
        r" to)\b",
        re.IGNORECASE,
    ),
    Force.COMMITMENT: re.compile(
        r"\b(?:(?:has|have) committed|commit(?:ted)? (?:themselves )?to|undertake politically)\b", re.IGNORECASE
    ),
    Force.GUIDANCE: re.compile(
        r"\b(?:should|(?:is|are) (?:encouraged|invited|advised|recommended) to|recommends|encourages|invites)\b",
        re.IGNORECASE,
    ),
}
_UNIT = (
    r"(?:articles?|arts?\.|paragraphs?|paras?\.|objectives?|obj\.|principles?|goals?|targets?|rules?|guidelines?|parts?"
    r"|sections?|chapters?)"
)
_NUMBER = r"(?:\d{1,4}(?:\s(?:bis|ter))?|[IVXLC]+\b)(?:\s*\((?:\d{1,4}|[A-Za-z]{1,4})\))*"
_PLACES = (
    rf"{_UNIT}\s+{_NUMBER}(?:\s*(?:,\s*and|,\s*or|,|and|or|to|[-–])\s*(?:{_UNIT}\s+)?"
    rf"(?:{_NUMBER}|\((?:\d{{1,4}}|[a-z]{{1,4}})\)))*"
)
#: What makes another name of one that ends before it.
_NOT_LONGER = r"(?!\w)(?!\s+(?:on|for|against|relating|concerning)\b)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What is proposed of a paragraph.

    :param what: ``id``, ``force``, ``basis``, ...
    :param is_sure: whether it is written as if an author had, or in a comment only.
    """

    what: str
    value: str
    ground: str
    is_sure: bool


def propose_id(names: Iterable[str], words: str, known: Mapping[str, str], taken: set[str]) -> Proposal:
    """Return an id for a paragraph, and take it.

    :param known: the ids of a project by their bookmarks, in small letters.
    """
    for name in names:
        written = known.get(name.lower(), "")
        made = written or name.lower().replace("_", "-")
        is_ours = written or (_BOOKMARK.fullmatch(name) and not _OF_PROGRAMS.match(name))
        if is_ours and made not in taken:
            taken.add(made)
            return Proposal(what="id", value=made, ground=f"bookmark {name}", is_sure=True)
    plain = " ".join(re.findall(r"[^\W_]+", words.replace("\xad", "")))
    stem = identifier = read_id(f"{plain} .", len(taken) + 1)[0]
    count = 1
    while identifier in taken:
        count += 1
        identifier = f"{stem}-{count}"
    taken.add(identifier)
    return Proposal(what="id", value=identifier, ground="first words", is_sure=False)


def propose_force(words: str) -> Proposal:
    """Return the force that the verbs of a paragraph speak of."""
    found = {force: match[0] for force, verb in _VERBS.items() if (match := verb.search(words))}
    if not found:
        return Proposal(what="force", value=Force.PLAIN, ground="no verb of a force", is_sure=True)
    if len(found) == 1:
        force, verb = next(iter(found.items()))
        return Proposal(what="force", value=force, ground=f"verb '{verb}'", is_sure=True)
    first = min(found, key=lambda force: words.find(found[force]))
    verbs = ", ".join(f"'{verb}'" for verb in found.values())
    return Proposal(what="force", value=first, ground=f"verbs of several forces: {verbs}", is_sure=False)


class BasisFinder:
    """Finds what a text cites of the instruments of a project."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self._instruments = instruments
        self._keys: defaultdict[str, set[str]] = defaultdict(set)
        for key, instrument in instruments.items():
            for name in (key, instrument.title, instrument.short_title, instrument.text_name, instrument.symbol):
                if name:
                    self._keys[_folded(name)].add(key)
        names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(self._keys, key=len, reverse=True))
        name = rf"(?<![\w/-])(?P<name>{names}){_NOT_LONGER}"
        self._patterns = (
            re.compile(rf"(?<!\w)(?P<places>{_PLACES}),?\s+of\s+(?:the\s+)?{name}", re.IGNORECASE),
            re.compile(rf"{name}\)?(?:\s+\([^()]*\))?,?\s+(?P<places>{_PLACES})", re.IGNORECASE),
            re.compile(rf"(?<![\w/-])(?P<name>{names})\s+(?P<places>{_NUMBER})(?![\w/])"),
        )

    def propose(self, words: str, notes: Sequence[str], force: Proposal) -> Iterator[Proposal]:
        """Yield the bases that a paragraph's text and its notes speak of; one that is sure, if any, first."""
        if not self._instruments:
            return
        sure: dict[str, str] = {}
        unsure: dict[str, str] = {}
        for where, text in (("text", words), *((f"note {number}", note) for number, note in enumerate(notes, 1))):
            for citation, cited, is_clear in self._cited(text):
                # A note says more often where words come from than what they rest on.
                is_sure = is_clear and where == "text" and force.is_sure and force.value != Force.PLAIN
                kept = sure if is_sure else unsure
                kept.setdefault(citation, f"{where}: {cited}")
        for found, is_sure in ((sure, True), (unsure, False)):
            listed = {citation: ground for citation, ground in found.items() if is_sure or citation not in sure}
            if listed:
                ground = "; ".join(listed.values())
                yield Proposal(what="basis", value="; ".join(listed), ground=ground, is_sure=is_sure)

    def _cited(self, text: str) -> Iterator[tuple[str, str, bool]]:
        """Yield citations in the order of the text, with the words they were seen in and whether they are clear."""
        found = [match for pattern in self._patterns for match in pattern.finditer(text)]
        end = 0
        for match in sorted(found, key=lambda item: (item.start(), -item.end())):
            if match.start() < end:
                continue
            end = match.end()
            keys = sorted(self._keys[_folded(match["name"])])
            for key in keys:
                citation = parse_citation(f"{key} {match['places']}", self._instruments)
                if citation.provisions:
                    instrument = self._instruments[key]
                    is_clear = len(keys) == 1 and not citation.problems
                    is_clear = is_clear and instrument.standing is not Standing.INTERPRETIVE
                    yield instrument.cite(citation.provisions), " ".join(match[0].split()), is_clear


def _folded(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())
