"""What was sent in: as it came, for the checks, and as those may see it for whom outputs are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate

from normative.model.comment import Comment
from normative.model.diagnostics import Finding
from normative.model.disposition import Disposition
from normative.model.dossier import Dossier
from normative.model.history.comments import check_inputs, commented_text, unanswered
from normative.model.inputs import Audience, Redaction, redaction, shown_inputs
from normative.model.matrix import Matrix
from normative.model.message import say
from normative.model.paragraph import Paragraph
from normative.model.register import Register
from normative.model.tables.replies import reply
from normative.project.noted import Reading


class SentInputs:
    """What was sent in.

    :param readings: by document, with the questions and the answers that stand in the text.
    :param answers: those answers, with their reasons as the text prints them.
    """

    def __init__(self, dossier: Dossier, readings: Mapping[str, Reading], answers: Sequence[Disposition]) -> None:
        self._readings, self._audience = readings, dossier.audience
        self._inputs = replace(
            dossier.inputs,
            questions=tuple(question for reading in readings.values() for question in reading.questions),
            dispositions=(*answers, *dossier.inputs.dispositions),
        )
        self.shown, numbers = shown_inputs(self._inputs, self._audience)
        self._listed = {name: number for name, number in numbers.items() if number not in self.shown.withheld}
        self._befores: dict[str, Mapping[str, int]] = {}

    def with_shown_inputs(self, paragraph: Paragraph) -> Paragraph:
        """Return a paragraph with the numbers that are shown of what it draws on.

        What nobody has sent in has no number that could be shown, what is only counted none that may be.
        """
        if not paragraph.draws_on:
            return paragraph
        shown = tuple(self._listed[name] for name in paragraph.draws_on if name in self._listed)
        return replace(paragraph, draws_on=shown)

    def findings(self, register: Register) -> Iterator[Finding]:
        """Yield what is wrong with comments and answers."""
        paragraphs = [paragraph for reading in self._readings.values() for paragraph in reading.paragraphs]
        yield from check_inputs(self._inputs, paragraphs, register)

    @property
    def unanswered(self) -> int:
        """How many comments need an answer and have none."""
        return len(unanswered(self._inputs))

    @property
    def calls(self) -> tuple[str, ...]:
        """The names of all calls."""
        return tuple(call.name for call in self._inputs.calls)

    def replies(self, call: str, register: Register) -> Iterator[tuple[str, Matrix]]:
        """Yield the key of each who commented in a call, with what that one is sent: no other's name or number."""
        public, numbers = shown_inputs(self._inputs, Audience.PUBLIC)
        answers = {number: answer for number in numbers if (answer := public.inputs.answers.get(numbers[number]))}
        said: dict[str, list[Comment]] = {}
        for comment in self._inputs.comments:
            if comment.call == call:
                said.setdefault(comment.key, []).append(comment)
        for key, comments in said.items():
            title = say("Reply to {name}", name=self._inputs.sender(comments[0]).name)
            yield key, reply(key, title, comments, answers, commented_text(register))

    def question(self, docname: str, index: int) -> tuple[int, str]:
        """Return the number and the panel of a document's question, by its place in the document."""
        question = self._readings[docname].questions[index]
        return self._before("questions", docname) + index + 1, question.panel

    def disposition(self, docname: str, index: int) -> Disposition:
        """Return a document's answer to comments, by its place in the document, as it may be shown."""
        return self.shown.inputs.dispositions[self._before("dispositions", docname) + index]

    def _before(self, what: str, docname: str) -> int:
        """Return how many questions or answers the documents before one have."""
        if what not in self._befores:
            counts = [len(getattr(reading, what)) for reading in self._readings.values()]
            self._befores[what] = dict(zip(self._readings, accumulate(counts, initial=0), strict=False))
        return self._befores[what][docname]

    def shown_on(self, docname: str) -> Iterator[object]:
        """Yield what a document's page shows of questions and answers and that depends on other files."""
        reading = self._readings[docname]
        yield from (self.question(docname, number) for number in range(len(reading.questions)))
        for number in range(len(reading.dispositions)):
            answer = self.disposition(docname, number)
            yield answer.decision, self.shown.listed_of(answer), answer.changes, answer.by

    def redacted(self, text: str) -> str:
        """Return what a finding says, or the path of its file, as those may read it for whom outputs are made."""
        return text if self._audience is Audience.SECRETARIAT else self._redaction.redacted(text)

    @cached_property
    def _redaction(self) -> Redaction:
        return redaction(self._inputs, has_keys=True)
