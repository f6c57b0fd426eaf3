"""``normative import FILE.docx``: sources made of a draft in Word, or the changes of one taken into its own sources."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from normative.bibliography.files import read_sources
from normative.check.project import read_project
from normative.check.settings import read_settings
from normative.commands.build import main as build
from normative.commands.importing import report
from normative.commands.importing.changing import changes_of, texts_behind
from normative.commands.importing.notes import Notes
from normative.commands.importing.paragraphs import Paragraphs
from normative.commands.importing.proposals import Proposal
from normative.commands.importing.structure import Heading, Part, parts_of
from normative.commands.importing.styles import read_styles
from normative.commands.importing.translation import take_translation
from normative.commands.importing.word import Tracked, WordDraft, read_draft
from normative.commands.importing.writing import ROOT, words_of, write_pages
from normative.model.characters import visible
from normative.model.files.containers import RefusedError
from normative.model.files.draft import TEXT, parse_text
from normative.model.files.instrument import read_instruments
from normative.model.files.writing import write_whole
from normative.model.instrument import Instrument
from normative.model.paragraph import Paragraph
from normative.model.passage import FILE as PASSAGES
from normative.model.passage import parse
from normative.model.text import Span

_CONF = """\
extensions = ["normative", "normative.guard", "normative.needs", "normative.bibliography", "normative.house"]
trim_footnote_reference_space = True
"""


def main(arguments: Sequence[str], *, told: Path | None = None, title: str = "") -> int:
    """Write the sources; return 0, or 1 where the file is refused and nothing was written.

    :param told: the folder that is named to the user, where the sources are moved there afterwards.
    :param title: of the text; without it, that of the file.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    into: Path = options.into
    if options.replace and not options.language:
        parser.error("--replace is for a translation; name its --language")
    if options.file.suffix.lower() == ".doc":
        parser.exit(1, f"ERROR: {options.file.name} is in Word's old form; open it in Word and save it as .docx\n")
    roles, findings = read_styles(into)
    if findings:
        parser.exit(1, "".join(f"ERROR: {finding.message}\n" for finding in findings))
    try:
        draft = read_draft(options.file, Tracked(options.tracked))
    except RefusedError as error:
        parser.exit(1, f"ERROR: {visible(f'{options.file.name} {error}')}\n")
    parts = parts_of(draft.lines, roles)
    if options.language:
        return take_translation(parser, draft, parts, into, options.language, replaces=options.replace)
    places = {item.id: item for item in read_project(into)[0].register.paragraphs} if into.is_dir() else {}
    if places:
        return _change(parser, draft, parts, into, places)
    return _write_new(parser, draft, parts, into, title, options.file.stem, told or into)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative import",
        description="Make sources of a draft that was written in Word: chapters, numbered paragraphs with ids, lists, "
        "notes and references. Force and basis are proposed; what is not sure stands in a comment above its paragraph, "
        f"and everything in {report.NAME}.",
        allow_abbrev=False,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the draft, a .docx file")
    parser.add_argument("--into", default="source", type=Path, help="the folder of the sources (source)")
    parser.add_argument("--language", metavar="LANG", default="", help="the file is a translation: take it into locale")
    parser.add_argument(
        "--replace", action="store_true", help="where a passage is translated otherwise, take the file's"
    )
    tracked = parser.add_mutually_exclusive_group()
    for choice, meaning in (
        (Tracked.ACCEPT, "take tracked changes as accepted (what happens where nothing is said)"),
        (Tracked.REJECT, "take tracked changes as rejected"),
        (Tracked.STOP, "refuse a file that has tracked changes"),
    ):
        tracked.add_argument(f"--{choice}", dest="tracked", action="store_const", const=choice, help=meaning)
    parser.set_defaults(tracked=Tracked.ACCEPT)
    return parser


def _titled(parts: Sequence[Part], title: str) -> tuple[list[Part], list[report.Row]]:
    """Return a text under another title, which takes over the notes of its own, and the words of that."""
    own = [part for part in parts if isinstance(part, Heading) and not part.level]
    notes = [span for part in own for span in part.spans if span.note]
    others = [part for part in parts if part not in own]
    ground = f"the file's own; '{title}' was given in its place"
    rows = [
        report.Row(file=ROOT, proposal=Proposal(what="title", value=words, ground=ground, is_sure=False))
        for words in (words_of(part.spans) for part in own)
        if words not in ("", title)
    ]
    return [Heading(level=0, spans=(Span(text=title), *notes)), *others], rows


def _known_of(folder: Path) -> tuple[Mapping[str, Instrument], Notes]:
    """Return the instruments and sources of a project."""
    settings = read_settings(folder / "conf.py")
    instruments, _ = read_instruments(folder / settings.normative_instruments, library=settings.normative_library)
    return instruments, Notes(read_sources(folder / name for name in settings.bibtex_bibfiles))


def _write_new(
    parser: argparse.ArgumentParser,
    draft: WordDraft,
    parts: Sequence[Part],
    into: Path,
    given: str,
    named: str,
    told: Path,
) -> int:
    instruments, sources = _known_of(into)
    paragraphs = Paragraphs(draft, parts, instruments, sources)
    if not paragraphs.all:
        parser.exit(1, "ERROR: no numbered paragraph was found; say in word-styles.toml which style numbers them\n")
    titled, left_out = _titled(parts, given) if given else (parts, [])
    pages = write_pages(titled, paragraphs, named)
    there = [page.path for page in pages if (into / page.path).exists()]
    if there:
        parser.exit(
            1, f"ERROR: {into / there[0]} is there already; name an empty folder with --into, or move it away\n"
        )
    files = {into / page.path: page.text().encode() for page in pages}
    if not (into / "conf.py").exists():
        files[into / "conf.py"] = _CONF.encode()
    rows = [*left_out, *(row for page in pages for row in page.rows)]
    files[into / report.NAME] = report.render(rows)
    _write_all(parser, files)
    _tell(len(pages) - 1, paragraphs, rows, told)
    if draft.pictures:
        sys.stdout.write(f"{draft.pictures} pictures were left out; put them in with '.. figure::'\n")
    return 0


def _change(
    parser: argparse.ArgumentParser,
    draft: WordDraft,
    parts: Sequence[Part],
    into: Path,
    places: Mapping[str, Paragraph],
) -> int:
    """Take the changes of a draft into the sources that it was made of."""
    instruments, sources = _known_of(into)
    paragraphs = Paragraphs(draft, parts, instruments, sources, places)
    if places.keys().isdisjoint(item.id for item in paragraphs.all.values()):
        parser.exit(1, f"ERROR: {into} has paragraphs, and none of the file's; name an empty folder with --into\n")
    with tempfile.TemporaryDirectory() as folder:
        status = build(["draft", "gettext", "--source", str(into), "--into", folder, "-q"])
        if status:
            parser.exit(status, "ERROR: nothing was changed; mend first what is reported above\n")
        printed = parse_text(Path(folder, "draft", TEXT).read_bytes()).by_id
        behind = texts_behind(parse(Path(folder, "gettext", PASSAGES).read_bytes()))
    changes = changes_of(into, places, printed, behind, paragraphs)
    files = {into / path: text.encode("utf-8", "surrogateescape") for path, text in changes.files.items()}
    _write_all(parser, {**files, into / report.NAME: report.render(changes.rows)})
    sys.stdout.write(f"{len(changes.changed)} of {len(places)} paragraphs changed in {len(files)} files\n")
    unsure = sum(not row.proposal.is_sure for row in changes.rows)
    if unsure:
        sys.stdout.write(f"look at {unsure} rows that are not sure: {into / report.NAME}\n")
    return 0


def _write_all(parser: argparse.ArgumentParser, files: Mapping[Path, bytes]) -> None:
    try:
        for path, content in files.items():
            write_whole(path, content)
    except OSError as error:
        parser.exit(1, f"ERROR: {error.filename or ''} cannot be written ({(error.strerror or str(error)).lower()})\n")


def _tell(chapters: int, paragraphs: Paragraphs, rows: Sequence[report.Row], into: Path) -> None:
    unsure = Counter(row.proposal.what for row in rows if not row.proposal.is_sure)
    cited = sum(bool(note.target) for note in paragraphs.notes.values())
    sys.stdout.write(
        f"{chapters} chapters, {len(paragraphs.all)} paragraphs, {len(paragraphs.notes)} notes, of which {cited} cite "
        "the bibliography\n"
    )
    if unsure:
        listed = ", ".join(f"{count} {what}" for what, count in unsure.items())
        sys.stdout.write(f"look at what is not sure ({listed}): {into / report.NAME}\n")
