"""Runs of words that a text has in common with texts that are not its own: treaties, comments of a Committee.

Apart from the other checks because those texts lie outside the project, and nobody has them but who asks for this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from normative.model.characters import comparable, decode
from normative.model.convergence import Convergence, Gap, Silence
from normative.model.diagnostics import Diagnostic, Finding
from normative.model.register import Register
from normative.model.vocabulary import LEFT_OUT, QUOTED

#: How many words in a row are no chance.
LEAST = 8
_WORD = re.compile(rf"\w+(?:['’]\w+)*|{LEFT_OUT}")
#: A quotation of an instrument in the reason of a relation, which is as it was written.
_ROLE = r":quote:`[^`]+`"
_ENDINGS = frozenset({".txt", ".rst", ".md"})
_SHOWN = 12
#: Each run of :data:`LEAST` words with the file and the line that it begins in.
_Runs = Mapping[tuple[str, ...], tuple[str, int]]


def find_overlaps(register: Register, folder: Path) -> Iterator[Finding]:
    """Yield a finding for each run of :data:`LEAST` words or more that stands in a text of a folder as well.

    What is quoted, in quotation marks or as words of an instrument, and the official names of instruments are not
    looked at. The cost grows with the words of both.

    :param folder: of plain texts, in UTF-8, also below it.
    """
    runs = _runs_of(folder)
    names = sorted({name for item in register.instruments.values() for name in item.names}, key=len, reverse=True)
    others = re.compile("|".join([*(r"\s+".join(map(re.escape, name.split())) for name in names), QUOTED, _ROLE]))
    said = [(item.id, item.place, register.own_text(item)) for item in register.paragraphs]
    entries: list[Convergence | Gap | Silence] = [*register.convergences, *register.gaps, *register.silences]
    said += [("", entry.place, entry.reason) for entry in entries]
    for subject, place, text in said:
        own = others.sub(f" {LEFT_OUT} ", comparable(text))
        for words, (file, line) in _found(own, runs):
            shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
            message = (
                f"has {len(words)} words in a row with {file}:{line}: '{shown}'; say it in other words, or quote it"
            )
            yield Finding(kind=Diagnostic.OVERLAP, message=f"{subject}: {message}" if subject else message, place=place)


def _runs_of(folder: Path) -> _Runs:
    runs: dict[tuple[str, ...], tuple[str, int]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file()):
        words: list[str] = []
        lines: list[int] = []
        for number, line in enumerate(comparable(decode(path.read_bytes()).text).splitlines(), 1):
            found = [word.casefold() for word in _WORD.findall(line)]
            words += found
            lines += [number] * len(found)
        name = path.relative_to(folder).as_posix()
        for start in range(len(words) - LEAST + 1):
            runs.setdefault(tuple(words[start : start + LEAST]), (name, lines[start]))
    return runs


def _found(text: str, runs: _Runs) -> Iterator[tuple[list[str], tuple[str, int]]]:
    """Yield the longest runs of a text, from left to right, with where they stand."""
    words = _WORD.findall(text)
    folded = [word.casefold() for word in words]
    start = 0
    while start <= len(words) - LEAST:
        place = runs.get(tuple(folded[start : start + LEAST]))
        stop = start
        while place and stop <= len(words) - LEAST:
            following = runs.get(tuple(folded[stop : stop + LEAST]))
            if following is None or following[0] != place[0]:
                break
            stop += 1
        if place:
            end = stop + LEAST - 1
            yield words[start:end], place
            start = end
        else:
            start += 1
