"""What became of each paragraph: what authors say, what likeness suggests, and what never counts as a change."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from normative.model.diagnostics import Place
from normative.model.document import Document, Stage
from normative.model.dossier import Dossier
from normative.model.draft import Draft, Fingerprint, FrozenParagraph, FrozenText, fingerprint_of
from normative.model.files.draft import parse_text
from normative.model.history.changes import Changes
from normative.model.history.concordance import Fate, Step, concordance
from normative.model.history.freezing import freeze, words_of
from normative.model.history.likeness import Likeness, sequences
from normative.model.history.order import in_order
from normative.model.paragraph import Force, Paragraph
from normative.model.register import Register
from normative.model.tables.request import TableKind
from normative.model.text import Block, Note, Span
from simulated_drafts import simulate
from small_register import Instruments, cells, small_register, table

SOURCE = Path(__file__).parents[2] / "source"
LONG = "Each person who is expelled has the reasons in writing before the day on which the decision is carried out"
OTHER = "Parents and children travel together wherever the law of neither State stands against that on firm ground"


@pytest.fixture(scope="module")
def worked() -> FrozenText:
    """A draft of the worked example, which no work on its text changes: what is counted here is the same on every day."""
    return parse_text((SOURCE / "drafts" / "1" / "draft.json").read_bytes())


def paragraph(identifier: str, text: str = "", **values: object) -> FrozenParagraph:
    made = FrozenParagraph(
        id=identifier,
        number=1,
        force=Force.GUIDANCE,
        blocks=(Block(spans=(Span(text=text or f"Only {identifier} says this."),)),),
        fingerprint=Fingerprint(own="", rests_on=""),
    )
    return replace(made, **values)  # type: ignore[arg-type]  # fields of the class


def draft(*paragraphs: FrozenParagraph) -> FrozenText:
    numbered = tuple(replace(item, number=number) for number, item in enumerate(paragraphs, 1))
    return FrozenText(paragraphs=numbered, entries=(), provisions={})


def told(steps: Sequence[Step]) -> dict[str, str]:
    """Return the fates by the id that a paragraph has, or had."""
    return {(step.new or step.old[0]).id: "; ".join(step.fates) for step in steps}


@pytest.mark.parametrize("seed", range(1000, 1005))
def test_what_was_done_by_chance_is_found_again(worked: FrozenText, seed: int) -> None:
    simulated = simulate(worked, seed)
    steps = {(step.new or step.old[0]).id: step for step in concordance(worked, simulated.text)}
    right, done = Counter[Fate](), Counter[Fate]()
    for identifier, (fate, continued) in simulated.done.items():
        done[fate] += 1
        step = steps.get(identifier)
        right[fate] += step is not None and fate in step.fates and {item.id for item in step.old} == continued
    assert set(done) == {Fate.SPLIT, Fate.MERGED, Fate.RENAMED, Fate.DROPPED, Fate.NEW}
    assert {fate: right[fate] / done[fate] >= 0.98 for fate in done} == dict.fromkeys(done, True)
    suggested = {identifier for identifier, step in steps.items() if step.is_suggested}
    assert suggested <= {name for name, (fate, _) in simulated.done.items() if fate not in (Fate.NEW, Fate.DROPPED)}


def test_a_moved_paragraph_is_one_that_left_its_order() -> None:
    steps = concordance(draft(*map(paragraph, "abcde")), draft(*map(paragraph, ["b", "c", "d", "a", "e"])))
    assert told(steps) == {
        "b": "kept; renumbered",
        "c": "kept; renumbered",
        "d": "kept; renumbered",
        "a": "moved; renumbered",
        "e": "kept",
    }


def test_all_that_changed_is_told_at_once() -> None:
    old = paragraph("a", "Before.", basis={"conv-art-1": "CONV 1"}, holder=("women",))
    new = paragraph("a", "After.", basis={"conv-art-2": "CONV 2"}, holder=("children",), force=Force.OBLIGATION)
    [step] = concordance(draft(old), draft(new))
    assert step.fates == (Fate.REWORDED, Fate.FORCE, Fate.BASIS, Fate.HOLDER)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ([paragraph("b", LONG)], {"b": ("renamed", True)}),
        ([paragraph("b", LONG, was=("a",))], {"b": ("renamed", False)}),
        ([paragraph("b", LONG, was=("none",))], {"b": ("new", False), "a": ("dropped", False)}),
        (
            [paragraph("a", LONG[:50]), paragraph("b", LONG[50:])],
            {"a": ("split; reworded", False), "b": ("split", True)},
        ),
        (
            [paragraph("a", LONG[:50]), paragraph("b", LONG[50:], was=("a",))],
            {"a": ("split; reworded", False), "b": ("split", False)},
        ),
        (
            [paragraph("b", LONG[:50], was=("a",)), paragraph("c", LONG[50:], was=("a",))],
            {"b": ("split", False), "c": ("split", False)},
        ),
        ([paragraph("b", OTHER)], {"b": ("new", False), "a": ("dropped", False)}),
    ],
)
def test_authors_settle_what_likeness_suggests(
    new: list[FrozenParagraph], expected: dict[str, tuple[str, bool]]
) -> None:
    steps = concordance(draft(paragraph("a", LONG)), draft(*new))
    found = {
        (step.new or step.old[0]).id: (
            "; ".join(fate for fate in step.fates if fate != "renumbered"),
            step.is_suggested,
        )
        for step in steps
    }
    assert found == expected


def test_a_merged_paragraph_is_not_a_dropped_one() -> None:
    old = draft(paragraph("a", LONG), paragraph("b", OTHER))
    both = f"{LONG}. {OTHER}"
    suggested, settled = (concordance(old, draft(paragraph("a", both, was=was))) for was in ((), ("b",)))
    for steps, is_suggested in ((suggested, True), (settled, False)):
        [step] = steps
        assert [item.id for item in step.old] == ["a", "b"]
        assert Fate.MERGED in step.fates
        assert step.is_suggested == is_suggested


def test_dropped_paragraphs_stand_behind_what_they_followed() -> None:
    steps = concordance(draft(*map(paragraph, "abcd")), draft(*map(paragraph, "bd")))
    assert list(told(steps)) == ["a", "b", "c", "d"]


def test_wrapping_numbers_letters_and_ibid_never_count() -> None:
    see = (Span(paragraph="b"), Span(note=1))
    first = Block(mark="(a)", level=1, spans=(Span(text="The words, see para. "), *see))
    other = Block(mark="(c)", level=1, spans=(Span(text="The  words,\nsee para. "), *see))
    noted, shorter = Note(text="GC 2, para. 3.", said="gc2 para. 3"), Note(text="Ibid., para. 3.", said="gc2 para. 3")
    assert fingerprint_of(words_of([first], [noted])) == fingerprint_of(words_of([other], [shorter]))
    reworded = Block(mark="(a)", level=1, spans=(Span(text="The word, see para. "), *see))
    assert fingerprint_of(words_of([first], [noted])) != fingerprint_of(words_of([reworded], [noted]))


def test_words_frozen_by_an_earlier_version_keep_their_fingerprints(worked: FrozenText) -> None:
    frozen = {item.id: item for item in worked.paragraphs if not item.basis}
    paragraphs = [
        Paragraph(
            id=item.id,
            force=item.force,
            holder=item.holder,
            addressee=item.addressee,
            blocks=item.blocks,
            notes=item.notes,
            place=Place(path="index.rst"),
        )
        for item in frozen.values()
    ]
    again = freeze(Register(instruments={}, paragraphs=paragraphs))
    assert {item.id: item.fingerprint.own for item in again.paragraphs} == {
        name: item.fingerprint.own for name, item in frozen.items()
    }


def test_editing_a_row_moves_exactly_what_rests_on_it(instruments: Instruments) -> None:
    before = freeze(small_register(instruments))
    for record in (instruments["CONV"].records or {}).values():
        edited = replace(record, subject=f"{record.subject} edited")
        conv = replace(instruments["CONV"], records={**(instruments["CONV"].records or {}), record.provision: edited})
        after = freeze(small_register({**instruments, "CONV": conv}))
        moved = {name for name, item in after.subjects.items() if item.fingerprint != before.subjects[name].fingerprint}
        slug = record.provision.slug
        resting = {item.subject for item in before.paragraphs if slug in item.basis}
        resting |= {item.subject for item in before.entries if slug in (*item.left, *item.right)}
        assert moved == resting


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two, three FOUR.", {("one", "two", "three"), ("two", "three", "four")}),
        ("One two three", {("one", "two", "three")}),
        ("One two", {("one", "two")}),
        ("– …", set()),
        ("公约第", {("公", "约", "第")}),
    ],
)
def test_texts_are_compared_by_sequences_of_three_words(text: str, expected: set[tuple[str, ...]]) -> None:
    assert sequences(text) == expected


def test_how_much_of_a_text_stands_in_others_is_a_share() -> None:
    likeness = Likeness({"a": LONG, "b": OTHER, "c": ""}, {"x": LONG, "y": f"{LONG}. {OTHER}", "z": "Nothing of it."})
    assert likeness.in_old("x") == {"a": 1}
    assert likeness.in_new("a") == {"x": 1, "y": 1}
    assert likeness.in_new("b") == {"y": 1}
    assert likeness.in_old("z") == likeness.in_new("c") == {}
    both = likeness.in_old("y")
    assert both.keys() == {"a", "b"}
    assert 0.8 < sum(both.values()) < 1
    # Words that two texts have tell half as much as those that none has, however often the latter are sent in.
    sent = dict.fromkeys("xyz", "One two three four.")
    remarks = Likeness({"a": "One two three.", "b": "One two three."}, sent, is_new_counted=False)
    assert remarks.in_old("x") == {"a": pytest.approx(1 / 3), "b": pytest.approx(1 / 3)}


def marked(old: FrozenText, new: FrozenText, *, is_tracked: bool = False) -> tuple[dict[str, str], dict[str, str]]:
    """Return the ids of what is struck out before and after each paragraph."""
    changes = Changes("1", old, new, is_tracked=is_tracked)
    found = [
        {name: "".join(item.id for item in struck) for name, struck in side.items()}
        for side in (changes.before, changes.after)
    ]
    return found[0], found[1]


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("1a 1b 1c 1d", "1a 1d", {}, {"a": "bc"}),
        ("1a 1b", "1b", {"b": "a"}, {}),
        ("1a 1b", "1c", {"c": "ab"}, {}),
        ("1a 1b", "", {}, {}),
        # Behind the last of its chapter, before the first of its chapter, and at what is new under its heading.
        ("1a 1b 2c", "1a 2c", {}, {"a": "b"}),
        ("1a 2b 2c", "1a 2c", {"c": "b"}, {}),
        ("1a 2b 3c", "1a 2d 3c", {"d": "b"}, {}),
        ("1a 2b 3c", "1a 3c", {}, {"a": "b"}),
        ("1a 2b", "1a 2d", {"d": "b"}, {}),
    ],
)
def test_what_is_struck_out_stands_under_its_heading(
    old: str, new: str, before: dict[str, str], after: dict[str, str]
) -> None:
    def text(written: str) -> FrozenText:
        # Other words altogether, so that nothing is taken for what became of something else.
        return draft(
            *(
                paragraph(name, f"{name}1{name} {name}2{name} {name}3{name}.", section=(number,))
                for number, name in map(tuple, written.split())
            )
        )

    assert marked(text(old), text(new)) == (before, after)


def test_a_paragraph_under_another_heading_of_the_same_two_has_moved() -> None:
    one, other = ("One",), ("Other",)
    old = draft(paragraph("a", section=one), paragraph("b", section=one), paragraph("c", section=other))
    new = draft(paragraph("a", section=one), paragraph("b", section=other), paragraph("c", section=other))
    assert told(concordance(old, new)) == {"a": "kept", "b": "moved", "c": "kept"}


def test_of_merged_paragraphs_all_but_the_first_are_struck_out() -> None:
    old = draft(paragraph("a", LONG), paragraph("b", OTHER), paragraph("c"))
    new = draft(paragraph("a", f"{LONG}. {OTHER}", was=("b",)), paragraph("c"))
    assert marked(old, new) == ({}, {"a": "b"})


def test_versions_are_listed_with_what_has_changed_since_the_one_before(instruments: Instruments) -> None:
    scope, duty, promise, advice, more = small_register(instruments).paragraphs
    other = replace(duty, blocks=(Block(spans=(Span(text="Quite other words."),)),))
    versions = ([scope, duty], [scope, duty, promise], [promise, scope, other, advice])
    texts = [freeze(Register(instruments=instruments, paragraphs=paragraphs)) for paragraphs in versions]
    first, second, third = (
        Draft(name=str(number), date=datetime.date(2026, number, 2), load=lambda text=text: text)  # type: ignore[misc]
        for number, text in enumerate(texts, 1)
    )
    drafts = (
        replace(first, stage="first reading", symbol="T/1", comments_until=datetime.date(2026, 1, 30)),
        replace(second, stage="second reading"),
        third,
    )
    register = Register(
        instruments=instruments,
        paragraphs=[promise, scope, other, more],
        dossier=Dossier(
            drafts=drafts, document=Document(stage=Stage.ADOPTED, date=datetime.date(2026, 5, 6), symbol="T/5")
        ),
    )
    assert cells(table(register, TableKind.DRAFTS, "")) == [
        "This text | adopted | 2026-05-06 | T/5 |  | 4 | 1 new; 1 dropped",
        "Draft 3 |  | 2026-03-02 |  |  | 4 | 1 new; 1 moved; 1 reworded",
        "Draft 2 | second reading | 2026-02-02 |  |  | 3 | 1 new",
        "Draft 1 | first reading | 2026-01-02 | T/1 | 2026-01-30 | 2 | ",
    ]
    opening = f"{'word ' * 18}…"
    assert cells(table(register, TableKind.CONCORDANCE, "2", "3")) == [
        "Said so. | 3 | 1 | moved; renumbered |  | Alpha / Sub",
        "The scope, see 3 and ?. | 1 | 2 | kept; renumbered |  | Zeta / Sub",
        "Quite other words. | 2 | 3 | renumbered; reworded |  | Alpha / Sub",
        f"{opening} |  | 4 | new |  | Mid / Sub",
    ]
    assert cells(table(register, TableKind.CONCORDANCE, "3"))[3:] == [
        f"{opening} | 4 |  | dropped |  | Mid / Sub",
        "More. |  | 4 | new |  | Mid / Sub",
    ]


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ([], set()),
        ([None], set()),
        ([1, 2, 3], {0, 1, 2}),
        ([1, 1, 1], {0, 1, 2}),
        ([3, 1, 2], {1, 2}),
        ([2, 3, 1], {0, 1}),
        ([1, None, 5, 2, 3], {0, 3, 4}),
        ([5, 1, 4, 2, 3, 0], {1, 3, 4}),
    ],
)
def test_what_stayed_is_the_longest_run_that_keeps_its_order(numbers: list[int | None], kept: set[int]) -> None:
    assert in_order(numbers) == kept


def test_no_run_that_keeps_its_order_is_longer() -> None:
    for numbers in itertools.product([None, 0, 1, 2], repeat=5):
        kept = sorted(in_order(numbers))
        run = [number for place in kept if (number := numbers[place]) is not None]
        assert len(run) == len(kept)
        assert run == sorted(run)
        known = [number for number in numbers if number is not None]
        longest = max(
            len(found)
            for size in range(len(known) + 1)
            for found in itertools.combinations(known, size)
            if [*found] == sorted(found)
        )
        assert len(kept) == longest
