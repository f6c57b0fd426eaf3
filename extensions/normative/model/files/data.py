"""Which files of data may be read: links in a folder of data do not lead out of it."""

from __future__ import annotations

from pathlib import Path

from normative.model.diagnostics import Diagnostic, Finding, Place


def is_there(path: Path) -> bool:
    """Tell whether a file is there; where nobody may look, reading it says so."""
    try:
        return path.exists()
    except OSError:
        return True


def leads_out(path: Path, folder: Path) -> Finding | None:
    """Return a finding where a file of data is a link to one outside the folder of data, which may be no data."""
    if path.resolve().is_relative_to(folder.resolve()):
        return None
    message = (
        f"{path.name}: is a link to a file outside the folder '{folder.name}' and is not read; copy that file here"
    )
    return Finding(kind=Diagnostic.OUTSIDE_FILE, message=message, place=Place(path=str(path)))
