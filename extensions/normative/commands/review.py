"""``normative review``: what must be looked at still or again, and what a person says of it, appended to a file."""

from __future__ import annotations

import argparse
import datetime
import difflib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from normative.check.project import read_project
from normative.check.settings import read_settings
from normative.commands.adoption import adopt
from normative.commands.build import build as build_outputs
from normative.commands.build import main as build
from normative.commands.folders import add_folders, check_source
from normative.commands.languages import translation_of
from normative.commands.making import STOPPED
from normative.commands.review_list import Project, Translation, lines_of, listed
from normative.commands.review_workbook import read_workbook, write_workbook
from normative.model.draft import Fingerprint
from normative.model.files.draft import TEXT, parse_text
from normative.model.files.review import FOLDER, PEOPLE, append_events
from normative.model.files.writing import write_whole
from normative.model.history.reviews import reviews_of
from normative.model.history.translation_reviews import ReviewedTranslation
from normative.model.review import TRANSLATION, Event, Verdict, kind_of
from normative.project.catalogues import FOLDER as CATALOGUES
from normative.project.catalogues import languages_in
from normative.project.language import speaking


def main(arguments: Sequence[str]) -> int:
    """List what is open, or append a review; return 0, or another status where the text could not be read."""
    parser = _parser()
    options = parser.parse_args(arguments)
    check_source(parser, options.source)
    verdict = _verdict(options)
    subject = options.subject or ""
    is_workbook = subject.endswith(".xlsx")
    names_one = bool(subject) and not is_workbook and not _is_language(subject)
    if names_one != bool(verdict):
        parser.error(
            "name a subject together with --agree, --object or --withdraw; 'normative review' alone lists all, with "
            f"'{TRANSLATION}/LANG' those of a translation"
        )
    project = _built(options)
    if isinstance(project, int):
        return project
    if options.workbook:
        language = read_settings(options.source / "conf.py").language
        with speaking(language):
            write_workbook(options.workbook, lines_of(project), language)
        print(f"written: {options.workbook}")  # noqa: T201  # a command's own words
        return 0
    if is_workbook:
        return _take(project, parser, options)
    if options.adopt:
        return _adopt(project, options)
    if verdict is None:
        sys.stdout.writelines(f"{line}\n" for line in listed(project))
        return 0
    problem = _problem(project, options, verdict)
    if problem:
        parser.error(problem)
    path = append_events(options.source / FOLDER, options.by, [_event(project, options, verdict)])
    print(f"{options.subject}: {verdict}, in {path}")  # noqa: T201  # a command's own words
    return 0


def _is_language(subject: str) -> bool:
    """Tell whether somebody asks for all of a translation: ``translation/fr``."""
    return kind_of(subject) == TRANSLATION and subject.count("/") == 1


def _take(project: Project, parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Append what a workbook says; return 1, with nothing appended, where anything is wrong in it."""
    if problem := _stranger(project, options.by):
        parser.error(problem)
    said = {event.subject: event for event in project.reviews.events if event.by == options.by}
    translated = (f"{TRANSLATION}/{language}/{name}" for language in project.languages for name in project.text.by_id)
    known = {**project.text.subjects, **dict.fromkeys(translated), **said}
    events, wrong = read_workbook(Path(options.subject), options.by, _day(options), _latest(project), known)
    if wrong:
        sys.stderr.writelines(f"ERROR: {problem}\n" for problem in wrong)
        return 1
    path = append_events(options.source / FOLDER, options.by, events)
    print(f"{options.subject}: {len(events)} reviews, in {path}")  # noqa: T201  # a command's own words
    return 0


def _adopt(project: Project, options: argparse.Namespace) -> int:
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


def _latest(project: Project) -> str:
    return ["", *project.drafts][-1]


def _stranger(project: Project, by: str) -> str:
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
    parser.add_argument(
        "subject",
        nargs="?",
        help=f"as the list names it, such as paragraph/ID; {TRANSLATION}/LANG for all of a translation; or FILE.xlsx",
    )
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


def _built(options: argparse.Namespace) -> Project | int:
    """Return the text as it stands, with that of a translation that is reviewed; a status where it cannot be read."""
    source, into = options.source, options.into
    status = build(["draft", "--source", str(source), "--into", str(into), "-q"])
    project = None if status else _read(source, Path(into, "draft", TEXT))
    if project is None or options.withdraw or kind_of(options.subject or "") != TRANSLATION:
        return project or status
    language = options.subject.split("/")[1]
    if language not in project.languages:
        known = ", ".join(project.languages) or "none"
        print(f"ERROR: there is no translation '{language}'; there are {known}", file=sys.stderr)  # noqa: T201
        return STOPPED
    output = translation_of(language, source, into)
    if status := build_outputs([output]):
        return status
    text = parse_text((output.target / TEXT).read_bytes())
    reviewed = ReviewedTranslation(text, project.text, language, project.reviews)
    return replace(project, translation=Translation(text=text, reviewed=reviewed))


def _read(source: Path, path: Path) -> Project:
    """Return the text as it was just built, with the reviews of its source."""
    register = read_project(source)[0].register
    kept = register.reviews
    marked = reviews_of(register).marked
    reviews = replace(kept, events=(*kept.events, *marked.values()))
    return Project(
        text=parse_text(path.read_bytes()),
        reviews=reviews,
        drafts=register.drafts,
        marked=marked,
        languages=tuple(languages_in(source / CATALOGUES)),
    )


def _problem(project: Project, options: argparse.Namespace, verdict: Verdict) -> str:
    """Return why a review cannot be appended, and what to do; empty where it can."""
    if stranger := _stranger(project, options.by):
        return stranger
    if verdict is Verdict.OBJECTED and not options.object.strip():
        return "--object has no reason; write why"
    said = {event.subject for event in project.reviews.events if event.by == options.by}
    translated = project.translation.reviewed.subjects if project.translation else ()
    subjects = said if verdict is Verdict.WITHDRAWN else {*project.text.subjects, *translated}
    if options.subject in subjects:
        return ""
    near = difflib.get_close_matches(options.subject, list(subjects), n=3, cutoff=0.4)
    remedy = f"nearest are {', '.join(near)}" if near else "'normative review' lists all that are open"
    what = f"'{options.by}' has not reviewed" if verdict is Verdict.WITHDRAWN else "the text has no"
    return f"{what} '{options.subject}'; {remedy}"


def _event(project: Project, options: argparse.Namespace, verdict: Verdict) -> Event:
    said = Event(
        subject=options.subject,
        verdict=verdict,
        reason=" ".join((options.object or "").split()),
        date=_day(options),
        by=options.by,
    )
    return _of_these_words(project, said)


def _of_these_words(project: Project, event: Event) -> Event:
    """Return a review as one of the words as they stand."""
    item = project.text.subjects.get(event.subject)
    translated = project.translation.reviewed.fingerprints if project.translation else {}
    looked_at = item.fingerprint if item else translated.get(event.subject, Fingerprint(own="", rests_on=""))
    return replace(event, own=looked_at.own, rests_on=looked_at.rests_on, draft=_latest(project))
