"""What comments are about, in the draft that they are on and in the text as it stands, and what is wrong with answers.

A comment names a paragraph of a draft; when the text has gone on, ``:was:`` says what that one is now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from normative.model.checks import nearest, where
from normative.model.comment import CHAPTER, ENTRIES, QUESTION, Comment, chapter_subject
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.disposition import Disposition
from normative.model.document import Stage
from normative.model.draft import FrozenParagraph, FrozenText, unknown_draft
from normative.model.history.original import in_original
from normative.model.inputs import Inputs, redaction
from normative.model.message import say
from normative.model.paragraph import Paragraph
from normative.model.register import Register, once

#: What stands for a chapter where a comment is on none.
WHOLE, QUESTIONS, RELATIONS = say("The text as a whole"), say("Questions of a call"), say("Relations")
#: From when on no comment may be without an answer.
_FINAL = frozenset({Stage.FOR_ADOPTION, Stage.ADOPTED})


class CommentedText:
    """A text with its drafts, in which is looked up what comments are about."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.drafts = register.drafts

    @cached_property
    def text(self) -> FrozenText:
        """The text as it stands; where nobody has commented, it is not asked for."""
        return in_original(self._register)

    def then(self, comment: Comment) -> FrozenParagraph | None:
        """Return the paragraph that a comment is about, as it was."""
        draft = self.drafts.get(comment.draft)
        return draft.text.by_id.get(comment.paragraph) if draft else None

    def now(self, identifier: str) -> FrozenParagraph | None:
        """Return the paragraph that bears an id now, or continues the one that bore it."""
        return self.text.by_id.get(self.text.continued.get(identifier, identifier))

    def chapter(self, comment: Comment) -> str:
        """Return the heading of the chapter that a comment is about, or what stands for one."""
        if comment.subject.startswith(CHAPTER):
            return self.chapters(comment.draft).get(comment.subject, WHOLE)
        if comment.subject.startswith(QUESTION):
            return QUESTIONS
        if comment.subject.startswith(ENTRIES):
            return RELATIONS
        paragraph = self.then(comment) or self.now(comment.paragraph)
        return paragraph.section[0] if paragraph and paragraph.section else WHOLE

    def knows(self, comment: Comment, questions: Iterable[str]) -> bool:
        """Tell whether what a comment is about is, or was, in the text."""
        subject, texts = comment.subject, [self.text]
        if comment.draft in self.drafts:
            texts.append(self.drafts[comment.draft].text)
        if not subject:
            return True
        if subject.startswith(CHAPTER):
            return subject in self.chapters(comment.draft) or subject in self.chapters("")
        if subject.startswith(QUESTION):
            return subject.removeprefix(QUESTION) in questions
        if subject.startswith(ENTRIES):
            return any(subject in text.subjects for text in texts)
        return any(subject in text.by_id or subject in text.continued for text in texts)

    def chapters(self, draft: str) -> Mapping[str, str]:
        """Return the chapters of the headings of a draft, or else of the text, by how comments name them."""
        if draft not in self._headings:
            text = self.drafts[draft].text if draft in self.drafts else self.text
            self._headings[draft] = {
                chapter_subject(title): paragraph.section[0]
                for paragraph in reversed(text.paragraphs)
                for title in reversed(paragraph.section)
            }
        return self._headings[draft]

    @cached_property
    def _headings(self) -> dict[str, Mapping[str, str]]:
        return {}

    def differs(self, identifier: str, draft: str) -> bool:
        """Tell whether a paragraph is another one than in a draft, is new, or has gone."""
        then = self.drafts[draft].text
        now = self.text.by_id.get(identifier)
        if now is None:
            return True
        before = [then.by_id[name] for name in (identifier, *now.was) if name in then.by_id]
        return all(item.fingerprint.own != now.fingerprint.own for item in before)

    def has(self, identifier: str, draft: str) -> bool:
        """Tell whether a paragraph is in the text or in a draft."""
        return identifier in self.text.by_id or (draft in self.drafts and identifier in self.drafts[draft].text.by_id)


@once
def commented_text(register: Register) -> CommentedText:
    """Return the text of a register, in which comments are looked up."""
    return CommentedText(register)


@once
def comments_at(register: Register) -> Mapping[str, Sequence[Comment]]:
    """Return the comments on each paragraph as it is now, by its id; none where readers may not see all of them."""
    found: defaultdict[str, list[Comment]] = defaultdict(list)
    if register.inputs.names_all and register.inputs.listed:
        text = commented_text(register)
        for comment in register.inputs.listed:
            now = text.now(comment.paragraph) if comment.paragraph else None
            if now:
                found[now.id].append(comment)
    return found


def must_be_answered(comment: Comment) -> bool:
    """Tell whether a comment needs an answer: one on a draft does, one to a question brings the text on."""
    return bool(comment.draft) and not comment.subject.startswith(QUESTION)


def unanswered(inputs: Inputs) -> tuple[Comment, ...]:
    """Return the comments that have no answer yet and need one."""
    return tuple(
        comment for comment in inputs.comments if must_be_answered(comment) and comment.number not in inputs.answers
    )


def check_inputs(inputs: Inputs, paragraphs: Sequence[Paragraph], register: Register) -> Iterator[Finding]:
    """Yield what is wrong with comments and with the answers to them.

    :param inputs: as they came, whoever may see them.
    :param paragraphs: with the numbers of comments as authors write them.
    """
    text = commented_text(register)
    yield from _check_drafts(inputs, register)
    yield from _check_questions(inputs)
    yield from _check_subjects(inputs, text)
    yield from _check_dispositions(inputs, text)
    for paragraph in paragraphs:
        unknown = [number for number in paragraph.draws_on if number not in inputs.by_number]
        yield from (_unknown(number, paragraph.id, "draws on", paragraph.place, inputs) for number in unknown)
    yield from _check_names(inputs, register)
    stage = register.document.stage
    if stage in _FINAL:
        for comment in unanswered(inputs):
            message = f"{comment.number}: has no answer, and the text is {stage}; answer it with 'disposition'"
            yield Finding(kind=Diagnostic.UNANSWERED_COMMENT, message=message, place=_place(comment))


def _place(comment: Comment) -> Place:
    return comment.place or Place(path="")


def _check_drafts(inputs: Inputs, register: Register) -> Iterator[Finding]:
    named = [(call.draft, call.name, call.place) for call in inputs.calls]
    named += [(comment.draft, comment.number, comment.place) for comment in inputs.comments]
    for draft, what, place in named:
        if draft and draft not in register.drafts and place:
            message = f"{what}: {unknown_draft(draft, register.drafts)}"
            yield Finding(kind=Diagnostic.UNKNOWN_DRAFT, message=message, place=place)


def _check_questions(inputs: Inputs) -> Iterator[Finding]:
    first: dict[str, Place] = {}
    for question in inputs.questions:
        if question.id in first:
            message = f"question '{question.id}': duplicate id, first used at {where(first[question.id])}; rename one"
            yield Finding(kind=Diagnostic.DUPLICATE_ID, message=f"{message} of the two", place=question.place)
        first.setdefault(question.id, question.place)


def _check_subjects(inputs: Inputs, text: CommentedText) -> Iterator[Finding]:
    questions = {question.id for question in inputs.questions}
    for comment in inputs.comments:
        if not text.knows(comment, questions):
            known = [*text.text.by_id, *(QUESTION + name for name in questions), *text.chapters(comment.draft)]
            if comment.draft in text.drafts:
                known += text.drafts[comment.draft].text.by_id
            message = f"{comment.number}: '{comment.subject}' is nothing that can be commented on"
            remedy = nearest(comment.subject, dict.fromkeys(known)) or "; correct it, or leave the cell empty"
        elif comment.paragraph and not text.now(comment.paragraph) and comment.number not in inputs.answers:
            message = f"{comment.number}: paragraph '{comment.paragraph}' is no longer there"
            remedy = f"; write ':was: {comment.paragraph}' on the one that continues it, or answer the comment"
        else:
            continue
        yield Finding(kind=Diagnostic.ORPHANED_COMMENT, message=message + remedy, place=_place(comment))


def _check_dispositions(inputs: Inputs, text: CommentedText) -> Iterator[Finding]:
    for disposition in inputs.dispositions:
        for number in disposition.comments:
            if number not in inputs.by_number:
                yield _unknown(number, "disposition", "answers", disposition.place, inputs)
            elif inputs.answers[number] is not disposition:
                message = (
                    f"{number}: is answered twice, first at {where(inputs.answers[number].place)}; keep one answer"
                )
                yield Finding(kind=Diagnostic.DISPOSITION, message=message, place=disposition.place)
        drafts = {inputs.by_number[number].draft for number in disposition.comments if number in inputs.by_number}
        yield from _check_changes(disposition, sorted(drafts & text.drafts.keys()), text)


def _check_changes(disposition: Disposition, drafts: Sequence[str], text: CommentedText) -> Iterator[Finding]:
    subject = "; ".join(disposition.comments)
    known = [name for name in disposition.changes if any(text.has(name, draft) for draft in (*drafts, ""))]
    for name in disposition.changes:
        if name not in known:
            message = f"{subject}: changes '{name}', which is no paragraph{nearest(name, text.text.by_id)}"
            yield Finding(kind=Diagnostic.DISPOSITION, message=message, place=disposition.place)
    if not (disposition.decision.changes_text and known):
        return
    for draft in drafts:
        if not any(text.differs(name, draft) for name in known):
            what = f"'{known[0]}' is" if len(known) == 1 else f"{', '.join(map(repr, known))} are"
            message = (
                f"{subject}: is {disposition.decision}, but {what} as in draft {draft}; change the text, or name what "
                "was changed"
            )
            yield Finding(kind=Diagnostic.CHANGE_NOT_MADE, message=message, place=disposition.place)


def _unknown(number: str, subject: str, what: str, place: Place, inputs: Inputs) -> Finding:
    message = f"{subject}: {what} '{number}', which is no comment{nearest(number, inputs.by_number)}"
    return Finding(kind=Diagnostic.UNKNOWN_COMMENT, message=message, place=place)


def _check_names(inputs: Inputs, register: Register) -> Iterator[Finding]:
    """Yield the paragraphs, and the answers in the text, that name somebody who is not to be named.

    In files of comments and answers other words are put in the place of names.
    """
    hidden = redaction(inputs)
    if not hidden.names:
        return
    written = [(paragraph.id, register.text(paragraph), paragraph.place) for paragraph in register.paragraphs]
    written += [
        ("; ".join(answer.comments), answer.reason, answer.place) for answer in inputs.dispositions if answer.document
    ]
    for subject, words, place in written:
        for name in hidden.found(words):
            message = f"{subject}: names '{name}', who does not want to be named; write it without the name"
            yield Finding(kind=Diagnostic.NAMED_SUBMITTER, message=message, place=place)
