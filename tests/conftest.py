"""Fixtures for all tests: the two tiny instruments as values, and small projects to build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment

from chromium import browser, open_page
from normative.model.files.instrument import read_instruments
from normative.model.instrument import Instrument
from small_projects import INSTRUMENTS, BuiltProject, build, write_files, write_project

__all__ = ["browser", "instruments", "make_project", "open_page", "worked_example"]

SOURCE = Path(__file__).parents[1] / "source"
# How long an example takes says more of the machine than of the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
#: What is built of the worked example: folders with their builders.
WORKED_OUTPUTS = {
    "html": "html",
    "matrices": "normative-matrices",
    "pdf": "normative-pdf",
    "docx": "normative-docx",
}
#: Writes a project of the pages given and builds it.
MakeProject = Callable[..., BuiltProject]


class _TemplateCache(FileSystemBytecodeCache):
    """Code of templates, which differs with the extensions of Jinja that read them."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        return super().get_bucket(environment, name, filename, f"{source}{sorted(environment.extensions)}")


@pytest.fixture(scope="session", autouse=True)
def _quick_builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep between the builds of a test run what each finds out anew, a third of their time.

    That is what packages are installed, which several libraries ask for once or twice each, and the code of templates.
    """
    templates = _TemplateCache(str(tmp_path_factory.mktemp("templates")))
    found = cache(entry_points)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sphinx.jinja2glue.SandboxedEnvironment", partial(SandboxedEnvironment, bytecode_cache=templates))
        for module in ("sphinx.theming", "sphinxcontrib.bibtex.plugin", "pybtex.plugin"):
            patch.setattr(f"{module}.entry_points", found)
        yield


@pytest.fixture(scope="session")
def instruments(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Instrument]:
    """CONV and COMP, and OPEN: an instrument without ``provisions.csv`` that has articles."""
    folder = write_files(tmp_path_factory.mktemp("instruments"), INSTRUMENTS) / "instruments"
    write_files(
        folder,
        {
            "open/instrument.toml": 'key = "OPEN"\ntitle = "Open"\nstanding = "binding"\ndefault_unit = "art"\n',
            "cmt-gc2/instrument.toml": (
                'key = "CMT-GC2"\ntitle = "General comment No. 2"\ntext_name = "general comment No. 2"\n'
                'standing = "interpretive"\ndefault_unit = "para"\n'
            ),
        },
    )
    found, findings = read_instruments(folder)
    assert findings == []
    return found


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Return a function that writes pages beside the two instruments, builds them and returns the build."""

    def make(
        pages: Mapping[str, str | bytes], builder: str = "html", *, configuration: str = "", name: str = "project"
    ) -> BuiltProject:
        return build(write_project(tmp_path / name, pages, configuration=configuration), builder)

    return make


@pytest.fixture(scope="session")
def worked_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the worked example as site, files, PDFs and Word files, as the gate does: once for all workers.

    Tests read it and write nothing there.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "worked-example"
    finished = folder / "finished"
    with FileLock(f"{folder}.lock"):
        if not finished.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for output, builder in WORKED_OUTPUTS.items():
                subprocess.run(
                    [sys.executable, "-m", "sphinx", "-q", "-n", "-b", builder, "-d", "doctrees", SOURCE, output],
                    cwd=folder,
                    env={**os.environ, "SOURCE_DATE_EPOCH": "1000000000"},
                    check=True,
                )
            finished.touch()
    return folder
