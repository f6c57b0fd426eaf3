"""Other processes that make outputs while this one makes its own: begun at once, for to load all takes a second.

Each is told of one output after the other, over a pipe. It ends when its parent does, however that comes.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from threading import Thread

from normative.commands.making import STOPPED, Output, make
from normative.commands.memory import fewer_rounds
from normative.commands.state import Warned

#: What takes long to load and outputs are likely to need; loaded while another process reads, for then there is time.
_AHEAD = (
    "normative.needs",
    "normative.bibliography",
    "normative.outputs.typst.builder",
    "normative.outputs.docx.builder",
    "normative.outputs.matrices.builder",
)
#: What a line has that tells of a warning.
_WARNING = "WARNING: "


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """How an output was made by another process, and what that has printed."""

    status: int
    printed: str
    warned: str


class Workers:
    """Processes that share the outputs still to be made with this one.

    :param outputs: in the order in which they are begun.
    """

    def __init__(self, outputs: Sequence[Output], number: int) -> None:
        self._waiting = deque(outputs)
        self._inputs = ""
        self._said: Sequence[Warned] = ()
        self._made: list[Made] = []
        self.statuses: dict[str, int] = {}
        self._workers = [_Worker() for _ in range(number)]
        self._threads: list[Thread] = []

    def begin(self, inputs: str, said: Sequence[Warned]) -> None:
        """Let the processes begin; what they read is there, and what was found in it is said."""
        self._inputs, self._said = inputs, tuple(said)
        self._threads = [Thread(target=self._serve, args=(worker,), daemon=True) for worker in self._workers]
        for thread in self._threads:
            thread.start()

    def finish(self, said: Sequence[Warned]) -> None:
        """Make in this process what no other has begun, wait for the others, and say what they have printed.

        :param said: all warnings so far, those of this process's own output too; what another one has is said once.
        """
        try:
            while output := self._next():
                self.statuses[output.name] = make(output, inputs=self._inputs, said=said)
            for thread in self._threads:
                thread.join()
        finally:
            self._tell(said)

    def _tell(self, said: Sequence[Warned]) -> None:
        """Print what others have printed, one after the other, without warnings that were printed already."""
        told = {line for item in said for line in item.text.splitlines()}
        for made in self._made:
            sys.stdout.write(made.printed)
            sys.stdout.flush()
            new = [line for line in made.warned.splitlines(keepends=True) if line.rstrip() not in told]
            told.update(line.rstrip() for line in new if _WARNING in line)
            sys.stderr.write("".join(new))
            sys.stderr.flush()

    def close(self) -> None:
        """Let the processes end."""
        for worker in self._workers:
            worker.close()

    def _next(self) -> Output | None:
        with contextlib.suppress(IndexError):
            return self._waiting.popleft()
        return None

    def _serve(self, worker: _Worker) -> None:
        while output := self._next():
            made = worker.make(output, self._inputs, self._said)
            self.statuses[output.name] = made.status
            self._made.append(made)


class _Worker:
    """One process with the end of its pipe."""

    def __init__(self) -> None:
        # Not a copy of this process, which Windows does not have, and which is not safe beside threads.
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def make(self, output: Output, inputs: str, said: Sequence[Warned]) -> Made:
        """Have an output made."""
        try:
            self._pipe.send((output, inputs, said))
            made: Made = self._pipe.recv()
        except (EOFError, OSError):
            message = f"ERROR: {output.name}: the process that made it has ended; the output is as it was\n"
            return Made(status=STOPPED, printed="", warned=message)
        return made

    def close(self) -> None:
        """Let the process end."""
        self._pipe.close()
        self._process.join()


def _work(pipe: Connection) -> None:
    """Make outputs in the other process, until there are no more or this one has ended."""
    Thread(target=_end_with_parent, daemon=True).start()
    with fewer_rounds():
        _make_all(pipe)


def _make_all(pipe: Connection) -> None:
    for name in _AHEAD:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    while True:
        try:
            output, inputs, said = pipe.recv()
        except EOFError:
            # At once, for to give back the memory of a text piece by piece takes as long as to load it.
            os._exit(0)
        printed, warned = io.StringIO(), io.StringIO()
        status = STOPPED
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(warned), contextlib.suppress(SystemExit):
            status = make(output, inputs=inputs, said=said)
        pipe.send(Made(status=status, printed=printed.getvalue(), warned=warned.getvalue()))


def _end_with_parent() -> None:
    """Wait for the end of the process that began this one; a killed one closes no pipe while others hold it open."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(STOPPED)
