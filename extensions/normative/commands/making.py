"""One output, from its lock to its publication."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sphinx.cmd import build as command_line

from normative.commands.application import CommandApplication, Course, Unmoved
from normative.commands.kept import ReadAnew
from normative.commands.locks import folder_lock, locked
from normative.commands.memory import passed_over
from normative.commands.staging import Staging
from normative.commands.state import OutputState, Warned, published_path
from normative.commands.stops import Stop, explained, try_space

#: Of a build that has published nothing.
STOPPED = 2
_APPLICATION = "Sphinx"


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """What is built.

    :param name: what a person calls it; its folder is named so.
    :param doctrees: the folder of what is read for it.
    """

    name: str
    builder: str
    source: Path
    target: Path
    doctrees: Path
    options: tuple[str, ...]


def make(
    output: Output,
    *,
    when_read: Callable[[str, Sequence[Warned]], None] | None = None,
    inputs: str = "",
    said: Sequence[Warned] = (),
) -> int:
    """Build an output beside its folder and publish it, or leave what is there as it was.

    :param when_read: of a build that leads: called with a digest of all inputs, and with its warnings, when the text is
        read.
    :param inputs: of one that follows: this digest.
    :param said: warnings of outputs made before, which this one counts and does not repeat.
    :returns: the status: 0, 1 where warnings count as errors and there are some, 2 where nothing was published.
    :raises ConfigurationStop: no other output could be made either.
    """
    note = published_path(output.target, output.doctrees)
    staging = Staging(output.target, note)
    try:
        with explained(output.target), locked(folder_lock(output.target), output.target):
            course = Course(
                staging=staging,
                doctrees=output.doctrees,
                options=output.options,
                is_whole=staging.begin(),
                before=OutputState.read(note),
                when_read=when_read,
                inputs=inputs,
                said=said,
            )
            try:
                return _make(output, course)
            finally:
                staging.drop()
    except Stop as stopped:
        print(f"ERROR: {stopped}", file=sys.stderr, flush=True)  # noqa: T201  # a command's own words
        return STOPPED


def _make(output: Output, course: Course) -> int:
    if course.when_read is None and course.is_unmoved():
        _tell(output, course.before, course.said)
        return course.before.status
    began = time.time_ns()
    for folder in (course.staging.new, output.doctrees):
        try_space(folder)
    is_known = False
    try:
        status = _run(output, course)
        if course.after is not None:
            after = replace(course.after, files=course.staging.files(), time=began, status=status)
            course.staging.publish(course.before.files, after.text())
            is_known = True
    except Unmoved:
        _say_unmoved(output)
        status, is_known = course.before.status, True
    finally:
        if not is_known:
            course.forget()
    return status


def _run(output: Output, course: Course) -> int:
    """Run Sphinx as its command line does; read all anew where findings depend on it."""
    arguments = ["-b", output.builder, "-d", str(output.doctrees), str(output.source), str(course.staging.new)]
    try:
        with passed_over(), _application(partial(CommandApplication, course)):
            return command_line.build_main([*arguments, *output.options])
    except ReadAnew as anew:
        course.reads_anew, course.said = True, [*course.said, *anew.said]
        return _run(output, course)


@contextmanager
def _application(make: Callable[..., Any]) -> Iterator[None]:
    """Let Sphinx's command line, which has no place for another, make this application."""
    application = getattr(command_line, _APPLICATION)
    setattr(command_line, _APPLICATION, make)
    try:
        yield
    finally:
        setattr(command_line, _APPLICATION, application)


def _tell(output: Output, state: OutputState, said: Sequence[Warned]) -> None:
    """Say of an output that is as it would be made what was said when it was made, unless others have said it."""
    for item in state.shown:
        if item not in said:
            print(item.text, file=sys.stderr)  # noqa: T201
    _say_unmoved(output)


def _say_unmoved(output: Output) -> None:
    if not {"-q", "-Q"}.intersection(output.options):
        print(f"{output.name}: nothing has moved since it was built")  # noqa: T201
