"""``drafts`` and ``concordance``: the versions of a text, and what became of each paragraph between two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from normative.model.draft import FrozenText
from normative.model.history.concordance import GUESSED, Fate, Step, concordance, details
from normative.model.history.freezing import freeze
from normative.model.history.original import in_original
from normative.model.matrix import Cell, CellKind, Column, Link, LinkKind, Matrix, Row, Total
from normative.model.message import Message, joined, say
from normative.model.register import Register
from normative.model.tables.paragraphs import opening
from normative.model.tables.request import TableRequest
from normative.model.text import plain

#: What the text is called that is not frozen.
THIS_TEXT = say("This text")
_VERSIONS = (
    Column(key="version", title="Version", kind=CellKind.TEXT, weight=2),
    Column(key="stage", title="Stage", kind=CellKind.TEXT, weight=3),
    Column(key="date", title="Date", kind=CellKind.TEXT, weight=2),
    Column(key="symbol", title="Symbol", kind=CellKind.TEXT, weight=3),
    Column(key="comments-until", title="Comments until", kind=CellKind.TEXT, weight=2),
    Column(key="paragraphs", title="Paragraphs", kind=CellKind.NUMBER, weight=2),
    Column(key="changes", title="Changes since the one before", kind=CellKind.TEXT, weight=6),
)


def drafts(register: Register, request: TableRequest) -> Matrix:
    """Compute the list of versions: this text, then the frozen drafts, the latest first."""
    frozen = list(register.drafts.values())
    texts = [*(draft.text for draft in frozen), in_original(register)]
    changes = ["", *(_changes(old, new) for old, new in pairwise(texts))]
    rows = [
        Row(
            cells=(
                draft_title(draft.name),
                draft.stage,
                draft.date.isoformat(),
                draft.symbol,
                draft.comments_until.isoformat() if draft.comments_until else "",
                len(draft.text.paragraphs),
                since,
            )
        )
        for draft, since in zip(frozen, changes, strict=False)
    ]
    now = register.document
    head = (THIS_TEXT, now.stage or "", now.date.isoformat() if now.date else "", now.symbol, "")
    rows.append(Row(cells=(*head, len(register.paragraphs), changes[-1])))
    return Matrix(
        name=request.name, kind=request.kind, title=request.title, columns=_VERSIONS, rows=tuple(reversed(rows))
    )


def _changes(old: FrozenText, new: FrozenText) -> str:
    """Return how many paragraphs met each fate, in words; that they were kept or have other numbers is no change."""
    counts = Counter(fate for step in concordance(old, new) for fate in step.fates)
    told = [
        say("{count} {fate}", count=counts[fate], fate=fate)
        for fate in Fate
        if counts[fate] and fate not in (Fate.KEPT, Fate.RENUMBERED)
    ]
    return joined("; ", told) if told else say("none")


def concordance_table(register: Register, request: TableRequest) -> Matrix:
    """Compute what became of each paragraph between two drafts, or from a draft to this text.

    A draft that is not there is a finding, and the table has no rows.
    """
    first, *then = [request.rows.source, *(axis.source for axis in request.columns)]
    is_known = {first, *then} <= set(register.drafts)
    is_now = not (then and is_known)
    new = in_original(register) if is_now else register.drafts[then[0]].text
    printed = freeze(register) if is_now else new
    steps = concordance(register.drafts[first].text, new) if is_known else ()
    shown = [step for step in steps if _is_asked_for(step, request)]
    columns = (
        Column(key="paragraph", title="Paragraph", kind=CellKind.TEXT, weight=6),
        Column(key="old", title=draft_title(first), kind=CellKind.TEXT, weight=2),
        Column(
            key="new",
            title=draft_title(then[0]) if then else THIS_TEXT,
            kind=CellKind.TEXT if then else CellKind.LINKS,
            weight=2,
        ),
        Column(key="fate", title="What became of it", kind=CellKind.TEXT, weight=4, facet=True),
        Column(key="details", title="Details", kind=CellKind.TEXT, weight=4),
        Column(key="section", title="Section", kind=CellKind.TEXT, weight=4, facet=True),
    )
    counts = Counter(fate for step in shown for fate in step.fates)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=columns,
        rows=tuple(Row(cells=tuple(_cells(step, printed, is_linked=not then))) for step in shown),
        totals=tuple(
            Total(key=fate.name.lower(), label=fate.capitalize(), value=counts[fate]) for fate in Fate if counts[fate]
        ),
        notes=tuple(_notes(shown)),
    )


def draft_title(name: str) -> str:
    """Return how a draft is called in heads and rows."""
    return say("Draft {name}", name=name)


def _is_asked_for(step: Step, request: TableRequest) -> bool:
    paragraph = step.new or step.old[0]
    return (not request.force or paragraph.force in request.force) and (
        not request.section or bool(set(request.section) & set(paragraph.section))
    )


def _cells(step: Step, new: FrozenText, *, is_linked: bool) -> Iterator[Cell]:
    """Yield the cells of a row.

    :param new: the later text in the words in which it is printed.
    """
    paragraph = new.by_id[step.new.id] if step.new else step.old[0]
    yield opening(plain(paragraph.blocks, new.numbers))
    yield ", ".join(str(item.number) for item in step.old)
    if step.new is None:
        yield () if is_linked else ""
    else:
        link = Link(kind=LinkKind.PARAGRAPH, target=step.new.id, text=str(step.new.number))
        yield (link,) if is_linked else link.text
    yield joined("; ", [_named(fate, is_suggested=step.is_suggested and fate in GUESSED) for fate in step.fates])
    yield joined("; ", details(step))
    yield " / ".join(paragraph.section)


def _named(fate: Fate, *, is_suggested: bool) -> Message:
    """Return the word for what became of a paragraph, and whether likeness alone suggests it."""
    return say("{fate} (suggested)", fate=fate) if is_suggested else say(fate.value)


def _notes(steps: Sequence[Step]) -> Iterator[str]:
    yield say("A paragraph is the same as long as it has the same id; its author says with ':was:' what it continues.")
    if any(step.is_suggested for step in steps):
        yield say("Suggested: nobody has said so; the words of the two texts are alike.")
