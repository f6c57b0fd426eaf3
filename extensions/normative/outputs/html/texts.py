"""What scripts of the site look up: each paragraph, provision and State, as a script file.

And, for every page of a site, in a small file of its own, where each paragraph is by its number. Scripts and not JSON,
because pages opened from a folder may not fetch; files of their own, because pages stay small.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from normative.model.matrix import Link, LinkKind
from normative.outputs.document.margins import SYMBOLS
from normative.project.index import TextIndex
from normative.project.language import _

NAME = "texts.js"
PLACES = "places.js"


def write_texts(index: TextIndex, folder: Path, address: Callable[[Link], str]) -> None:
    """Write the files into the folder of the tables' files.

    :param address: gives the address of a link from the root of the site, or ``""``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in ((NAME, _lines(index, address)), (PLACES, _places(index, address))):
        (folder / name).write_text("".join(lines), encoding="utf-8", newline="\n")


def are_there(folder: Path) -> bool:
    """Tell whether an earlier build has written the files."""
    return all((folder / name).is_file() for name in (NAME, PLACES))


def remove_texts(folder: Path) -> None:
    """Remove the files that an earlier build wrote, where there is nothing to look up any more."""
    for name in (NAME, PLACES):
        (folder / name).unlink(missing_ok=True)


def _places(index: TextIndex, address: Callable[[Link], str]) -> Iterator[str]:
    links = (Link(kind=LinkKind.PARAGRAPH, target=item.id, text="") for item in index.register.paragraphs)
    yield f'"use strict";\nwindow.normativePlaces = {_script(list(map(address, links)))};\n'


def _script(value: object) -> str:
    # "</" could end the script of a page that takes the file in.
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def _lines(index: TextIndex, address: Callable[[Link], str]) -> Iterator[str]:
    register = index.register
    paragraphs = {
        paragraph.anchor: {
            "number": register.numbers[paragraph.id],
            "text": register.text(paragraph),
            "force": [_(paragraph.force.word)],
            "badge": f"{SYMBOLS[paragraph.force]} {_(paragraph.force.capitalize())}"
            if paragraph.force in SYMBOLS
            else "",
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
    # What a provision counts for where rows are articles and objectives, unless its own name says so.
    within = {
        provision.slug: register.roll_up(provision).slug
        for key in index.profiles
        for provision in (register.instruments[key].records or register.cited.get(key, ()))
        if not register.name(provision).startswith(register.name(register.roll_up(provision)))
    }
    provisions = {
        slug: {
            "name": name,
            "instrument": key,
            "subject": subjects.get(slug, ""),
            **({"within": within[slug]} if slug in within else {}),
            "url": address(Link(kind=LinkKind.PROVISION, target=slug, text="")),
        }
        for slug, (key, name) in index.provisions.items()
    }
    states = {
        state.slug: {"name": state.name, "url": address(Link(kind=LinkKind.STATE, target=state.slug, text=""))}
        for state in (register.states.records if index.panorama else ())
    }
    yield '"use strict";\nwindow.normativeText = '
    pages = [name for name, reading in index.readings.items() if reading.paragraphs or reading.tables]
    pairs = [
        (one.slug, other.slug, _(convergence.relation.value), convergence.reason)
        for convergence in register.convergences
        for one, other in convergence.pairs
    ]
    known = {"paragraphs": paragraphs, "provisions": provisions, "states": states, "pages": pages, "pairs": pairs}
    yield _script(known)
    yield ";\n"
