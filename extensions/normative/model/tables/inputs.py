"""``inputs-received`` and ``inputs-matrix``: who answered a call, and which inputs led to which paragraphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from normative.model.call import Category, Publish, Submitter
from normative.model.inputs import ShownInputs
from normative.model.matrix import Cell, CellKind, Column, Link, Matrix, Row, Total
from normative.model.message import joined, say
from normative.model.paragraph import Paragraph
from normative.model.register import Register
from normative.model.tables.request import CATEGORIES, SECTIONS, TableRequest, paragraph_link, paragraph_links
from normative.model.tables.rows import Candidate, chosen, measure, without_empty_columns

_RECEIVED = (
    Column(key="submitter", title="Submitter", kind=CellKind.TEXT, weight=4),
    Column(key="state", title="State", kind=CellKind.TEXT, weight=2),
    Column(key="call", title="Call", kind=CellKind.TEXT, weight=4, facet=True),
    Column(key="via", title="Came", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="received", title="Received", kind=CellKind.TEXT, weight=2),
    Column(key="language", title="Language", kind=CellKind.TEXT, weight=2, facet=True),
    Column(key="comments", title="Comments", kind=CellKind.NUMBER, weight=2),
    Column(key="led-to", title="Led to", kind=CellKind.LINKS, weight=3),
)
#: The columns of the matrix that stand before the others.
_LEADING = 2


def inputs_received(register: Register, request: TableRequest) -> Matrix:
    """Compute who answered, by category; of whoever wants nothing published, how many."""
    shown = register.inputs
    titles = {call.name: call.title for call in shown.inputs.calls}
    led_to = _led_to(register)
    counts = Counter((comment.call, comment.key) for comment in shown.inputs.comments)
    submitters = [item for item in shown.inputs.submitters if not request.calls or item.call in request.calls]
    listed = [item for item in submitters if not _is_withheld(item, shown)]
    order = list(Category)
    rows = [
        Row(
            cells=(
                item.name,
                item.state,
                titles.get(item.call, item.call),
                joined(" ", filter(None, (say(item.via.value), item.panel))),
                item.received.isoformat() if item.received else "",
                item.language,
                counts[item.call, item.key],
                paragraph_links(register, led_to.get((item.call, item.key), {}).values()),
            ),
            group=say(item.category.value),
        )
        for item in sorted(listed, key=lambda item: order.index(item.category))
    ]
    by_category = Counter(item.category for item in submitters)
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=_RECEIVED,
        rows=tuple(rows),
        totals=(
            Total(key="submitters", label="Submitters", value=len(submitters)),
            *(
                Total(key=category.name.lower(), label=category.head, value=by_category[category])
                for category in Category
            ),
        ),
        notes=_withheld_note(len(submitters) - len(listed)),
    )


def _is_withheld(submitter: Submitter, shown: ShownInputs) -> bool:
    return submitter.publish is Publish.NO and shown.is_for_public


def _withheld_note(count: int) -> tuple[str, ...]:
    return (
        (say("Submitters who want nothing published, and are counted alone: {count}.", count=count),) if count else ()
    )


def _led_to(register: Register) -> Mapping[tuple[str, str], Mapping[str, Paragraph]]:
    """Return the paragraphs that draw on the inputs of each submitter, or that answers to them changed, by id."""
    inputs, found = register.inputs.inputs, defaultdict[tuple[str, str], dict[str, Paragraph]](dict)
    for paragraph in register.paragraphs:
        for number in paragraph.draws_on:
            comment = inputs.by_number[number]
            found[comment.call, comment.key][paragraph.id] = paragraph
    for disposition in inputs.dispositions:
        changed = [register.paragraph(name) for name in disposition.changes if name in register.numbers]
        for number in disposition.comments:
            comment = inputs.by_number[number]
            found[comment.call, comment.key].update((paragraph.id, paragraph) for paragraph in changed)
    return found


def inputs_matrix(register: Register, request: TableRequest) -> Matrix:
    """Compute submitters or categories against chapters or paragraphs: the paragraphs that inputs led to."""
    entries, categories = _entries(register, request)
    columns = list(_columns(register, request, entries))
    candidates = [
        Candidate(
            row=Row(
                cells=(
                    name,
                    categories[name],
                    *(_links(register, entries.get(name, {}).values(), column.key, request) for column in columns),
                ),
                group=say(str(categories[name])) if request.group_by else "",
            ),
            is_covered=bool(entries.get(name)),
            paragraphs=len(entries.get(name, {})),
        )
        for name in categories
    ]
    head = say("Category") if request.rows.source == CATEGORIES else say("Submitter")
    leading = (
        Column(key="submitter", title=head, kind=CellKind.TEXT, weight=4),
        Column(
            key="category",
            title=say("Submitters") if request.rows.source == CATEGORIES else say("Category"),
            kind=CellKind.NUMBER if request.rows.source == CATEGORIES else CellKind.TEXT,
            weight=3,
        ),
    )
    kept, rows = without_empty_columns((*leading, *columns), chosen(candidates, request), request, leading=_LEADING)
    paragraphs = {name for found in entries.values() for name in found}
    return Matrix(
        name=request.name,
        kind=request.kind,
        title=request.title,
        columns=kept,
        rows=rows,
        totals=(
            Total(key="paragraphs", label="Paragraphs that inputs led to", value=len(paragraphs)),
            Total(
                key="rows",
                label=say("Category rows with an entry" if head == "Category" else "Submitter rows with an entry"),
                value=sum(item.is_covered for item in candidates),
            ),
        ),
        notes=(
            say(
                "A paragraph stands where it draws on an input, or where an answer to the input says that it was "
                "changed."
            ),
        ),
        grid=len(kept) > _LEADING,
        measure=measure(candidates),
    )


def _entries(
    register: Register, request: TableRequest
) -> tuple[Mapping[str, Mapping[str, Paragraph]], Mapping[str, str | int]]:
    """Return the paragraphs by the head of each row, and what stands beside each head."""
    shown, found = register.inputs, _led_to(register)
    entries: defaultdict[str, dict[str, Paragraph]] = defaultdict(dict)
    beside: dict[str, str | int] = {}
    for item in shown.inputs.submitters:
        if (request.calls and item.call not in request.calls) or _is_withheld(item, shown):
            continue
        if request.rows.source == CATEGORIES:
            category = say(item.category.value)
            beside[category] = int(beside.get(category, 0)) + 1
            entries[item.category.value].update(found.get((item.call, item.key), {}))
        else:
            beside[item.name] = say(item.category.value)
            entries[item.name].update(found.get((item.call, item.key), {}))
    return entries, beside


def _columns(
    register: Register, request: TableRequest, entries: Mapping[str, Mapping[str, Paragraph]]
) -> Iterator[Column]:
    if request.across.source == SECTIONS:
        for title in dict.fromkeys(_chapter(paragraph) for paragraph in register.paragraphs):
            yield Column(key=title, title=title, kind=CellKind.LINKS)
        return
    named = {name for found in entries.values() for name in found}
    for paragraph in register.paragraphs:
        if paragraph.id in named:
            link: Link = paragraph_link(register, paragraph)
            yield Column(key=paragraph.id, title=link.text, kind=CellKind.LINKS, link=link)


def _chapter(paragraph: Paragraph) -> str:
    return paragraph.section[0] if paragraph.section else say("Before the first heading")


def _links(register: Register, paragraphs: Iterable[Paragraph], column: str, request: TableRequest) -> Cell:
    if request.across.source == SECTIONS:
        return paragraph_links(register, [item for item in paragraphs if _chapter(item) == column]) or None
    return paragraph_links(register, [item for item in paragraphs if item.id == column]) or None
