"""What an output was last given, kept beside what was read, in a file for each output folder.

Not in Sphinx's environment: that is written before the pages are, and shared by outputs that are written side by side.
The file is written when the output is, so that pages of a build that was killed count as not written.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from normative.project.domain import WrittenOutput
from normative.rebuild.files import replace_bytes, target_folder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def name_of(folder: Path, doctrees: Path) -> str:
    """Return what files about an output folder are named after."""
    place = Path(os.path.relpath(folder, doctrees)).as_posix()
    return f"{folder.name}-{hashlib.sha256(place.encode()).hexdigest()[:8]}"


def record_path(app: Sphinx) -> Path:
    """Return the file on the output folder of a build, or on the one for which it writes."""
    doctrees = Path(app.doctreedir)
    return doctrees / "outputs" / f"{name_of(target_folder(Path(app.outdir)), doctrees)}-{app.builder.name}.json"


def read_record(app: Sphinx) -> WrittenOutput:
    """Return what the output was last given; nothing where that is not known."""
    try:
        content = json.loads(record_path(app).read_bytes())
        return WrittenOutput(text=content["text"], shown=dict(content["shown"]), assets=frozenset(content["assets"]))
    except (OSError, ValueError, KeyError, TypeError):
        return WrittenOutput()


def write_record(app: Sphinx, output: WrittenOutput) -> None:
    """Keep what the output has been given."""
    content = {"text": output.text, "assets": sorted(output.assets), "shown": dict(sorted(output.shown.items()))}
    replace_bytes(record_path(app), json.dumps(content).encode())
