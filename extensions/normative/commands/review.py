"""``normative review``: what must be looked at still or again, and what a person says of it, appended to a file."""

from __future__ import annotations

import argparse
import datetime
import difflib
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from normative.check.project import read_project
from normative.check.settings import read_settings
from normative.commands.adoption import adopt
from normative.commands.build import build as build_outputs
from normative.commands.build import main as build
from normative.commands.folders import add_folders, check_source
from normative.commands.languages import translation_of
from normative.commands.review_workbook import Line, read_workbook, write_workbook
from normative.model.convergence import Convergence, Gap, Silence
from normative.model.draft import Draft, Fingerprint, FrozenEntry, FrozenParagraph, FrozenText
from normative.model.files.draft import TEXT, parse_text
from normative.model.files.review import FOLDER, PEOPLE, append_events
from normative.model.files.writing import write_whole
from normative.model.history.reviews import Reviewed, ReviewedText, reviews_of
from normative.model.history.translation_reviews import translations_of
from normative.model.review import TRANSLATION, Event, Reviews, ReviewState, Verdict, kind_of
from normative.model.text import plain
from normative.project.language import speaking

_KINDS = {"relation": "Relations", "gap": "Gaps", "silence": "Provisions left out"}
_WIDTH = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class _Project:
    """A text with what people have said of it.

    :param reviews: those of the files, and what the text says itself.
    :param marked: what the text says itself, by what it says it of.
    """

    text: FrozenText
    reviews: Reviews
    drafts: Mapping[str, Draft]
    marked: Mapping[Convergence | Gap | Silence, Event]
    translations: Mapping[str, Fingerprint]


def main(arguments: Sequence[str]) -> int:
    """List what is open, or append a review; return 0, or another status where the text could not be read."""
    parser = _parser()
    options = parser.parse_args(arguments)
    check_source(parser, options.source)
    verdict = _verdict(options)
    is_workbook = bool(options.subject) and options.subject.endswith(".xlsx")
    if bool(options.subject) != bool(verdict or is_workbook) or (verdict and is_workbook):
        parser.error("name a subject together with --agree, --object or --withdraw; 'normative review' alone lists all")
    project = _built(options)
    if isinstance(project, int):
        return project
    if options.workbook:
        language = read_settings(options.source / "conf.py").language
        with speaking(language):
            write_workbook(options.workbook, _lines(project), language)
        print(f"written: {options.workbook}")  # noqa: T201  # a command's own words
        return 0
    if is_workbook:
        return _take(project, parser, options)
    if options.adopt:
        return _adopt(project, options)
    if verdict is None:
        sys.stdout.writelines(f"{line}\n" for line in _listed(project))
        return 0
    problem = _problem(project, options, verdict)
    if problem:
        parser.error(problem)
    path = append_events(options.source / FOLDER, options.by, [_event(project, options, verdict)])
    print(f"{options.subject}: {verdict}, in {path}")  # noqa: T201  # a command's own words
    return 0


def _lines(project: _Project) -> Iterator[Line]:
    """Yield every subject for the workbook."""
    for subject, reviewed in ReviewedText(project.text, project.reviews).subjects.items():
        item = project.text.subjects[subject]
        yield Line(
            subject=subject, state=reviewed.state, words=_words(project.text, item), fingerprint=item.fingerprint
        )


def _take(project: _Project, parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Append what a workbook says; return 1, with nothing appended, where anything is wrong in it."""
    if problem := _stranger(project, options.by):
        parser.error(problem)
    said = {event.subject: event for event in project.reviews.events if event.by == options.by}
    known = {**project.text.subjects, **said}
    events, wrong = read_workbook(Path(options.subject), options.by, _day(options), _latest(project), known)
    if wrong:
        sys.stderr.writelines(f"ERROR: {problem}\n" for problem in wrong)
        return 1
    path = append_events(options.source / FOLDER, options.by, events)
    print(f"{options.subject}: {len(events)} reviews, in {path}")  # noqa: T201  # a command's own words
    return 0


def _adopt(project: _Project, options: argparse.Namespace) -> int:
    """Append the marks of the text to the files of reviews, then remove them from the text; all of them or none."""
    stands = ((_of_these_words(project, event), entry) for entry, event in project.marked.items())
    adopted = adopt(stands, project.reviews.people, options.by, options.source)
    if adopted.problems:
        sys.stderr.writelines(f"ERROR: {problem}\n" for problem in adopted.problems)
        return 1
    known = {(event.by, event.subject, event.own, event.rests_on) for event in project.reviews.events}
    for by, events in adopted.events.items():
        new = [event for event in events if (by, event.subject, event.own, event.rests_on) not in known]
        path = append_events(options.source / FOLDER, by, new)
        print(f"{len(new)} reviews, in {path}")  # noqa: T201  # a command's own words
    for path, content in adopted.files.items():
        write_whole(path, content)
        print(f"without marks: {path}")  # noqa: T201  # likewise
    return 0


def _day(options: argparse.Namespace) -> datetime.date:
    return options.date or datetime.date.today()  # noqa: DTZ011  # the day that a person reads on the wall


def _latest(project: _Project) -> str:
    return ["", *project.drafts][-1]


def _stranger(project: _Project, by: str) -> str:
    """Return what is wrong with the key of a reviewer."""
    if by in project.reviews.people:
        return ""
    known = ", ".join(project.reviews.people) or "nobody"
    return f"--by '{by}' is nobody in {FOLDER}/{PEOPLE}, which knows {known}; add [KEY] with a role"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative review",
        description="Without a subject, list by chapter what nobody has reviewed, what somebody objects to and what "
        "has changed since it was reviewed, with the words then and now. With one, append what a person says of it.",
        allow_abbrev=False,
    )
    parser.add_argument("subject", nargs="?", help="as the list names it, such as paragraph/ID; or FILE.xlsx")
    said = parser.add_mutually_exclusive_group()
    said.add_argument("--agree", action="store_true", help="to the words as they stand")
    said.add_argument("--object", metavar="WHY", help="to the words as they stand")
    said.add_argument("--withdraw", action="store_true", help="what the person has said before")
    said.add_argument("--adopt", action="store_true", help="marks in the text as reviews, and remove them there")
    said.add_argument("--workbook", metavar="FILE.xlsx", type=Path, help="write all subjects, to be filled in")
    parser.add_argument("--by", metavar="KEY", default="", help=f"who says it, as {PEOPLE} names the person")
    parser.add_argument("--date", type=datetime.date.fromisoformat, help="of the review (today)")
    add_folders(parser)
    return parser


def _verdict(options: argparse.Namespace) -> Verdict | None:
    if options.object is not None:
        return Verdict.OBJECTED
    if options.agree:
        return Verdict.AGREED
    return Verdict.WITHDRAWN if options.withdraw else None


def _built(options: argparse.Namespace) -> _Project | int:
    """Return the text as it stands, with that of a translation that is reviewed; a status where it cannot be read."""
    source, into = options.source, options.into
    status = build(["draft", "--source", str(source), "--into", str(into), "-q"])
    project = None if status else _read(source, Path(into, "draft", TEXT))
    if project is None or kind_of(options.subject or "") != TRANSLATION:
        return project or status
    language = options.subject.split("/")[1]
    output = translation_of(language, source, into)
    if status := build_outputs([output]):
        return status
    text = parse_text((output.target / TEXT).read_bytes())
    return replace(project, translations=translations_of(text, project.text, language))


def _read(source: Path, path: Path) -> _Project:
    """Return the text as it was just built, with the reviews of its source."""
    register = read_project(source)[0].register
    kept = register.reviews
    marked = reviews_of(register).marked
    reviews = replace(kept, events=(*kept.events, *marked.values()))
    return _Project(
        text=parse_text(path.read_bytes()), reviews=reviews, drafts=register.drafts, marked=marked, translations={}
    )


def _problem(project: _Project, options: argparse.Namespace, verdict: Verdict) -> str:
    """Return why a review cannot be appended, and what to do; empty where it can."""
    if stranger := _stranger(project, options.by):
        return stranger
    if verdict is Verdict.OBJECTED and not options.object.strip():
        return "--object has no reason; write why"
    said = {event.subject for event in project.reviews.events if event.by == options.by}
    subjects = said if verdict is Verdict.WITHDRAWN else {*project.text.subjects, *project.translations}
    if options.subject in subjects:
        return ""
    near = difflib.get_close_matches(options.subject, list(subjects), n=3, cutoff=0.4)
    remedy = f"nearest are {', '.join(near)}" if near else "'normative review' lists all that are open"
    what = f"'{options.by}' has not reviewed" if verdict is Verdict.WITHDRAWN else "the text has no"
    return f"{what} '{options.subject}'; {remedy}"


def _event(project: _Project, options: argparse.Namespace, verdict: Verdict) -> Event:
    said = Event(
        subject=options.subject,
        verdict=verdict,
        reason=" ".join((options.object or "").split()),
        date=_day(options),
        by=options.by,
    )
    return _of_these_words(project, said)


def _of_these_words(project: _Project, event: Event) -> Event:
    """Return a review as one of the words as they stand."""
    item = project.text.subjects.get(event.subject)
    looked_at = item.fingerprint if item else project.translations.get(event.subject, Fingerprint(own="", rests_on=""))
    return replace(event, own=looked_at.own, rests_on=looked_at.rests_on, draft=_latest(project))


def _listed(project: _Project) -> Iterator[str]:
    """Yield the lines of the list: a chapter, below it what is open, below that who said what, and the words."""
    reviewed = ReviewedText(project.text, project.reviews)
    is_open = [subject for subject, item in reviewed.subjects.items() if item.state.is_open]
    for chapter, subjects in groupby(is_open, key=lambda subject: _chapter(project.text, subject)):
        yield chapter
        for subject in subjects:
            yield from _told(project, subject, reviewed.subjects[subject])
        yield ""
    yield f"{len(is_open)} of {len(reviewed.subjects)} are open"


def _chapter(text: FrozenText, subject: str) -> str:
    item = text.subjects[subject]
    if isinstance(item, FrozenEntry):
        return _KINDS[kind_of(subject)]
    return item.section[0] if item.section else "Before the first heading"


def _told(project: _Project, subject: str, reviewed: Reviewed) -> Iterator[str]:
    item = project.text.subjects[subject]
    yield f"  {subject}: {reviewed.state}"
    for event in reviewed.events:
        date = f" on {event.date.isoformat()}" if event.date else ""
        reason = f": {event.reason}" if event.reason else ""
        yield f"    {event.verdict}{date}, {project.reviews.person(event.by).title}{reason}"
        then = _then(project, event)
        if event.own and event.own != item.fingerprint.own:
            yield from _wrapped("then", _words(then[0], then[1]) if then else "words that no draft has")
        elif then and event.rests_on != item.fingerprint.rests_on:
            yield from _wrapped("then", "; ".join(_rows(then[0], then[1])))
    if reviewed.state is ReviewState.SUSPECT_GROUNDS:
        yield from _wrapped("now", "; ".join(_rows(project.text, item)))
    yield from _wrapped("words", _words(project.text, item))


def _then(project: _Project, event: Event) -> tuple[FrozenText, FrozenParagraph | FrozenEntry] | None:
    """Return what a review was of, with its text, where the draft that it names has just these words."""
    text = project.drafts[event.draft].text if event.draft in project.drafts else None
    item = text.subjects.get(event.subject) if text else None
    return (text, item) if text and item and item.fingerprint.own == event.own else None


def _words(text: FrozenText, item: FrozenParagraph | FrozenEntry) -> str:
    if isinstance(item, FrozenEntry):
        return f"{item.relation}: {item.reason} ({item.source})" if item.source else f"{item.relation}: {item.reason}"
    return plain(item.blocks, text.numbers)


def _rows(text: FrozenText, item: FrozenParagraph | FrozenEntry) -> Iterator[str]:
    """Yield the rows that something rests on."""
    slugs = (*item.left, *item.right) if isinstance(item, FrozenEntry) else item.basis
    for slug in slugs:
        if slug in text.provisions:
            yield f"{text.provisions[slug].name} {text.provisions[slug].subject}"


def _wrapped(label: str, text: str) -> list[str]:
    head = f"      {label:5} "
    folded = " ".join(text.split())
    return textwrap.wrap(folded, _WIDTH, initial_indent=head, subsequent_indent=" " * len(head))
