"""One run of Sphinx for a command: its own application, which keeps what other builds of the same text can use."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util.logging import NAMESPACE

from normative.commands.inputs import inputs_of, settings_of
from normative.commands.kept import KeptWarnings
from normative.commands.locks import folder_lock, locked
from normative.commands.memory import watch
from normative.commands.staging import Staging
from normative.commands.state import OutputState, ReadingState, Warned
from normative.commands.stops import Stop, WriteFailures, configured, explained, reason_of, stop, unread
from normative.commands.templates import keep_templates
from normative.outputs.findings import EVENT, Report
from normative.project.config import NormativeConfig
from normative.project.libraries import MissingLibraryError
from normative.rebuild.files import FilesError
from normative.rebuild.record import record_path

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: A file that is there as long as documents are read.
UNFINISHED = "unfinished"


class Unmoved(BaseException):
    """Ends a build of which nothing has moved since the output was made; no ``Exception``, as ``Stop``."""


@dataclass(kw_only=True)
class Course:
    """One build of one output, with what it needs to know and what becomes known on the way.

    :param before: what is true of the output when the build begins.
    :param is_whole: whether the build before has come to its end, so that what is kept of it can be trusted.
    :param when_read: called with the digest of all inputs, and the warnings so far, when a build that leads has read
        the text; ``None`` where another one leads.
    :param after: what is true of the output once it is published.
    :param reads_anew: whether it has begun anew, to read everything.
    :param said: the warnings that it has given before it began anew, or that others have given before.
    :param record: where the extension notes what the pages show.
    """

    staging: Staging
    doctrees: Path
    options: Sequence[str]
    before: OutputState
    is_whole: bool
    when_read: Callable[[str, Sequence[Warned]], None] | None
    inputs: str = ""
    after: OutputState | None = None
    record: Path | None = None
    reads_anew: bool = False
    said: Sequence[Warned] = ()

    def forget(self) -> None:
        """Let all pages count as not written; for what they show was noted before they were published."""
        if self.record is not None:
            self.record.unlink(missing_ok=True)

    def is_unmoved(self) -> bool:
        """Tell whether the output is what this build would make of it."""
        is_same = self.inputs != "" and self.inputs == self.before.inputs
        return is_same and self.is_whole and self.before.is_there(self.staging.target)


class CommandApplication(Sphinx):
    """Sphinx's application, which notes, gives again, passes over and explains."""

    def __init__(self, course: Course, **arguments: Any) -> None:
        self._course = course
        self._failures = WriteFailures()
        self._report = ""
        self._is_forced = False
        self._settings: Mapping[str, str] = {}
        self._kept: KeptWarnings | None = None
        # Of several outputs one reads, whatever is asked for.
        leads = course.when_read is not None
        # Sphinx keeps what it has read of catalogues, and the text of one language would stand in the next.
        translators.clear()
        is_fresh = leads and (arguments["freshenv"] or course.reads_anew)
        with configured(Path(arguments["confdir"] or arguments["srcdir"], "conf.py").resolve()):
            super().__init__(**{**arguments, "freshenv": is_fresh})

    @property
    def kept(self) -> KeptWarnings:
        """The warnings of this build and of those before it."""
        if self._kept is None:
            reading, leads = ReadingState.of(self._course.doctrees), self._course.when_read is not None
            self._kept = KeptWarnings(self, reading, self._course.before, leads=leads, before=self._course.said)
            self._kept.attach()
        return self._kept

    def setup_extension(self, extname: str) -> None:
        """Listen before the first extension is there; called by Sphinx for each."""
        self.kept  # noqa: B018  # see above
        super().setup_extension(extname)

    def preload_builder(self, name: str) -> None:
        """Connect what a command adds to a build, when all extensions are there; called by Sphinx."""
        try:
            super().preload_builder(name)
        except MissingLibraryError as error:
            raise Stop(str(error)) from None
        # Sphinx empties this logger for each build.
        logging.getLogger(NAMESPACE).addHandler(self._failures)
        watch(self)
        if EVENT in self.events.events:
            self.connect(EVENT, self._write_report)
        self.connect("config-inited", self._note_settings, priority=999)
        self.connect("builder-inited", self._seed, priority=0)
        self.connect("env-before-read-docs", self._leave_to_leader)
        self.connect("write-started", self._pass_on, priority=1000)

    def build(self, force_all: bool = False, filenames: Sequence[Path] = ()) -> None:
        """Build, and say in one message where that cannot be."""
        self._is_forced = force_all or bool(filenames)
        target = self._course.staging.target
        place = os.path.relpath(target).replace("%", "%%")
        self.builder.epilog = self.builder.epilog.replace("%(outdir)s", place)  # type: ignore[misc]  # of this builder alone
        try:
            with self.kept.stamped():
                super().build(force_all, filenames)
        except FilesError as error:
            raise Stop(f"{error}; the output is as it was") from None
        except Exception as error:
            reason = reason_of(error)
            if reason is None:
                raise
            if stopped := unread(error, Path(self.srcdir)):
                raise stopped from None
            raise stop(reason, target, target) from None
        finally:
            self.kept.give_held()
        if self._failures.first is not None:
            raise stop(self._failures.first, target, target)
        shown = self.kept.shown
        is_complete = not any(item.level > logging.WARNING for item in shown) and not self._is_forced
        self._course.after = OutputState(
            inputs=self._course.inputs if is_complete else "",
            status=self.statuscode,
            report=self._report,
            pages=self.kept.pages() if getattr(self.builder, "writes_pages", True) else {},
            written=dict(self.kept.written),
            shown=shown,
        )

    def _note_settings(self, _app: Sphinx, config: Config) -> None:
        """On ``config-inited``, last: note what is set."""
        self._settings = settings_of(config)

    def _seed(self, _app: Sphinx) -> None:
        """On ``builder-inited``, first: what this build will not write is taken over as it is.

        These are the pages that are not read anew, and the documents beside those that are asked for alone. Where
        somebody has deleted a file all pages are written, for images and the search index come with them.
        """
        course = self._course
        keep_templates(self.builder, course.doctrees / "templates")
        course.record = record_path(self)
        if not course.is_whole or not course.before.is_there(course.staging.target):
            course.forget()
        # Without a note of what the pages show all are written, and of those that are gone nobody knows.
        writes_all = self.fresh_env_used or getattr(self.builder, "writes_anew", False) or not course.record.is_file()
        if not writes_all or ("normative" in self.extensions and NormativeConfig.of(self.config).wanted):
            with explained(course.staging.target):
                course.staging.seed(course.before.files, course.before.time)

    def _leave_to_leader(self, _app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        """On ``env-before-read-docs``: read nothing beside a build that reads."""
        if self._course.when_read is None:
            docnames.clear()

    def _pass_on(self, _app: Sphinx, _builder: object) -> None:
        """On ``write-started``, last: let others begin; where nothing has moved there is no more to do."""
        course = self._course
        if course.when_read is not None:
            course.inputs = "" if self._is_forced else inputs_of(self, course.options, self._settings)
            (course.doctrees / UNFINISHED).unlink(missing_ok=True)
            course.when_read(course.inputs, self.kept.said)
        if course.is_unmoved():
            self.kept.give_shown(course.before.shown)
            raise Unmoved

    def _write_report(self, _app: Sphinx, report: Report) -> bool:
        """On the report of findings: write it here where other outputs write into the same."""
        if report.folder.is_relative_to(self._course.staging.new.resolve()):
            return False
        self._report = str(report.folder / "findings.json")
        with locked(folder_lock(report.folder), report.folder):
            report.write()
        return True
