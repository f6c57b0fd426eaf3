"""All that was sent in to a text: calls, submitters, comments and what became of them; and what may be shown of it.

What may not be shown is taken out here, before anything is computed, so that no output can show it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from normative.model.call import Call, Publish, Question, Submitter
from normative.model.comment import Comment
from normative.model.diagnostics import Diagnostic, Place, Problem
from normative.model.disposition import Disposition
from normative.model.message import say

_Placed = TypeVar("_Placed", Call, Submitter, Comment, Disposition)
#: A shorter name is a part of too many words to be looked for.
_SHORTEST_NAME = 3


class Audience(StrEnum):
    """For whom outputs are made."""

    PUBLIC = "public"
    SECRETARIAT = "secretariat"


def read_audience(written: str) -> tuple[Audience, list[Problem]]:
    """Return whom ``normative_audience`` names, and what is wrong with it; whoever is not asked for is the public."""
    if written in list(Audience):
        return Audience(written), []
    message = f"normative_audience: '{written}' is not known; write {', '.join(Audience)}"
    return Audience.PUBLIC, [Problem(kind=Diagnostic.INPUT, message=message)]


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What was sent in.

    :param submitters: by call, in the order of their files.
    :param comments: by call and submitter, in the order of their files.
    :param questions: in the order of the text.
    """

    calls: tuple[Call, ...] = ()
    submitters: tuple[Submitter, ...] = ()
    comments: tuple[Comment, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    questions: tuple[Question, ...] = ()

    def placed(self, moved: Callable[[Place], Place]) -> Inputs:
        """Return the same with places that are written in another way."""
        return replace(
            self,
            calls=_placed(self.calls, moved),
            submitters=_placed(self.submitters, moved),
            comments=_placed(self.comments, moved),
            dispositions=_placed(self.dispositions, moved),
        )

    @cached_property
    def by_number(self) -> Mapping[str, Comment]:
        """The comments by number."""
        return {comment.number: comment for comment in self.comments}

    @cached_property
    def answers(self) -> Mapping[str, Disposition]:
        """The first disposition of each comment that has one, by number."""
        found: dict[str, Disposition] = {}
        for disposition in self.dispositions:
            for number in disposition.comments:
                found.setdefault(number, disposition)
        return found

    @cached_property
    def _senders(self) -> Mapping[tuple[str, str], Submitter]:
        return {(submitter.call, submitter.key): submitter for submitter in self.submitters}

    def sender(self, comment: Comment) -> Submitter:
        """Return who sent a comment in."""
        return self._senders[comment.call, comment.key]


def _placed(items: Iterable[_Placed], moved: Callable[[Place], Place]) -> tuple[_Placed, ...]:
    return tuple(replace(item, place=moved(item.place)) if item.place else item for item in items)


@dataclass(frozen=True, kw_only=True)
class ShownInputs:
    """What an audience may see of what was sent in: keys, names and words that it may not see are nowhere in it.

    :param inputs: with other keys, names and numbers for those who are not to be named, and comments without words
        where those are not to be published, which count all the same.
    :param numbers: what the number of each comment is shown as, by the number itself; to be used up before outputs.
    """

    inputs: Inputs = field(default_factory=Inputs)
    withheld: frozenset[str] = frozenset()
    """The shown numbers of the comments that may only be counted."""
    is_for_public: bool = True

    @cached_property
    def listed(self) -> tuple[Comment, ...]:
        """The comments whose words may be shown."""
        return tuple(comment for comment in self.inputs.comments if comment.number not in self.withheld)

    def listed_of(self, disposition: Disposition) -> tuple[str, ...]:
        """Return the numbers of the comments that a disposition answers and that may be shown."""
        return tuple(number for number in disposition.comments if number not in self.withheld)

    @property
    def names_all(self) -> bool:
        """Whether nothing is held back of anybody's comments."""
        return not self.is_for_public or all(sender.publish is Publish.YES for sender in self.inputs.submitters)


def shown_inputs(inputs: Inputs, audience: Audience) -> tuple[ShownInputs, Mapping[str, str]]:
    """Return what an audience may see, and as what it sees the number of each comment."""
    if audience is Audience.SECRETARIAT:
        numbers: Mapping[str, str] = {number: number for number in inputs.by_number}
        dispositions = tuple(_with_numbers(disposition, numbers) for disposition in inputs.dispositions)
        return ShownInputs(inputs=replace(inputs, dispositions=dispositions), is_for_public=False), numbers
    labels = _labels(inputs.submitters)
    numbers = _numbers(inputs, labels)
    named = Redaction(inputs, labels, numbers)
    comments, withheld = [], set()
    for comment in inputs.comments:
        shown = replace(comment, number=numbers[comment.number], place=None)
        if inputs.sender(comment).publish is Publish.NO:
            withheld.add(shown.number)
            shown = replace(shown, part="", quote="", text="", proposal="", reason="", fingerprint="")
        else:
            shown = replace(
                shown,
                quote=named.redacted(comment.quote),
                text=named.redacted(comment.text),
                proposal=named.redacted(comment.proposal),
                reason=named.redacted(comment.reason),
            )
        comments.append(shown)
    public = replace(
        inputs,
        submitters=tuple(_anonymous(submitter, labels) for submitter in inputs.submitters),
        comments=tuple(comments),
        dispositions=tuple(
            replace(
                _with_numbers(disposition, numbers),
                by=named.redacted(disposition.by),
                reason=named.redacted(disposition.reason),
                blocks=(),
            )
            for disposition in inputs.dispositions
        ),
    )
    return ShownInputs(inputs=public, withheld=frozenset(withheld)), numbers


def _with_numbers(disposition: Disposition, numbers: Mapping[str, str]) -> Disposition:
    """Return an answer to the comments that there are, by the numbers that are shown."""
    return replace(disposition, comments=tuple(numbers[number] for number in disposition.comments if number in numbers))


def _labels(submitters: Iterable[Submitter]) -> Mapping[tuple[str, str], str]:
    """Return what stands for the key of each who is not to be named, by call and key: ``civil society 2``.

    Counted in the order of the files, to which rows are added; the alphabet would tell something of the names.
    """
    counts: Counter[str] = Counter()
    known: dict[str, str] = {}
    labels = {}
    for submitter in submitters:
        if submitter.publish is not Publish.YES:
            if submitter.key not in known:
                counts[submitter.category] += 1
                known[submitter.key] = f"{submitter.category} {counts[submitter.category]}"
            labels[submitter.call, submitter.key] = known[submitter.key]
    return labels


def _numbers(inputs: Inputs, labels: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """Return as what each number is shown; of those not to be named counted anew, for others of theirs may be named."""
    counts: defaultdict[str, int] = defaultdict(int)
    numbers = {}
    for comment in inputs.comments:
        label = labels.get((comment.call, comment.key))
        if label is None:
            numbers[comment.number] = comment.number
        else:
            counts[label] += 1
            # No key has small letters, so that no number is that of another.
            numbers[comment.number] = f"{label.lower().replace(' ', '-')}-{counts[label]}"
    return numbers


def _anonymous(submitter: Submitter, labels: Mapping[tuple[str, str], str]) -> Submitter:
    """Return a submitter without all that would tell who it is."""
    label = labels.get((submitter.call, submitter.key))
    if label is None:
        return replace(submitter, file="", sha256="", place=None)
    number = label.rpartition(" ")[2]
    return Submitter(
        call=submitter.call,
        key=label.lower().replace(" ", "-"),
        name=say("{category} {number}", category=submitter.category.head, number=number),
        category=submitter.category,
        via=submitter.via,
        publish=submitter.publish,
    )


class Redaction:
    """Puts labels in the place of the names and numbers of those who are not to be named, in words of others.

    :param has_keys: also of their keys, which are words of no language; of use where files are named.
    """

    def __init__(
        self,
        inputs: Inputs,
        labels: Mapping[tuple[str, str], str],
        numbers: Mapping[str, str],
        *,
        has_keys: bool = False,
    ) -> None:
        said = {submitter.name for submitter in inputs.submitters if (submitter.call, submitter.key) not in labels}
        names = {
            submitter.name: label
            for submitter in inputs.submitters
            if (label := labels.get((submitter.call, submitter.key)))
            and submitter.name not in said
            and len(submitter.name) >= _SHORTEST_NAME
        }
        self.names = tuple(names)
        """The names that nobody may read."""
        self._keys = {key: label for (_, key), label in labels.items()} if has_keys else {}
        self._instead = {**names, **{number: shown for number, shown in numbers.items() if number != shown}}
        words = [re.escape(word) for word in sorted(self._instead, key=len, reverse=True)]
        # Also in the number of a comment that there is not.
        words += [rf"{re.escape(key)}(?:-\d+)?" for key in self._keys]
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])") if words else None

    def redacted(self, text: str) -> str:
        """Return a text with other words in their place."""
        return self._pattern.sub(lambda found: self._label(found.group()), text) if self._pattern else text

    def _label(self, word: str) -> str:
        return self._instead.get(word) or self._keys.get(word) or self._keys[word.rpartition("-")[0]]

    def found(self, text: str) -> tuple[str, ...]:
        """Return the names that a text has."""
        matches = self._pattern.findall(text) if self._pattern else []
        return tuple(dict.fromkeys(match for match in matches if match in self.names))


def redaction(inputs: Inputs, *, has_keys: bool = False) -> Redaction:
    """Return what finds the names that the public may not read."""
    labels = _labels(inputs.submitters)
    return Redaction(inputs, labels, _numbers(inputs, labels), has_keys=has_keys)
