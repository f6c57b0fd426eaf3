"""Word files with tracked changes: LibreOffice accepts them all, and the new text is left; it refuses all, and the old one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree
from office import settle
from test_redline import frozen, rewritten

from edited_drafts import EditedText
from small_projects import build

#: How many drafts in each language are made; more with ``NORMATIVE_EDITS``.
DRAFTS = {"en": 16, "ar": 2, "zh": 2}
#: What no part of a paragraph is: ranges of numbers in the table of contents.
CONTENTS = re.compile(r"^.*\tparas?\. .*\n", re.MULTILINE)


class Settled:
    """A Word file as LibreOffice has written it: text with numbers, styles of paragraphs, and notes in order."""

    def __init__(self, stem: Path) -> None:
        self.text = CONTENTS.sub("", Path(f"{stem}.txt").read_text(encoding="utf-8-sig"))
        with zipfile.ZipFile(f"{stem}.docx") as archive:
            body, notes = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
        texts = {note.get(qn("w:id")): _text(note) for note in notes}
        self.notes = [texts[mark.get(qn("w:id"))] for mark in body.iter(qn("w:footnoteReference"))]
        self.styles = [
            (style.get(qn("w:val")), _text(paragraph))
            for paragraph in body.iter(qn("w:p"))
            if _text(paragraph) and (style := paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is not None
        ]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settled) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # compared alone


def _text(element: etree._Element) -> str:
    return " ".join("".join(part.text or "" for part in element.iter(qn("w:t"))).split())


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Settled]]:
    """By draft the files of the old text, of the new one, and of the changes, all accepted and all refused."""
    folder = tmp_path_factory.mktemp("drafts")
    names = [f"{language}-{seed}" for language, count in DRAFTS.items() for seed in range(count)]
    for name in names:
        _build(folder / name, *name.split("-"))
    office = folder / "office"
    office.mkdir()
    settle(_files(folder, names), office)
    kinds = ("old", "new", "accepted", "refused")
    return {name: {kind: Settled(folder / name / kind) for kind in kinds} for name in names}


def _files(folder: Path, names: Iterable[str]) -> list[tuple[Path, Path, str]]:
    asked = [("old", "old", "Accept"), ("new", "new", "Accept")]
    asked += [("redline", "accepted", "Accept"), ("redline", "refused", "Reject")]
    return [
        (folder / name / f"built-{built}" / "normative-docx" / "project.docx", folder / name / kind, verdict)
        for name in names
        for built, kind, verdict in asked
    ]


def _build(folder: Path, language: str, seed: str) -> None:
    text = EditedText.new(int(seed), language)
    source = frozen(folder, text)
    build(source, "normative-docx", into=folder / "built-old")
    for _ in range(50):
        text.edit()
    rewritten(source, text)
    build(source, "normative-docx", into=folder / "built-new")
    build(source, "normative-docx", into=folder / "built-redline", confoverrides={"normative_redline": "1"})
