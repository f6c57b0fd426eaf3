"""Filters of sphinx-needs compare values, and do nothing else unless the authors are trusted."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from conftest import MakeProject
from normative.needs.filters import FilterRefusedError, evaluate_filter
from small_projects import build, write_files, write_project

VARIANTS = SimpleNamespace(language="ar", office=SimpleNamespace(name="Geneva"))
NAMES = {"var": VARIANTS, "type": "obligation", "title": "On Return", "tags": ["a", "b"], "number": 3, "id": "x"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('type == "obligation" and "a" in tags', True),
        ('title.lower().startswith("on ") and not number > 3', True),
        ("len([tag for tag in tags if tag != id]) == 2", True),
        ('any(tag in ["b", "c"] for tag in tags)', True),
        ('(number - 1 if tags else 0) == 2 and tags[0] == "a"', True),
        ('{"a": 1}.get(id, number) == 4', False),
        ('var.language == "ar" and var.office.name.lower() == "geneva"', True),
    ],
)
def test_values_are_compared(written: str, value: bool) -> None:
    assert evaluate_filter(written, dict(NAMES)) is value


@pytest.mark.parametrize(
    "written",
    [
        'open("x")',
        '__import__("os").system("x")',
        "().__class__.__base__.__subclasses__()",
        '"{0.__class__}".format(id)',
        'f"{id.__class__}"',
        'getattr(id, "x")',
        'eval("1")',
        "lambda: 1",
        "(value := 1)",
        "9 ** 9 ** 9",
        "(x for x in tags).gi_frame",
        "print(id)",
        "__builtins__",
        "tags.append(1)",
        "globals()",
        "[*tags]",
        "var.__class__",
        "var.language.format(id)",
        "[var.gi_frame for var in [(x for x in tags)]]",
    ],
)
def test_all_else_is_refused(written: str) -> None:
    with pytest.raises(FilterRefusedError, match="a filter may not use"):
        evaluate_filter(written, dict(NAMES))


@pytest.mark.parametrize(
    "written",
    ["[0 for a in tags for b in tags]", "all([x for x in tags if x == y] for y in tags)", "sum(1 for x in tags) + 1"],
)
def test_no_filter_looks_at_more_values_than_can_be_waited_for(written: str) -> None:
    names = {**NAMES, "tags": ["a"] * 400}
    assert evaluate_filter(written, names)
    with pytest.raises(FilterRefusedError, match="a filter may not look at more than 200,000 values; write one 'for'"):
        evaluate_filter(written, {**NAMES, "tags": ["a"] * (500 if written.count("for") > 1 else 200_001)})


DEEP = ("not " * 100_000 + "id", "1" + "+1" * 100_000, "(" * 100_000, "-" * 100_000 + "1")


def test_no_filter_is_too_deep_to_be_told_of(make_project: MakeProject) -> None:
    tables = "\n".join(f".. needtable::\n   :filter: {written}\n" for written in DEEP)
    built = make_project({"index.rst": f"T\n=\n\n.. guidance:: one\n\n   Text.\n\n{tables}"})
    assert len([line for line in built.warnings if "[needs.filter]" in line]) == len(DEEP)


def test_no_filter_writes_a_file_unless_its_authors_are_trusted(make_project: MakeProject, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    code = f"__import__('pathlib').Path('{mark.as_posix()}').touch() is None"
    text = (
        "Title\n=====\n\n.. obligation:: one\n   :basis: CONV 1\n\n   Text.\n\n"
        f".. needtable::\n   :filter: {code}\n\n.. needpie:: A\n   :labels: A\n\n   {code}\n\n"
        f".. needextend:: {code}\n   :status: x\n\n:need_count:`{code}`\n"
    )
    built = make_project({"index.rst": text})
    assert not mark.exists()
    assert len([line for line in built.warnings if "a filter may not use" in line]) >= 4
    make_project({"index.rst": text}, configuration="normative_code = True\n", name="trusted")
    assert mark.exists()


#: By what runs it in a page: a page in which Python touches a file, if it is carried out.
PLACES = {
    "if": ".. if:: CODE\n\n   Words.\n",
    "choose": ".. choose::\n\n   .. when:: CODE\n\n      Words.\n",
    "variant function": ".. req:: A need\n   :id: R1\n   :mood: <<[CODE]: open, closed>>\n",
    "dynamic function": '.. req:: A need\n   :id: R1\n\n   :ndf:`calc_sum("number", filter="CODE")`\n',
    "links by filter": '.. req:: A need\n   :id: R1\n   :basis: [[links_from_filter("CODE")]]\n',
    "bars": ".. needbar:: Bars\n\n   CODE\n",
    "code below": ".. needtable::\n\n   results = [] if CODE else []\n",
    "function of a file": ".. needtable::\n   :filter-func: payload_function.choose\n",
    "parser": ".. include:: conf.py\n   :parser: payload_parser\n",
    "conditions of conf.py": ".. ifconfig:: CODE\n\n   Words.\n",
}


@pytest.mark.parametrize("place", PLACES)
def test_nothing_in_a_page_runs_python(
    place: str, make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "mark"
    # As an author would who has no built-in functions; a comma would end a cell of bars.
    classes = "().__class__.__base__.__subclasses__()"
    call = (
        f"[c for c in {classes} if c.__name__ == '_wrap_close'][0].__init__.__globals__['mkdir']('{mark.as_posix()}')"
    )
    module = f"from docutils.parsers.rst import Parser\nopen('{mark.as_posix()}', 'w').close()\nchoose = dict\n"
    files = {f"payload_{name}.py": module for name in ("function", "parser")}
    monkeypatch.syspath_prepend(write_files(tmp_path / "here", files))
    pages = {"index.rst": f"Title\n=====\n\n{PLACES[place].replace('CODE', call)}"}
    configuration = (
        'extensions.append("sphinx.ext.ifconfig")\n'
        'needs_variant_data = {"a": 1}\nneeds_id_regex = ".*"\nneeds_variants = {}\n'
        'needs_fields = {"mood": {"parse_variants": True}}\n'
        'needs_links = {"basis": {"parse_dynamic_functions": True}}\n'
    )
    make_project(pages, configuration=configuration, name="untrusted")
    assert not mark.exists()
    make_project(pages, configuration=f"normative_code = True\n{configuration}", name="trusted")
    assert mark.exists()


def test_conditions_compare_what_conf_py_sets(make_project: MakeProject) -> None:
    text = (
        'Title\n=====\n\n.. if:: var.language == "ar"\n\n   Words of one.\n\n'
        '.. choose::\n\n   .. when:: var.language in ["en", "fr"]\n\n      Words of two.\n\n'
        "   .. otherwise::\n\n      Words of three.\n"
    )
    built = make_project({"index.rst": text}, configuration='needs_variant_data = {"language": "ar"}\n')
    assert built.warnings == []
    assert "Words of one. Words of three." in built.text()
    assert "Words of two" not in built.text()


def test_a_template_of_a_need_lies_in_its_folder(make_project: MakeProject) -> None:
    pages = {
        "index.rst": (
            "Title\n=====\n\n.. req:: One\n   :id: R1\n   :template: own\n\n"
            ".. req:: Two\n   :id: R2\n   :template: ../../secret\n"
        ),
        "needs_templates/own.need": "Words of {{ title }} and {{ title.__class__ }}.\n",
        "../secret.need": "SECRET\n",
    }
    built = make_project(pages)
    assert "Words of One and ." in built.text()
    assert "SECRET" not in built.text()
    (warning,) = built.warnings
    assert "Template does not exist" in warning


def test_an_image_of_a_need_lies_in_the_project(make_project: MakeProject) -> None:
    need = ".. req:: A need\n   :id: {0}\n   :image: {1}\n   :layout: clean_l\n\n"
    images = {"R1": "../secret.png", "R2": "inside.png", "R3": "images/inside.png"}
    text = "Title\n=====\n\n" + "".join(need.format(*item) for item in images.items())
    pages = {"index.rst": text, "inside.png": b"INSIDE", "images/inside.png": b"INSIDE", "../secret.png": b"SECRET"}
    configuration = (
        'needs_id_regex = ".*"\nneeds_fields = {"image": {"schema": {"type": "string"}, "nullable": True}}\n'
    )
    built = make_project(pages, configuration=configuration)
    assert built.warnings == [
        "index.rst:1: the image '../secret.png' lies outside the source folder, so its description stands there; copy it there "
        "[normative.outside-file]"
    ]
    assert {path.read_bytes() for path in (built.outdir / "_images").iterdir()} == {b"INSIDE"}


def test_a_drawing_of_a_need_stands_in_one(make_project: MakeProject) -> None:
    drawing = ".. needarch::\n\n   Kept words.\n"
    text = f"Title\n=====\n\n.. req:: A need\n   :id: R1\n\n   {drawing.replace(chr(10), chr(10) + '   ')}\n{drawing}"
    settings = 'needs_id_regex = ".*"\n'
    trusted = make_project({"index.rst": text}, configuration=f"normative_code = True\n{settings}")
    misplaced = "index.rst:11: needarch: stands in a need only; until then it is printed as it is [normative.misspelled-directive]"
    assert [line for line in trusted.warnings if "normative." in line] == [misplaced]
    assert any("PlantUML is not available" in line for line in trusted.warnings)
    untrusted = make_project({"index.rst": text}, configuration=settings, name="untrusted")
    assert len(untrusted.warnings) == 2
    assert untrusted.warnings[0].startswith("index.rst:7: needarch: a program draws what it is told")
    assert untrusted.text().count("Kept words.") == 2


def test_a_build_that_was_stopped_confines_no_later_one(tmp_path: Path) -> None:
    stopping = "def setup(app):\n    app.connect('env-before-read-docs', stop, priority=999)\n"
    stopping += "def stop(*arguments):\n    raise KeyboardInterrupt\n"
    names = vars(import_module("sphinx_needs.filter_common"))
    with pytest.raises(KeyboardInterrupt):
        build(write_project(tmp_path / "stopped", {"index.rst": "T\n=\n"}, configuration=stopping))
    assert "exec" in names
    build(write_project(tmp_path / "trusted", {"index.rst": "T\n=\n"}, configuration="normative_code = True\n"))
    assert "exec" not in names
