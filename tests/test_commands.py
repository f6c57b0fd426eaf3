"""``normative``: what the command promises, and that the extension alone promises nothing of it and harms nobody."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from filelock import FileLock
from sphinx.testing.util import SphinxTestApp

from normative.commands import main
from normative.commands.locks import folder_lock
from normative.house.formats import formats_of
from small_projects import build, command, rewriting, write_files, write_project, written
from test_incremental import CONFIGURATION, PAGES

#: Notes what is in the output folder of the builder when a build is finished, and which folder that is.
LOOKING = """
from pathlib import Path

def look(app, exception):
    names = sorted(path.name for path in Path(app.builder.outdir).glob("*.html"))
    (app.confdir / "seen").write_text(" ".join([str(app.builder.outdir), str(app.outdir), *names]))

def setup(app):
    app.connect("build-finished", look)
"""
ALL = ("html", "pdf", "docx", "matrices", "count")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    return write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION)


def run(*arguments: str | Path, status: int = 0) -> str:
    """Run the command in a process of its own; return what it prints."""
    words = [sys.executable, "-m", "normative.commands", *map(str, arguments)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_an_app_that_is_made_and_never_built_blocks_nothing(source: Path, tmp_path: Path) -> None:
    looked_at = SphinxTestApp("html", srcdir=source, builddir=tmp_path / "build")
    try:
        outside = [
            "-m",
            "sphinx",
            "-q",
            "-b",
            "html",
            "-d",
            tmp_path / "build/doctrees",
            source,
            tmp_path / "build/html",
        ]
        subprocess.run([sys.executable, *map(str, outside)], check=True, timeout=60)
        assert (tmp_path / "build" / "html" / "index.html").is_file()
        assert command(source, "html", into=tmp_path / "build").status == 0
    finally:
        looked_at.cleanup()


def test_two_builds_by_one_app_lose_no_file(source: Path) -> None:
    app = SphinxTestApp("html", srcdir=source)
    try:
        app.build()
        before = written(app.outdir).keys()
        assert "a.html" in before
        app.build(force_all=True)
        assert written(app.outdir).keys() == before
    finally:
        app.cleanup()


def test_files_are_where_the_builder_says_when_a_build_is_finished(tmp_path: Path) -> None:
    built = build(write_project(tmp_path / "project", PAGES, configuration=CONFIGURATION + LOOKING))
    outdir, also, *names = (built.source / "seen").read_text(encoding="utf-8").split()
    assert (outdir, also) == (str(built.outdir), str(built.outdir))
    assert {"index.html", "a.html", "tables.html"} <= set(names)


def test_outputs_of_one_reading_are_those_of_builds_of_their_own(source: Path, tmp_path: Path) -> None:
    for options in (["-W", "-n"], ["-E"]):
        assert command(source, *ALL, "text", into=tmp_path / "build", options=options).status == 0
    builders = {"pdf": "normative-pdf", "docx": "normative-docx", "matrices": "normative-matrices"}
    builders |= {"count": "normative-words"}
    for output in (*ALL, "text"):
        alone = build(source, builders.get(output, output), into=tmp_path / "alone")
        together = written(tmp_path / "build" / output)
        if output == "html":
            # A site offers what was made with it.
            assert {name for name in together if name.startswith("formats/")} > {"formats/formats.js"}
            together = {name: content for name, content in together.items() if not name.startswith("formats/")}
            (alone.outdir / "formats/formats.js").unlink()
        assert together == written(alone.outdir), output
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == sorted(
        [".doctrees", ".doctrees-text", *ALL, "text"]
    )


def test_outputs_of_which_nothing_has_moved_are_not_made_again(source: Path, tmp_path: Path) -> None:
    into = tmp_path / "build"
    arguments: list[str | Path] = ["build", *ALL, "--source", source, "--into", into, "-W"]
    run(*arguments)
    before = {
        path: path.stat().st_mtime_ns for path in into.rglob("*") if path.is_file() and ".doctrees" not in path.parts
    }
    printed = run(*arguments)
    assert [name for name in ALL if f"{name}: nothing has moved since it was built" in printed] == list(ALL)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    # One alone is of the same inputs as all.
    assert "pdf: nothing has moved" in run("build", "pdf", "--source", source, "--into", into, "-W")
    # What somebody has deleted is made again, and nothing else.
    (into / "docx" / "testcomment.docx").unlink()
    printed = run(*arguments)
    assert "docx: nothing" not in printed
    assert "pdf: nothing" in printed
    assert (into / "docx" / "testcomment.docx").is_file()


@pytest.mark.parametrize(
    "edited",
    [
        "a.rst",
        "conf.py",
        "instruments/conv/provisions.csv",
        "instruments/new/instrument.toml",
        "new.rst",
        "SOURCE_DATE_EPOCH",
    ],
)
def test_every_output_is_made_again_after_a_change(
    edited: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = tmp_path / "build"
    command(source, "matrices", "docx", into=into)
    before = written(into / "docx")
    if edited == "SOURCE_DATE_EPOCH":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1100000000")
    elif (source / edited).is_file():
        edits = {"a.rst": ("Text one", "Words one"), "conf.py": ("Test comment", "Other comment")}
        rewriting(edited, *edits.get(edited, ("Expulsion", "Removal")))(source)
    else:
        toml = 'key = "NEW"\ntitle = "New"\nstanding = "binding"\ndefault_unit = "art"\n'
        write_files(source, {edited: toml if edited.endswith("toml") else ":orphan:\n\nNew\n===\n\nNew.\n"})
    printed = command(source, "matrices", "docx", into=into).printed
    assert "nothing has moved" not in printed
    command(source, "docx", into=tmp_path / "clean")
    assert written(into / "docx") == written(tmp_path / "clean" / "docx")
    assert (written(into / "docx") == before) == (edited in {"new.rst", "instruments/new/instrument.toml"})


@pytest.mark.parametrize(
    ("documents", "labels"),
    [
        (["gc"], ["PDF"]),
        (["gc", "gc-with-b", "gc_for_print"], ["PDF", "PDF with b", "PDF for print"]),
        (["text", "annexes"], ["PDF text", "PDF annexes"]),
    ],
)
def test_documents_are_offered_by_what_sets_them_apart(documents: list[str], labels: list[str], tmp_path: Path) -> None:
    settings = f"normative_documents = { ({name: {} for name in documents}) }\n"
    built = build(write_project(tmp_path, {"index.rst": "T\n=\n"}, configuration=settings))
    offered = [item.label for item in formats_of(built.app.config) if item.file.endswith(".pdf")]
    assert offered == labels


def test_a_file_elsewhere_that_a_setting_names_counts(source: Path, tmp_path: Path) -> None:
    write_files(tmp_path, {"styles/own.css": "p { color: red; }\n"})
    with (source / "conf.py").open("a") as file:
        file.write('html_static_path = ["../styles"]\n')
    said = []
    for edit in (None, None, rewriting("own.css", "red", "blue")):
        if edit:
            edit(tmp_path / "styles")
        # An output that is made within its source is no source of itself.
        said.append("nothing has moved" in command(source, "matrices", into=source / "_build").printed)
    assert said == [False, True, False]


def test_options_that_change_no_output_have_none_made_again(source: Path, tmp_path: Path) -> None:
    asked: list[list[str]] = [[], ["-T"], ["-D", "project=Other"], ["-D", "project=Other", "-v"]]
    said = [command(source, "matrices", into=tmp_path / "build", options=options).printed for options in asked]
    assert ["nothing has moved" in words for words in said] == [False, True, False, True]
    # What lies elsewhere may move without a sign of it.
    with (source / "conf.py").open("a") as file:
        file.write('extensions.append("sphinx.ext.intersphinx")\n')
        file.write('intersphinx_mapping = {"other": ("https://example.org/", "none.inv")}\n')
    said = [command(source, "matrices", into=tmp_path / "build").printed for _ in range(2)]
    assert ["nothing has moved" in words for words in said] == [False, False]


def test_a_failing_output_leaves_the_others_and_itself_as_it_was(source: Path, tmp_path: Path) -> None:
    into = tmp_path / "build"
    assert command(source, *ALL, into=into).status == 0
    pdf = written(into / "pdf")
    rewriting("a.rst", "Text one.", "Other text.")(source)
    broken = (
        "def fail(app):\n    if app.builder.name == 'normative-pdf':\n        raise OSError(28, 'No space left on device')\n\n"
        "def setup(app):\n    app.connect('write-started', lambda app, builder: fail(app))\n"
    )
    with (source / "conf.py").open("a", encoding="utf-8") as file:
        file.write(broken)
    done = command(source, *ALL, into=into)
    assert done.status == 2
    assert written(into / "pdf") == pdf
    assert b"Other text." in (into / "html" / "a.html").read_bytes()
    assert sorted(path.name for path in into.iterdir()) == sorted([".doctrees", *ALL])


def _own(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an output without the copies of others, which a site gets at the end."""
    return {name: content for name, content in files.items() if not name.startswith("formats/")}


@pytest.mark.parametrize("after", [0.2, 1.0, 2.0, 3.0, 4.0])
def test_outputs_made_side_by_side_are_whole_when_their_command_is_killed(
    after: float, source: Path, tmp_path: Path
) -> None:
    into = tmp_path / "build"
    assert command(source, *ALL, into=into).status == 0
    versions = [{output: written(into / output) for output in ALL}]
    rewriting("a.rst", "Text one.", "Other text.")(source)
    assert command(source, *ALL, into=tmp_path / "clean").status == 0
    versions.append({output: written(tmp_path / "clean" / output) for output in ALL})
    words = [sys.executable, "-m", "normative.commands", "build", *ALL, "--source", source, "--into", into]
    process = subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    process.wait()
    for output in ALL:
        if not (into / f".{output}.building" / "moves.json").exists():
            assert _own(written(into / output)) in [_own(version[output]) for version in versions]
    copies = {name: content for name, content in written(into / "html").items() if name.startswith("formats/")}
    assert [
        name
        for name, content in copies.items()
        if not name.endswith(".js") and content not in [version["html"][name] for version in versions]
    ] == []
    assert command(source, *ALL, into=into).status == 0
    assert {output: written(into / output) for output in ALL} == versions[1]


def test_two_environments_do_not_write_into_one_folder_at_once(source: Path, tmp_path: Path) -> None:
    """The folder is locked by what it is, whatever way leads to it."""
    shared = tmp_path / "shared"
    shared.mkdir()
    words = [sys.executable, "-m", "normative.commands", "build", "html", "--source", str(source), "--into"]
    processes = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "html").symlink_to(shared)
        processes.append(subprocess.Popen([*words, str(tmp_path / name)], stdout=subprocess.DEVNULL))
    assert [process.wait() for process in processes] == [0, 0]
    assert written(shared) == written(build(source).outdir)
    with FileLock(folder_lock(shared)):
        waiting = subprocess.Popen([*words, str(tmp_path / "one")], stdout=subprocess.PIPE, text=True)
        assert waiting.stdout is not None
        assert "waiting for another build that works in" in waiting.stdout.readline()
    waiting.communicate()
    assert waiting.returncode == 0


def test_findings_of_all_outputs_are_in_one_report(tmp_path: Path) -> None:
    from test_finding_files import project, report

    source, into = project(tmp_path), tmp_path / "my text" / "_build"
    assert command(source, *ALL, into=into).status == 0
    shared = {(path.name): path.read_bytes() for path in into.glob("findings.*")}
    assert shared.keys() == {"findings.json", "findings.sarif"}
    for output in ALL:
        assert not (into / output / "findings.json").exists()
    builders = {"html": "html", "pdf": "normative-pdf", "docx": "normative-docx", "matrices": "normative-matrices"}
    for output, builder in {**builders, "count": "normative-words"}.items():
        done = build(source, builder, into=tmp_path / "alone", freshenv=False)
        if builder != output:
            shutil.rmtree(done.outdir)
    renamed = (tmp_path / "alone" / "findings.json").read_text(encoding="utf-8")
    for output, builder in {**builders, "count": "normative-words"}.items():
        renamed = renamed.replace(f'"{builder}"', f'"{output}"')
    found = report(done)["findings"]
    assert len(found) > 3
    assert shared["findings.json"].decode().count('"code"') == renamed.count('"code"')


def test_a_report_is_part_of_its_output_or_makes_it_anew_where_it_is_gone(source: Path, tmp_path: Path) -> None:
    into = tmp_path / "build"
    assert command(source, "matrices", into=into, options=["-D", "normative_findings=reports"]).status == 0
    assert {"findings.json", "findings.sarif"} == {path.name for path in (into / "matrices" / "reports").iterdir()}
    said = []
    for _ in range(3):
        done = command(source, "matrices", into=into, options=["-D", "normative_findings=.."])
        said.append("nothing has moved" in done.printed)
        if len(said) == 2:
            (into / "findings.json").unlink()
    assert said == [False, True, False]
    assert (into / "findings.json").is_file()
    assert not (into / "matrices" / "reports").exists()


def test_what_was_found_is_told_again_where_nothing_has_moved(source: Path, tmp_path: Path) -> None:
    rewriting("a.rst", "Text one.", "Text one, :para:`none`, and :ref:`nowhere`.")(source)
    first, again = (command(source, "matrices", into=tmp_path / "build", options=["-W"]) for _ in range(2))
    assert "nothing has moved" in again.printed
    found = [line for line in first.warnings if line.startswith("a.rst:")]
    assert len(found) == 1
    assert ([line for line in again.warnings if line.startswith("a.rst:")], again.status) == (found, first.status)


def test_what_is_kept_of_an_output_leads_nowhere_else(source: Path, tmp_path: Path) -> None:
    into = tmp_path / "build"
    command(source, "matrices", into=into)
    (path,) = (into / ".doctrees" / "outputs").glob("*.published.json")
    kept = json.loads(path.read_bytes())
    write_files(tmp_path, {"mine.txt": "", "build/mine.txt": ""})
    for files in ([*kept["files"], "../../mine.txt", "../mine.txt", str(tmp_path / "mine.txt")], 3):
        path.write_text(json.dumps({**kept, "files": files, "inputs": ""}))
        rewriting("a.rst", "Text one", "Text one and one")(source)
        command(source, "matrices", into=into)
        assert (tmp_path / "mine.txt").is_file()
        assert (into / "mine.txt").is_file()
    command(source, "matrices", into=tmp_path / "clean")
    assert written(into / "matrices") == written(tmp_path / "clean" / "matrices")


def test_processes_that_read_and_write_say_what_belongs_to_which_document(tmp_path: Path) -> None:
    pages = {
        f"p{number}.rst": f":orphan:\n\nP\n=\n\n*Not ended {number} and :ref:`nowhere-{number}`\n"
        for number in range(12)
    }
    source = write_project(tmp_path / "project", {"index.rst": "T\n=\n", **pages})
    first = command(source, "html", into=tmp_path / "build", options=["-j", "2"])
    assert len(first.warnings) >= 12
    write_files(source, {"p3.rst": ":orphan:\n\nP\n=\n\nMended.\n"})
    edited = command(source, "html", into=tmp_path / "build", options=["-j", "2"])
    clean = command(source, "html", into=tmp_path / "clean")
    assert sorted(edited.warnings) == sorted(clean.warnings)
    assert [line for line in edited.warnings if "p3" in line] == []


@pytest.mark.parametrize(
    ("configuration", "said"),
    [
        (
            "extensions = [\nx = 1\n",
            ":1: cannot be read as Python ('[' was never closed); correct the line, or the one ",
        ),
        ("\ndef f():\n    return 1 / 0\n\nf()\n", ":3: stops with 'ZeroDivisionError: division by zero'; correct the "),
        ('extensions = ["nowhere_at_all"]\n', ": an extension cannot be loaded (No module named 'nowhere_at_all'); "),
    ],
)
def test_a_configuration_that_cannot_be_read_stops_all_outputs_in_one_sentence(
    configuration: str, said: str, source: Path, tmp_path: Path
) -> None:
    write_files(source, {"conf.py": configuration})
    done = command(source, "html", "pdf", "epub", "text", into=tmp_path / "build")
    assert done.status == 2
    (line,) = done.warnings
    assert f"conf.py{said}" in line
    assert line.startswith("ERROR: ")
    assert not list((tmp_path / "build").glob("[a-z]*/*"))


def test_every_output_may_be_read_and_written_by_several_processes(tmp_path: Path) -> None:
    app = SphinxTestApp("html", srcdir=write_project(tmp_path, {"index.rst": "Text\n====\n"}))
    try:
        for entry in entry_points(group="sphinx.builders"):
            app.setup_extension(entry.value)
        own = {name: item for name, item in app.extensions.items() if name.startswith("normative")}
        assert {"normative.outputs.words", "normative.outputs.epub", "normative.needs"} <= own.keys()
        assert [name for name, item in own.items() if not (item.parallel_read_safe and item.parallel_write_safe)] == []
    finally:
        app.cleanup()


def test_the_check_needs_no_sphinx(source: Path) -> None:
    code = (
        "import sys; from normative.commands import main; main(['check', sys.argv[1]]); print('sphinx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(source)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("name", ["check", "freeze", "import", "new", "review", "states", "texts", "translate"])
def test_a_part_of_the_name_of_an_option_is_none(name: str, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The next option that begins like it would change what a script means."""
    with pytest.raises(SystemExit) as stopped:
        main([name, "--sourc", str(source), "--int", str(source)])
    assert stopped.value.code == 2
    assert "unrecognized arguments: --sourc" in capsys.readouterr().err


def test_the_commands_explain_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "normative build" in capsys.readouterr().out
    for arguments in ([], ["nothing"]):
        assert main(arguments) == 2
        assert "usage: normative COMMAND" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    assert "usage: normative build [OUTPUT ...]" in capsys.readouterr().out
    with pytest.raises(SystemExit) as stopped:
        main(["build", "html", "--source", "nowhere"])
    assert stopped.value.code == 2
    assert "there is no folder 'nowhere'" in capsys.readouterr().err
