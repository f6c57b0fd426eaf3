"""A draft shown as it was, and the text with what has changed since, as somebody has looked at them and approved them.

The draft has every kind of block, of words and of section, and each of them has been changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from pdf_project import PdfProject
from word_file import WordFile

from approved import assert_approved, head_text, in_lines
from normative.commands.freeze import main as freeze
from small_projects import build, write_files, write_project

INDEX = "Index\n=====\n\n.. toctree::\n\n   first\n   beside\n   last\n"
BESIDE = "Beside\n======\n\nWords that no draft holds.\n\nPart of it\n----------\n\nMore.\n"
FIRST = """\
First
=====

Words between.

.. obligation:: hear
   :basis: CONV 3 (1); COMP obj. 1
   :holder: workers

   States hear *every* **person** before a ``code`` of H\\ :sub:`2`\\ O and m\\ :sup:`2`, see para. :para:`list` and
   :para:`the one below <last>`, under :provision:`CONV 4` and :quote:`words of old <CONV 1>`. [#one]_ [#two]_

   :voice:`reading` The Committee reads more into it, :math:`a^2`. [#three]_

Deep
----

Deeper
~~~~~~

.. _enumeration:

.. guidance:: list
   :basis: CONV 10

   Opening of the list:

   (a) First item; [#one]_

       behind it

   (b) Second item:

       (i) inner one;
       (ii) inner two;

           Quoted within.

   * bullet one;
   * bullet two.

   1. counted.

      * not lettered;

        1. deeper,

           (a) deepest.

.. paragraph:: blocks
   :status: agreed

       A quotation of nobody.

       Of two paragraphs.

   .. quote:: CONV 2

      Words of the treaty.

   ::

      literal  words

   .. math:: a / b

   After all.

       Quoted once more.

   .. math:: 2 c

Other
-----

.. paragraph:: moved

   A paragraph that will be moved to the end of everything and has words of its own.

.. paragraph:: gone

   - A point that nobody needs;
   - another one.

.. [#one] The first note.
.. [#two] The second note, on *more*.
.. [#three] Where it does.
"""
LAST = """\
Last
====

.. paragraph:: last

   Last words of the text, which stay as they are, with a note. [#]_

.. [#] A note of the last page.

.. commitment:: split
   :basis: COMP obj. 2

   One half is about the return of persons to their homes. The other half is about the work of persons at home.
"""
NAMES = ("first", "beside", "last", "bare")
BARE = ":orphan:\n\n.. paragraph:: bare\n\n   Words under no heading. [#]_\n\n.. [#] Their note.\n"
EDITS = (
    ("see para. :para:`list`", "see :para:`list`"),
    ("*every* **person**", "*each* **person** of age"),
    (" [#one]_ [#two]_", " [#two]_"),
    ("on *more*", "on less"),
    ("First item; [#one]_", "First item, changed; [#one]_ [#new]_"),
    ("   * bullet two.\n", "   * bullet new;\n   * bullet two.\n"),
    ("       (i) inner one;\n       (ii) inner two;\n", "       (i) inner two;\n"),
    ("   :basis: CONV 10\n", "   :basis: CONV 3\n"),
    ("   :status: agreed\n", ""),
    (" of nobody", " of somebody"),
    ("      literal  words", "      literal  new words"),
    (".. math:: a / b", ".. math:: a / c"),
    ("The Committee reads", "Still, the Committee reads"),
    (".. [#two]", ".. [#new] A new note.\n.. [#two]"),
)
MOVED = (
    ".. paragraph:: moved\n\n   A paragraph that will be moved to the end of everything and has words of its own.\n\n"
)
NEW = ".. paragraph:: new\n\n   Nothing of this was there before. [#]_\n\n.. [#] Nor was this note.\n"
HALVES = """\
.. commitment:: split
   :basis: COMP obj. 2

   One half is about the return of persons to their homes.

.. commitment:: half
   :was: split
   :basis: COMP obj. 2

   The other half is about the work of persons at home.

"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which draft 1 was frozen before all of it was changed."""
    folder = tmp_path_factory.mktemp("drafts")
    pages = {"index.rst": INDEX, "first.rst": FIRST, "beside.rst": BESIDE, "last.rst": LAST, "bare.rst": BARE}
    source = write_project(folder / "source", pages, configuration="smartquotes = False\n")
    assert freeze(["1", "--date=2026-11-20", f"--source={source}", f"--into={folder}"]) == 0
    first = FIRST
    for old, new in EDITS:
        assert first.count(old) == 1, old
        first = first.replace(old, new)
    first = first.replace(MOVED, "")
    first = first[: first.index(".. paragraph:: gone")] + first[first.index(".. [#one]") :]
    last = LAST[: LAST.index(".. commitment")] + HALVES + MOVED + NEW
    write_files(source, {"first.rst": first, "last.rst": last})
    return source


def pages(folder: Path) -> str:
    found = [html.parse(folder / f"{name}.html") for name in NAMES]
    bodies = (page.xpath("//div[@class='body']")[0] for page in found)
    return "".join([*map(head_text, found), *(in_lines(html.tostring(body, encoding="unicode")) for body in bodies)])


def test_the_file_of_a_draft_is_as_approved(project: Path) -> None:
    assert_approved("draft", (project / "drafts" / "1" / "draft.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("setting", ["shown", "redline"])
def test_pages_of_a_draft_are_as_approved(setting: str, project: Path) -> None:
    built = build(project, into=project.parent / setting, confoverrides={f"normative_{setting}": "1"})
    assert built.warnings == []
    assert_approved(f"page-{setting}", pages(built.outdir))


def test_documents_with_changes_are_as_approved(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    redline = {"normative_redline": "1"}
    built = build(project, "normative-pdf", into=project.parent / "redline", confoverrides=redline)
    (markup,) = (built.app.doctreedir / "typst").glob("*/document.typ")
    assert_approved("typst-redline", PdfProject(pdf_path=markup, markup_path=markup, warnings="").settings_and_markup)
    (path,) = build(project, "normative-docx", into=project.parent / "redline", confoverrides=redline).outdir.glob(
        "*.docx"
    )
    assert_approved("word-redline", in_lines(WordFile(path).parts["word/document.xml"].decode()))
    assert_approved("word-redline-notes", in_lines(WordFile(path).parts["word/footnotes.xml"].decode()))


def test_files_for_other_systems_are_as_approved(project: Path) -> None:
    built = build(project, "normative-exchange", into=project.parent / "exchange")
    assert built.warnings == []
    for name in ("changes-1-text", "draft-1"):
        markup = (built.outdir / "akoma-ntoso" / f"{name}.xml").read_text(encoding="utf-8")
        root: Any = etree.fromstring(markup.encode())
        names = root.xpath("//@eId")
        assert len(names) == len(set(names))
        assert_approved(f"exchange-all-{name}", in_lines(markup))


def test_plain_text_is_as_approved(project: Path) -> None:
    built = build(project, "text", into=project.parent / "redline")
    assert_approved(
        "plain-draft", "".join((built.outdir / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES)
    )
