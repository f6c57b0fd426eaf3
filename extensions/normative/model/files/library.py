"""The library: folders of instruments that come with the package, which a project names by key.

A folder of the project with the same key stands in the place of that of the library.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from normative.model.checks import nearest
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.data import is_there
from normative.model.files.toml_table import read_toml

_PACKAGE = Path(__file__).parents[2]
#: What an instrument's folder is known by.
DESCRIPTION = "instrument.toml"


def library_folder() -> Path:
    """Return the folder of the library: in the package, or in a checkout the instruments of the worked example."""
    installed = _PACKAGE / "library"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "source" / "instruments"


def library_keys() -> tuple[str, ...]:
    """Return the names of the folders in the library, which are the keys of the instruments in small letters."""
    return tuple(path.parent.name for path in sorted(library_folder().glob(f"*/{DESCRIPTION}")))


def instrument_folders(folder: Path, library: Iterable[str]) -> Iterator[Path]:
    """Yield the folders of a project's instruments, its own and those of the library that it names, by name.

    :param folder: of the project's own.
    :param library: keys of those that are taken from the library.
    """
    own = {path.name: path for path in folder.glob("*") if is_there(path / DESCRIPTION)}
    shared = library_folder()
    named = {key.lower(): shared / key.lower() for key in library if is_there(shared / key.lower() / DESCRIPTION)}
    taken = named | own
    yield from (taken[name] for name in sorted(taken))


def unknown_keys(library: Iterable[str], configuration: Path) -> Iterator[Finding]:
    """Yield what is wrong with the keys that ``normative_library`` names.

    :param configuration: the ``conf.py`` that does so.
    """
    known = library_keys()
    for key in library:
        if key.lower() not in known:
            near = nearest(key.upper(), [name.upper() for name in known])
            message = f"conf.py: normative_library names '{key}', which the library does not have{near}"
            yield Finding(kind=Diagnostic.INSTRUMENT_DATA, message=message, place=Place(path=str(configuration)))


def update_of(path: Path, own: object) -> Finding | None:
    """Return a note where the library has data of a later day than an instrument of a project.

    :param path: of the project's description of the instrument, and ``own`` the day of its data, if it says one.
    """
    shared = library_folder()
    later = shared / path.parent.name / DESCRIPTION
    if not isinstance(own, datetime.date) or path.parents[1].resolve() == shared.resolve():
        return None
    day = read_toml(later, Diagnostic.INSTRUMENT_DATA, within=shared).values.get("as_of")
    if not isinstance(day, datetime.date) or own >= day:
        return None
    message = f"{path.parent.name}: the library has data as of {day}, and this folder as of {own}"
    return Finding(kind=Diagnostic.INSTRUMENT_UPDATE, message=message, place=Place(path=str(path)))
