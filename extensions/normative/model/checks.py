"""The rules about the content of the text; a check's docstring is its rule.

What is wrong with a single spelling (a citation, an option) is found where it is read; these checks need the whole
register.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.instrument import Standing
from normative.model.paragraph import NEW, Force, Paragraph
from normative.model.pinpoint import beyond_last
from normative.model.provision import UNIT_WORDS, Provision, Unit
from normative.model.register import Register
from normative.model.vocabulary import own_words
from normative.model.voice import readings_without_source, wishes

#: How many articles, objectives or the like a paragraph can say something about.
MOST_PROVISIONS = 8
#: A range in a text that counts further names no single article.
MOST_NAMED = 500
#: How a text names provisions: a unit, and numbers with what lies within them.
_WITHIN = r"\((?:[0-9a-z]{1,5}|[0-9]{1,4} (?:bis|ter|quater))\)"
_ITEM = rf"(?:[0-9]{{1,4}}(?: (?:bis|ter|quater)\b)?(?: ?{_WITHIN})*|{_WITHIN})"
_JOINER = r"(?:, (?:and |or )?| and | or | to |[-‑–])"
_NAMED = re.compile(
    rf"\b(?P<unit>(?:{'|'.join(sorted(UNIT_WORDS, key=len, reverse=True))})\b\.?)[ \u00a0]"
    rf"(?P<numbers>{_ITEM}(?:{_JOINER}{_ITEM})*)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?<![(\w])(?P<first>\d+(?: (?:bis|ter|quater)\b)?)(?:(?:[-‑–]| to )(?P<last>\d+))?(?![\w)])")
_LETTERS = re.compile(r"\((?P<first>[a-z])\)(?:(?:[-‑–]| to )\((?P<last>[a-z])\))?")
#: What a paragraph that does not bind says instead.
_SOFTER = {Force.GUIDANCE: "write 'should'", Force.COMMITMENT: "say what States have committed to"}
_BINDING_WORDS = re.compile(r"\b(shall|must)\b", re.IGNORECASE)
#: A point within a sentence: "para. 9", "No. 2".
_IN_SENTENCE = r"(?:[^.;]|\.(?=\s?(?-i:[\da-z(])))"
#: What binds nobody: what somebody has said before, and how a text is to be read.
_NOT_BINDING = re.compile(
    r"\b(?:affirmed|clarified|concluded|considered|decided|declared|determined|emphasized|explained|found|held|noted|"
    rf"observed|recalled|reiterated|ruled|said|stated|stressed|underlined)\s+that\b{_IN_SENTENCE}*|"
    r"\bmust\s+(?:\w+\s+)?be\s+(?:added|borne\s+in\s+mind|distinguished|emphasized|kept\s+in\s+mind|noted|read|recalled|"
    r"stressed|understood)\b",
    re.IGNORECASE,
)


def check_register(register: Register) -> Iterator[Finding]:
    """Yield the findings of every check, in the order of the checks."""
    for check in CHECKS:
        yield from check(register)


def check_obligations(register: Register) -> Iterator[Finding]:
    """An obligation rests on at least one provision of a binding instrument."""
    for paragraph in register.paragraphs:
        if paragraph.force is Force.OBLIGATION and _lacks(register, paragraph, Standing.BINDING):
            yield _finding(
                Diagnostic.OBLIGATION_WITHOUT_BINDING_BASIS,
                paragraph,
                "obligation rests on no binding provision; cite one in :basis:, or mark the paragraph as guidance",
            )


def check_commitments(register: Register) -> Iterator[Finding]:
    """A commitment rests on at least one provision of a political instrument."""
    for paragraph in register.paragraphs:
        if paragraph.force is Force.COMMITMENT and _lacks(register, paragraph, Standing.POLITICAL):
            yield _finding(
                Diagnostic.COMMITMENT_WITHOUT_POLITICAL_BASIS,
                paragraph,
                "commitment rests on no political provision; cite the one States committed to in :basis:, or mark the "
                "paragraph as an obligation or guidance",
            )


def check_size(register: Register) -> Iterator[Finding]:
    """A paragraph rests on at most eight articles, objectives or the like that its text does not name."""
    for paragraph in register.paragraphs:
        if len(paragraph.basis) <= MOST_PROVISIONS:
            continue
        named = set(_named(register.text(paragraph)))
        places = dict.fromkeys(register.roll_up(provision) for provision in paragraph.basis)
        names = ((place, *register.record(place).also) for place in places)
        count = sum(all((name.unit, name.numbers[0]) not in named for name in one) for one in names)
        if count > MOST_PROVISIONS:
            yield _finding(
                Diagnostic.BULK_BASIS,
                paragraph,
                f"rests on {count} provisions that its text does not name, more than {MOST_PROVISIONS}; split it, or "
                "name them in its text",
            )


def check_words(register: Register) -> Iterator[Finding]:
    """A commitment or guidance says "shall" or "must" only where it cites a binding provision."""
    for paragraph in register.paragraphs:
        is_weaker = paragraph.force in (Force.COMMITMENT, Force.GUIDANCE)
        if not is_weaker or not _lacks(register, paragraph, Standing.BINDING):
            continue
        word = _BINDING_WORDS.search(_NOT_BINDING.sub("", own_words(register.own_text(paragraph))))
        if word:
            yield _finding(
                Diagnostic.BINDING_WORDS,
                paragraph,
                f"{paragraph.force} says '{word.group()}' but rests on no binding provision; "
                f"{_SOFTER[paragraph.force]}, or cite the binding provision in :basis:",
            )


def check_wishes(register: Register) -> Iterator[Finding]:
    """An obligation or a commitment says "should" only where a source does, or where it is marked as a proposal."""
    for paragraph in register.paragraphs:
        for sentence in wishes(paragraph):
            yield _finding(
                Diagnostic.UNSOURCED_WISH,
                paragraph,
                f"{paragraph.force} wishes without a source ('{sentence.opening}'); note the source, mark the sentence "
                "with ':voice:`proposal`' or ':voice:`reading`', or move it to guidance",
            )


def check_readings(register: Register) -> Iterator[Finding]:
    """What is said to be a body's reading has a source: a note, or the option ``:reading:``."""
    for paragraph in register.paragraphs:
        for sentence in readings_without_source(paragraph):
            yield _finding(
                Diagnostic.READING_WITHOUT_SOURCE,
                paragraph,
                f"says how a body reads an instrument and not where it does ('{sentence.opening}'); add a note, or "
                "':reading:' with the provision",
            )


def check_pinpoints(register: Register) -> Iterator[Finding]:
    """No paragraph cites a place behind the last paragraph of a document."""
    for paragraph, problem in beyond_last(register):
        yield _finding(Diagnostic.PINPOINT, paragraph, f"{problem}; correct the number")


def check_silences(register: Register) -> Iterator[Finding]:
    """A provision is not both left out with a reason and the basis of a paragraph."""
    for provision, silence in register.justified.items():
        paragraphs = register.grounded.get(provision)
        if paragraphs:
            numbers = ", ".join(str(register.numbers[paragraph.id]) for paragraph in paragraphs)
            resting = f"para. {numbers} rests" if len(paragraphs) == 1 else f"paras. {numbers} rest"
            yield Finding(
                kind=Diagnostic.ADDRESSED_AND_JUSTIFIED,
                message=f"{register.name(provision)}: said to be not addressed, but {resting} on it; "
                "remove it here, or from the basis",
                place=silence.place,
            )


def check_names(register: Register) -> Iterator[Finding]:
    """A paragraph's id is not that of a provision, which is a need and has an address as well."""
    # The ids of provisions begin with the key of their instrument; those of few instruments are asked for.
    unread = {instrument.slug: key for key, instrument in register.instruments.items()}
    taken: set[str] = set()
    for paragraph in register.paragraphs:
        parts = paragraph.id.split("-")
        for count in range(1, len(parts)):
            key = unread.pop("-".join(parts[:count]), None)
            if key is not None:
                taken.update(provision.slug for provision in register.known(key))
        if paragraph.id in taken:
            message = "is the id of a provision as well; rename the paragraph"
            yield _finding(Diagnostic.DUPLICATE_ID, paragraph, message)


def check_repetitions(register: Register) -> Iterator[Finding]:
    """Two provisions are related once, a provision is a gap once towards an instrument, and left out once."""
    entries: list[tuple[frozenset[Provision | str], str, Place]] = []
    for convergence in register.convergences:
        entries += [(frozenset(pair), register.cite(pair), convergence.place) for pair in convergence.pairs]
    for gap in register.gaps:
        entries += [
            (frozenset({provision, gap.counterpart}), f"gap {register.cite([provision])}", gap.place)
            for provision in gap.provisions
        ]
    for silence in register.silences:
        entries += [
            (frozenset({provision, "silence"}), f"not-addressed {register.cite([provision])}", silence.place)
            for provision in silence.provisions
        ]
    seen: dict[frozenset[Provision | str], Place] = {}
    for entry, subject, place in entries:
        if entry in seen:
            yield Finding(
                kind=Diagnostic.DUPLICATE_CONVERGENCE,
                message=f"{subject}: also given at {where(seen[entry])}; keep one of the two",
                place=place,
            )
        seen.setdefault(entry, place)


def check_was(register: Register) -> Iterator[Finding]:
    """An id in ``:was:`` is one that a frozen draft has, or that somebody has reviewed."""
    if not any(paragraph.was for paragraph in register.paragraphs):
        return
    known = dict.fromkeys(item.id for draft in register.drafts.values() for item in draft.text.paragraphs)
    subjects = (event.subject.partition("/") for event in register.reviews.events)
    known |= dict.fromkeys(name for kind, _, name in subjects if kind == "paragraph")
    for paragraph in register.paragraphs:
        for identifier in paragraph.was:
            if identifier not in known and paragraph.was != (NEW,):
                message = f"was '{identifier}', which no frozen draft has{nearest(identifier, known)}"
                yield _finding(Diagnostic.UNKNOWN_WAS, paragraph, message)


CHECKS: tuple[Callable[[Register], Iterator[Finding]], ...] = (
    check_obligations,
    check_commitments,
    check_size,
    check_words,
    check_wishes,
    check_readings,
    check_pinpoints,
    check_silences,
    check_names,
    check_repetitions,
    check_was,
)


def nearest(name: str, names: Iterable[str]) -> str:
    """Return "; nearest are ..." for up to three names like ``name``, or ``""`` where none is."""
    near = difflib.get_close_matches(name, list(names), n=3, cutoff=0.5)
    return f"; nearest are {', '.join(near)}" if near else ""


def duplicate_ids(paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """Yield a finding for each paragraph whose id an earlier one bears."""
    seen: dict[str, Paragraph] = {}
    for paragraph in paragraphs:
        first = seen.setdefault(paragraph.id, paragraph)
        if first is paragraph:
            continue
        message = f"duplicate id, first used at {where(first.place)}; rename one of the two"
        if first.place == paragraph.place:
            message = (
                f"duplicate id, for '{first.document}' and '{paragraph.document}' include the file; include it once"
            )
        yield _finding(Diagnostic.DUPLICATE_ID, paragraph, message)


def _lacks(register: Register, paragraph: Paragraph, standing: Standing) -> bool:
    """Tell whether a paragraph rests on nothing of a standing; a citation that was refused may have named it."""
    standings = {register.instruments[provision.instrument].standing for provision in paragraph.basis}
    return paragraph.is_basis_read and standing not in standings


def _named(text: str) -> Iterator[tuple[Unit, str]]:
    """Yield what a text names by a unit and numbers, whatever their instrument: "articles 7, 9 (1) and 11–13".

    Of principles also the letters: "principles (a)–(c)".
    """
    for found in _NAMED.finditer(text):
        unit = UNIT_WORDS[found["unit"].lower().rstrip(".")]
        if unit is Unit.PRINCIPLE:
            for letters in _LETTERS.finditer(found["numbers"].lower()):
                start, end = ord(letters["first"]), ord(letters["last"] or letters["first"])
                yield from ((unit, chr(code)) for code in range(start, end + 1))
        for item in _RANGE.finditer(found["numbers"]):
            first, last = item["first"], item["last"]
            yield unit, first
            if last and first.isdigit() and int(first) < int(last) <= int(first) + MOST_NAMED:
                yield unit, f"{first}-{last}"
                yield from ((unit, str(number)) for number in range(int(first) + 1, int(last) + 1))


def _finding(kind: Diagnostic, paragraph: Paragraph, message: str) -> Finding:
    return Finding(kind=kind, message=f"{paragraph.id}: {message}", place=paragraph.place, paragraph=paragraph.id)


def where(place: Place) -> str:
    """Return a place as messages name it."""
    return f"{place.path}:{place.line}" if place.line else place.path
