"""What ``conf.py`` says that a check must know; read without running it, so only values that are written out count."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from normative.model.files.inputs import PRIVATE

#: The extensions with which Sphinx reads Markdown, whatever endings are set.
_MARKDOWN = frozenset({"myst_parser", "myst_nb", "recommonmark"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The values of Sphinx and of this package that decide what is read and reported."""

    extensions: tuple[str, ...] = ()
    root_doc: str = "index"
    source_suffix: tuple[str, ...] = (".rst",)
    exclude_patterns: tuple[str, ...] = ()
    suppress_warnings: tuple[str, ...] = ()
    bibtex_bibfiles: tuple[str, ...] = ()
    normative_instruments: str = "instruments"
    normative_library: tuple[str, ...] = ()
    normative_vocabulary: str = "vocabulary"
    normative_states: str = "states"
    normative_drafts: str = "drafts"
    normative_texts: str = ""
    normative_forms: tuple[str, ...] = ()
    language: str = "en"
    normative_audience: str = "public"
    normative_reviews: Mapping[Any, object] = field(default_factory=dict)
    normative_documents: Mapping[Any, object] = field(default_factory=dict)
    normative_status: str = ""
    normative_folders: tuple[str, ...] = ()
    normative_raw: bool = False
    needs_external_needs: tuple[object, ...] = ()

    @property
    def is_guarded(self) -> bool:
        """Whether a build refuses files outside; where no extensions are written out it is taken to."""
        return not self.extensions or "normative.guard" in self.extensions

    @property
    def other_suffixes(self) -> tuple[str, ...]:
        """What the names of files in other markup than reStructuredText end in."""
        known = [suffix for suffix in self.source_suffix if suffix not in (".rst", ".txt")]
        return tuple(dict.fromkeys([*known, *([".md"] if _MARKDOWN.intersection(self.extensions) else [])]))

    @property
    def reads_markdown(self) -> bool:
        """Whether MyST reads the directives of Markdown files, which the guard leaves to it only in trusted hands."""
        return "myst_parser" in self.extensions and (not self.is_guarded or self.normative_raw)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders beside the source folder whose files the text may take in."""
        data = self.normative_instruments, self.normative_vocabulary, self.normative_states, self.normative_drafts
        return *data, *self.normative_folders

    def is_excluded(self, path: str) -> bool:
        """Tell whether a file, or a folder it is in, matches a pattern as Sphinx reads them."""
        steps = path.split("/")
        paths = ["/".join(steps[:count]) for count in range(1, len(steps) + 1)]
        patterns = (*self.exclude_patterns, PRIVATE)
        return any(_pattern(text).fullmatch(step) for text in patterns for step in paths)

    def is_suppressed(self, code: str) -> bool:
        """Tell whether a kind of finding is left out."""
        return not {"normative", "normative.*", f"normative.{code}"}.isdisjoint(self.suppress_warnings)


def read_settings(path: Path) -> Settings:
    """Read a ``conf.py``; what is not there or not written out has its default."""
    known = {name: getattr(Settings(), name) for name in Settings.__dataclass_fields__}
    values: dict[str, object] = {}
    try:
        statements = ast.parse(path.read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        return Settings()
    for statement in statements:
        for name, written in _assigned(statement):
            value = _written_out(written)
            if name in known and isinstance(value, (bool, str, list, tuple, dict)):
                if not isinstance(value, (bool, str)) and not isinstance(known[name], dict):
                    value = tuple(value)
                if name == "source_suffix" and isinstance(value, str):
                    value = (value,)
                if isinstance(value, type(known[name])):
                    values[name] = value
    return Settings(**values)  # type: ignore[arg-type]  # each has the type of its default


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a statement gives a value, with what is written for it."""
    if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        yield from ((target.id, statement.value) for target in targets if isinstance(target, ast.Name))


def _written_out(value: ast.expr) -> object:
    try:
        return ast.literal_eval(value)
    except ValueError:
        return None


def _pattern(text: str) -> re.Pattern[str]:
    pieces = re.split(r"(\*\*/?|\*|\?)", text.removesuffix("/"))
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(signs.get(piece) or re.escape(piece) for piece in pieces))
