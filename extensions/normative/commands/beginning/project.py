"""The files of a new project: templates filled in with what is known of the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from string import Template

from normative.model.instrument import Instrument, Standing
from normative.model.provision import Provision, Unit

_TEMPLATES = {
    "source/conf.py": "conf.py",
    "source/document.toml": "document.toml",
    "source/annexes/tables.rst": "tables.rst",
    "source/annexes/instruments.rst": "instruments.rst",
    "source/annexes/bibliography.rst": "bibliography.rst",
    "bib/sources.bib": "sources.bib",
    "noxfile.py": "noxfile.py",
    "requirements.txt": "requirements.txt",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".vscode/settings.json": "settings.json",
    ".vscode/tasks.json": "tasks.json",
    ".vscode/text.code-snippets": "snippets.json",
    ".github/workflows/text.yml": "workflow.yml",
}
#: Those of a text that is begun here, and not made of a draft in Word.
_BEGUN = {"source/index.rst": "index.rst", "source/chapters/01-introduction.rst": "introduction.rst"}
#: By what an instrument can ground: the directive of a first paragraph, and its words.
_EXAMPLES = {
    Standing.BINDING: ("obligation", "States parties must ... (say here what {name} requires)."),
    Standing.POLITICAL: ("commitment", "States have committed to ... (say here what {name} promises)."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NewText:
    """What a new project is about.

    :param body: whose text it is; ``""`` where that is not known, as of ``symbol``.
    :param language: the code of the language that it is written in.
    :param instruments: those of the library that it rests on.
    :param requirement: what pip installs the toolchain by.
    """

    title: str
    body: str
    symbol: str
    language: str
    instruments: Sequence[Instrument]
    requirement: str

    @property
    def file_name(self) -> str:
        """The name of its PDF and its Word file."""
        words = re.findall(r"[a-z0-9]+", self.title.lower())
        return "-".join(words[:6]) or "text"


def files_of(text: NewText, *, is_begun: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the files, by their paths.

    :param is_begun: whether there is a first page and a first chapter; else somebody has them.
    """
    values = dict(_values(text))
    for path, name in (_TEMPLATES | (_BEGUN if is_begun else {})).items():
        template = files(__package__).joinpath("templates", f"{name}.in").read_text(encoding="utf-8")
        yield path, f"{Template(template).substitute(values).rstrip()}\n".encode()


def annexes() -> str:
    """Return the lines of a first page that list the annexes."""
    template = files(__package__).joinpath("templates", "index.rst.in").read_text(encoding="utf-8")
    return template.partition("$chapters\n")[2]


def _values(text: NewText) -> Iterator[tuple[str, str]]:
    # What TOML and Python write as a text in quotes is what JSON does.
    for name in ("title", "body", "symbol", "language"):
        yield name, json.dumps(getattr(text, name), ensure_ascii=False)
    yield "library", json.dumps([item.key for item in text.instruments])
    yield "name", json.dumps(text.file_name)
    yield "annexed", json.dumps(f"{text.file_name}-with-annexes")
    yield "file_name", text.file_name
    yield "title_words", text.title
    yield "date", datetime.now(UTC).date().isoformat()
    yield "requirement", text.requirement
    yield "heading", f"{_escaped(text.title)}\n{'=' * (2 * len(text.title))}\n"
    yield "chapters", files(__package__).joinpath("templates", "chapters.rst.in").read_text(encoding="utf-8")
    yield "example", "".join(_example(item) for item in text.instruments)
    yield "tables", "".join(_tables(text.instruments))
    yield "profiles", "".join(f"\n.. instrument:: {item.key}\n" for item in text.instruments)


def _example(instrument: Instrument) -> str:
    """Return a first paragraph that rests on an instrument; nothing for one that grounds none."""
    if instrument.standing not in _EXAMPLES:
        return ""
    directive, words = _EXAMPLES[instrument.standing]
    citation = instrument.cite([_first(instrument)])
    return (
        f"\n.. {directive}:: first-{instrument.slug}\n   :basis: {citation}\n\n"
        f"   {words.format(name=f':provision:`{citation}`')}\n"
    )


def _first(instrument: Instrument) -> Provision:
    """Return the first provision that a paragraph can rest on."""
    listed = instrument.at_level()
    if listed:
        return listed[0]
    return Provision(instrument=instrument.key, unit=instrument.default_unit or Unit.PARAGRAPH, numbers=("1",))


def _tables(instruments: Sequence[Instrument]) -> Iterator[str]:
    for item in instruments:
        yield f"\n.. traceability-matrix::\n   :rows: paragraphs\n   :columns: {item.key}\n"
        if not item.is_open:
            yield f"\n.. coverage:: {item.key}\n"
    grounding = [item.key for item in instruments if item.standing in _EXAMPLES]
    if len(grounding) > 1:
        yield f"\n.. convergence-matrix::\n   :rows: {grounding[0]}\n   :columns: {grounding[1]}\n"


def _escaped(words: str) -> str:
    return re.sub(r"([\\*`|_])", r"\\\1", words)
