"""Libraries of extras: the extension works without them, and an output that lacks one says what to install."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from small_projects import write_project

TEXT = """\
Text
====

.. obligation:: heard
   :basis: CONV 3

   States parties hear everyone.

.. coverage:: CONV

.. chart:: sections
"""
#: Hides packages from Python, as if they were not installed.
HIDE = """\
import sys

class Hidden:
    names = {names!r}

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named '{{name}}'", name=name)

sys.meta_path.insert(0, Hidden())
from importlib import util
found = util.find_spec
util.find_spec = lambda name, package=None: None if name.partition(".")[0] in Hidden.names else found(name, package)
from {module} import main
sys.exit(main({arguments!r}))
"""
EXTRAS = (
    "docx",
    "fontpkg",
    "lxml",
    "matplotlib",
    "pikepdf",
    "pydata_sphinx_theme",
    "sphinx_needs",
    "typst",
    "xlsxwriter",
)


def build_without(names: tuple[str, ...], source: Path, builder: str) -> tuple[int, str, Path]:
    """Build with packages hidden; return the exit code, the messages and the folder of the output."""
    output = source.parent / builder
    arguments = ["-q", "--no-color", "-b", builder, "-d", str(source.parent / "doctrees"), str(source), str(output)]
    return *_run(names, "sphinx.cmd.build", arguments, source), output


def _run(names: tuple[str, ...], module: str, arguments: list[str], source: Path) -> tuple[int, str]:
    """Call a command with packages hidden; return the exit code and the messages."""
    code = HIDE.format(names=names, module=module, arguments=arguments)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.replace(f"{source}/", "").strip()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_project(tmp_path / "source", {"index.rst": TEXT}, configuration='extensions = ["normative"]\n')


def test_a_site_needs_none_of_the_libraries_of_extras(source: Path) -> None:
    code, messages, site = build_without(EXTRAS, source, "html")
    assert (code, messages) == (0, "")
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "States parties hear everyone." in page
    assert "<svg" in page
    assert "CSV</a>" in page
    assert "Excel" not in page
    tables = json.loads((site / "matrices" / "index.json").read_text(encoding="utf-8"))
    assert tables["workbook"] is None
    files = {name for table in tables["tables"] for name in table["files"].values()}
    assert files == {"coverage-conv.csv", "coverage-conv.json", "chart-sections.csv", "chart-sections.json"}
    assert files <= {path.name for path in (site / "matrices").iterdir()}


def test_tables_without_excel_say_how_to_have_it(source: Path) -> None:
    code, messages, folder = build_without(("xlsxwriter",), source, "normative-matrices")
    assert code == 0
    assert messages == (
        "WARNING: the tables are not written as Excel files, which 'xlsxwriter' writes; install it with: "
        "pip install 'sphinx-normative[xlsx]' [normative.missing-library]"
    )
    assert not list(folder.glob("*.xlsx"))


def test_excel_files_go_with_the_library(source: Path) -> None:
    _, _, folder = build_without((), source, "normative-matrices")
    assert (folder / "coverage-conv.xlsx").is_file()
    assert (folder / "matrices.xlsx").is_file()
    build_without(("xlsxwriter",), source, "normative-matrices")
    assert not list(folder.glob("*.xlsx"))
    assert (folder / "coverage-conv.csv").is_file()


@pytest.mark.parametrize(
    ("builder", "module", "message"),
    [
        ("normative-pdf", "typst", "the PDF needs 'typst', which is not installed; install it with: pip install 'sphinx-normative[pdf]'"),
        ("normative-docx", "docx", "the Word file needs 'docx', which is not installed; install it with: pip install 'sphinx-normative[docx]'"),
    ],
)  # fmt: skip
def test_an_output_whose_library_is_missing_says_what_to_install(
    source: Path, builder: str, module: str, message: str
) -> None:
    code, messages, _ = build_without((module,), source, builder)
    assert code == 2
    assert "Missing library!" in messages
    assert f"MissingLibraryError: {message}\n" in messages


def test_a_pdf_without_letters_says_how_to_have_them(source: Path) -> None:
    (source / "index.rst").write_text("Text\n====\n\n\u6c11\n", encoding="utf-8")
    _, messages, _ = build_without(("pylopdf_fonts_zh_cn",), source, "normative-pdf")
    assert messages == (
        "index.rst:4: WARNING: no font of the PDF has '\u6c11' (U+6C11), so its code is printed; install it with: "
        "pip install 'sphinx-normative[chinese]' [normative.missing-glyph]"
    )


def test_a_command_says_so_in_one_line(source: Path) -> None:
    arguments = ["build", "pdf", "--source", str(source), "--into", str(source.parent / "build"), "-q"]
    code, messages = _run(("typst",), "normative.commands", arguments, source)
    remedy = "install it with: pip install 'sphinx-normative[pdf]'"
    assert (code, messages) == (2, f"ERROR: the PDF needs 'typst', which is not installed; {remedy}")


def test_the_check_needs_python_alone(source: Path) -> None:
    script = Path(__file__).parents[1] / "extensions" / "check.py"
    # Without site-packages.
    command = [sys.executable, "-E", "-S", str(script), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (source / "index.rst").write_text(TEXT.replace("CONV 3", "CONV 99"), encoding="utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "unknown provision 'CONV 99'" in done.stdout
