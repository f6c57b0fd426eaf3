"""Which documents are made from one source, and how each is printed: the table ``normative_documents`` of ``conf.py``.

Apart from the builders because they must make the same documents under the same names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import make_filename_from_project

from normative.model.diagnostics import Diagnostic, Problem
from normative.project.config import NormativeConfig

if TYPE_CHECKING:
    from sphinx.config import Config


@dataclass(frozen=True, kw_only=True, slots=True)
class TextDocument:
    """One document made from the source.

    :param name: of its files, without ending.
    :param exclude: patterns of the source files that are left out; of the root only its own text is.
    :param clean: without the margin of force and basis and the notes on relations.
    :param line_numbers: every fifth line is numbered, for those who comment on it.
    :param attachments: the tables are attached as CSV.
    :param comments: what is found, and what somebody must review, stands beside the text as comments of Word.
    :param on_request: it is made only when it is asked for by name.
    """

    name: str
    exclude: tuple[str, ...] = ()
    clean: bool = False
    line_numbers: bool = False
    attachments: bool = False
    comments: bool = False
    on_request: bool = False

    def excludes(self, docname: str) -> bool:
        """Tell whether a source file is left out."""
        return any(fnmatchcase(docname, pattern) for pattern in self.exclude)


#: What no system takes in the name of a file.
_UNFIT = re.compile(r'[/\\:*?"<>|,]|^\.+|^$')
_SETTINGS = {item.name: item for item in fields(TextDocument) if item.name != "name"}


def documents_of(config: Config) -> tuple[tuple[TextDocument, ...], list[Problem]]:
    """Return the documents of a project, and what is wrong in their settings; without any, one of the whole text."""
    problems: list[Problem] = []
    found = []
    for name, settings in NormativeConfig.of(config).documents.items():
        values, wrong = _checked(settings)
        if _UNFIT.search(str(name)):
            wrong = ["this cannot be the name of a file; use letters, digits and hyphens"]
        else:
            found.append(TextDocument(name=str(name), **values))
        problems += [
            Problem(kind=Diagnostic.DOCUMENT_SETTING, message=f"normative_documents, '{name}': {message}")
            for message in wrong
        ]
    return tuple(found) or (TextDocument(name=make_filename_from_project(config.project)),), problems


def _checked(settings: Any) -> tuple[dict[str, Any], list[str]]:
    """Return the settings that can be used, and what is wrong with the others."""
    if not isinstance(settings, Mapping):
        return {}, ["the settings must stand in braces; write {} for none"]
    values: dict[str, Any] = {}
    wrong = []
    for name, value in settings.items():
        if name not in _SETTINGS:
            nearest = get_close_matches(str(name), _SETTINGS, n=1) or list(_SETTINGS)
            wrong.append(f"unknown setting '{name}'; write {', '.join(nearest)}")
        elif name == "exclude" and (isinstance(value, str) or not all(isinstance(item, str) for item in value)):
            wrong.append("'exclude' must be a list of patterns; write ['annexes/*']")
        elif name == "exclude":
            values[name] = tuple(value)
        elif not isinstance(value, bool):
            wrong.append(f"'{name}' must be True or False; correct it")
        else:
            values[name] = value
    return values, wrong


def chosen(
    documents: tuple[TextDocument, ...], names: list[str], tables: list[str]
) -> tuple[list[TextDocument], list[str], list[Problem]]:
    """Return the documents and the tables that were asked for by name, and the names that are neither.

    :param names: none for the documents that are always made.
    """
    if not names:
        return [document for document in documents if not document.on_request], [], []
    known = {document.name: document for document in documents}
    problems = list(_unknown([name for name in names if name not in known and name not in tables], [*known, *tables]))
    wanted = [known[name] for name in known if name in names]
    return wanted, [name for name in tables if name in names and name not in known], problems


def _unknown(names: list[str], known: list[str]) -> Iterator[Problem]:
    for name in names:
        nearest = get_close_matches(name, known, n=3, cutoff=0.4) or known[:3]
        message = f"no document and no table is named '{name}'; nearest are {', '.join(nearest)}"
        yield Problem(kind=Diagnostic.DOCUMENT_SETTING, message=message)
