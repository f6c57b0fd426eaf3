"""The check without Sphinx says what a build says, of what it covers, and says it fast."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from approved import assert_approved
from markup_shapes import FILES, LEFT_TO_THE_BUILD, SHAPES
from normative.check.__main__ import main
from normative.check.findings import check_source
from normative.check.markup import titled
from normative.check.settings import Settings, read_settings
from small_projects import INSTRUMENTS, build, write_files, write_project
from test_incremental import CONFIGURATION, PAGES

#: All but those about conditions, encodings, footnotes, marks of lists, needs, the bibliography, what docutils cannot read, and other
#: outputs, which are left to the build.
LEFT_OUT = {
    *(
        "bibliography",
        "broken_image",
        "conditions",
        "encodings",
        "footnotes",
        "lists",
        "needs",
        "pdf",
        "unread",
        "words",
    ),
}
CORPUS = sorted(path for path in (Path(__file__).parent / "findings").glob("*.rst") if path.stem not in LEFT_OUT)
#: What a check finds; the manual says the same.
COVERED = {
    "addressed-and-justified",
    "bad-option",
    "binding-words",
    "broken-heading",
    "broken-table",
    "bulk-basis",
    "commitment-without-political-basis",
    "conflict-mark",
    "convergence-within-one-instrument",
    "disposition",
    "document",
    "duplicate-convergence",
    "duplicate-id",
    "empty-paragraph",
    "file-encoding",
    "file-name",
    "hidden-character",
    "input",
    "instrument-data",
    "instrument-text",
    "malformed-acceptance",
    "malformed-citation",
    "malformed-id",
    "misspelled-directive",
    "named-submitter",
    "nothing-to-accept",
    "obligation-without-binding-basis",
    "orphaned-comment",
    "orphaned-review",
    "outside-file",
    "quotation",
    "restructuredtext-only",
    "review",
    "term",
    "unanswered-comment",
    "unclosed-mark",
    "unknown-comment",
    "unknown-draft",
    "unknown-holder",
    "unknown-instrument",
    "unknown-paragraph",
    "unknown-provision",
    "unknown-state",
    "unprinted-comment",
}
#: What is left to the build: the options of tables, and characters that are written as codes.
OTHERS = (
    "unicode",
    "traceability-matrix",
    "convergence-matrix",
    "crosswalk",
    "coverage",
    "instrument",
    "paragraph-list",
    "accepted-findings",
    "chart",
    "state-panorama",
)
#: More ways to write things, each of which both must read alike.
OTHER = {
    "lists": (
        "T\n=\n\n(a) first, :provision:`CONV 99`;\n    goes on, :para:`none`;\n\n(b) second\n\n    :para:`nobody`\n\n"
        "1. one\n2. :para:`two`\n\nTerm\n   :para:`in-a-definition`\n\n:Field: :para:`in-a-field`\n\nA. Smith wrote this\nand :para:`that`.\n"
    ),
    "no text": (
        "T\n=\n\n.. a comment\n   :para:`none`\n\n.. code-block:: rst\n\n   .. obligation:: shown\n\n      Text.\n\n"
        "As here::\n\n   :para:`none`\n\n``:para:`none```, and \\:para:`none`.\n\n.. _place:\n\nEnd :para:`end`.\n"
    ),
    "below others": (
        "T\n=\n\n.. note:: Title\n   goes on :para:`one`\n\n   :para:`two`\n\n.. container:: wide\n   :name: x\n\n   :para:`three`\n\n"
        ".. epigraph::\n   :para:`seven`\n\n   :para:`eight`\n\n.. container::\n   name-:para:`nine`\n\n   :para:`ten`\n\n"
        ".. compound::\n   :para:`eleven`\n   :para:`twelve`\n\n.. hlist::\n   * :para:`thirteen`\n\n"
        ".. only:: html\n\n   .. guidance:: four\n\n      It must be :para:`four`, see [#a]_\n\n.. [#a] :para:`five`\n   :para:`six`\n"
    ),
    "paragraphs": (
        "T\n=\n\n.. guidance:: one\n   :basis: COMP obj. 1\n\n   States should:\n\n   (a) do this;\n\n   (b) must do that, :para:`x`.\n\n"
        ".. guidance:: two\n\n   ..\n      they must\n\n   They should, ``shall``.\n\n.. commitment::\n   three\n   :basis: COMP obj. 9\n\n   Text.\n\n"
        ".. paragraph:: Ünder Scörës\n\n.. paragraph:: x y z\n\n   .. guidance:: inner\n      :bad: option\n\n      Must.\n"
    ),
    "titles": "T :para:`title`\n===============\n\nText, :provision:`some articles <CONV 77>` and :instrument:`~NONE`\nand :para:`~none`.\n",
    "grid": "T\n=\n\n+---------------+\n| :para:`cell`  |\n+---------------+\n\nAfter :para:`after`.\n",
}


def warnings_of(source: Path) -> list[str]:
    """Return what a build reports of the kinds that a check covers."""
    built = build(source, "dummy", freshenv=True)
    covered = [line for line in built.warnings if line.rpartition("[normative.")[2].removesuffix("]") in COVERED]
    return [line for line in covered if line.split(" ")[1].rstrip(":") not in OTHERS]


def further_files(path: Path) -> dict[str, bytes]:
    """Return the files of the folder beside a source of the corpus."""
    folder = path.with_suffix("")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def checked(source: Path) -> list[str]:
    return [
        f"{item.place.path}:{item.place.line or 1}: {item.message} [normative.{item.kind.code}]"
        for item in check_source(source)
    ]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_check_finds_what_a_build_finds(path: Path, tmp_path: Path) -> None:
    included = {"extra.inc": ".. obligation:: included\n\n   Included text.\n"}
    source = write_project(tmp_path, {"index.rst": path.read_bytes(), **included, **further_files(path)})
    assert checked(source) == warnings_of(source)


@pytest.mark.parametrize("name", OTHER)
def test_a_check_reads_markup_as_a_build_does(name: str, tmp_path: Path) -> None:
    source = write_project(tmp_path, {"index.rst": OTHER[name]})
    found = checked(source)
    assert [line for line in found if line not in warnings_of(source)] == []
    if name != "grid":
        assert found == warnings_of(source)


@pytest.mark.parametrize("name", SHAPES)
def test_a_check_reads_every_shape_of_markup_as_a_build_does(name: str, tmp_path: Path) -> None:
    source = write_project(tmp_path, {**FILES, "index.rst": SHAPES[name]})
    found = [line for line in checked(source) if line.rpartition("[normative.")[2].removesuffix("]") in COVERED]
    built = warnings_of(source)
    missed = [line for line in built if line not in found]
    # Whether there can be headings in a list or a directive of others, only docutils knows.
    assert [line.partition(" stands within ")[0] for line in missed] == LEFT_TO_THE_BUILD.get(name, [])
    assert found == [line for line in built if line not in missed]
    assert len(found) > 8


def test_what_a_check_finds_is_as_approved(tmp_path: Path) -> None:
    """The other tests say that a build finds the same; this one takes no time for builds."""
    included = {"extra.inc": ".. obligation:: included\n\n   Included text.\n"}
    projects: dict[str, dict[str, str | bytes]] = {
        **{path.stem: {"index.rst": path.read_bytes(), **included, **further_files(path)} for path in CORPUS},
        **{name: {**FILES, "index.rst": text} for name, text in SHAPES.items()},
        **{name: {"index.rst": text} for name, text in OTHER.items()},
        "terms": {"index.rst": WORDS, "vocabulary/terms.csv": "avoid,write\nbad,good\n"},
    }
    lines = []
    for name, files in projects.items():
        source = write_project(tmp_path / name.replace(" ", "-"), files)
        lines += [f"## {name}", *(f"{line.replace(str(tmp_path), 'FOLDER')}" for line in checked(source))]
    assert_approved("check", "".join(f"{line}\n" for line in lines))


#: Ways to write words that are the author's own, or are not.
WORDS = """\
==========
Bad titles
==========

Another bad title :para:`x`
===========================

A bad
word, **bad** and *very bad* ones, ``bad`` and `bad`, a `bad link <https://example.org/bad>`_, a bad_ name, |bad| signs, \\*bad\\*
one [#bad]_, :term:`bad`, :doc:`a bad page <index>`, :download:`bad <index.rst>`, :math:`bad`, :sup:`bad`, :code:`bad`,
:provision:`bad articles <CONV 1>`, :emphasis:`bad` and b\\ ad.

1. A bad item
   goes on: bad.

bad
   Bad definition.

:bad: field

| A bad line
| and a bad one

.. note:: A bad note
   goes on badly, bad.

.. admonition:: A bad head

   And a bad text.

.. list-table:: A bad table

   * - A bad cell

.. figure:: bad.png
   :alt: bad

   A bad caption.

.. code-block:: text

   bad

As in::

   bad

.. convergence:: CONV 1; COMP obj. 1
   :relation: synergy
   :source: bad

   A bad reason.

.. bad comment

.. [#bad] A bad footnote.
.. |bad| replace:: good
.. _bad: https://example.org
"""


def test_a_check_finds_the_terms_that_a_build_finds(tmp_path: Path) -> None:
    reasons = "provisions,relation,reason,source\nCONV 1; COMP obj. 2,synergy,A bad reason.,analysis\n"
    files = {"vocabulary/terms.csv": "avoid,write\nbad,good\n", "instruments/convergence.csv": reasons}
    source = write_project(tmp_path, {"index.rst": WORDS, "bad.png": "", **files})
    terms = [line for line in warnings_of(source) if line.endswith("[normative.term]")]
    assert [line for line in checked(source) if line.endswith("[normative.term]")] == terms
    assert len(terms) == 21


def test_the_corpus_has_all_that_a_check_covers(tmp_path: Path) -> None:
    source = write_project(
        tmp_path,
        {
            **{path.name: path.read_bytes() for path in CORPUS},
            **{name: content for path in CORPUS for name, content in further_files(path).items()},
            "instruments/bad/instrument.toml": "key =",
            "page.md": "```{gap} CONV 1\n```\n",
        },
        configuration='source_suffix = [".rst", ".md"]\n',
    )
    # One source says that the text is for adoption, in which the reviews of another are open.
    assert {item.kind.code for item in check_source(source)} - {"review-open"} == COVERED


@pytest.mark.parametrize("seed", range(8))
def test_both_find_the_same_in_damaged_sources(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    source = write_project(tmp_path, PAGES, configuration=CONFIGURATION)
    for name in ("a.rst", "b.rst", "instruments/conv/provisions.csv", "instruments/convergence.csv"):
        path = source / name
        lines = path.read_text(encoding="utf-8").split("\n")
        for _ in range(2):
            line = chance.randrange(4, len(lines)) if name.endswith("rst") else chance.randrange(1, len(lines))
            damage = chance.choice(["drop", "twice", "word", "swap"])
            if damage == "drop":
                del lines[line]
            elif damage == "twice":
                lines.insert(line, lines[line])
            elif damage == "word":
                lines[line] = lines[line].replace("CONV", "CONVX").replace("one", "One").replace("basis", "base")
            else:
                lines[line] = lines[line].replace("obligation", "commitment").replace("guidance", "obligation")
        path.write_text("\n".join(lines), encoding="utf-8")
    assert checked(source) == warnings_of(source)


#: Marks that docutils takes for open ones, for closed ones and for no marks at all, joined by chance below.
MARKS = (
    "*a", "**b", "``c", "`d", ":para:`e", "|f", "a * b", "5*3", "(*)", '"*"', "*g*", "**h**", "``i``", "`j`_", "*k*l",
    "\\*m", "_`n`", "_`o", "[*]_", "`p <https://example.org/*q>`_", ":sup:`r`", "*(s*)", "**", "***t***", "|u|", "``v`",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_both_find_the_same_marks_that_are_not_closed(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    passages = [" ".join(chance.choices([*MARKS, "word", "word,\n"], k=6)) for _ in range(40)]
    source = write_project(tmp_path, {"index.rst": "T\n=\n\n" + "\n\n".join(f"Text {words}." for words in passages)})
    found = [line for line in checked(source) if "[normative.unclosed-mark]" in line]
    assert found == [line for line in build(source, "dummy").warnings if "[normative.unclosed-mark]" in line]
    assert len(found) > 20


def test_the_manual_names_what_a_check_covers() -> None:
    manual = (Path(__file__).parents[1] / "source" / "manual" / "findings.rst").read_text(encoding="utf-8")
    table = manual.partition(":name: kinds-of-check")[2].partition("\nTables,")[0]
    assert set(re.findall(r"``([a-z-]+)``", table)) == COVERED


def test_the_worked_example_has_no_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(Path(__file__).parents[1] / "source")]) == 0
    assert capsys.readouterr().out == ""


def test_findings_are_printed_with_their_files_and_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_project(tmp_path / "text", {"index.rst": "T\n=\n\n.. obligation:: one\n\n   Text.\n"})
    assert main([str(source)]) == 1
    line = f"{source.as_posix()}/index.rst:4: one: obligation rests on no binding provision; "
    assert capsys.readouterr().out.startswith(line)
    assert main([str(source), "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["code"], found["line"]) == ("obligation-without-binding-basis", 4)
    assert main([str(source), "--format", "sarif"]) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["obligation-without-binding-basis"]


def test_the_hook_runs_for_all_files_that_a_check_reads_of_a_project() -> None:
    hook = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"
    found = re.search(r"^  files: (.*)$", hook.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    names = (
        "text.rst",
        "text.md",
        "part.inc",
        "instrument.toml",
        "gaps.csv",
        "conf.py",
        "model.py",
        "picture.png",
        "md",
    )
    assert [name for name in names if re.search(found[1], f"source/{name}")] == list(names[:6])


def test_a_folder_that_is_not_there_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["no/such/folder"])
    assert stopped.value.code == 2
    assert "there is no folder 'no/such/folder'" in capsys.readouterr().err


def test_settings_are_read_without_running_them(tmp_path: Path) -> None:
    path = tmp_path / "conf.py"
    path.write_text(
        "root_doc = 'start'\nexclude_patterns = ['_*', 'drafts/**', '**/old.rst']\nsuppress_warnings = ['normative.image']\n"
        "normative_instruments = 3\nneeds_external_needs = some()\nraise SystemExit\n",
        encoding="utf-8",
    )
    settings = read_settings(path)
    assert settings == Settings(
        root_doc="start", exclude_patterns=("_*", "drafts/**", "**/old.rst"), suppress_warnings=("normative.image",)
    )
    excluded = ("_build/a.rst", "drafts/a/b.rst", "a/old.rst", "old.rst")
    assert [name for name in (*excluded, "a.rst", "a/_b.rst") if settings.is_excluded(name)] == list(excluded)
    assert settings.is_suppressed("image")
    assert not settings.is_suppressed("link")
    assert not settings.is_guarded or settings.extensions == ()
    path.write_text(
        "source_suffix = '.md'\nbibtex_bibfiles = ['a.bib']\nnormative_raw = True\nlanguage = ['en']\n"
        "normative_documents = {'a': {}}\nother.language = 'fr'\nsuppress_warnings = 'normative'\n"
        "extensions = ('myst_parser', 'normative.guard')\n"
        "normative_status: str = 'draft'\nroot_doc: str\nlanguage = other = 'fr'\nother = normative_states = 'countries'\n"
        "exclude_patterns += ['a.rst']\nnormative_texts, normative_drafts = 'a', 'b'\n",
        encoding="utf-8",
    )
    settings = read_settings(path)
    assert settings == Settings(
        source_suffix=(".md",),
        bibtex_bibfiles=("a.bib",),
        normative_raw=True,
        normative_documents={"a": {}},
        extensions=("myst_parser", "normative.guard"),
        normative_status="draft",
        language="fr",
        normative_states="countries",
    )
    assert (settings.reads_markdown, settings.is_guarded, settings.other_suffixes) == (True, True, (".md",))
    path.write_text("def", encoding="utf-8")
    assert read_settings(path) == Settings()


@pytest.mark.parametrize("extensions", [["normative"], ["normative", "normative.guard"]])
def test_files_outside_are_found_where_a_build_refuses_them(extensions: list[str], tmp_path: Path) -> None:
    text = "T\n=\n\n.. include:: ../outside.rst\n\n.. image:: https://example.org/badge.svg\n\n:download:`file <../outside.rst>`\n"
    write_files(tmp_path, {"outside.rst": "Text.\n"})
    source = write_files(tmp_path / "source", {"conf.py": f"extensions = {extensions}\n", "index.rst": text})
    found = [finding.kind.code for finding in check_source(source)]
    assert found == ([] if extensions == ["normative"] else ["outside-file"] * 3)


def test_a_thousand_paragraphs_are_checked_without_sphinx(tmp_path: Path) -> None:
    text = "".join(
        f".. obligation:: paragraph-{number}\n   :basis: CONV 1; COMP obj. 1\n\n   Text {number}, see :provision:`CONV 3 (1)`\n"
        f"   and :para:`paragraph-{(number * 7) % 1000}`.\n\n   (a) one;\n\n   (b) two.\n\n"
        for number in range(1000)
    )
    source = write_files(tmp_path, {"conf.py": "", "index.rst": f"T\n=\n\n{text}", **INSTRUMENTS})
    program = (
        "import sys; from normative.check.__main__ import main; code = main(sys.argv[1:]);"
        "print(code, [name for name in sys.modules if name in ('sphinx', 'docutils')])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(source)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0 []"


def test_lists_in_lists_are_read_however_deep_they_are(tmp_path: Path) -> None:
    source = write_project(
        tmp_path, {"index.rst": f"Title\n=====\n\n{'- ' * 5000}:para:`none`\n\nSee :para:`nobody`.\n"}
    )
    assert [finding.message.partition(";")[0] for finding in check_source(source)] == [
        "unknown paragraph 'none'",
        "unknown paragraph 'nobody'",
    ]


@pytest.mark.parametrize("written", ["title <target>", "title<target>", "two words  <target>", "a > b <target>"])
def test_a_title_stands_before_its_target(written: str) -> None:
    assert titled(written) == (written.removesuffix("<target>").rstrip(), "target")


@pytest.mark.parametrize("written", ["target", "<target>", "title <target", "title target>", ""])
def test_what_is_no_title_with_a_target_is_none(written: str) -> None:
    assert titled(written) is None
