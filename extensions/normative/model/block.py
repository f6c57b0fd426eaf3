"""The head of a directive's block, argument and options, sorted so that a mistake never costs the author the text.

In the model, because the builds and :mod:`normative.check` read the same blocks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from normative.model.checks import nearest
from normative.model.diagnostics import Diagnostic, Problem
from normative.model.text import cut_at_word

_OPTION = re.compile(r":(?P<name>[A-Za-z][\w-]*):(?:\s+(?P<value>.*))?$")

#: Options as MyST has them, in YAML; a value that stands below begins with one of these signs.
_HYPHENS = re.compile(r"-{3,}")
_OF_YAML = re.compile(r"(?P<name>[A-Za-z][\w-]*):(?:\s+(?P<value>.*))?")
_BELOW = ("|", ">", "|-", ">-")
#: How many characters of a line a message shows.
_SHOWN = 40

#: A line of a source with its number.
Line = tuple[int, str]


@dataclass(kw_only=True, slots=True)
class Head:
    """An argument and options, with what is wrong with them."""

    argument: str = ""
    options: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each option, counted in the source."""
    problems: list[tuple[Problem, int]] = field(default_factory=list)
    """What is wrong with the block itself, with its line."""
    unread: list[str] = field(default_factory=list)
    """Options that are not used, as they are written, for their words must not be lost."""

    def read(self, lines: list[Line], known: Collection[str]) -> list[Line]:
        """Take the argument and the options off the front of ``lines``; return the lines that are text."""
        rest = list(lines)
        if rest and not rest[0][1].lstrip().startswith(":"):
            self.argument = rest.pop(0)[1].strip()
        return self.read_options(rest, known)

    def read_options(self, lines: list[Line], known: Collection[str]) -> list[Line]:
        """Take options off the front of ``lines``; return the lines that are text."""
        name, is_used = "", False
        for position, (number, line) in enumerate(lines):
            match = _OPTION.match(line.strip())
            if match and name and line.startswith(" ") and match["name"] not in known:
                # An indented line goes on with the option above.
                match = None
            if match:
                name = match["name"]
                is_used = self._take_option(name, (match["value"] or "").strip(), number, known)
            elif not line.strip():
                return lines[position + 1 :]
            elif line.startswith(" ") and is_used:
                self.options[name] = f"{self.options[name]} {line.strip()}".strip()
            elif line.startswith(" ") and name:
                self.unread[-1] += f" {line.strip()}"
            elif line.startswith(":"):
                self.problems.append((_bad(f"'{line.strip()}' is not an option; write ':name: value'"), number))
            else:
                shown = cut_at_word(line, _SHOWN)
                message = f"'{shown}' follows the options at once; leave a blank line before the text"
                if name or self.argument:
                    self.problems.append((_bad(message), number))
                return lines[position:]
        return []

    def _take_option(self, name: str, value: str, line: int, known: Collection[str]) -> bool:
        """Note an option, and tell whether it is used."""
        if name not in known:
            others = f"; known are {', '.join(known)}" if [*known] else "; there are none here"
            remedy = nearest(name, known) or others
            self.problems.append((_bad(f"unknown option '{name}'{remedy}"), line))
        elif name in self.options:
            message = f"option '{name}' is given twice; keep one (the first is used)"
            self.problems.append((_bad(message), line))
        else:
            self.options[name], self.lines[name] = value, line
            return True
        self.unread.append(f":{name}: {value}")
        return False


def is_option(line: str, known: Collection[str]) -> bool:
    """Tell whether a line of text is an option all the same, with a blank line left before it."""
    match = _OPTION.match(line.strip())
    return bool(match and match["name"] in known)


def yaml_as_options(lines: Sequence[str]) -> list[str]:
    """Return a block whose options stand between two lines of hyphens, as MyST has them, with options as here.

    A blank line stands in the place of the second line of hyphens; the first is left out.
    """
    if not lines or not _HYPHENS.fullmatch(lines[0].rstrip()):
        return list(lines)
    options: list[str] = []
    for position, line in enumerate(lines[1:], start=1):
        if _HYPHENS.fullmatch(line.rstrip()):
            return [*options, "", *lines[position + 1 :]]
        named = _OF_YAML.fullmatch(line.rstrip())
        options.append(f":{named['name']}: {_scalar(named['value'])}" if named else line)
    return options


def _scalar(value: str | None) -> str:
    if value is None or value in _BELOW:
        return ""
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if is_quoted else value


def _bad(message: str) -> Problem:
    return Problem(kind=Diagnostic.BAD_OPTION, message=message)


def names(value: str) -> tuple[str, ...]:
    """Return the names in a list separated by semicolons."""
    return tuple(" ".join(name.split()) for name in value.split(";") if name.strip())
