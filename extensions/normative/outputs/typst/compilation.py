"""From Typst text to a PDF in its place, and from the compiler's messages to an author's words.

Apart from :mod:`normative.outputs.typst.compile`, which runs in the other process and must stay light.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError
from sphinx.util import logging

from normative.model.characters import code_point
from normative.model.diagnostics import Diagnostic
from normative.outputs.document.fonts import remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normative.outputs.typst.writing import SourceMap

_logger = logging.getLogger(__name__)

#: Far above what a long comment takes (45 ms a page); a text that needs more loops.
SECONDS = 600
#: A table of 10,000 linked rows takes 3.1 GB; address space is reserved beyond that.
BYTES = 12 * 1024**3

#: The signal with which Linux ends a process for want of memory; Windows has no name for it.
_KILLED = 9
#: The finished PDF in its folder, and the digest of what it was compiled of, where that was without a message.
_PDF, _COMPILED = "document.pdf", "compiled"
_DIAGNOSTIC = re.compile(r"^(error|warning): (.+)\n(?:\s*┌─ [^\n]*?:(\d+):\d+)?", re.MULTILINE)
_MISSING_GLYPH = re.compile(r'the text `"(.+)"` could not be displayed|the PDF contains the codepoint `"(.+)"`')
_PICTURE = re.compile(r"picture (?P<name>image-(?P<number>\d+)\S*) (?P<reason>.*)")
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")


class PdfError(SphinxError):
    """The PDF could not be made; what is wrong in the text has been reported before."""

    category = "PDF error"


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis:
    """One message of the compiler with the line of the Typst text it names."""

    severity: str
    message: str
    line: int | None

    @property
    def missing(self) -> str:
        """The characters that no font of the PDF has, or an empty string."""
        found = _MISSING_GLYPH.search(self.message)
        return _unescaped(found.group(1) or found.group(2)) if found else ""

    @property
    def picture(self) -> re.Match[str] | None:
        """What is known of a picture that cannot be read."""
        return _PICTURE.match(self.message)


@dataclass(frozen=True, kw_only=True, slots=True)
class PdfJob:
    """One PDF to compile.

    :param folder: holds the images; the Typst text is written beside them.
    :param images: the files of the source whose copies lie in the folder, by their numbers there.
    :param standards: as Typst names them; the PDF is refused if it does not meet them.
    :param row_headings: for each table of the text, how many columns head its rows.
    :param largest: the name of the largest table, with how large it is; a text without tables has none.
    :param fonts: folders of fonts beside those that Typst has.
    """

    markup: str
    source_map: SourceMap
    folder: Path
    pdf_path: Path
    timestamp: int
    standards: tuple[str, ...]
    row_headings: tuple[int, ...]
    images: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    largest: str = ""

    def too_large(self, how: str) -> PdfError:
        """Return why it cannot be compiled, with what helps."""
        split = "split the text with 'normative_documents'"
        table = f"put the largest table, {self.largest}, under '.. only:: html' (the files of tables keep it), or "
        return PdfError(f"'{self.pdf_path.name}' {how}; {table if self.largest else ''}{split}")


def compile_pdfs(jobs: Sequence[PdfJob]) -> None:
    """Compile PDFs beside each other and put each finished one in its place, or leave the old one there.

    Characters that no font has are named in a warning and printed as their code, ``[U+6F22]``, pictures that cannot be
    read as their description: text is never lost.

    :raises PdfError: a PDF could not be made; the others are.
    """
    failed: dict[str, None] = {}
    reported: set[tuple[str | None, str]] = set()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        running = [pool.submit(_compile, job, job.markup) for job in jobs]
        for job, result in zip(jobs, running, strict=True):
            try:
                _finish(job, result.result(), reported)
            except PdfError as error:
                failed[str(error)] = None
    if failed:
        raise PdfError("; ".join(failed))


def clear(folder: Path) -> None:
    """Remove what a PDF was compiled of, and leave the PDF: where it is compiled of the same again, it is that one."""
    for path in folder.glob("*"):
        if path.name not in (_PDF, _COMPILED):
            path.unlink()


def _compile(job: PdfJob, markup: str) -> list[Diagnosis]:
    settings = json.dumps({"standards": job.standards, "fonts": job.fonts, "row_headings": job.row_headings})
    (job.folder / "document.json").write_text(settings, encoding="utf-8")
    (job.folder / "document.typ").write_text(markup, encoding="utf-8", newline="\n")
    note, digest = job.folder / _COMPILED, _digest(job)
    if (job.folder / _PDF).is_file() and note.is_file() and note.read_text(encoding="utf-8") == digest:
        return []
    note.unlink(missing_ok=True)
    diagnoses = _run(job)
    if not diagnoses:
        note.write_text(digest, encoding="utf-8")
    return diagnoses


def _digest(job: PdfJob) -> str:
    """Return a digest of all that a PDF is compiled of, and of what compiles it."""
    files = sorted(path for path in job.folder.glob("*") if path.name not in (_PDF, _COMPILED))
    programs = [version(name) for name in ("typst", "pikepdf")]
    own = [Path(__file__).with_name(name).read_bytes() for name in ("compile.py", "row_headings.py")]
    contents = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
    return hashlib.sha256(repr((job.timestamp, programs, own, contents)).encode()).hexdigest()


def _finish(job: PdfJob, diagnoses: list[Diagnosis], reported: set[tuple[str | None, str]]) -> None:
    """Report what the compiler found, once for all PDFs, and put the PDF in its place."""
    markup = job.markup
    if pictures := [item.picture for item in diagnoses if item.picture]:
        for picture in pictures:
            markup = _described(markup, picture, job, reported)
        diagnoses = _compile(job, markup)
    while missing := list(_missing(diagnoses)):
        _report_missing(missing, job.source_map, reported)
        for character in sorted({sign for item in missing for sign in item.missing if not sign.isascii()}):
            markup = markup.replace(character, f"[{code_point(character)}]")
        diagnoses = _compile(job, markup)
    for item in diagnoses:
        place = job.source_map.place_of(item.line) if item.line else None
        if (place, item.message) not in reported:
            reported.add((place, item.message))
            words = _in_author_words(item.message)
            _logger.warning(words, location=place, type="normative", subtype=Diagnostic.PDF.code)
    if any(item.severity == "error" for item in diagnoses):
        raise PdfError("no PDF was written; correct what the messages above name, and build again")
    job.pdf_path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(job.folder / _PDF, job.pdf_path)


def _described(markup: str, picture: re.Match[str], job: PdfJob, reported: set[tuple[str | None, str]]) -> str:
    """Report a picture that cannot be read wherever it stands, and return the markup with its description there."""
    call = re.compile(rf'image\("{re.escape(picture["name"])}", alt: ("(?:[^"\\]|\\.)*"), \.\.size\)')
    brackets = re.search(r"\((.*)\)", picture["reason"])
    reason = (brackets[1] if brackets else picture["reason"]).strip().rstrip(".")
    name = job.images[int(picture["number"])]
    message = f"the image '{name}' cannot be read ({reason}), so its description stands there; save it anew"
    lines = markup.split("\n")
    for number, line in enumerate(lines, 1):
        if call.search(line):
            place = job.source_map.place_of(number)
            if (place, message) not in reported:
                reported.add((place, message))
                _logger.warning(message, location=place, type="normative", subtype=Diagnostic.IMAGE.code)
            lines[number - 1] = call.sub(r'text("[" + \1 + "]")', line)
    return "\n".join(lines)


def _missing(diagnoses: Sequence[Diagnosis]) -> Iterator[Diagnosis]:
    """Yield the messages about characters that no font has.

    With a mark that is missing the compiler names the letter that bears it. That one is there, once the mark is gone,
    so marks come first. Every font has ASCII, of which also the markup is made.
    """
    found = [item for item in diagnoses if item.missing and not item.missing.isascii()]
    marks = [item for item in found if all(unicodedata.category(sign)[0] in "MC" for sign in item.missing)]
    yield from marks or found


def _run(job: PdfJob) -> list[Diagnosis]:
    source, pdf = job.folder / "document.typ", job.folder / _PDF
    command = [sys.executable, "-m", "normative.outputs.typst.compile", str(source), str(pdf)]
    command += ["--timestamp", str(job.timestamp), "--memory", str(BYTES)]
    # The other process must find this package where this one did, installed or not.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        # The command is this package's own; no word of it comes from the text.
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise job.too_large(f"is not finished in {SECONDS} seconds") from None
    return [item for text in _texts(done, job) for item in _diagnoses(text)]


def _texts(done: subprocess.CompletedProcess[bytes], job: PdfJob) -> list[str]:
    """Return what the compiler reported, as text.

    :raises OSError: the system did not let it write.
    """
    try:
        report = json.loads(done.stdout.decode("utf-8"))
    except ValueError:
        stopped = done.stderr.decode("utf-8", "replace")
    else:
        if report["stopped"]:
            raise OSError(report["stopped"], os.strerror(report["stopped"]), str(job.folder / _PDF))
        return [*report["errors"], *report["warnings"]]
    # Where memory is short, the system ends the process that takes the most without a word.
    if "memory allocation" in stopped or "MemoryError" in stopped or done.returncode == -_KILLED:
        raise job.too_large("needs more memory than there is for it")
    last = (stopped.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
    raise PdfError(f"the PDF compiler stopped with '{last}'; report this as a fault of the toolchain")


def _diagnoses(text: str) -> Iterator[Diagnosis]:
    found = list(_DIAGNOSTIC.finditer(text))
    if not found and text.strip():
        yield Diagnosis(severity="error", message=text.strip().splitlines()[0], line=None)
    for match in found:
        line = int(match.group(3)) if match.group(3) else None
        yield Diagnosis(severity=match.group(1), message=match.group(2), line=line)


def _report_missing(missing: Iterable[Diagnosis], source_map: SourceMap, reported: set[tuple[str | None, str]]) -> None:
    """Warn once for each place and each set of characters."""
    for location, characters in dict.fromkeys(
        (source_map.place_of(item.line) if item.line else None, item.missing) for item in missing
    ):
        if (location, characters) in reported:
            continue
        reported.add((location, characters))
        codes = ", ".join(map(code_point, characters))
        message = f"no font of the PDF has '{characters}' ({codes}), so its code is printed; {remedy_for(characters)}"
        _logger.warning(message, location=location, type="normative", subtype=Diagnostic.MISSING_GLYPH.code)


def _in_author_words(message: str) -> str:
    """Return a message of the compiler as one that an author can act on."""
    for pattern, words in _WORDS.items():
        found = re.search(pattern, message)
        if found:
            return found.expand(words)
    return f"the PDF compiler reports '{message}'; report this as a fault of the toolchain"


_WORDS = {
    r"file not found": "an image file is missing; correct its path",
    r"missing alt text": "an image has no description; add ':alt:'",
    r"skipped from heading level (\d+) to (?:\w+ )?(\d+)": r"a heading of level \2 follows level \1; leave none out",
}


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)) if found.group(1) else found.group(2), text)
