"""All tables of a text as the files of one folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from normative import __version__
from normative.model.files.json_lines import Value, encode
from normative.model.matrix import Matrix
from normative.model.tables.request import RESERVED_NAMES
from normative.outputs.matrices.content import Address, Locate, Metadata, printable, site_address
from normative.outputs.matrices.delimited import render_csv
from normative.outputs.matrices.exchange import SCHEMA, VERSION, describe, read_schema, render_json
from normative.project.language import spoken, told, translated, with_titles
from normative.project.libraries import missing
from normative.rebuild.files import FilesError

#: What writes Excel files; where it is not installed there are none.
EXCEL_LIBRARY = "xlsxwriter"
#: All tables in one workbook, and the list of all files by which the next build knows which ones are its own.
WORKBOOK, INDEX = "matrices.xlsx", "index.json"

_ENDINGS = ("csv", "xlsx", "json")
_NAME = re.compile(r"[\w-]+")


def has_excel() -> bool:
    """Tell whether tables are written as Excel files too."""
    return not missing(EXCEL_LIBRARY)


def write_matrices(
    matrices: Iterable[Matrix], folder: Path, *, locate: Locate, html: str, metadata: Metadata, digest: str = ""
) -> None:
    """Write every table as ``<name>.csv``, ``.xlsx`` and ``.json``, all in ``matrices.xlsx``, and ``index.json``.

    Without :data:`EXCEL_LIBRARY` there are no Excel files.
    The same tables give the same bytes. Files of tables that are gone are removed, and no other file is touched. That
    all are written or none is the matter of the command, which publishes an output (:mod:`normative.commands`).

    :param matrices: taken one by one as they are written, so that a caller can show progress.
    :param html: the relative path from ``folder`` to the HTML site, to whose pages links lead.
    :param digest: changes whenever the tables or the places of their links do; nothing is done where the folder holds
        the tables of this digest already. ``""`` writes in any case.
    :raises FilesError: a name cannot be that of a file.
    """
    if digest and _is_current(folder, digest := _digest(digest, html, metadata)):
        return
    address = site_address(locate, html)
    tables: list[Matrix] = []
    files: dict[str, bytes] = {}
    for matrix in matrices:
        _check_name(matrix.name, tables)
        tables.append(matrix)
        titled = with_titles(matrix)
        files[f"{matrix.name}.csv"] = render_csv(titled)
        files[f"{matrix.name}.json"] = render_json(titled, address, metadata)
    if has_excel():
        files |= _excel_files(tables, address, metadata)
    files[SCHEMA] = read_schema()
    files[INDEX] = encode({**_index(tables, metadata), "digest": digest})
    stale = list(_earlier_files(folder))
    _remove(folder, [*stale, WORKBOOK] if stale else [])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def remove_matrices(folder: Path) -> None:
    """Remove the files that an earlier build wrote, where the text has no table any more."""
    if (folder / INDEX).is_file():
        _remove(folder, [*_earlier_files(folder), WORKBOOK, SCHEMA, INDEX])


def _remove(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)


def _excel_files(tables: Sequence[Matrix], address: Address, metadata: Metadata) -> Mapping[str, bytes]:
    from normative.outputs.matrices.layout import lay_out
    from normative.outputs.matrices.workbook import render_table, render_workbook

    layouts = [lay_out(translated(table), address) for table in tables]
    files = {f"{layout.matrix.name}.xlsx": render_table(layout, metadata) for layout in layouts}
    return {**files, WORKBOOK: render_workbook(layouts, metadata)}


def _names(matrix: Matrix) -> dict[str, Value]:
    return {ending: f"{matrix.name}.{ending}" for ending in _ENDINGS if ending != "xlsx" or has_excel()}


def _check_name(name: str, tables: Sequence[Matrix]) -> None:
    # Windows and macOS do not tell capitals from small letters.
    if name.casefold() in {table.name.casefold() for table in tables}:
        raise FilesError(f"table '{name}': the name of its files is taken; give it another ':name:'")
    if not _NAME.fullmatch(name) or name.casefold() in RESERVED_NAMES:
        raise FilesError(f"table '{name}': no file can have this name; give it another ':name:'")


def _digest(digest: str, html: str, metadata: Metadata) -> str:
    return sha256(repr((digest, html, metadata, *spoken(), VERSION, __version__, has_excel())).encode()).hexdigest()


def _is_current(folder: Path, digest: str) -> bool:
    """Tell whether the folder holds the tables of this digest, complete."""
    try:
        known = json.loads((folder / INDEX).read_bytes())["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    names = [name for name in (*_earlier_files(folder), WORKBOOK) if has_excel() or not name.endswith(".xlsx")]
    return bool(known == digest) and all((folder / name).is_file() for name in (*names, SCHEMA))


def _index(tables: Sequence[Matrix], metadata: Metadata) -> dict[str, Value]:
    return {
        "version": VERSION,
        "metadata": describe(metadata),
        "workbook": WORKBOOK if has_excel() else None,
        "schema": SCHEMA,
        "tables": [
            {
                "name": table.name,
                "kind": str(table.kind),
                "title": printable(str(told(table.title))),
                "files": _names(table),
            }
            for table in tables
        ],
    }


def _earlier_files(folder: Path) -> Iterator[str]:
    """Yield the files of tables that the last build wrote; none where its list is not there or is not ours."""
    try:
        names = [table["name"] for table in json.loads((folder / INDEX).read_bytes())["tables"]]
    except (OSError, ValueError, KeyError, TypeError):
        return
    for name in names:
        # A list that somebody changed must not lead out of the folder.
        if isinstance(name, str) and _NAME.fullmatch(name):
            yield from (f"{name}.{ending}" for ending in _ENDINGS if f"{name}.{ending}" not in (WORKBOOK, INDEX))
