"""Sources in other markup: directives of ours are reported there, and nothing gets past the guard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from sphinx.errors import ConfigError
from sphinx.util.console import strip_escape_sequences  # type: ignore[attr-defined]  # re-exported

from conftest import MakeProject
from normative.check.findings import check_source
from normative.model.block import yaml_as_options
from normative.model.directive_names import in_other_markup
from small_projects import PARTS, build, write_files, write_project

#: A parser of its own that lets everything through, in the place of MyST's.
PARSER = """
from docutils import nodes
from sphinx.parsers import Parser

class Trusting(Parser):
    supported = ("markdown",)

    def parse(self, inputstring, document):
        document += nodes.section("", nodes.title("", "Read"), nodes.raw("", inputstring, format="html"), ids=["read"])

def setup(app):
    app.add_source_parser(Trusting)

source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
"""
INDEX = "T\n=\n\n.. toctree::\n\n   page\n"
PLAIN = "# Heading\n\nWords *of* a page.\n\n<script>alert(1)</script>\n\n```{include} ../secret.txt\n```\n"
OURS = "# Heading\n\n```{obligation} one\n:basis: CONV 1\n\nWords.\n```\n\n:::{guidance} two\n:::\n"
SAID = (
    "page.md:3: 'obligation' stands in a file that is no reStructuredText, where words get lost; move it into an .rst file "
    "[normative.restructuredtext-only]"
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Text.\n\n```{obligation} one\n```\n", 3),
        ("> :::: {Not-Addressed} ICRMW 1\n", 1),
        ("~~~{note}\n:::{gap} ICRMW 1\n:::\n~~~\n", 2),
        ("```{note}\n```\n\n```{coverage} CONV\n```\n", 4),
        ("```{eval-rst}\n.. note::\n\n   .. |x| guidance:: two\n```\n", 4),
        ("```{note}\n.. gap:: ICRMW 1\n```\n", None),
        ("````md\n```{obligation} shown\n```\n````\n", None),
        ("```\n```{obligation} shown\n```\n", None),
        ("```{eval-rst}\n.. note:: gap\n```\n.. gap:: ICRMW 1\n", None),
        ("An {obligation} in words, ```{gap}``` and ::: {}\n", None),
    ],
)
def test_directives_are_found_in_markdown_but_not_where_they_are_quoted(text: str, line: int | None) -> None:
    found = in_other_markup(text)
    assert (found and found[0]) == line


@pytest.mark.parametrize(
    ("value", "said"),
    [("'CONV 1'", "CONV 1"), ('"CONV 1"', "CONV 1"), ("'tis so", "'tis so"), ("so 'tis'", "so 'tis'"), ("'", "'")],
)
def test_marks_around_a_value_of_yaml_are_no_part_of_it(value: str, said: str) -> None:
    assert yaml_as_options(["---", f"basis: {value}", "---", "Words."]) == [f":basis: {said}", "", "Words."]


@pytest.mark.parametrize("parts", [PARTS, ("normative",)], ids=["guarded", "alone"])
def test_ours_in_another_markup_are_one_finding_of_builds_and_checks(
    parts: tuple[str, ...], make_project: MakeProject
) -> None:
    configuration = f"{PARSER}extensions = {list(parts)}\n"
    built = make_project({"index.rst": INDEX, "page.md": OURS}, configuration=configuration)
    assert built.warnings == [SAID]
    assert "one" in built.text("page")
    (found,) = check_source(built.source)
    assert f"{found.place.path}:{found.place.line}: {found.message} [normative.{found.kind.code}]" == SAID


def test_a_check_looks_at_markdown_where_an_extension_reads_it(tmp_path: Path) -> None:
    source = write_files(tmp_path, {"conf.py": "extensions = []\n", "index.rst": INDEX, "page.md": OURS})
    assert check_source(source) == []
    write_files(source, {"conf.py": 'extensions = ["normative", "normative.guard", "myst_parser"]\n'})
    assert [finding.place.path for finding in check_source(source)] == ["page.md"]


def test_nothing_in_another_markup_gets_past_the_guard_and_its_words_are_printed(make_project: MakeProject) -> None:
    built = make_project({"index.rst": INDEX, "page.md": PLAIN}, configuration=PARSER)
    assert built.warnings == [
        "page.md:1: 'page.md' is no reStructuredText, and could take in files and HTML unseen, so it is printed as it is "
        "written; write it as reStructuredText, or set 'normative_raw' in conf.py where everybody who writes is trusted "
        "[normative.raw-markup]"
    ]
    assert "WARNING: 'page.md' is no" in strip_escape_sequences(built.app.warning.getvalue())
    page = built.page("page")
    assert page.xpath("//h1/text()") == ["Heading"]
    assert page.xpath("//script[contains(., 'alert')]") == []
    for words in ("Words *of* a page.", "<script>alert(1)</script>", "```{include} ../secret.txt"):
        assert words in built.text("page")


@pytest.mark.parametrize("settings", [{"normative_raw": True}, {"extensions": ["normative"]}], ids=["trusted", "guest"])
def test_where_everybody_is_trusted_or_nothing_guarded_other_parsers_read(
    settings: Mapping[str, object], tmp_path: Path
) -> None:
    source = write_project(tmp_path, {"index.rst": INDEX, "page.md": PLAIN}, configuration=PARSER)
    built = build(source, confoverrides=dict(settings))
    assert built.warnings == []
    assert built.page("page").xpath("//script[contains(., 'alert')]")


RESTRUCTURED = """\
Text
====

.. obligation:: hear
   :basis: CONV 3 (1);
      COMP obj. 2
   :holder: everyone

   States parties *must* hear everyone in para. :para:`soon`, see :provision:`CONV 4`. [#one]_

   1. First item;
   2. Second item.

.. [#one] A note about it.

.. guidance:: soon
   :basis: COMP obj. 2

   Courts should hear everyone within a week.

.. gap:: CONV 10
   :counterpart: COMP
   :source: analysis

   Nothing there.

.. convergence:: CONV 3 (1); COMP obj. 2
   :relation: synergy
   :source: analysis

   Both say so.

.. coverage:: CONV

.. paragraph-list::

.. convergence-matrix::
   :rows: CONV
   :columns: COMP
"""
MARKDOWN = """\
# Text

```{obligation} hear
:basis: CONV 3 (1);
   COMP obj. 2
:holder: everyone

States parties *must* hear everyone in para. {para}`soon`, see {provision}`CONV 4`. [^one]

1. First item;
2. Second item.
```

[^one]: A note about it.

:::{guidance} soon
---
basis: "COMP obj. 2"
---

Courts should hear everyone within a week.
:::

```{gap} CONV 10
---
counterpart: COMP
source: |
  analysis
---
Nothing there.
```

```{eval-rst}
.. convergence:: CONV 3 (1); COMP obj. 2
   :relation: synergy
   :source: analysis

   Both say so.
```

```{coverage} CONV
```

```{paragraph-list}
```

```{convergence-matrix}
:rows: CONV
:columns: COMP
```
"""


def test_markdown_gives_the_same_tables_where_myst_reads_it(tmp_path: Path) -> None:
    """[normative.bad-option] in Markdown has the line of the option."""
    settings = "extensions = ['normative']\n"
    myst = "extensions = ['normative', 'myst_parser']\nmyst_enable_extensions = ['colon_fence']\n"
    sources = {"rst": (settings, RESTRUCTURED), "md": (myst, MARKDOWN)}
    files = {}
    for suffix, (configuration, page) in sources.items():
        source = write_project(tmp_path / suffix, {f"index.{suffix}": page}, configuration=configuration)
        built = build(source, "normative-matrices")
        assert built.warnings == []
        assert check_source(source) == []
        files[suffix] = {path.name: path.read_bytes() for path in built.outdir.glob("*.csv")}
    assert files["md"] == files["rst"]
    assert set(files["md"]) == {"coverage-conv.csv", "paragraph-list.csv", "convergence-conv-comp.csv"}
    write_files(tmp_path / "md", {"index.md": MARKDOWN.replace('basis: "', 'bases: "')})
    assert build(tmp_path / "md").warnings == [
        "index.md:18: guidance: unknown option 'bases'; nearest are basis, was [normative.bad-option]"
    ]


@pytest.mark.parametrize(
    ("loaded", "shown"),
    [
        ([], "<math "),
        (["sphinxcontrib.jsmath"], '<span class="math notranslate nohighlight">'),
        (["sphinx.ext.mathjax"], '<span class="math notranslate nohighlight">\\('),
        (["sphinxcontrib.jsmath", "sphinx.ext.imgmath"], "Many math_renderers are registered"),
    ],
)
def test_formulas_are_shown_by_the_one_extension_that_a_project_loads_for_them(
    loaded: list[str], shown: str, tmp_path: Path
) -> None:
    settings = f'extensions += {loaded}\njsmath_path = "own.js"\n'
    source = write_project(tmp_path, {"index.rst": "T\n=\n\nAn :math:`a^2`.\n"}, configuration=settings)
    try:
        page = (build(source).outdir / "index.html").read_text(encoding="utf-8")
    except ConfigError as error:
        page = str(error)
    assert shown in page
