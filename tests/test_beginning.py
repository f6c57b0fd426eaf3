"""``normative new``: what is begun builds without a finding, in any folder, about any two instruments."""

from __future__ import annotations

import datetime
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from approved import assert_approved
from normative.check.findings import check_source
from normative.commands import main
from normative.commands.sessions import SESSIONS
from small_projects import command

OPTIONS = ("--title", "Disability_ and disasters", "--body", 'The "Committee"', "--symbol", "X/C/GC/1")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("begun") / "ours"
    assert main(["new", str(path), *OPTIONS, "--instruments", "CRPD,sendai"]) == 0
    return path


def test_a_new_project_builds_without_a_finding(begun: Path, tmp_path: Path) -> None:
    assert list(check_source(begun / "source")) == []
    built = command(begun / "source", "html", "pdf", "docx", "matrices", into=tmp_path, options=["-n", "-W", "-q"])
    assert (built.warnings, built.status) == ([], 0)
    page = (tmp_path / "html" / "chapters" / "01-introduction.html").read_text(encoding="utf-8")
    assert all(words in page for words in ("The &quot;Committee&quot;", "X/C/GC/1", "CRPD 1", "SENDAI 1"))
    assert "Disability_ and disasters" in (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "pdf" / "disability-and-disasters-with-annexes.pdf").is_file()


def test_the_files_of_a_new_project_are_as_approved(begun: Path) -> None:
    files = sorted(path for path in begun.rglob("*") if path.is_file())
    text = "".join(f"### {path.relative_to(begun).as_posix()}\n{path.read_text(encoding='utf-8')}\n" for path in files)
    text = text.replace(datetime.datetime.now(datetime.UTC).date().isoformat(), "TODAY")
    text = re.sub(r"(sphinx-normative\[all,sessions\]).*", r"\1 AS IT IS INSTALLED", text)
    assert_approved("new-project", text)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Five words and no more: so", "five-words-and-no-more-so"),
        ("One two three four five six seven", "one-two-three-four-five-six"),
        ("نص", "text"),
    ],
)
def test_its_outputs_are_named_by_the_first_words_of_its_title(title: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "below" / "ours"
    path.mkdir(parents=True)
    assert main(["new", str(path), "--title", title, "--instruments", " crc, ,CRC-GC14,CRC"]) == 0
    settings = (path / "source" / "conf.py").read_text(encoding="utf-8")
    assert [line for line in settings.splitlines() if f'"{name}"' in line] != []
    index = (path / "source" / "index.rst").read_text(encoding="utf-8")
    assert f"{title}\n{'=' * 2 * len(title)}\n" in index
    # A comment of a Committee grounds no paragraph, and nothing converges with it.
    tables = (path / "source" / "annexes" / "tables.rst").read_text(encoding="utf-8")
    assert re.findall(r"^\.\. ([a-z-]+)::", tables, re.MULTILINE) == [
        *("paragraph-list", "traceability-matrix", "coverage", "traceability-matrix")
    ]
    chapter = (path / "source" / "chapters" / "01-introduction.rst").read_text(encoding="utf-8")
    assert re.findall(r"^\.\. ([a-z]+::.*)", chapter, re.MULTILINE) == ["paragraph:: purpose", "obligation:: first-crc"]


def test_its_sessions_are_those_of_the_package(begun: Path) -> None:
    def nox(*arguments: str) -> str:
        environment = {**os.environ, "NOXSESSION": "", "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "nox", *arguments],
            cwd=begun,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout + done.stderr

    listed = nox("-l")
    assert [name for name in SESSIONS if f" {name} -> " not in listed] == []
    assert "Session check was successful" in nox("-s", "check")


def test_a_draft_in_word_can_be_begun_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = Document()
    draft.add_heading("What the file is called", 0)
    draft.add_heading("Introduction", 1)
    draft.add_paragraph("1.\tStates parties must act, as article 1 of the Convention on the Rights of the Child says.")
    draft.save(str(tmp_path / "draft.docx"))
    path = tmp_path / "ours"
    options = [*OPTIONS, "--instruments", "CRC", "--from", str(tmp_path / "draft.docx")]
    assert main(["new", str(path), *options]) == 0
    told = re.search(r"^look at what is not sure .*: (.*)$", capsys.readouterr().out, re.MULTILINE)
    assert told
    assert Path(told[1]) == path / "source" / "import-report.csv"
    rows = Path(told[1]).read_text(encoding="utf-8-sig")
    assert re.search(r"^index.rst,,,title,What the file is called,.*,unsure$", rows, re.MULTILINE)
    index = (path / "source" / "index.rst").read_text(encoding="utf-8")
    assert "chapters/01-introduction" in index
    assert ("Disability_ and disasters" in index.replace("\\", ""), "What the file" in index) == (True, False)
    assert "annexes/tables" in index
    assert list(check_source(path / "source")) == []


def test_what_is_there_is_never_written_over(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}
    with pytest.raises(SystemExit):
        main(["new", str(begun)])
    assert "is there already and not empty; name a folder that is not" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()} == before


def test_nothing_is_begun_with_a_draft_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(b"no Word file")
    with pytest.raises(SystemExit) as stopped:
        main(["new", str(tmp_path / "ours"), *OPTIONS, f"--from={tmp_path / 'draft.docx'}"])
    assert stopped.value.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["draft.docx"]


def test_an_instrument_that_the_library_lacks_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["new", str(tmp_path / "ours"), "--instruments", "CRPB"])
    assert "names 'CRPB', which the library does not have; nearest are CRPD" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_said_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal("My text\n\n\nCRC\n"))
    assert main(["new", str(tmp_path / "ours")]) == 0
    assert 'project = "My text"' in (tmp_path / "ours" / "source" / "conf.py").read_text(encoding="utf-8")
