"""A good guest: what a project that uses nothing of ours gets when it lists the package, or one of its parts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from docutils.parsers.rst.states import Body
from sphinx.util.console import strip_escape_sequences  # type: ignore[attr-defined]  # re-exported
from sphinx_needs import filter_common, variants

from small_projects import PARTS, BuiltProject, build, write_files, write_project

#: A project as many have them, in which each part of ours would change something if it could.
HOST: Mapping[str, str | bytes] = {
    "README.rst": (
        "Gauge\n=====\n\n.. image:: https://example.org/badge.svg\n   :target: https://example.org\n\n"
        "Reads gauges. :math:`a^2`\n"
    ),
    "docs/conf.py": (
        'project = "Gauge"\nauthor = copyright = "Authors of Gauge"\nversion = release = "1.2"\n'
        'extensions = ["sphinx.ext.todo", "sphinx.ext.ifconfig", "sphinx.ext.autosectionlabel"]\n'
        'html_theme = "alabaster"\nhtml_static_path = ["_static"]\ntemplates_path = ["_templates"]\n'
        'html_css_files = ["tables.css"]\nhtml_js_files = ["search.js"]\nnumfig = True\n'
        'autosectionlabel_prefix_document = True\nhtml_last_updated_fmt = ""\n'
    ),
    "docs/_static/search.js": '"use strict";\n',
    "docs/_static/tables.css": "table { color: inherit; }\n",
    "docs/_static/normative.css": "p { color: inherit; }\n",
    "docs/_templates/layout.html": '{% extends "!layout.html" %}\n{% block footer %}{{ super() }}<p>Foot</p>{% endblock %}\n',
    "docs/index.rst": (
        ".. include:: ../README.rst\n\n.. toctree::\n   :numbered:\n   :caption: Contents\n\n   use\n   deep/more\n\n"
        ".. toctree::\n   :hidden:\n\n   loose\n   blank\n\nSee para. 7 of Section 1.\n\n* :ref:`genindex`\n* :ref:`search`\n"
    ),
    "docs/use.rst": (
        "Use\n===\n\nText with a note. [#first]_ Another. [#]_\n\n.. [#first] In mid-page.\n.. [#] And one more.\n\n"
        ".. raw:: html\n\n   <b onclick='x()'>raw</b>\n\n.. role:: html(raw)\n   :format: html\n\n:html:`<i>in line</i>`\n\n"
        "Formulas\n--------\n\nInline :math:`\\frac{a}{b}`, and see :eq:`law`.\n\n.. math:: E = mc^2\n   :label: law\n\n"
        ".. math::\n\n   a &= b \\\\\n   c &= d\n\nTables\n------\n\n+---+-------+\n| a | * b   |\n+---+-------+\n| c | d     |\n"
        "+---+-------+\n\n.. csv-table:: One\n   :header: x, y\n\n   1, 2\n\n.. figure:: _static/dot.png\n   :name: dot\n\n   A dot\n\n"
        "See :numref:`dot` and :any:`use`.\n\n.. index::\n   pair: alone\n   single: gauge; reading\n   single: ! gauge\n\n.. note: a comment\n\n.. todo:: later\n\n"
        ".. only:: html\n\n   For the web, 'quoted' -- text.\n\n.. unicode:: U+00A9\n\n.. meta::\n   :http-equiv=Refresh: 9\n"
    ),
    "docs/deep/more.rst": (
        "More\n====\n\nPart\n----\n\n`Run <javascript:alert(1)>`_ and `leave <ftp://example.org>`_.\n\n"
        "Detail\n~~~~~~\n\n"
        ".. py:function:: read(gauge)\n\n   Read it.\n\n.. literalinclude:: ../../README.rst\n   :lines: 1-2\n"
    ),
    "docs/loose.rst": (
        ":no-search:\n\nLoose\n=====\n\n.. index:: looseness\n\nLevel\n-----\n\nBelow\n~~~~~\n\nText.\n\nEnd\n===\n\nSkipped\n~~~~~~~\n\n:unknown:`role` and ``code``.\n"
    ),
    # A page without a word.
    "docs/blank.rst": ".. toctree::\n   :hidden:\n\n   use\n",
    "docs/_static/dot.png": bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
        "0000000049454e44ae426082"
    ),
}
#: A text with something of ours in it.
TEXT = (
    "Text\n====\n\n.. obligation:: hear\n   :basis: CONV 3\n\n   States hear everyone, see :provision:`COMP obj. 2`.\n\n"
    ".. coverage:: CONV\n"
)
BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "text", "latex", "man", "gettext")


@pytest.fixture(autouse=True)
def _fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


def output(folder: Path) -> dict[str, bytes]:
    """Return every file of an output, of books what is in them; without what was read, which is stored as pickles."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".epub":
            with ZipFile(path) as book:
                files.update({f"{path.name}!{name}": book.read(name) for name in book.namelist()})
        elif path.is_file() and ".doctrees" not in path.parts:
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files


def build_host(folder: Path, builder: str, *parts: str, parallel: int = 0) -> BuiltProject:
    """Build the project as it is, or with parts of ours beside its extensions."""
    source = write_files(folder, HOST) / "docs"
    settings = source / "conf.py"
    settings.write_text(f"{settings.read_text()}extensions += {list(parts)}\nbibtex_bibfiles = []\n")
    return build(source, builder, into=folder / "out", parallel=parallel)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_project_that_uses_nothing_of_ours_is_the_same_in_every_byte(builder: str, tmp_path: Path) -> None:
    without = build_host(tmp_path / "without", builder)
    guest = build_host(tmp_path / "with", builder, "normative")
    assert output(guest.outdir) == output(without.outdir)
    assert guest.warnings == without.warnings


def test_a_directive_of_the_project_with_one_of_our_names_stays(tmp_path: Path) -> None:
    settings = (
        'extensions = ["normative"]\ndef setup(app):\n    from docutils.parsers.rst.directives.misc import Class\n'
        '    app.add_directive("obligation", Class, override=True)\n'
    )
    source = write_files(tmp_path, {"conf.py": settings, "index.rst": "T\n=\n\n.. obligation:: own\n\n   Text.\n"})
    built = build(source)
    assert built.warnings == []
    assert [paragraph.text for paragraph in built.page().xpath("//p[@class='own']")] == ["Text."]


def test_and_so_it_is_when_read_and_written_in_parallel(tmp_path: Path) -> None:
    without = build_host(tmp_path / "without", "html", parallel=2)
    guest = build_host(tmp_path / "with", "html", "normative", parallel=2)
    assert output(guest.outdir) == output(without.outdir)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_lets_documents_be_read_and_written_in_parallel(part: str, tmp_path: Path) -> None:
    built = build(write_files(tmp_path, {"conf.py": f"extensions = ['{part}']\n", "index.rst": "T\n=\n"}), "dummy")
    assert [built.app.is_parallel_allowed(kind) for kind in ("read", "write")] == [True, True]


def said_again(source: Path, builder: str, into: Path) -> list[str]:
    """Build once more, and return what Sphinx says of settings and documents that it takes for changed."""
    status = strip_escape_sequences(build(source, builder, into=into).app.status.getvalue())
    return [line for line in status.splitlines() if "onfiguration has changed" in line or " added, " in line]


@pytest.mark.parametrize("parts", [*((part,) for part in PARTS), PARTS], ids=" ".join)
def test_an_unchanged_project_is_not_read_again(parts: tuple[str, ...], tmp_path: Path) -> None:
    # Of the style sheets in its settings Sphinx says so in any project.
    build_host(tmp_path / "without", "html")
    build_host(tmp_path / "with", "html", *parts)
    without, guest = (
        said_again(tmp_path / name / "docs", "html", tmp_path / name / "out") for name in ("without", "with")
    )
    assert guest == without
    assert guest[-1] == "updating environment: 0 added, 0 changed, 0 removed"


@pytest.mark.parametrize("builder", ["text", "normative-epub", "normative-pdf", "normative-matrices", "needs"])
def test_nor_is_one_with_paragraphs_for_any_output(builder: str, tmp_path: Path) -> None:
    source = write_project(tmp_path / "source", {"index.rst": TEXT})
    build(source, builder, into=tmp_path / "out")
    again = said_again(source, builder, tmp_path / "out")
    assert again == ["updating environment: 0 added, 0 changed, 0 removed"]


def changed(tmp_path: Path, builder: str, *parts: str, beside: tuple[str, ...] = ()) -> set[str]:
    """Return the names of the files that parts change in an output, or add to it."""
    without = output(build_host(tmp_path / "without", builder, *beside).outdir)
    guest = output(build_host(tmp_path / "with", builder, *beside, *parts).outdir)
    return {name for name in guest.keys() | without.keys() if guest.get(name) != without.get(name)}


def test_the_guard_changes_only_pages_with_something_it_refuses(tmp_path: Path) -> None:
    reports = {"findings.json", "findings.sarif"}
    pages = {"index.txt", "use.txt", "deep/more.txt", "loose.txt"}
    assert changed(tmp_path, "text", "normative.guard") == pages | reports
    page = build(tmp_path / "with" / "docs", "html", into=tmp_path / "with" / "html").page("use")
    assert page.xpath("//b") == []
    assert page.xpath("count(//*[local-name() = 'math'])") == 3
    assert page.xpath("//title")[0].text == "1. Use — Gauge 1.2 documentation"


@pytest.mark.parametrize("builder", ["html", "latex"])
def test_needs_bring_sphinx_needs_and_a_file(builder: str, tmp_path: Path) -> None:
    changes = changed(tmp_path, builder, "normative.needs", beside=("sphinx_needs",))
    if builder == "html":
        assert changes == {".buildinfo", "needs.json", "schema_violations.json"}
    else:
        # What sphinx-needs has for sites is kept out of other outputs.
        assert {Path(name).parts[0] for name in changes} == {"_static", "permalink.html", "schema_violations.json"}


@pytest.mark.parametrize("builder", ["html", "text"])
def test_the_bibliography_brings_sphinxcontrib_bibtex_and_no_more(builder: str, tmp_path: Path) -> None:
    assert changed(tmp_path, builder, "normative.bibliography", beside=("sphinxcontrib.bibtex",)) <= {".buildinfo"}


@pytest.mark.parametrize("builder", BUILDERS)
def test_rebuilding_changes_nothing_in_a_clean_build(builder: str, tmp_path: Path) -> None:
    assert changed(tmp_path, builder, "normative.rebuild") == set()


def test_the_house_labels_headings_and_names_the_site(tmp_path: Path) -> None:
    assert changed(tmp_path, "text", "normative.house") == {"index.txt", "use.txt", "deep/more.txt"}
    lines = (tmp_path / "with" / "out" / "text" / "deep" / "more.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.endswith(("More", "Part", "Detail"))] == ["II. More", "A. Part", "1. Detail"]
    site = build(tmp_path / "with" / "docs", "html", into=tmp_path / "with" / "html")
    page = site.page("loose")
    assert page.xpath("//title")[0].text == "Loose — Gauge"
    assert "_static/normative/normative.css" in "".join(page.xpath("//link/@href"))
    assert (site.outdir / "_static/normative/normative.css").is_file()


def test_notes_of_a_plain_page_keep_their_order_and_place_beside_a_text(tmp_path: Path) -> None:
    plain = (
        "Plain\n=====\n\nOne [#b]_, two [#a]_, three [1]_, four [#]_.\n\n.. [1] By hand.\n.. [#a] First.\n.. [#b] Second.\n\n"
        "Between.\n\n.. [#] Third.\n\nEnd.\n"
    )
    files = {"index.rst": f"{TEXT}\n.. toctree::\n\n   plain\n", "plain.rst": plain}
    page = build(write_project(tmp_path / "ours", files), "text").outdir / "plain.txt"
    settings = {
        "conf.py": 'extensions = ["normative"]\n',
        "index.rst": ".. toctree::\n\n   plain\n",
        "plain.rst": plain,
    }
    without = build(write_files(tmp_path / "without", settings), "text").outdir / "plain.txt"
    said = page.read_text(encoding="utf-8")
    assert "One [3], two [2], three [1], four [4]." in said
    assert said == without.read_text(encoding="utf-8")


SETTINGS: Mapping[str, object] = {
    "bibtex_default_style": "alpha",
    "bibtex_encoding": "utf-8-sig",
    "bibtex_cite_id": "",
    "html_math_renderer": "mathjax",
    "html_title": "Gauge 1.2 documentation",
    "needs_build_json": False,
    "needs_id_regex": "^[A-Z0-9_]{5,}",
    "needs_reproducible_json": False,
    "needs_schema_validation_enabled": True,
    "text_add_secnumbers": True,
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_value_in_conf_py_is_obeyed_even_where_it_is_the_default(name: str, tmp_path: Path) -> None:
    source = write_project(tmp_path, {"index.rst": "T\n=\n"}, configuration=f"{name} = {SETTINGS[name]!r}\n")
    assert build(source).app.config[name] == SETTINGS[name]


def test_so_is_one_in_a_file_of_settings(tmp_path: Path) -> None:
    files = {
        "index.rst": "T\n=\n",
        "own.toml": "[needs]\nreproducible_json = false\nschema_validation_enabled = true\n",
    }
    config = build(write_project(tmp_path, files, configuration='needs_from_toml = "own.toml"\n')).app.config
    assert (config.needs_reproducible_json, config.needs_schema_validation_enabled) == (False, True)


def test_and_one_that_its_setup_has_set(tmp_path: Path) -> None:
    configuration = "def setup(app):\n    app.config.html_title = 'Own'\n"
    source = write_project(tmp_path, {"index.rst": "T\n=\n"}, configuration=configuration)
    assert build(source).page().xpath("//title")[0].text == "T — Own"


def test_what_conf_py_leaves_open_is_set(tmp_path: Path) -> None:
    config = build(write_project(tmp_path, {"index.rst": "T\n=\n"})).app.config
    assert [name for name, value in SETTINGS.items() if config[name] == value] == ["needs_build_json"]


def test_numbers_of_headings_in_text_are_those_of_sphinx_where_conf_py_asks_for_them(tmp_path: Path) -> None:
    pages = {"index.rst": "T\n=\n\n.. toctree::\n   :numbered:\n\n   a\n", "a.rst": "One\n===\n\nTwo\n---\n"}
    source = write_project(tmp_path, pages, configuration="text_add_secnumbers = True\n")
    text = (build(source, "text").outdir / "a.txt").read_text(encoding="utf-8")
    assert text.split("\n")[0] == "1. One"
    assert "1.1. Two" in text


def alone(folder: Path, pages: Mapping[str, str | bytes], *extensions: str, settings: str = "") -> Path:
    """Write a project with the two instruments that lists these extensions only."""
    configuration = f"extensions = {list(extensions)}\n{settings}"
    return write_project(folder, pages, configuration=configuration)


PAGES: Mapping[str, str] = {
    "index.rst": "T\n=\n\n.. toctree::\n\n   text\n   table\n   mention\n   plain\n",
    "text.rst": "Text\n====\n\n.. obligation:: hear\n   :basis: CONV 3\n\n   States hear everyone.\n",
    "table.rst": "Table\n=====\n\n.. coverage:: CONV\n",
    "mention.rst": "Mention\n=======\n\nSee para. :para:`hear`.\n",
    "plain.rst": "Plain\n=====\n\nOf the project.\n",
}
BEFORE = ".. guidance:: begin\n   :basis: CONV 4\n\n   States begin.\n\n"


def test_paragraphs_and_tables_need_no_other_part(tmp_path: Path) -> None:
    settings = 'author = copyright = "Authors"\nversion = "1"\n'
    source = alone(tmp_path, PAGES, "normative", settings=settings)
    for builder in ("epub", "latex", "text", "normative-matrices", "normative-words"):
        assert build(source, builder, into=tmp_path / builder).warnings == []
    code = (
        "import sys; from sphinx.cmd.build import main; "
        f"assert main(['-q', '-E', {str(source)!r}, {str(tmp_path / 'again')!r}]) == 0; "
        "print(sorted({'pybtex', 'sphinxcontrib.bibtex', 'sphinx_needs', 'typst', 'docx'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_only_pages_with_something_of_ours_are_linked_with_it(tmp_path: Path) -> None:
    own = {"own/normative/own.css": "p { color: inherit; }\n"}
    built = build(alone(tmp_path, {**PAGES, **own}, "normative", settings='html_static_path = ["own"]\n'))
    linked = {
        name: {
            address.partition("?")[0].rpartition("normative/")[2]
            for address in built.page(name).xpath("//link/@href | //script/@src")
            if "_static/normative/" in address
        }
        for name in ("index", "text", "table", "mention", "plain", "search", "genindex")
    }
    assert {name: sorted(found) for name, found in linked.items() if name != "table"} == {
        "index": [],
        "text": ["cite.js", "copy.js", "elements.js", "normative.css"],
        "mention": ["normative.css"],
        "plain": [],
        "search": ["elements.js", "find.js", "found.js", "normative.css"],
        "genindex": [],
    }
    assert {"normative.css", "tables.css", "tables.js"} <= linked["table"]
    for name in PAGES:
        if name != "index.rst":
            (built.source / name).write_text(f"{name}\n========\n\nOf the project.\n")
    again = build(built.source)
    left = [path for path in output(again.outdir) if path.startswith(("_static/normative/", "matrices/"))]
    assert left == ["_static/normative/own.css"]


def test_pages_with_our_numbers_are_written_again_and_no_other_is(tmp_path: Path) -> None:
    source = alone(tmp_path, {**PAGES, "loose.rst": ":orphan:\n\nLoose\n=====\n"}, "normative")
    first = build(source)
    before = {path: path.stat().st_mtime_ns for path in first.outdir.glob("*.html")}
    (first.outdir / "left.html").write_text("by hand")
    text = source / "text.rst"
    text.write_text(text.read_text().replace(".. obligation", f"{BEFORE}.. obligation"))
    (source / "loose.rst").unlink()
    again = build(source)
    changed_pages = {path.stem for path, time in before.items() if path.stat().st_mtime_ns != time}
    # The index Sphinx writes itself, for the table of contents that lists what has been read.
    assert changed_pages == {"index", "text", "table", "mention", "genindex", "search"}
    assert "See para. 2." in again.text("mention")
    assert {"left.html", "loose.html"} <= output(again.outdir).keys()


def test_types_of_needs_with_our_names_are_those_of_the_project(tmp_path: Path) -> None:
    settings = 'needs_types = [{"directive": "guidance", "title": "Guide", "prefix": "GUIDE_", "color": "#fff", "style": "node"}]\n'
    pages = {**PAGES, "plain.rst": "Plain\n=====\n\n.. guidance:: A guide\n   :id: GUIDE_1\n\n   Of the project.\n"}
    built = build(alone(tmp_path, pages, "normative", "sphinx_needs", settings=settings))
    assert built.warnings == [
        "directive 'guidance' is already registered and will not be overridden [app.add_directive]"
    ]
    assert built.page("plain").xpath("//*[@id='GUIDE_1']")
    assert built.page("text").xpath("//div[contains(@class, 'normative-paragraph')]/@id") == ["hear"]


def test_the_other_roles_of_the_peer_stay(tmp_path: Path) -> None:
    bib = "@article{a, author={Ann Able}, title={On things}, journal={J}, year={2001}}\n"
    text = "T\n=\n\nSays :footcite:t:`a`, and :footcite:p:`a`. And so it is. :footcite:`a{p. 5}`\n\n.. footbibliography::\n\nSee :cite:`a`.\n\n.. bibliography::\n"
    settings = 'bibtex_bibfiles = ["a.bib"]\n'
    built = build(alone(tmp_path, {"index.rst": text, "a.bib": bib}, "normative.bibliography", settings=settings))
    assert built.warnings == []
    notes = [" ".join(note.text_content().split()) for note in built.page().xpath("//*[@role='doc-footnote']")]
    assert len(notes) == 2
    assert "Says Able[1]" in built.text()
    assert built.page().xpath("//*[@role='doc-biblioentry']")


@pytest.mark.parametrize("role", [":footcite:`a`", ":footcite:t:`a`", ":cite:`a`"])
def test_footnotes_have_the_heading_of_the_peer_where_there_are_any(role: str, tmp_path: Path) -> None:
    bib = "@article{a, author={Ann Able}, title={On things}, journal={J}, year={2001}}\n"
    settings = 'bibtex_bibfiles = ["a.bib"]\nbibtex_footbibliography_header = ".. rubric:: Notes"\n'
    text = f"T\n=\n\nSays {role}.\n\n.. footbibliography::\n\n.. bibliography::\n"
    built = build(alone(tmp_path, {"index.rst": text, "a.bib": bib}, "normative.bibliography", settings=settings))
    assert built.warnings == []
    headings = [rubric.text for rubric in built.page().xpath("//p[@class='rubric']")]
    assert headings == ([] if role.startswith(":cite") else ["Notes"])


def test_what_is_changed_in_other_packages_is_as_before_when_a_build_is_over(tmp_path: Path) -> None:
    read_table = Body.table
    page = "T\n=\n\n+---+\n| a |\n+---+\n\n.. needtable::\n   :filter: type == 'obligation'\n"
    built = build(write_project(tmp_path, {"index.rst": page}))
    assert built.warnings == []
    assert Body.table is read_table
    assert {"eval", "compile"}.isdisjoint({*vars(filter_common), *vars(variants)})
