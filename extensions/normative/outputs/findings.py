"""``findings.json`` and ``findings.sarif``: what a build reports and its text accepts, for other programs."""

from __future__ import annotations

import copy
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE, InfoLogRecordTranslator, is_suppressed_warning

from normative.model.characters import visible
from normative.model.diagnostics import Diagnostic
from normative.model.files.finding import Reported, as_json, as_sarif, merged, read_json
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.rebuild.files import FilesError, replace_bytes, target_folder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The two files.
NAMES = ("findings.json", "findings.sarif")
#: What the folder of a project has, in which editors and code hosts open it.
_ROOT_MARKS = (".git", "pyproject.toml")
#: A Sphinx event with the :class:`Report` of an output that is about to be written; a listener that returns true has
#: written it. For commands, which build outputs of one report side by side.
EVENT = "normative-report"


class Recorder(logging.Handler):
    """Keeps every warning of this package as Sphinx shows it, whichever part of the build gives it."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self._app = app
        self._records: dict[tuple[str, str, str], None] = {}
        # Turns nodes and documents into paths with lines.
        self._translator = InfoLogRecordTranslator(app)

    def emit(self, record: logging.LogRecord) -> None:
        kind, code = getattr(record, "type", None), str(getattr(record, "subtype", ""))
        if kind != "normative" or is_suppressed_warning(kind, code, self._app.config.suppress_warnings):
            return
        # Sphinx's own handlers change the record in place, before or after this one; its first form is wanted.
        message = visible(logging.LogRecord.getMessage(record)).partition(f" [{kind}.{code}]")[0]
        translated = copy.copy(record)
        self._translator.filter(translated)  # type: ignore[arg-type]  # it makes its own type of what it gets
        self._records[code, message, str(getattr(translated, "location", None) or "")] = None

    def reported(self, root: Path) -> Iterator[Reported]:
        """Yield what was reported."""
        for code, message, location in self._records:
            path, _, line = location.rpartition(":")
            if not line.isdigit():
                path, line = location, ""
            # Where no file is to blame it is the text as a whole.
            path = _relative(Path(path) if path else self._app.env.doc2path(self._app.config.root_doc), root)
            yield Reported(code=code, message=message, path=path, line=int(line) if line else None)


def root_of(source: Path) -> Path:
    """Return the folder of the project that a source folder is in; itself where none above is marked as one."""
    folders = (source, *source.parents)
    return next((folder for folder in folders if any((folder / mark).exists() for mark in _ROOT_MARKS)), source)


def _relative(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _accepted(app: Sphinx, root: Path) -> Iterator[Reported]:
    for item in normative_domain(app.env).index.outcome.accepted:
        reported = Reported.of(item.finding, accepted=item.acceptance.reason)
        path = _relative(Path(app.srcdir, reported.path), root)
        yield Reported(
            code=reported.code, message=reported.message, path=path, line=reported.line, accepted=reported.accepted
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What was found in one output.

    :param folder: where the report is, with what was found in other outputs.
    :param output: what the report calls the output.
    :param manual: the address of the page that explains every kind of finding, where it is on the web.
    """

    folder: Path
    output: str
    found: tuple[Reported, ...]
    manual: str

    def write(self) -> None:
        """Put what was found in the place of what was found in this output before; both files are whole at any time.

        :raises FilesError: the folder cannot be written.
        """
        json_path, sarif_path = (self.folder / name for name in NAMES)
        try:
            before = read_json(json_path.read_text(encoding="utf-8")) if json_path.is_file() else []
            report = merged(before, self.output, self.found)
            replace_bytes(sarif_path, as_sarif(report, manual=self.manual).encode())
            replace_bytes(json_path, as_json(report).encode())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = f"the report cannot be written to '{self.folder}' ({reason}); see that the folder can be written"
            raise FilesError(message) from None


def _report_of(app: Sphinx, recorder: Recorder) -> Report:
    root = root_of(Path(app.srcdir))
    target = target_folder(Path(app.outdir)).resolve()
    folder = Path(target, NormativeConfig.of(app.config).findings).resolve()
    output = _relative(target, folder)
    found = (*recorder.reported(root), *_accepted(app, root))
    if folder.is_relative_to(target):
        # A part of the output, wherever that is made.
        folder = Path(app.outdir, folder.relative_to(target))
        # What is put out is no place for the keys of those who are not to be named.
        shown = normative_domain(app.env).index.sent.redacted
        found = tuple(replace(item, message=shown(item.message), path=shown(item.path)) for item in found)
    return Report(
        folder=folder,
        output=app.builder.name if output == "." else output,
        found=found,
        manual=_manual(app),
    )


def _manual(app: Sphinx) -> str:
    """Return the address of the page that explains every kind of finding, where it is on the web."""
    base, page = app.config.html_baseurl, app.env.domains.standard_domain.anonlabels.get(Diagnostic.PDF.anchor)
    return f"{base.rstrip('/')}/{page[0]}.html" if base and page else ""


def setup(app: Sphinx) -> None:
    """Record from here on, and write when all other files are written."""
    recorder = Recorder(app)
    # Sphinx empties this logger for each build, so that no build records what another one reports.
    logging.getLogger(NAMESPACE).addHandler(recorder)

    def write(app: Sphinx, exception: Exception | None) -> None:
        """On ``build-finished``, last: a build that was stopped leaves the report of the one before.

        A project without anything of ours has none.
        """
        if exception is None and normative_domain(app.env).readings:
            report = _report_of(app, recorder)
            if not app.emit_firstresult(EVENT, report):
                report.write()

    app.add_event(EVENT)
    app.connect("build-finished", write, priority=900)
