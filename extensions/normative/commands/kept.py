"""Warnings that are given again by a build which does not do again what they came of.

A document that is not read anew, a check of all documents that does not run because none was read, a page that is not
written: what was found then is still so, and is shown and counted as if it had been found now.
"""

from __future__ import annotations

import copy
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx.util import logging as sphinx_logging
from sphinx.util.build_phase import BuildPhase

from normative.commands.state import OutputState, ReadingState, Warned
from normative.project.domain import NormativeDomain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_logger = sphinx_logging.getLogger(__name__)

#: What words of Sphinx and of extensions have in common that tell of two documents.
_OF_TWO = re.compile(r"\bduplicate|\bother instance\b|\balready\b", re.IGNORECASE)
_READING = (BuildPhase.INITIALIZATION, BuildPhase.READING)


class ReadAnew(BaseException):
    """Ends a build whose findings depend on the order in which documents are read; no ``Exception``, as ``Stop``.

    :param said: the warnings that it has given.
    """

    def __init__(self, said: Sequence[Warned]) -> None:
        super().__init__()
        self.said = said


class _Said(logging.Filter):
    """Keeps from the terminal what a build that begins anew, or another before this one, has said."""

    def __init__(self, said: Iterable[Warned]) -> None:
        super().__init__()
        self._said = list(said)

    def filter(self, record: logging.LogRecord) -> bool:
        warned = getattr(record, "warned", None)
        if warned not in self._said:
            return True
        self._said.remove(warned)
        return False


class KeptWarnings(logging.Filter):
    """Stands before the terminal: notes what each warning came of, and gives those that are kept with them.

    :param leads: whether this build reads; others of the same command begin with what it has read, and do not repeat
        what it says of it.
    :param before: what this build has said already before it began anew, or others before it.
    :ivar said: what has gone to the terminal.
    """

    def __init__(
        self, app: Sphinx, reading: ReadingState, output: OutputState, *, leads: bool, before: Sequence[Warned]
    ) -> None:
        super().__init__()
        self._app, self._leads = app, leads
        self._reading, self._output = reading, output
        self._translator = sphinx_logging.InfoLogRecordTranslator(app)
        self._held: list[tuple[str, Warned]] = []
        self._holds = True
        # Sphinx's own name for this step means the next one, too.
        self._is_checking, self._has_checked = False, False
        self._checked_now: list[Warned] = []
        self._resolved: set[str] = set()
        self._current = ""
        self._is_finished = False
        self.written: defaultdict[str, list[Warned]] = defaultdict(list)
        self.shown: list[Warned] = []
        self.said: list[Warned] = []
        self._before = before
        for event, handler, priority in (
            ("env-get-outdated", self._unknown, 999),
            ("env-get-updated", self._give_read, 0),
            ("env-get-updated", self._unwritten, 999),
            ("env-check-consistency", self._note_checked, 999),
            ("write-started", self._give_checked, 1),
            ("doctree-resolved", self._note_resolved, 0),
            ("build-finished", self._give_written, 1),
        ):
            app.connect(event, handler, priority=priority)

    def give_held(self) -> None:
        """Give what waits where a build has stopped while it read."""
        self._holds = False
        self._give(warned for _, warned in self._held)
        self._held.clear()

    def attach(self) -> None:
        """Stand before the terminal, whose handlers Sphinx makes anew for each build."""
        for handler in logging.getLogger(sphinx_logging.NAMESPACE).handlers:
            if isinstance(handler, sphinx_logging.WarningStreamHandler):
                handler.filters.insert(0, self)
                # Where Sphinx has counted it.
                handler.addFilter(_Said(self._before))

    @contextmanager
    def stamped(self) -> Iterator[None]:
        """Let every message say where it comes from, whichever process of the build gives it."""
        factory = logging.getLogRecordFactory()

        def with_origin(*arguments: object, **options: object) -> logging.LogRecord:
            record = factory(*arguments, **options)
            record.origin = self._origin()
            return record

        logging.setLogRecordFactory(with_origin)
        try:
            yield
        finally:
            logging.setLogRecordFactory(factory)

    def _origin(self) -> tuple[BuildPhase, str]:
        """Return what the build is doing, and with which document."""
        if not hasattr(self._app, "builder") or self._is_finished:
            return BuildPhase.INITIALIZATION, ""
        phase: BuildPhase = self._app.builder.phase
        docname = self._app.env.current_document.docname
        if phase is BuildPhase.WRITING:
            docname = docname or getattr(self._app.builder, "current_docname", "") or ""
        if phase is BuildPhase.RESOLVING and not self._is_checking:
            docname = docname or self._current
        return phase, docname

    def filter(self, record: logging.LogRecord) -> bool:
        """Let a warning through to the terminal, but for those of reading, which wait for what is kept."""
        kind, code = getattr(record, "type", None) or "", getattr(record, "subtype", None) or ""
        suppressed = self._app.config.suppress_warnings if hasattr(self._app, "config") else ()
        if sphinx_logging.is_suppressed_warning(kind, code, suppressed):
            return True
        if hasattr(record, "is_given"):
            self.said.append(record.warned)  # type: ignore[attr-defined]  # put there by "_give"
            return True
        phase, docname = getattr(record, "origin", (BuildPhase.INITIALIZATION, ""))
        warned = self._plain(record, kind, code)
        record.warned = warned
        if phase is BuildPhase.READING and self._holds:
            self._held.append((docname, warned))
            return False
        if self._is_checking:
            self._checked_now.append(warned)
        elif phase not in _READING:
            self.shown.append(warned)
            if docname:
                self.written[docname].append(warned)
        self.said.append(warned)
        return True

    def _plain(self, record: logging.LogRecord, kind: str, code: str) -> Warned:
        translated = copy.copy(record)
        # Before there is an environment, nothing is known of documents.
        if hasattr(self._app, "env"):
            self._translator.filter(translated)  # type: ignore[arg-type]  # it makes its own type of what it gets
        return Warned(
            level=record.levelno,
            message=logging.LogRecord.getMessage(record),
            location=str(getattr(translated, "location", None) or ""),
            type=kind,
            subtype=code,
            once=bool(getattr(record, "once", False)),
        )

    def _give(self, warnings: Iterable[Warned]) -> None:
        for item in warnings:
            # What has no line is taken for the name of a document.
            location = item.location if ":" in item.location else self._app.env.path2doc(item.location)
            _logger.log(
                item.level,
                "%s",
                item.message,
                type=item.type or None,
                subtype=item.subtype or None,
                location=location or None,
                once=item.once,
                extra={"is_given": True, "warned": item},
            )

    def _unknown(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: AbstractSet[str],
        changed: AbstractSet[str],
        removed: AbstractSet[str],
    ) -> Iterable[str]:
        """On ``env-get-outdated``: name what was read by somebody else, and what lists a document that is gone."""
        if not self._leads:
            return ()
        times = self._reading.times
        unknown = {docname for docname, read in env.all_docs.items() if times.get(docname) != read}
        lists = {docname for docname, listed in env.toctree_includes.items() if not removed.isdisjoint(listed)}
        # Without any of them the documents would not be checked together.
        root = {env.config.root_doc} if removed or times.keys() - env.all_docs.keys() else set()
        return unknown | lists | root

    def _give_read(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """On ``env-get-updated``, first: give the warnings of reading, in the order of a build that reads all."""
        fresh: defaultdict[str, list[Warned]] = defaultdict(list)
        for docname, warned in self._held:
            fresh[docname].append(warned)
        besides = fresh.pop("", [])
        times = self._reading.times
        kept = {name: items for name, items in self._reading.read.items() if env.all_docs.get(name) == times.get(name)}
        read = {**kept, **fresh}
        is_same = not fresh and times == env.all_docs
        if self._leads:
            if not app.fresh_env_used and not is_same and any(map(self._is_of_two, read.items())):
                self._held.clear()
                raise ReadAnew(self.said)
            self._reading = replace(self._reading, times=dict(env.all_docs), read=read)
        self._holds = False
        self._held.clear()
        given = read if self._leads else fresh
        for docname in sorted(given):
            self._give(given[docname])
        self._give(besides)
        return ()

    def _is_of_two(self, read: tuple[str, Sequence[Warned]]) -> bool:
        """Tell whether a warning of one document tells of another, and so depends on which of them was read first."""
        docname, warnings = read
        env = self._app.env
        others = [str(env.doc2path(other)) for other in env.all_docs if other != docname]
        return any(_OF_TWO.search(item.message) or any(path in item.message for path in others) for item in warnings)

    def _unwritten(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """On ``env-get-updated``, last: name pages that somebody else has written, whose warnings are not known."""
        self._is_checking = True
        if not getattr(app.builder, "writes_pages", True):
            return ()
        pages = self.pages()
        return {name for name in env.all_docs if name not in pages or self._output.pages.get(name) != pages[name]}

    def pages(self) -> Mapping[str, str]:
        """Return a digest of what each page shows in this build; none where the project does not know."""
        domain = self._app.env.domains.get(NormativeDomain.name)
        return domain.output.shown if isinstance(domain, NormativeDomain) else {}

    def _note_checked(self, app: Sphinx, env: BuildEnvironment) -> None:
        """On ``env-check-consistency``: the checks of all documents have run."""
        self._is_checking, self._has_checked = False, True

    def _give_checked(self, app: Sphinx, _builder: object) -> None:
        """On ``write-started``: keep the warnings of reading, and give those of checks that had no need to run."""
        self._is_checking = False
        if not self._leads:
            return
        if not self._has_checked:
            self._give(self._reading.consistency)
        else:
            self._reading = replace(self._reading, consistency=self._checked_now)
        self._reading.write(app.doctreedir)

    def _note_resolved(self, app: Sphinx, _doctree: nodes.document, docname: str) -> None:
        """On ``doctree-resolved``, first: what the page of a document shows is found anew."""
        self._current = docname
        self._resolved.add(docname)

    def _give_written(self, app: Sphinx, exception: Exception | None) -> None:
        """On ``build-finished``, first: give the warnings of pages that were not written."""
        self._is_finished = True
        if exception is not None or not getattr(app.builder, "writes_pages", True):
            return
        for docname, warnings in sorted(self._output.written.items()):
            if docname in app.env.all_docs and docname not in self._resolved:
                kept = [item for item in warnings if item not in self.shown]
                self.written[docname].extend(kept)
                self.give_shown(kept)

    def give_shown(self, warnings: Iterable[Warned]) -> None:
        """Give warnings that came after reading."""
        kept = list(warnings)
        self.shown.extend(kept)
        self._give(kept)
