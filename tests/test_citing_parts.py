"""Parts that can be cited: items of paragraphs, notes on relations, and pages under the names that they had."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import MakeProject
from normative.check.findings import check_source
from normative.commands import main
from small_projects import BuiltProject, build, folded, rewriting, write_files, write_project

TEXT = """\
Text
====

.. toctree::

   other

.. obligation:: remedy
   :basis: CONV 3

   States provide:

   (a) a hearing;
   (b) _`legal aid`, which is

       (i) free;
       (ii) at once.

   See para. :para:`remedy (a)`, para. :para:`remedy (legal-aid)`, para. :para:`remedy (legal aid) (ii)` and
   :para:`the second <remedy (b) (ii)>`.

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Both say so.

.. gap:: CONV 4
   :counterpart: COMP

   It has none.
"""
OTHER = "Other\n=====\n\nAs in para. :para:`remedy (b)` and para. :para:`remedy (legal aid)`.\n"


INDEX = TEXT.replace("(legal aid) (ii)", "(b) (ii)")
#: An item before that with a name, and what the letters were of is said by them as they are now.
ONE_MORE = ("   (a) a hearing;\n   (b) _`legal", "   (a) a hearing;\n   (b) a judge;\n   (c) _`legal")
LONGER = INDEX.replace(*ONE_MORE).replace("remedy (b) (ii)", "remedy (c) (ii)")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    configuration = 'normative_redirects = {"old/text": "other", "gone": "nowhere", "index": "other"}\n'
    pages = {"index.rst": INDEX, "other.rst": OTHER}
    return write_project(tmp_path_factory.mktemp("parts") / "source", pages, configuration=configuration)


@pytest.fixture(scope="module")
def site(source: Path) -> BuiltProject:
    return build(source)


HEADED = """\
On para. :para:`two`
====================

.. contents::

.. _below:

What ``is`` in para. :para:`two (b)`, :para:`words <two>`
---------------------------------------------------------

.. guidance:: one

   See :ref:`below`.

.. guidance:: two

   (a) be;
   (b) be well.

.. paragraph-list::
"""


def test_headings_print_numbers_of_paragraphs_wherever_they_are_shown(tmp_path: Path) -> None:
    index = ".. title:: Long\n\nOf :para:`two`\n=============\n\nSee :doc:`text`.\n\n.. toctree::\n\n   text\n"
    source = write_project(tmp_path / "source", {"index.rst": index, "text.rst": HEADED})
    for number, first in ((2, ".. guidance:: one"), (3, ".. guidance:: new\n\n   Be.\n\n.. guidance:: one")):
        # Another paragraph before moves the numbers, and with them pages that were not edited.
        write_files(source, {"text.rst": HEADED.replace(".. guidance:: one", first)})
        site = build(source)
        title, below = f"On para. {number}", f"What is in para. {number} (b), words"
        assert folded(site.page().xpath("//title")[0]).startswith("Long")
        assert folded(site.page("text").xpath("//a[@accesskey='U'] | //li[@class='nav-item nav-item-0']")[0]) != ""
        assert f"See {title}." in site.text()
        assert [folded(item) for item in site.page().xpath("//*[@class='toctree-wrapper compound']//a")] == [
            title,
            below,
        ]
        page = site.page("text")
        assert folded(page.xpath("//title")[0]).startswith(title)
        assert f"See {below}." in site.text("text")
        assert [folded(cell) for cell in page.xpath("//table//td[last()]")] == [f"{title} / {below}"] * number
        assert [folded(item) for item in page.xpath("//nav[contains(@class, 'contents')]//a")] == [title, below]


def test_headings_that_name_paragraphs_have_other_roles_too(make_project: MakeProject) -> None:
    index = "Of :guilabel:`some` and para. :para:`two`\n=========================================\n\n.. guidance:: two\n\n   Be.\n"
    built = make_project({"index.rst": f"{index}\n.. paragraph-list::\n"})
    assert built.warnings == []
    assert folded(built.page().xpath("//title")[0]).startswith("Of some and para. 1")
    assert folded(built.page().xpath("//table//td[last()]")[0]) == "Of some and para. 1"


def test_items_are_printed_with_the_number_of_their_paragraph_and_linked(site: BuiltProject) -> None:
    page = site.page()
    assert "See para. 1 (a), para. 1 (b), para. 1 (b) (ii) and the second." in site.text()
    links = page.xpath("//a[contains(@href, '--')]")
    assert [(folded(link), link.get("href")) for link in links] == [
        ("1", "#remedy--a"),
        ("(a)", "#remedy--a"),
        ("1", "#remedy--b"),
        ("(b)", "#remedy--b"),
        ("1", "#remedy--b-ii"),
        ("(b) (ii)", "#remedy--b-ii"),
        ("the second", "#remedy--b-ii"),
    ]
    assert folded(page.xpath("//li[@id='remedy--b-ii']")[0]) == "at once."
    assert "As in para. 1 (b) and para. 1 (b)." in site.text("other")
    assert site.page("other").xpath("//a[@href='index.html#remedy--b']")


def test_notes_on_relations_have_addresses(site: BuiltProject) -> None:
    found = [item.get("id") for item in site.page().xpath("//div[contains(@class, 'relation')]")]
    assert found == ["relation--conv-art-3--comp-obj-2", "gap--conv-art-4--comp"]


def test_an_old_address_leads_to_the_new_one(site: BuiltProject) -> None:
    old = (site.outdir / "old" / "text.html").read_text(encoding="utf-8")
    assert 'location.replace("../other.html" + location.hash)' in old
    assert '<a href="../other.html">Other</a>' in old
    assert site.warnings == [
        "conf.py:1: normative_redirects: 'gone' leads to 'nowhere', which is no page; nearest are other [normative.document-setting]",
        "conf.py:1: normative_redirects: 'index' is a page, and stays one; remove it from the list [normative.document-setting]",
    ]


def test_a_name_follows_its_item_and_letters_are_looked_for(tmp_path: Path) -> None:
    source = write_project(tmp_path / "source", {"index.rst": INDEX, "other.rst": OTHER})
    build(source)
    rewriting("index.rst", *ONE_MORE)(source)
    built = build(source, freshenv=False)
    assert built.warnings == [
        f"index.rst:{line}: paragraph 'remedy' has no item '(b) (ii)'; it has (a), (b), (c), (c) (i), (c) (ii), or write a name "
        "that stands in one: (b) _`legal aid` [normative.unknown-paragraph]"
        for line in (20,)
    ]
    # Also on a page that was not read again.
    assert "As in para. 1 (b) and para. 1 (c)." in built.text("other")
    assert check_source(source) == []


def test_a_redline_takes_a_name_for_the_letters_that_it_prints(tmp_path: Path) -> None:
    source = write_project(tmp_path / "source", {"index.rst": LONGER, "other.rst": OTHER})
    into = f"--into={tmp_path / 'build'}"
    rewriting("index.rst", ":para:`remedy (c) (ii)`", ":para:`remedy (legal-aid) (ii)`")(source)
    assert main(["freeze", "1", f"--source={source}", into, "--allow-changes"]) == 1
    rewriting("index.rst", ":para:`remedy (legal-aid) (ii)`", ":para:`remedy (c) (ii)`")(source)
    assert main(["freeze", "1", f"--source={source}", into, "--allow-changes"]) == 0
    rewriting("index.rst", ":para:`remedy (a)`", ":para:`remedy (a)` at last")(source)
    rewriting("index.rst", "para. :para:`remedy (legal-aid)`", "para. :para:`remedy (c)`")(source)
    page = build(source, into=tmp_path / "site", confoverrides={"normative_redline": "1"}).page()
    assert [item.xpath("string(text())") for item in page.xpath("//del | //ins")] == [" at last"]


def test_other_outputs_print_the_same(tmp_path: Path) -> None:
    source = write_project(tmp_path / "source", {"index.rst": LONGER, "other.rst": OTHER})
    text = build(source, "text", into=tmp_path / "text")
    assert "As in para.\xa01 (b) and para.\xa01 (c)." in (text.outdir / "other.txt").read_text(encoding="utf-8")
    for builder in ("normative-pdf", "normative-docx"):
        assert build(source, builder, into=tmp_path / builder).warnings == []
