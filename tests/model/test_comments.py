"""What comments are about in the text then and now, what is wrong with answers to them, and their figures."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from normative.model.call import Category, Publish, Submitter
from normative.model.comment import Comment
from normative.model.diagnostics import Place
from normative.model.disposition import Decision, Disposition
from normative.model.document import Document, Stage
from normative.model.dossier import Dossier
from normative.model.draft import Draft
from normative.model.history.comments import check_inputs, comments_at
from normative.model.history.freezing import freeze
from normative.model.inputs import Inputs, ShownInputs
from normative.model.paragraph import Paragraph
from normative.model.register import Register
from normative.model.tables.request import CATEGORIES, SECTIONS, TableKind
from normative.model.text import Block, Note, Span
from small_register import PLACE, Instruments, cells, small_register, table

SENDERS = tuple(
    Submitter(call="draft", key=key, name=f"Name of {key}", category=category, publish=Publish.YES)
    for key, category in (("STATE", Category.STATE), ("ORG", Category.CIVIL_SOCIETY))
)


def comment(number: str, subject: str = "", *, draft: str = "1") -> Comment:
    return Comment(number=number, draft=draft, subject=subject, text="Said.", call="draft", place=PLACE)


def answer(decision: Decision, *changes: str, of: str = "STATE-1") -> Disposition:
    return Disposition(comments=(of,), decision=decision, changes=changes, reason="Why.", place=PLACE)


def reworded(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, blocks=(Block(spans=(Span(text="Other words."),)),))


@pytest.fixture
def written(instruments: Instruments) -> Register:
    """The small register, frozen as draft 1; since then "promise" has other words, and "more" has gone."""
    first = small_register(instruments)
    text = freeze(first)
    paragraphs = [reworded(item) if item.id == "promise" else item for item in first.paragraphs if item.id != "more"]
    dossier = Dossier(drafts=(Draft(name="1", date=datetime.date(2026, 1, 2), load=lambda: text),))
    return Register(instruments=instruments, paragraphs=paragraphs, dossier=dossier)


def told(written: Register, comments: list[Comment], *answers: Disposition) -> list[str]:
    inputs = Inputs(submitters=SENDERS, comments=tuple(comments), dispositions=answers)
    return [item.message for item in check_inputs(inputs, written.paragraphs, written)]


@pytest.mark.parametrize(
    ("decision", "changes", "expected"),
    [
        (Decision.ACCEPTED, ["promise"], []),
        (Decision.ACCEPTED, ["more"], []),
        (Decision.ACCEPTED, ["duty", "promise"], []),
        (
            Decision.IN_PART,
            ["duty"],
            ["STATE-1: is accepted in part, but 'duty' is as in draft 1; change the text, or"],
        ),
        (
            Decision.ACCEPTED,
            ["duty", "advice"],
            ["STATE-1: is accepted, but 'duty', 'advice' are as in draft 1; change the text, or"],
        ),
        (Decision.NOTED, ["duty"], []),
        (Decision.NOT_ACCEPTED, ["duty"], []),
        (Decision.ACCEPTED, ["dutty"], ["STATE-1: changes 'dutty', which is no paragraph; nearest are duty"]),
        (
            Decision.ACCEPTED,
            ["dutty", "scope"],
            [
                "STATE-1: changes 'dutty', which is no paragraph; nearest are duty",
                "STATE-1: is accepted, but 'scope' is as in draft 1; change the text, or",
            ],
        ),
    ],
)
def test_only_what_is_accepted_must_have_changed(
    decision: Decision, changes: list[str], expected: list[str], written: Register
) -> None:
    found = told(written, [comment("STATE-1", "duty")], answer(decision, *changes))
    assert [message.removesuffix(" name what was changed") for message in found] == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("", ""),
        ("duty", ""),
        ("chapter/alpha", ""),
        ("silence/CONV 10", ""),
        ("more", "paragraph 'more' is no longer there; write ':was: more' on the one that continues it, or answer the"),
        ("dutty", "'dutty' is nothing that can be commented on; nearest are duty"),
        ("chapter/alpa", "'chapter/alpa' is nothing that can be commented on; nearest are chapter/alpha, chapter/"),
        ("question/ways", "'question/ways' is nothing that can be commented on"),
        (
            "silence/CONV 99",
            "'silence/CONV 99' is nothing that can be commented on; correct it, or leave the cell empty",
        ),
    ],
)
def test_a_comment_is_on_something_that_is_or_was_there(subject: str, expected: str, written: Register) -> None:
    found = told(written, [comment("STATE-1", subject)])
    assert len(found) == bool(expected)
    assert "".join(found).startswith(f"STATE-1: {expected}" if expected else "")


def test_a_comment_is_answered_once_and_in_the_end_at_all(written: Register) -> None:
    comments = [comment("STATE-1", "duty"), comment("STATE-2"), comment("STATE-3", draft="")]
    noted = answer(Decision.NOTED)
    again = replace(noted, place=Place(path="other.rst", line=2))
    assert told(written, comments, noted, again, answer(Decision.NOTED, of="STATE-9")) == [
        "STATE-1: is answered twice, first at index.rst:1; keep one answer",
        "disposition: answers 'STATE-9', which is no comment; nearest are STATE-3, STATE-2, STATE-1",
    ]
    written.document = Document(stage=Stage.ADOPTED)
    assert told(written, comments, noted) == [
        "STATE-2: has no answer, and the text is adopted; answer it with 'disposition'"
    ]


def shown(written: Register, *comments: Comment, is_public: bool = True, publish: Publish = Publish.YES) -> Register:
    """Return a register with comments."""
    inputs = Inputs(
        submitters=tuple(replace(item, publish=publish) for item in SENDERS),
        comments=comments,
        dispositions=(answer(Decision.NOTED),),
    )
    written.inputs = ShownInputs(inputs=inputs, is_for_public=is_public)
    return written


def test_figures_are_in_the_order_of_chapters_and_categories(written: Register) -> None:
    comments = [comment("ORG-1", "advice"), comment("STATE-1", "duty"), comment("STATE-2"), comment("STATE-3", "scope")]
    comments += [
        comment("STATE-4", "more"),
        comment("STATE-5", "promise", draft=""),
        comment("STATE-6", "chapter/alpha"),
    ]
    register = shown(written, *comments)
    # Of each chapter: States, entities of the United Nations, institutions, civil society, academia, others, all.
    assert cells(table(register, TableKind.STATISTICS, SECTIONS)) == [
        "Zeta | 1 | 0 | 0 | 0 | 0 | 0 | 1",
        "Alpha | 2 | 0 | 0 | 0 | 0 | 0 | 2",
        "Mid | 1 | 0 | 0 | 1 | 0 | 0 | 2",
        "The text as a whole | 1 | 0 | 0 | 0 | 0 | 0 | 1",
    ]
    # Accepted, in part, not accepted, noted, outside the scope, without an answer, all.
    assert cells(table(register, TableKind.STATISTICS, CATEGORIES)) == [
        "State | 0 | 0 | 0 | 1 | 0 | 4 | 5",
        "civil society | 0 | 0 | 0 | 0 | 0 | 1 | 1",
    ]


#: A paragraph with a list of two levels: the first item has a list and a line of its own, the second stands alone.
LISTED = tuple(
    Block(mark=mark, level=level, spans=(Span(text=text),))
    for mark, level, text in (
        ("", 0, "States:"),
        ("(a)", 1, "act:"),
        ("(i)", 2, "first;"),
        ("(ii)", 2, "next,"),
        ("", 1, "and soon;"),
        ("(b)", 1, "report."),
        ("", 0, "In time."),
    )
)


@pytest.mark.parametrize(
    ("part", "then", "now"),
    [
        ("(a)", "act:\nfirst;\nnext,\nand soon;", "as then"),
        ("(i)", "first;", "as then"),
        ("(ii)", "next,", "as then"),
        ("(b)", "report.", "report at once."),
        ("note 1", "Its first source.", "as then"),
        ("note 2", "Its second source.", "Its third source."),
        *((part, None, None) for part in ("", "(c)", "note 0", "note 3", "note x", "the end")),
    ],
)
def test_what_a_comment_on_a_part_is_about(part: str, then: str | None, now: str | None, written: Register) -> None:
    first, *others = written.paragraphs
    listed = replace(first, blocks=LISTED, notes=notes("Its first source.", "Its second source."))
    changed = [
        replace(block, spans=(Span(text="report at once."),)) if block.mark == "(b)" else block for block in LISTED
    ]
    later = replace(first, blocks=tuple(changed), notes=notes("Its first source.", "Its third source."))
    frozen = freeze(Register(instruments=written.instruments, paragraphs=[listed, *others]))
    dossier = Dossier(drafts=(Draft(name="1", date=datetime.date(2026, 1, 2), load=lambda: frozen),))
    register = Register(instruments=written.instruments, paragraphs=[later, *others], dossier=dossier)
    said = replace(comment("STATE-1", first.id), part=part)
    (row,) = table(shown(register, said), TableKind.DISPOSITIONS, "").rows
    whole = "States:\nact:\nfirst;\nnext,\nand soon;\nreport{}.\nIn time."
    assert row.cells[3] == f"para. 1 {part}".strip()
    assert row.cells[-2:] == (then or whole.format(""), now or whole.format(" at once"))


def notes(*texts: str) -> tuple[Note, ...]:
    return tuple(Note(text=text, said=text) for text in texts)


def test_comments_stand_at_the_paragraph_that_goes_on(written: Register) -> None:
    comments = [comment("STATE-1", "duty"), comment("ORG-1", "duty"), comment("STATE-2", "more"), comment("STATE-3")]
    at = {name: [item.number for item in found] for name, found in comments_at(shown(written, *comments)).items()}
    assert at == {"duty": ["STATE-1", "ORG-1"]}


@pytest.mark.parametrize(
    ("subject", "draft", "named"),
    [
        ("more", "1", "para. 5"),
        ("duty", "1", "para. 2"),
        ("duty", "", "para. 2"),
        ("newer", "1", "para. 5"),
        ("nowhere", "1", "nowhere"),
        ("question/ways", "", "question ways"),
        ("chapter/alpha", "1", "Alpha"),
        ("silence/CONV 10", "1", "silence/CONV 10"),
        ("", "1", "The text as a whole"),
    ],
)
def test_what_a_comment_is_about_is_named_as_it_was_or_else_as_it_is(
    subject: str, draft: str, named: str, written: Register
) -> None:
    added = replace(written.paragraphs[0], id="newer", anchor="newer")
    register = Register(
        instruments=written.instruments,
        paragraphs=[*written.paragraphs, added],
        dossier=Dossier(drafts=tuple(written.drafts.values())),
    )
    (row,) = table(shown(register, comment("STATE-1", subject, draft=draft)), TableKind.DISPOSITIONS, "").rows
    assert row.cells[3] == named


def test_comments_stand_nowhere_where_some_may_not_be_named(written: Register) -> None:
    register = shown(written, comment("STATE-1", "duty"), publish=Publish.WITHOUT_NAME)
    assert comments_at(register) == {}
