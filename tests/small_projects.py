"""Small projects for the tests: two tiny instruments, writing a source folder, building it, reading it back.

CONV is a treaty with articles (binding, closed, articles are its default unit); COMP a compact with objectives, actions,
principles and sections (political, closed, without a default unit). Neither is named in the package.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences  # type: ignore[attr-defined]  # re-exported

from normative.commands import main

CONV_TOML = """\
key = "CONV"
title = "Convention on Tests"
short_title = "Test Convention"
text_name = "the Convention"
symbol = "T/CONV/1"
type = "treaty"
standing = "binding"
default_unit = "art"
adopted = 1990-12-18
in_force = "2003"
body = "Committee on Tests"
url = "https://example.org/conv"
unverified = ["adopted"]
"""

CONV_CSV = """\
provision,also,parent,subject,holder,note,source
part I,,,Scope,,,
art. 1,,part I,Who is protected,everyone,,
art. 1 (1),,art. 1,,,,
art. 1 (2),,art. 1,,,,
art. 2,,part I,Definitions,,,
art. 2 (1),,art. 2,,,,
art. 2 (1) (a),,art. 2 (1),,,,
art. 2 (1) (a) (i),,art. 2 (1) (a),,,,
art. 2 (1) (a) (ii),,art. 2 (1) (a),,,,
art. 2 (1) (b),,art. 2 (1),,,,
part II,,,Rights,,,
art. 3,,part II,Expulsion,workers,,
art. 3 (1),,art. 3,,,,
art. 3 (2),,art. 3,,,,
art. 3 (3),,art. 3,,,,
art. 4,,part II,Remedies,workers,,
art. 4 bis,,part II,Access to courts,,,
art. 10,,part II,Final clauses,,,
"""

COMP_TOML = """\
key = "COMP"
title = "Compact on Tests"
short_title = "Test Compact"
text_name = "the Compact"
type = "compact"
standing = "political"
adopted = 2018-12-19
"""

COMP_CSV = """\
provision;also;parent;subject
paras. 5-6;;;Vision and principles
para. 5;;paras. 5-6;
para. 6;;paras. 5-6;
para. 6 (a);principle (a);;People-centred
para. 6 (b);principle (b);;Sovereignty
obj. 1;para. 7;;Data
para. 7 (a);;obj. 1;
para. 7 (b);;obj. 1;
obj. 2;para. 8;;Return
para. 8 (a);;obj. 2;
para. 8 (a) (i);;para. 8 (a);
obj. 3;para. 9;;Work
paras. 10-12;;;Follow-up
para. 10;;paras. 10-12;
para. 11;;paras. 10-12;
para. 12;;paras. 10-12;
"""

#: The two instruments, as files of a source folder.
INSTRUMENTS: Mapping[str, str] = {
    "instruments/comp/instrument.toml": COMP_TOML,
    "instruments/comp/provisions.csv": COMP_CSV,
    "instruments/conv/instrument.toml": CONV_TOML,
    "instruments/conv/provisions.csv": CONV_CSV,
}

#: What a project lists that is one text from the first page to the last.
PARTS = (
    "normative",
    "normative.guard",
    "normative.needs",
    "normative.bibliography",
    "normative.house",
    "normative.rebuild",
)

CONFIGURATION = f"""\
project = "Test comment"
extensions = {list(PARTS)}
html_theme = "basic"
html_copy_source = False
html_show_sphinx = False
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class BuiltProject:
    """A finished build."""

    app: SphinxTestApp
    source: Path
    outdir: Path
    warnings: list[str]

    def page(self, name: str = "index") -> html.HtmlElement:
        """Return a page of the site, parsed."""
        return html.parse(str(self.outdir / f"{name}.html")).getroot()

    def text(self, name: str = "index") -> str:
        """Return the text of a page of the site, white space folded."""
        return folded(self.page(name).xpath("//body")[0])


def folded(element: html.HtmlElement) -> str:
    """Return the text below an element, white space folded."""
    return " ".join(element.text_content().split())


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write ``files`` below ``folder``; text as UTF-8 with its line ends as they are."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def rewriting(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return an edit of a source folder: one file with other words."""

    def edit(source: Path) -> None:
        path = source / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def write_project(folder: Path, pages: Mapping[str, str | bytes], *, configuration: str = "") -> Path:
    """Write a project with the two instruments; ``pages`` are added to them, or replace them."""
    return write_files(folder, {"conf.py": CONFIGURATION + configuration, **INSTRUMENTS, **pages})


def build(source: Path, builder: str = "html", *, into: Path | None = None, **options: Any) -> BuiltProject:
    """Build ``source``; the environment of an earlier build into the same folder is used again.

    :param into: the folder for the output and the environment; by default ``_build`` in ``source``.
    :param options: of :class:`SphinxTestApp`: ``parallel``, ``confoverrides``, ``freshenv``.
    """
    app = SphinxTestApp(builder, srcdir=source, builddir=into, **options)
    try:
        app.build()
    finally:
        app.cleanup()
    return BuiltProject(app=app, source=source, outdir=app.outdir, warnings=list(warnings_of(app, source)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Commanded:
    """How ``normative build`` has ended, in this process; warnings one a line, as those of :class:`BuiltProject`."""

    status: int
    printed: str
    warnings: list[str]


def command(source: Path, *outputs: str, into: Path, options: Iterable[str] = ()) -> Commanded:
    """Build as ``normative build`` does."""
    printed, warned = io.StringIO(), io.StringIO()
    with redirect_stdout(printed), redirect_stderr(warned):
        status = main(["build", *outputs, "--source", str(source), "--into", str(into), "--no-color", *options])
    return Commanded(
        status=status, printed=printed.getvalue(), warnings=list(_lines(warned.getvalue(), source.resolve()))
    )


def warnings_of(app: SphinxTestApp, source: Path) -> Iterable[str]:
    """Yield the warnings of a build, one a line, with paths relative to the source folder."""
    yield from _lines(app.warning.getvalue(), source)


def _lines(text: str, source: Path) -> Iterable[str]:
    for line in strip_escape_sequences(text).splitlines():
        if line.strip():
            yield line.replace(f"{source}/", "").replace("WARNING: ", "").strip()


def written(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder of output by its path, without the environment of the build."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".doctrees" not in path.parts and path.name != ".buildinfo"
    }
