"""Whatever is wrong with its files, a build ends with findings, without a traceback, and with every word of the text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import MakeProject
from normative.commands.stops import unread
from small_projects import build, write_files, write_project, written

HEAD = "Title\n=====\n\nKept before.\n\n"
TAIL = "\n\nKept after.\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)

#: Faults for which docutils drops a directive or a table, each with the line it names.
FAULTS = {
    "unknown directive": (".. obligaton:: one\n   :basis: CONV 1\n\n   Words one.\n\n   Words two.", 6),
    "unknown option": (".. note::\n   :bad: option\n\n   Words one.", 6),
    "uneven list table": (".. list-table::\n\n   * - Words one.\n   * - Words two.\n     - Words three.", 6),
    "list table without a list": (".. list-table::\n\n   Words one.", 6),
    "drawn table": ("+-----+\n| Words one.\n+-----+", 7),
    "simple table": ("===== =====\nA Words one\n===== =====", 7),
    "table of values": ('.. csv-table::\n   :header: a\n\n   "Words one.', 6),
    "figure": (".. figure::\n\n   Words one.", 6),
    "admonition without a title": (".. admonition::\n\n   Words one.", 6),
    "title in a note": (".. note::\n\n   Words one\n   ---------\n\n   Words two.", 9),
    "title beyond the first": ("Words one\n---------\n\nWords two\n~~~~~~~~~\n\nWords three.\n\nWords four\n+++++++++\n\nWords five\n!!!!!!!!!\n", None),
    "overline that is not closed": ("=========\nWords one\n\nWords two.", 6),
    "role": ("Words one :unknown:`Words two` Words three.", 6),
    "substitution": ("Words one |none| Words two.", 6),
    "include that is missing": (".. include:: none.txt\n\nWords one.", 6),
    "image that is missing": (".. image:: none.png\n   :alt: A dot\n\nWords two.", 6),
    "emphasis that is not closed": ("Words one *Words two.", 6),
    "target twice": (".. _a: Words\n.. _a: https://example.org\n\nWords one.", 7),
    "too short a line": ("Words one\n-----\n\nWords two.", 7),
}  # fmt: skip

BOOK = "@book{known, title = {Known}, author = {Body}, year = 2000, publisher = {P}, address = {G}}\n"


@pytest.mark.parametrize("name", FAULTS)
def test_what_docutils_cannot_read_is_printed_once(name: str, make_project: MakeProject) -> None:
    source, line = FAULTS[name]
    built = make_project({"index.rst": HEAD + source + TAIL})
    places = [int(found[1]) for found in re.finditer(r"index\.rst:(\d+): ", "\n".join(built.warnings))]
    assert line is None or line in places, built.warnings
    (body,) = built.page().xpath("//div[@class='body']")
    text = " ".join(body.text_content().split())
    words = re.findall(r"Words \w+", source)
    assert {word: text.count(word) for word in words} == dict.fromkeys(words, 1)
    assert "Kept before." in text
    assert "Kept after." in text


#: Files that cannot be what they should be; a name that ends with a slash is a folder.
FILES: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "folder for an instrument": (
        {"instruments/z/instrument.toml/x": ""},
        ["instruments/z/instrument.toml:1: instrument.toml: cannot be read (is a directory); let it be a file that may be read [normative.instrument-data]"],
    ),
    "folders for provisions, relations, words and States": (
        {
            "instruments/a/instrument.toml": 'key = "A"\ntitle = "A"\nstanding = "binding"\n',
            "states/states.toml": 'as_of = "now"\n',
            **dict.fromkeys(("instruments/a/provisions.csv/x", "instruments/gaps.csv/x", "vocabulary/terms.csv/x", "states/states.csv/x"), ""),
        },
        [
            f"{name}:1: {name.rpartition('/')[2]}: cannot be opened (is a directory); close it in the spreadsheet, or give read permission [normative.instrument-data]"
            for name in ("instruments/a/provisions.csv", "instruments/gaps.csv", "states/states.csv", "vocabulary/terms.csv")
        ],
    ),
    "name with a character that cannot be seen": (
        {"a\x01b.rst": ":orphan:\n\nOther\n=====\n"},
        ["a[U+0001]b.rst:1: 'a[U+0001]b' has characters that cannot be seen; rename the file [normative.file-name]"],
    ),
    "name that is not UTF-8": (
        {os.fsdecode(b"gr\xfcn.rst"): "Other\n=====\n"},
        ["gr[U+DCFC]n.rst:1: the file has a name that is not UTF-8 and is left out; rename it [normative.file-name]"],
    ),
    "names for tables that are none for files": (
        {"b.rst": ":orphan:\n\nB\n=\n\n.. coverage:: CONV\n   :name: con\n\n.. coverage:: COMP\n   :name: ../x\n"},
        [
            "b.rst:7: coverage: name 'con' is kept for other files; choose another [normative.bad-option]",
            "b.rst:10: coverage: name '../x' is not allowed; write lower-case letters, digits and hyphens [normative.bad-option]",
        ],
    ),
    "bytes of other programs": (
        {"c.rst": b":orphan:\n\nB\n=\n\n" + bytes(range(256)).replace(b"\n", b"").replace(b"\r", b"")},
        [
            "c.rst:6: byte 0x80 at position 141 of the file is not UTF-8 (one of 128) and is read as '\u20ac', which may be wrong; save the file as UTF-8 [normative.file-encoding]",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_none(name: str, make_project: MakeProject) -> None:
    files, expected = FILES[name]
    built = make_project({"index.rst": HEAD, **files})
    assert [line for line in built.warnings if line in expected] == expected
    assert "Kept before." in built.text()


def test_links_out_of_the_project_are_not_followed(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {"secret.rst": "SECRET\n======\n", "secret.csv": "SECRET,x\n", "secret.png": PNG, "folder/x.rst": "SECRET\n"},
    )
    source = write_project(
        tmp_path / "source",
        {
            "index.rst": f"{HEAD}.. image:: a.*\n   :alt: An image\n\n.. toctree::\n   :glob:\n\n   *\n",
            "rows.csv": "provision\nobj. 1\n",
        },
    )
    (source / "b.rst").symlink_to(tmp_path / "secret.rst")
    (source / "c").symlink_to(tmp_path / "folder")
    (source / "a.png").symlink_to(tmp_path / "secret.png")
    (source / "none.rst").symlink_to(tmp_path / "nothing")
    (source / "instruments/gaps.csv").symlink_to(tmp_path / "secret.csv")
    (source / "instruments/more").mkdir()
    (source / "instruments/more/instrument.toml").symlink_to(tmp_path / "secret.csv")
    (source / "instruments/comp/provisions.csv").unlink()
    (source / "instruments/comp/provisions.csv").symlink_to(source / "rows.csv")
    built = build(source)
    out = "is a link to a file outside the folder 'instruments' and is not read; copy that file here [normative.outside-file]"
    left = "the file is a link to one outside the source folder and is left out; copy that one here [normative.outside-file]"
    assert [line for line in built.warnings if "normative." in line] == [
        f"b.rst:1: {left}",
        f"c/x.rst:1: {left}",
        "index.rst:6: the image 'a.*' lies outside the source folder, so its description stands there; copy it there [normative.outside-file]",
        f"instruments/comp/provisions.csv:1: provisions.csv: {out}",
        f"instruments/gaps.csv:1: gaps.csv: {out}",
        f"instruments/more/instrument.toml:1: instrument.toml: {out}",
    ]  # fmt: skip
    assert [name for name, content in written(built.outdir).items() if b"SECRET" in content or content == PNG] == []


def test_what_is_refused_in_an_included_file_is_told_of_that_file(tmp_path: Path) -> None:
    pages = {"index.rst": f"{HEAD}.. include:: extra.inc\n", "extra.inc": "Words.\n\n.. raw:: html\n\n   <b>x</b>\n"}
    (warning,) = build(write_project(tmp_path, pages)).warnings
    assert warning.startswith("extra.inc:3: ")


@pytest.mark.parametrize("builder", ["html", "normative-epub", "normative-pdf", "normative-docx", "normative-matrices"])
def test_links_beside_the_text_are_not_followed(builder: str, tmp_path: Path) -> None:
    """In folders that ``conf.py`` names, and behind links that are called like folders of data."""
    secret = "@misc{a, title = {SECRET}, date = {2001}}\n"
    write_files(
        tmp_path, {"secret.txt": "SECRET\n", "secret.bib": secret, "secret.png": PNG, "folder/x.txt": "SECRET\n"}
    )
    text = (
        ".. include:: states/x.txt\n\n.. literalinclude:: l.txt\n\n.. literalinclude:: kept.txt\n   :diff: l.txt\n\n"
        ".. csv-table::\n   :file: l.txt\n\n.. figure:: l.png\n   :alt: A figure\n\n.. include:: extra/../../secret.txt\n\n"
        ":download:`one <l.txt>` :download:`two <states/x.txt>` :footcite:`a`\n"
    )
    settings = (
        'bibtex_bibfiles = ["l.bib"]\nhtml_extra_path = ["extra"]\nhtml_static_path = ["static"]\nhtml_logo = "l.png"\n'
    )
    pages: dict[str, str | bytes] = {"index.rst": HEAD + text}
    pages |= {"kept.txt": "Kept.\n", "extra/kept.txt": "Kept.\n", "static/sub/kept.txt": "Kept.\n"}
    source = write_project(tmp_path / "source", pages, configuration=settings)
    for link, target in {
        "l.txt": "secret.txt",
        "l.bib": "secret.bib",
        "l.png": "secret.png",
        "states": "folder",
        "extra/l.txt": "secret.txt",
        "extra/d": "folder",
        "static/sub/l.txt": "secret.txt",
        "static/d": "folder",
    }.items():
        (source / link).symlink_to(tmp_path / target)
    built = build(source, builder)
    copied = written(built.outdir)
    assert [name for name, content in copied.items() if b"SECRET" in content or content == PNG] == []
    assert len([line for line in built.warnings if "[normative.outside-file]" in line]) >= 9
    if builder == "html":
        assert {"kept.txt", "_static/sub/kept.txt"} <= copied.keys()


def test_a_folder_that_conf_py_names_may_be_taken_from(tmp_path: Path) -> None:
    write_files(tmp_path, {"shared/part.rst": "Shared words.\n", "shared/a.png": PNG})
    pages = {"index.rst": f"{HEAD}.. include:: ../shared/part.rst\n\n.. image:: ../shared/a.png\n   :alt: An image\n"}
    built = build(write_project(tmp_path / "source", pages, configuration='normative_folders = ["../shared"]\n'))
    assert built.warnings == []
    assert "Shared words." in built.text()
    assert (built.outdir / "_images" / "a.png").exists()


def test_refused_markup_is_printed_as_it_is_written(make_project: MakeProject) -> None:
    text = ".. role:: h(raw)\n   :format: html\n\nA :h:`<i id='italic'>y \\\\ z</i>`.\n"
    built = make_project({"index.rst": HEAD + text})
    assert [warning.rpartition(" [")[2] for warning in built.warnings] == ["normative.raw-markup]"]
    assert "A <i id='italic'>y \\\\ z</i>." in built.text()


def test_raw_markup_can_be_allowed(make_project: MakeProject) -> None:
    text = (
        ".. raw:: html\n\n   <b id='bold'>x</b>\n\n.. role:: h(raw)\n   :format: html\n\nA :h:`<i id='italic'>y</i>`.\n"
    )
    built = make_project({"index.rst": HEAD + text}, configuration="normative_raw = True\n")
    assert built.warnings == []
    assert [name for name in ("bold", "italic") if not built.page().xpath(f"//*[@id='{name}']")] == []


def test_a_table_of_contents_that_leads_back_is_mended_by_an_edit(tmp_path: Path) -> None:
    contents = ".. toctree::\n\n   {}\n"
    source = write_project(
        tmp_path, {"index.rst": HEAD + contents.format("a"), "a.rst": "A\n=\n\n" + contents.format("index")}
    )
    message = "a.rst:4: the table of contents lists 'index', under which 'a' stands itself; remove it [normative.circular-contents]"
    assert message in build(source).warnings
    (source / "b.rst").write_text(":orphan:\n\nB\n=\n", encoding="utf-8")
    assert message in build(source).warnings, "a build that reads other files alone"
    (source / "a.rst").write_text("A\n=\n", encoding="utf-8")
    assert build(source).warnings == []


def test_cells_of_tables_name_their_lines(make_project: MakeProject) -> None:
    table = '.. csv-table::\n\n   "a","b\n\n   .. obligation:: one\n\n      Text :para:`none`"\n   c,"d\n   e :para:`nobody`"\n'
    nested = ".. list-table::\n\n   * - .. list-table::\n\n          * - x\n            - .. obligation:: two\n\n                 Text :para:`nothing`.\n"
    drawn = "+---------------------+----------------+\n| A                   | b :para:`nil`  |\n+=====================+================+\n| .. guidance:: three | c              |\n|                     |                |\n|    Text :para:`no`  | d :para:`not`  |\n+---------------------+----------------+\n"
    simple = "=  ===========\nA  B\n=  ===========\ne  :para:`nay`\n=  ===========\n"
    source = f"{HEAD}{table}\n{nested}\n{drawn}\n{simple}"
    lines = source.split("\n")
    places = {
        name: next(number for number, line in enumerate(lines, 1) if name in line)
        for name in ("none", "d", "nothing", "nil", "no`", "not`", "nay")
    }
    found = {
        re.findall(r"'([a-z-]+)'", line)[0]: int(line.split(":")[1])
        for line in make_project({"index.rst": source}).warnings
        if "unknown paragraph" in line
    }
    assert found == {
        "none": places["none"],
        "nobody": places["none"] + 1,
        "nothing": places["nothing"],
        "nil": places["nil"],
        "no": places["no`"],
        "not": places["not`"],
        "nay": places["nay"],
    }


@pytest.mark.parametrize("builder", ["text", "latex", "html", "normative-pdf", "normative-docx", "normative-epub"])
def test_tables_in_cells_stop_no_output(builder: str, make_project: MakeProject) -> None:
    table = ".. list-table:: Inner\n\n   * - One\n     - .. csv-table::\n\n          Two, Three\n"
    nested = "\n".join(f"       {line}" for line in table.split("\n"))
    rule = "\n- (a) +---+---+\n    \nText.\n"
    built = make_project(
        {"index.rst": f"{HEAD}.. list-table:: Outer\n\n   * - A\n     - B\n   * - C\n     - D\n\n{nested}\n{rule}"},
        builder,
    )
    assert [line for line in built.warnings if "PDF" in line or "Traceback" in line] == []
    if builder == "text":
        text = (built.outdir / "index.txt").read_text(encoding="utf-8")
        assert [word for word in ("Outer", "Inner", "One", "Two", "Three", "Text.") if word not in text] == []


def awful(folder: Path) -> Path:
    """Write a project that has every fault at once, and a few that only a command line meets."""
    pages: dict[str, str | bytes] = {
        "index.rst": HEAD
        + "\n\n".join(source for source, _ in FAULTS.values())
        + "\n\n.. toctree::\n   :glob:\n\n   *\n"
    }
    for files, _ in FILES.values():
        pages |= files
    pages["wide.rst"] = "Wide\n====\n".encode("utf-16")
    pages["back.rst"] = "Back\n====\n\n.. toctree::\n\n   index\n"
    pages["sources.bib"] = b"@misc{a, title = {\xff\n"
    return write_project(folder / "source", pages, configuration='bibtex_bibfiles = ["sources.bib", "none.bib"]\n')


@pytest.mark.parametrize("builder", ["html", "normative-pdf", "normative-matrices", "text", "latex"])
def test_a_project_with_every_fault_fails_the_gate_without_a_traceback(builder: str, tmp_path: Path) -> None:
    source = awful(tmp_path)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "sphinx",
        "-n",
        "-W",
        "-E",
        "-q",
        "-b",
        builder,
        source,
        tmp_path / "out",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace", timeout=300)
    assert done.returncode != 0
    for crash in ("Traceback", "Sphinx version", "Extension error", "exception"):
        assert crash not in done.stderr
    assert len(re.findall(r"\[normative\.[a-z-]+\]", done.stderr)) > 10
    assert any((tmp_path / "out").iterdir())


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "f" * 5000])
def test_a_number_of_thousands_of_digits_is_a_finding(number: str, make_project: MakeProject) -> None:
    built = make_project({"index.rst": "Title\n=====\n\nWords.\n", "document.toml": f"[masthead]\nsymbol = {number}\n"})
    assert built.warnings == [
        "document.toml:1: document.toml: cannot be read (a number has thousands of digits); correct the file, it must be "
        "TOML in UTF-8 [normative.document]"
    ]


def test_a_bibliography_file_that_cannot_be_opened_is_a_finding(make_project: MakeProject) -> None:
    pages = {
        "index.rst": "Title\n=====\n\nSee [#]_.\n\n.. [#] :footcite:`known`.\n",
        "closed.bib/x": "",
        "open.bib": BOOK,
    }
    built = make_project(pages, configuration='bibtex_bibfiles = ["closed.bib", "open.bib"]\n')
    assert built.warnings == [
        "closed.bib:1: closed.bib: cannot be opened (is a directory); let it be a file that may be read "
        "[normative.bibliography-file]"
    ]
    assert "Known" in built.text()


def test_a_folder_that_may_not_be_looked_into_is_named(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Tests may run as one who may look everywhere.
    def closed(look: Any) -> Callable[[Path], Any]:
        def look_into(path: Path) -> Any:
            if path.parent.name == "conv":
                raise PermissionError(13, os.strerror(13), str(path))
            return look(path)

        return look_into

    for look in ("exists", "read_bytes"):
        monkeypatch.setattr(Path, look, closed(getattr(Path, look)))
    assert make_project({"index.rst": "Title\n=====\n\nWords.\n"}).warnings[0] == (
        "instruments/conv/instrument.toml:1: instrument.toml: cannot be read (permission denied); let it be a file that may "
        "be read [normative.instrument-data]"
    )


def test_a_source_that_may_not_be_read_is_not_blamed_on_the_output(tmp_path: Path) -> None:
    error = PermissionError(13, os.strerror(13), str(tmp_path / "source" / "a.csv"))
    wrapped = RuntimeError("an event failed")
    wrapped.__cause__ = error
    assert str(unread(wrapped, tmp_path / "source")).endswith(
        "a.csv: cannot be read (permission denied); allow reading it, and build again"
    )
    assert unread(wrapped, tmp_path / "build") is None
    assert unread(RuntimeError(), tmp_path / "source") is None


def test_no_formula_runs_a_command_in_latex(make_project: MakeProject) -> None:
    text = (
        "Title\n=====\n\nA :math:`\\frac{a}{b}` and :math:`\\text{\\input{kept}}`, :math:`\\text{^^5cinput{kept}}`.\n\n"
        ".. math::\n   :no-wrap:\n\n   \\write18{kept}\n"
    )
    built = make_project(
        {"index.rst": text}, "latex", configuration='latex_documents = [("index", "x.tex", "", "", "howto")]\n'
    )
    tex = (built.outdir / "x.tex").read_text(encoding="utf-8")
    assert "\\(\\frac{a}{b}\\)" in tex
    assert len(built.warnings) == tex.count("kept") == 3
    assert not {"\\input{kept}", "^^5cinput", "\\write18"} & set(
        re.findall(r"\\input\{kept\}|\^\^5cinput|\\write18", tex)
    )
