"""After any edit an incremental build equals a clean one, and only what has changed is written again."""

from __future__ import annotations

import itertools
import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from edited_project import EditedProject
from normative.model.matrix import Matrix
from normative.model.register import Register
from normative.model.tables import compute_table
from normative.model.tables.request import TableRequest
from normative.outputs.typst import compilation
from normative.outputs.typst.compilation import PdfError, PdfJob
from project_pieces import ROWS
from small_projects import build, command, rewriting, write_files, write_project, written

PAGES = {
    "index.rst": "Title\n=====\n\n.. toctree::\n   :numbered:\n\n   a\n   b\n\n.. toctree::\n\n   tables\n   said\n   needs\n   static\n",
    "a.rst": "A\n=\n\n.. obligation:: one\n   :basis: CONV 1\n\n   Text one.\n\n.. guidance:: two\n   :basis: CONV 3\n\n   Text two.\n",
    "b.rst": "B\n=\n\n.. commitment:: three\n   :basis: COMP obj. 1\n\n   See para. :para:`one` and :provision:`CONV 3`.\n",
    "tables.rst": (
        "Tables\n======\n\n.. traceability-matrix::\n   :columns: CONV; COMP\n\n.. coverage:: CONV\n\n"
        ".. convergence-matrix::\n   :rows: CONV\n   :columns: COMP\n   :layout: list\n\n.. instrument:: CONV; COMP\n"
    ),
    "needs.rst": "Needs\n=====\n\n.. needtable::\n   :columns: id; number; basis\n   :style: table\n",
    "document.toml": 'symbol = "T/1"\n',
    "said.rst": "Said\n====\n\nAs para. :para:`three` says.\n",
    "static.rst": "Static\n======\n\nNothing computed here.\n",
    "instruments/convergence.csv": "provisions,relation,reason,source\nCONV 1; COMP obj. 1,synergy,Because.,analysis\n",
}
#: What a project needs that has nothing else of ours.
REBUILDING = 'project = "T"\nextensions = ["normative.rebuild"]\nhtml_theme = "basic"\n'
CONFIGURATION = "suppress_warnings = ['toc.not_included', 'app.add_directive']\nneeds_reproducible_json = True\n"

Edit = Callable[[Path], None]


def add_paragraph(source: Path) -> None:
    rewriting("a.rst", ".. obligation:: one", ".. paragraph:: zero\n\n   Text zero.\n\n.. obligation:: one")(source)


def move_paragraph(source: Path) -> None:
    rewriting("a.rst", ".. guidance:: two\n   :basis: CONV 3\n\n   Text two.\n", "")(source)
    with (source / "b.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. guidance:: two\n   :basis: CONV 3\n\n   Text two.\n")


def delete_page(source: Path) -> None:
    (source / "a.rst").unlink()
    rewriting("index.rst", "   a\n", "")(source)
    rewriting("b.rst", "para. :para:`one`", "para. 1")(source)


def add_instrument(source: Path) -> None:
    folder = source / "instruments" / "other"
    folder.mkdir()
    (folder / "instrument.toml").write_text(
        'key = "OTHER"\ntitle = "Other"\nstanding = "binding"\ndefault_unit = "art"\n'
    )
    rewriting("b.rst", "COMP obj. 1", "COMP obj. 1; OTHER 4")(source)


EDITS = {
    "add a paragraph": add_paragraph,
    "move a paragraph": move_paragraph,
    "delete a page": delete_page,
    "order the pages anew": rewriting("index.rst", "   a\n   b\n", "   b\n   a\n"),
    "rename a paragraph": lambda source: [
        rewriting("a.rst", ":: one", ":: renamed")(source),
        rewriting("b.rst", "`one`", "`renamed`")(source),
    ],
    "change a force": rewriting("a.rst", ".. guidance:: two", ".. obligation:: two"),
    "change a basis": rewriting("a.rst", ":basis: CONV 3", ":basis: CONV 4"),
    "change a subject": rewriting("instruments/conv/provisions.csv", "Expulsion", "Removal"),
    "add a provision": rewriting("instruments/conv/provisions.csv", "art. 10,", "art. 9,,part II,New,,,\nart. 10,"),
    "change a name in running text": rewriting("instruments/conv/instrument.toml", "the Convention", "this Convention"),
    "change a reason": rewriting("instruments/convergence.csv", "Because.", "For a better reason."),
    "add an instrument": add_instrument,
    "change the masthead": rewriting("document.toml", "T/1", "T/2"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_a_rebuild_equal_a_clean_build(name: str, tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)
    build(source, freshenv=False)
    time.sleep(0.01)
    EDITS[name](source)
    edited = build(source, freshenv=False)
    clean = build(source, into=tmp_path / "clean")
    assert edited.warnings == clean.warnings
    assert differing(written(edited.outdir), written(clean.outdir)) == []


def differing(files: Mapping[str, bytes], others: Mapping[str, bytes]) -> list[str]:
    return [name for name in sorted(files.keys() | others.keys()) if files.get(name) != others.get(name)]


def states(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what tells of every file and folder whether it was written: its time and where it is on the disk."""
    paths = [path for path in (folder, *folder.rglob("*")) if ".doctrees" not in path.parts]
    return {
        path.relative_to(folder).as_posix(): (status.st_mtime_ns, status.st_ino)
        for path in paths
        if (status := path.stat())
    }


def everything(folder: Path) -> Path:
    """Write a project with every kind of block, table and file."""
    project = EditedProject()
    for number in range(24):
        project.add_paragraph(number, number // 2, number * 7)
        project.add_block(number, number)
        project.add_document(number)
    for file, row in itertools.product(range(len(ROWS)), range(1, 3)):
        project.change_rows(file, row)
    project.add_or_remove_instrument()
    project.write(folder)
    return folder


def made(source: Path, *outputs: str, options: Sequence[str] = ()) -> Path:
    """Build as ``normative build`` does, beside the source folder; return the folder of the first output."""
    into = source.parent / "build"
    done = command(source, *outputs, into=into, options=options)
    assert done.status == 0, done.warnings
    return into / outputs[0]


@pytest.mark.parametrize("option", [[], ["-a"], ["-E"]])
@pytest.mark.parametrize("output", ["html", "matrices", "pdf", "count"])
def test_a_build_without_a_change_writes_nothing(
    output: str, option: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")  # else the PDF has the time at which it was made
    source = everything(tmp_path / "project")
    before = states(made(source, output))
    again = made(source, output, options=option)
    assert states(again) == before
    assert [path.name for path in again.parent.iterdir() if path.name.endswith(".building")] == []


def test_tables_are_computed_only_where_what_they_are_made_of_has_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)
    computed: list[str] = []

    def compute(register: Register, request: TableRequest) -> Matrix:
        computed.append(request.name)
        return compute_table(register, request)

    monkeypatch.setattr("normative.project.index.compute_table", compute)

    def computed_after(edit: Edit) -> list[str]:
        edit(source)
        computed.clear()
        build(source, freshenv=False)
        return sorted(computed)

    everything = computed_after(lambda source: None)
    assert "coverage-conv" in everything
    assert computed_after(lambda source: None) == []
    assert computed_after(rewriting("static.rst", "Nothing", "Really nothing")) == []
    assert computed_after(rewriting("a.rst", "Text one.", "Another text.")) == everything
    assert computed_after(rewriting("instruments/convergence.csv", "Because.", "Hence.")) == everything


def test_files_beside_the_pages_go_when_they_are_gone(tmp_path: Path) -> None:
    settings = "html_static_path = ['own']\nhtml_extra_path = ['more', 'robots.txt']\n"
    files = {"own/own.css": "p {}", "own/deep/other.css": "p {}", "more/terms.txt": "Terms.", "robots.txt": "None."}
    source = write_files(tmp_path / "project", {"index.rst": "T\n=\n", "conf.py": REBUILDING + settings, **files})
    names = {"_static/own.css", "_static/deep/other.css", "terms.txt", "robots.txt"}

    def names_after(edit: Edit) -> set[str]:
        edit(source)
        incremental = written(build(source, freshenv=False).outdir)
        assert differing(incremental, written(build(source, into=tmp_path / "clean").outdir)) == []
        shutil.rmtree(tmp_path / "clean")
        return incremental.keys() & names

    assert names_after(lambda source: None) == names
    assert names_after(lambda source: (source / "own/deep/other.css").unlink()) == names - {"_static/deep/other.css"}
    assert names_after(rewriting("conf.py", settings, "")) == set()


@pytest.mark.parametrize("builder", ["text", "xml", "pseudoxml", "gettext", "dirhtml"])
def test_files_of_a_renamed_document_go(builder: str, tmp_path: Path) -> None:
    pages = {"index.rst": "T\n=\n\n.. toctree::\n\n   one\n", "one.rst": "One\n===\n"}
    source = write_files(tmp_path / "project", {**pages, "conf.py": REBUILDING})
    build(source, builder)
    (source / "one.rst").rename(source / "two.rst")
    rewriting("index.rst", "one", "two")(source)
    renamed = written(build(source, builder, freshenv=False).outdir).keys()
    assert renamed == written(build(source, builder, into=tmp_path / "clean").outdir).keys()


def test_a_list_of_works_follows_what_other_pages_cite(tmp_path: Path) -> None:
    works = "".join(
        f"@misc{{{name}, title={{The {name}}}, author={{{{A}}}}, year=2001}}\n" for name in ("first", "last")
    )
    settings = f"{REBUILDING}extensions += ['normative.bibliography']\nbibtex_bibfiles = ['works.bib']\n"
    pages = {"index.rst": "T\n=\n\n.. bibliography::\n", "one.rst": ":orphan:\n\nOne\n===\n\nA :footcite:`first`.\n"}
    source = write_files(tmp_path / "project", {**pages, "works.bib": works, "conf.py": settings})
    assert "The first" in build(source, freshenv=False).text()
    rewriting("one.rst", "first", "last")(source)
    listed = build(source, freshenv=False).text()
    assert ("The last" in listed, "The first" in listed) == (True, False)


def test_a_page_may_be_gone_before_its_document_is(tmp_path: Path) -> None:
    pages = {"index.rst": "T\n=\n", "one.rst": ":orphan:\n\nOne\n===\n", "conf.py": REBUILDING}
    source = write_files(tmp_path / "project", pages)
    (build(source, "text").outdir / "one.txt").unlink()
    (source / "one.rst").unlink()
    assert written(build(source, "text", freshenv=False).outdir).keys() == {"index.txt"}


def test_only_pages_that_change_are_written(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)

    def written_by(edit: Edit) -> set[str]:
        before = states(made(source, "html"))
        edit(source)
        after = states(made(source, "html"))
        return {name for name in after if name.endswith(".html") and after[name] != before.get(name)}

    assert written_by(rewriting("static.rst", "Nothing", "Really nothing")) == {"static.html"}
    # The tables show the opening words of a paragraph, the other paragraphs do not.
    assert written_by(rewriting("b.rst", "See para.", "Compare para.")) == {"b.html", "tables.html"}
    # A subject stands in the profile and in tables.
    assert written_by(rewriting("instruments/conv/provisions.csv", "Expulsion", "Removal")) == {"tables.html"}
    # A heading stands in the contents and beside the pages before and after it.
    assert written_by(rewriting("static.rst", "Static\n", "Steady\n")) == {"static.html", "needs.html", "index.html"}
    # A paragraph moves the numbers of those after it, here those of 'a' and 'b'.
    # All are counted on the first page.
    assert written_by(add_paragraph) == {"a.html", "b.html", "said.html", "tables.html", "needs.html", "index.html"}
    assert written_by(lambda source: os.utime(source / "a.rst")) == set()


def test_a_page_is_written_though_another_output_has_seen_the_edit(tmp_path: Path) -> None:
    """The outputs share what was read, but not what was written."""
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)
    build(source, freshenv=False)
    add_paragraph(source)
    build(source, "normative-matrices", freshenv=False)
    site = build(source, freshenv=False)
    assert differing(written(site.outdir), written(build(source, into=tmp_path / "clean").outdir)) == []


def test_text_and_site_do_not_share_their_quotation_marks(tmp_path: Path) -> None:
    """Sphinx leaves those of plain text as they are written when it reads a document, whichever output comes next."""
    page = 'T\n=\n\nSome "quoted" words.\n'
    source = write_files(tmp_path / "project", {"index.rst": page, "conf.py": REBUILDING})
    for builder, shown in (("html", "“quoted”"), ("text", '"quoted"'), ("html", "“quoted”")):
        again = build(source, builder, freshenv=False)
        path = again.outdir / ("index.html" if builder == "html" else "index.txt")
        assert shown in path.read_text(encoding="utf-8")
        assert differing(written(again.outdir), written(build(source, builder, into=tmp_path / "clean").outdir)) == []
    before = states(again.outdir)["index.html"]
    assert states(build(source, freshenv=False).outdir)["index.html"] == before


def test_headings_lose_the_numbers_that_a_table_of_contents_gives_no_more(tmp_path: Path) -> None:
    pages = {
        "index.rst": "T\n=\n\n.. toctree::\n   :numbered:\n\n   one\n",
        "one.rst": "One\n===\n\nPart\n----\n",
    }
    source = write_project(tmp_path / "project", pages)
    assert "I. One" in build(source, freshenv=False).text("one")
    rewriting("index.rst", "   :numbered:\n", "")(source)
    edited = build(source, freshenv=False)
    assert "I. One" not in edited.text("one")
    assert differing(written(edited.outdir), written(build(source, into=tmp_path / "clean").outdir)) == []


def test_pages_follow_the_tags_of_each_build(tmp_path: Path) -> None:
    words = "T\n=\n\n.. only:: draft\n\n   Words of a draft.\n\n.. only:: html\n\n   Words of a page.\n"
    source = write_files(
        tmp_path / "project", {"index.rst": words, "conf.py": f"{REBUILDING}extensions += ['normative.guard']\n"}
    )
    shown = []
    for builder, tags in (("html", []), ("html", ["draft"]), ("text", ["draft"]), ("html", []), ("text", [])):
        built = build(source, builder, freshenv=False, tags=tags)
        text = built.text() if builder == "html" else (built.outdir / "index.txt").read_text(encoding="utf-8")
        shown.append(("Words of a draft." in text, "Words of a page." in text))
    assert shown == [(False, True), (True, True), (True, False), (False, True), (False, False)]


@pytest.mark.parametrize("name", ["index.rst", "part.inc"])
def test_an_older_copy_that_takes_the_place_of_a_file_is_read(name: str, tmp_path: Path) -> None:
    pages = {"index.rst": "T\n=\n\nWords in a page.\n\n.. include:: part.inc\n", "part.inc": "Words of a part.\n"}
    source = write_files(tmp_path / "project", {**pages, "conf.py": REBUILDING})
    build(source, freshenv=False)
    rewriting(name, "Words", "Older words")(source)
    os.utime(source / name, (1_000_000_000, 1_000_000_000))
    assert "Older words" in build(source, freshenv=False).text()
    assert "no targets are out of date" in build(source, freshenv=False).app.status.getvalue()


def test_other_settings_leave_nothing_of_those_before(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)
    build(source, freshenv=False)
    write_project(source, {}, configuration=f"{CONFIGURATION}html_title = 'Another title'\n")
    edited = build(source, freshenv=False)
    assert differing(written(edited.outdir), written(build(source, into=tmp_path / "clean").outdir)) == []


#: What somebody may delete: files and folders of the output, and of what was read.
DELETED = (
    *("html/a.html", "html/_static", "html/_images", "html/_sources", "html/matrices", "html/searchindex.js", "html"),
    *(
        ".doctrees/outputs",
        ".doctrees/warnings.json",
        ".doctrees/environment.pickle",
        ".doctrees/a.doctree",
        ".doctrees",
    ),
)


def test_what_was_deleted_is_there_after_the_next_build(tmp_path: Path) -> None:
    pages = {
        **PAGES,
        "said.rst": "Said\n====\n\nAs para. :para:`three` says.\n",
        "static.rst": "Static\n======\n\n.. image:: picture.png\n   :alt: A picture\n",
        "picture.png": "a picture",
    }
    source = write_project(tmp_path / "project", pages, configuration=f"{CONFIGURATION}html_copy_source = True\n")
    output = made(source, "html")
    before = written(output)
    for deleted in DELETED:
        path = tmp_path / "build" / deleted
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        made(source, "html")
        assert differing(written(output), before) == [], deleted


@pytest.mark.parametrize("output", ["pdf", "docx"])
def test_a_document_that_is_none_any_more_is_removed(output: str, tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)
    before = written(made(source, output))
    rewriting("conf.py", "Test comment", "Other comment")(source)
    after = written(made(source, output))
    assert [name for name in before if name.startswith("testcomment")] != []
    assert [name.replace("test", "other") for name in before] == [*after]


@pytest.mark.parametrize("fresh", [False, True])
def test_a_pdf_that_cannot_be_made_stays_as_it_was(
    fresh: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)
    built = build(source, "normative-pdf")
    before = (built.outdir / "testcomment.pdf").read_bytes()

    def fail(jobs: object) -> None:
        raise PdfError("no PDF was written")

    monkeypatch.setattr("normative.outputs.typst.builder.compile_pdfs", fail)
    rewriting("a.rst", "Text one", "Other text")(source)
    assert build(source, "normative-pdf", freshenv=fresh).app.statuscode == 1
    assert (built.outdir / "testcomment.pdf").read_bytes() == before


def test_a_pdf_is_compiled_only_when_something_it_is_compiled_of_has_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    documents = "normative_documents = {'whole': {}, 'part': {'exclude': ['static']}}\n"
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION + documents)
    compiled: list[str] = []

    def run(job: PdfJob, run: Callable[[PdfJob], object] = compilation._run) -> object:
        compiled.append(job.folder.name)
        return run(job)

    monkeypatch.setattr(compilation, "_run", run)

    def compiled_after(edit: Edit) -> list[str]:
        edit(source)
        compiled.clear()
        again = written(build(source, "normative-pdf").outdir)
        found = sorted(compiled)
        assert differing(again, written(build(source, "normative-pdf", into=tmp_path / "clean").outdir)) == []
        shutil.rmtree(tmp_path / "clean")
        return found

    assert compiled_after(lambda source: None) == ["part", "whole"]
    assert compiled_after(lambda source: None) == []
    assert compiled_after(rewriting("static.rst", "Nothing", "Really nothing")) == ["whole"]
    assert compiled_after(rewriting("a.rst", "Text one.", "Another text.")) == ["part", "whole"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1100000000")
    assert compiled_after(lambda source: None) == ["part", "whole"]


def test_files_of_others_in_the_output_folder_stay(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)
    outdir = made(source, "html")
    write_files(outdir, {"CNAME": "example.org", "notes/mine.html": "mine"})
    delete_page(source)
    made(source, "html", options=["-E"])
    assert (outdir / "CNAME").is_file()
    assert (outdir / "notes/mine.html").is_file()
    assert not (outdir / "a.html").exists()


@pytest.mark.parametrize("builder", ["html", "normative-matrices", "normative-pdf"])
def test_parallel_equals_serial(builder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    source = everything(tmp_path / "project")
    serial = build(source, builder, into=tmp_path / "serial", parallel=1)
    parallel = build(source, builder, into=tmp_path / "parallel", parallel=2)
    assert differing(written(serial.outdir), written(parallel.outdir)) == []
    assert [line for line in serial.warnings if "[normative." in line] == [
        line for line in parallel.warnings if "[normative." in line
    ]
    assert [line for line in parallel.warnings if "parallel" in line] == []


def test_a_broken_note_of_what_an_output_was_given_is_written_anew(tmp_path: Path) -> None:
    page = "T\n=\n\n.. paragraph:: one\n\n   Words.\n"
    source = write_project(tmp_path / "project", {"index.rst": page})
    built = build(source, "dummy", freshenv=False)
    (note,) = Path(built.app.doctreedir, "outputs").glob("*.json")
    before = note.read_bytes()
    for content in ("", "[]", '{"text": ""}', '{"text": "", "shown": 1, "assets": []}'):
        note.write_text(content, encoding="utf-8")
        assert build(source, "dummy", freshenv=False).warnings == []
        assert note.read_bytes() == before, content


def test_two_clean_builds_in_different_folders_are_equal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    results = []
    for name in ("one", "another"):
        source = everything(tmp_path / name / "project")
        results.append(
            {
                f"{builder}/{path}": data
                for builder in ("html", "normative-matrices", "normative-pdf", "normative-docx", "normative-words")
                for path, data in written(build(source, builder).outdir).items()
            }
        )
    one, another = results
    assert {"normative-pdf/testcomment.pdf", "normative-matrices/matrices.xlsx", "html/needs.json"} <= one.keys()
    assert differing(one, another) == []
