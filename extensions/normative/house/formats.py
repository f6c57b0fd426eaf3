"""The other formats of the text, as every page of a site offers them: copies of their files in the site.

Copies, so that the site is complete in its folder, wherever that is sent; named in a script file, because pages are
written while other outputs are still being made. It lists what stands in the folder, and nothing else: a build of the
site lists what it finds there, and whoever has made several outputs brings them up to date at the end (:func:`renew`).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from filecmp import cmp
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from normative.outputs.document.documents import documents_of
from normative.outputs.html.tables import FILES, has_files
from normative.project.language import _
from normative.rebuild.files import replace_bytes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The folder of the copies in the site, and the script that lists them.
FOLDER = "formats"
LIST = f"{FOLDER}/formats.js"
_BEGIN = '"use strict";\nwindow.normativeFormats = '
#: By the ending of a file, the output that makes it and the word for readers.
_OUTPUTS = {"pdf": ("pdf", "PDF"), "docx": ("docx", "Word"), "epub": ("epub", "EPUB")}
_WORKBOOK = "Excel workbook"


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A file of the text.

    :param label: what readers call it.
    :param file: its address from the root of the site.
    :param stands: whether it is there.
    """

    label: str
    file: str
    stands: bool = False

    def source(self, site: Path) -> Path | None:
        """Return where the file is made; ``None`` for what the site has of its own, and what no list of ours names."""
        folder, _, name = self.file.rpartition("/")
        output, _word = _OUTPUTS.get(name.rpartition(".")[2], ("", ""))
        return site.parent / output / name if folder == FOLDER and output else None


def formats_of(config: Config) -> Iterator[Format]:
    """Yield the files that can be made of a text, whether or not they are; those with comments are for authors."""
    documents, _problems = documents_of(config)
    names = [document.name for document in documents if not document.comments]
    for ending, (_output, word) in _OUTPUTS.items():
        for name in names if ending != "epub" else [config.epub_basename]:
            label = word if ending == "epub" else _label(word, name, names)
            yield Format(label=label, file=f"{FOLDER}/{name}.{ending}")
    yield Format(label=_(_WORKBOOK), file=f"{FILES}/matrices.xlsx")


def _label(word: str, name: str, names: list[str]) -> str:
    """Return the word with what sets a document apart from the others: "PDF with annexes"."""
    same = sum(1 for _ in takewhile(lambda letters: len({*letters}) == 1, zip(*names, strict=False)))
    differs = name[same:].strip("-_ ").replace("-", " ").replace("_", " ")
    return f"{word} {differs}" if differs else word


def renew(site: Path) -> None:
    """Bring the copies in a finished site up to date with the folders beside it, and then the list.

    :raises OSError: a file cannot be written.
    """
    listed = read_list(site)
    found = [replace(item, stands=_renewed(site, item)) for item in listed]
    if found != listed:
        _write(site, found)
    kept = {site / item.file for item in found if item.stands}
    for copy in (site / FOLDER).iterdir():
        if copy not in kept and copy.suffix[1:] in _OUTPUTS:
            copy.unlink()


def _renewed(site: Path, item: Format) -> bool:
    """Take a file over, where it has changed; tell whether there is one."""
    copy, source = site / item.file, item.source(site)
    if source is None:
        return item.file.startswith(f"{FILES}/") and copy.is_file()
    if source.is_file() and not (copy.is_file() and cmp(copy, source, shallow=False)):
        partial = copy.with_name(f".{copy.name}.part")
        shutil.copy2(source, partial)
        partial.replace(copy)
    return source.is_file()


def read_list(site: Path) -> list[Format]:
    """Return what the list of a site says; nothing where it has none, or one that is none of ours."""
    try:
        content = (site / LIST).read_text(encoding="utf-8").removeprefix(_BEGIN).rstrip(";\n")
        return [Format(**item) for item in json.loads(content)]
    except (OSError, ValueError, TypeError):
        return []


def _write(site: Path, formats: list[Format]) -> None:
    content = json.dumps([asdict(item) for item in formats], indent=0)
    replace_bytes(site / LIST, f"{_BEGIN}{content};\n".encode())


def _write_list(app: Sphinx, exception: Exception | None) -> None:
    """On ``build-finished``, when the tables' files are there: list what stands in the site."""
    if exception is None and has_files(app.builder):
        site = Path(app.outdir)
        _write(site, [replace(item, stands=(site / item.file).is_file()) for item in formats_of(app.config)])


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("build-finished", _write_list, priority=600)
