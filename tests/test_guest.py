"""A good guest: what a project that uses nothing of ours gets when it lists the package, or one of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from sphinx.util.console import strip_escape_sequences  # type: ignore[attr-defined]  # re-exported

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
        'def setup(app):\n    app.add_directive("obligation", __import__("docutils.parsers.rst.directives.misc", '
        'fromlist=["Class"]).Class, override=True)\n'
    ),
    "docs/_static/search.js": '"use strict";\n',
    "docs/_static/tables.css": "table { color: inherit; }\n",
    "docs/_static/normative.css": "p { color: inherit; }\n",
    "docs/_templates/layout.html": '{% extends "!layout.html" %}\n{% block footer %}{{ super() }}<p>Foot</p>{% endblock %}\n',
    "docs/index.rst": (
        ".. include:: ../README.rst\n\n.. toctree::\n   :numbered:\n   :caption: Contents\n\n   use\n   deep/more\n\n"
        ".. toctree::\n   :hidden:\n\n   loose\n\n* :ref:`genindex`\n* :ref:`search`\n"
    ),
    "docs/use.rst": (
        "Use\n===\n\nText with a note. [#first]_ Another. [#]_\n\n.. [#first] In mid-page.\n.. [#] And one more.\n\n"
        ".. raw:: html\n\n   <b onclick='x()'>raw</b>\n\n.. role:: html(raw)\n   :format: html\n\n:html:`<i>in line</i>`\n\n"
        "Formulas\n--------\n\nInline :math:`\\frac{a}{b}`, and see :eq:`law`.\n\n.. math:: E = mc^2\n   :label: law\n\n"
        ".. math::\n\n   a &= b \\\\\n   c &= d\n\nTables\n------\n\n+---+-------+\n| a | * b   |\n+---+-------+\n| c | d     |\n"
        "+---+-------+\n\n.. csv-table:: One\n   :header: x, y\n\n   1, 2\n\n.. figure:: _static/dot.png\n   :name: dot\n\n   A dot\n\n"
        "See :numref:`dot` and :any:`use`.\n\n.. index:: gauge; reading\n\n.. note: a comment\n\n.. todo:: later\n\n"
        ".. only:: html\n\n   For the web, 'quoted' -- text.\n\n.. unicode:: U+00A9\n\n.. meta::\n   :http-equiv=Refresh: 9\n"
    ),
    "docs/deep/more.rst": (
        "More\n====\n\nPart\n----\n\n`Run <javascript:alert(1)>`_ and `leave <ftp://example.org>`_.\n\n"
        ".. obligation:: own-class\n\n   A directive of the project's own.\n\nDetail\n~~~~~~\n\n"
        ".. py:function:: read(gauge)\n\n   Read it.\n\n.. literalinclude:: ../../README.rst\n   :lines: 1-2\n"
    ),
    "docs/loose.rst": "Loose\n=====\n\nSkipped\n~~~~~~~\n\nLevel\n-----\n\n:unknown:`role` and ``code``.\n",
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
    settings.write_text(settings.read_text() + f"extensions += {list(parts)}\n")
    return build(source, builder, into=folder / "out", parallel=parallel)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_project_that_uses_nothing_of_ours_is_the_same_in_every_byte(builder: str, tmp_path: Path) -> None:
    without = build_host(tmp_path / "without", builder)
    guest = build_host(tmp_path / "with", builder, "normative")
    assert output(guest.outdir) == output(without.outdir)
    assert guest.warnings == without.warnings


def test_and_so_it_is_when_read_and_written_in_parallel(tmp_path: Path) -> None:
    without = build_host(tmp_path / "without", "html", parallel=2)
    guest = build_host(tmp_path / "with", "html", "normative", parallel=2)
    assert output(guest.outdir) == output(without.outdir)


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
