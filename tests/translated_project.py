"""A small project with every kind of words that authors write, and its catalogues filled in by a rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from normative.commands import main
from normative.project.catalogues import catalogue_path, catalogues, read_catalogue, render

LANGUAGE, OTHER = "fr", "ar"
#: What a passage must have: each construct of the text once, and of every file of data a row.
PAGES = {
    "index.rst": """\
Heading one
===========

Plain passage with *emphasis*. [#]_

.. obligation:: decide
   :basis: CONV 3 (1)
   :holder: workers
   :addressee: addressed ministries
   :status: status words

   Decision passage under :provision:`CONV 3 (2)`, see para. :para:`return`; 12 days.

   (a) First item passage;

   (b) Second item passage.

.. commitment:: return
   :basis: CONV 3 (3)
   :holder: everyone
   :accept: commitment-without-political-basis: Acceptance words

   Return passage. :footcite:`work`

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Reason passage.

.. list-table:: Caption words

   * - Cell words

.. traceability-matrix::
   :columns: CONV at: article
   :name: rights
   :caption: Matrix caption passage

.. coverage:: CONV

.. rubric:: Notes

.. [#] Note passage.

.. footbibliography::

.. toctree::

   chapters/more
""",
    "chapters/more.rst": "Heading two\n===========\n\nAnother passage.\n",
    "sources.bib": "@misc{work, author = {{Body of Work}}, title = {A Work}, year = {2001}}\n",
    "instruments/gaps.csv": "provision,counterpart,reason\nCONV 4,COMP,Gap reason words.\n",
    "instruments/not-addressed.csv": "provisions,reason\nCONV 10,Silence reason words.\n",
    "instruments/convergence.csv": "provisions,relation,reason,source\nCONV 1; COMP obj. 1,tension,Tension reason words.,analysis\n",
    "vocabulary/holders.csv": "holder,also,meaning\nworkers,labourers,Who works\neveryone,,Whoever it is\n",
    "document.toml": """\
committee = "Committee words"
symbol = "T/1"
note = "Note words of the head"

[languages.fr]
status = ["unofficial", "machine-aided"]

[languages.ar]
status = ["unofficial"]
""",
}
CONFIGURATION = 'bibtex_bibfiles = ["sources.bib"]\nnormative_status = "Status of this text"\n'
_MARKED = re.compile(r":[\w:]+:`[^`]*`|\[#\w*\]_|\d+|`[^`]*`_*|\([a-z]\)")


def pseudo(text: str) -> str:
    """Translate into words that are none: every letter that is part of no mark is z."""
    kept: list[str] = []
    begin = 0
    for mark in _MARKED.finditer(text):
        kept += [re.sub("[a-zA-Z]", "z", text[begin : mark.start()]), mark[0]]
        begin = mark.end()
    return "".join([*kept, re.sub("[a-zA-Z]", "z", text[begin:])])


def translate(source: Path, into: Path, *options: str) -> int:
    """Run ``normative translate``."""
    return main(["translate", LANGUAGE, "--source", str(source), "--into", str(into), *options])


def fill_in(source: Path, say: Callable[[str], str] = pseudo) -> None:
    """Translate every message that has no translation."""
    for _name, path in catalogues(source / "locale", LANGUAGE):
        catalog = read_catalogue(path)
        for entry in catalog:
            if entry.id and not entry.string:
                entry.string = say(str(entry.id))
        path.write_bytes(render(catalog, LANGUAGE, path.read_text(encoding="utf-8")))


def copy_to_other(source: Path) -> None:
    """Translate into a second language, which has another letter for every one of the first."""
    for name, path in catalogues(source / "locale", LANGUAGE):
        catalog = read_catalogue(path)
        for entry in catalog:
            entry.string = str(entry.string).replace("z", "ع")
        target = catalogue_path(source / "locale", OTHER, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(render(catalog, OTHER, ""))
