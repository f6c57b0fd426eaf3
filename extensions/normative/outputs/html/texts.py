"""What scripts of the site look up: each paragraph, provision and State, as a script file.

A script and not JSON, because pages opened from a folder may not fetch; a file of its own, because pages stay small.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from normative.model.matrix import Link, LinkKind
from normative.project.index import TextIndex

NAME = "texts.js"


def write_texts(index: TextIndex, folder: Path, address: Callable[[Link], str]) -> None:
    """Write the file into the folder of the tables' files, where anything in it has changed.

    :param address: gives the address of a link from the root of the site, or ``""``.
    """
    content = "".join(_lines(index, address))
    path = folder / NAME
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def remove_texts(folder: Path) -> None:
    """Remove the file that an earlier build wrote, where there is nothing to look up any more."""
    if (folder / NAME).is_file():
        (folder / NAME).unlink()


def _lines(index: TextIndex, address: Callable[[Link], str]) -> Iterator[str]:
    register = index.register
    paragraphs = {
        paragraph.anchor: {
            "number": register.numbers[paragraph.id],
            "text": register.text(paragraph),
            "force": [paragraph.force.value],
            "holder": list(paragraph.holder),
            "section": list(paragraph.section[:1]),
            "url": address(Link(kind=LinkKind.PARAGRAPH, target=paragraph.id, text="")),
        }
        for paragraph in register.paragraphs
    }
    subjects = {
        provision.slug: register.record(provision).subject
        for key in index.profiles
        for provision in (register.instruments[key].records or register.cited.get(key, ()))
    }
    provisions = {
        slug: {
            "name": name,
            "instrument": key,
            "subject": subjects.get(slug, ""),
            "url": address(Link(kind=LinkKind.PROVISION, target=slug, text="")),
        }
        for slug, (key, name) in index.provisions.items()
    }
    states = {
        state.slug: {"name": state.name, "url": address(Link(kind=LinkKind.STATE, target=state.slug, text=""))}
        for state in (register.states.records if index.panorama else ())
    }
    yield '"use strict";\nwindow.normativeText = '
    # "</" could end the script of a page that takes the file in.
    known = {"paragraphs": paragraphs, "provisions": provisions, "states": states}
    yield json.dumps(known, ensure_ascii=False).replace("</", "<\\/")
    yield ";\n"
