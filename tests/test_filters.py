"""Filters of sphinx-needs compare values, and do nothing else unless the authors are trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import MakeProject
from normative.needs.filters import FilterRefusedError, evaluate_filter

NAMES = {"type": "obligation", "title": "On Return", "tags": ["a", "b"], "number": 3, "id": "x"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('type == "obligation" and "a" in tags', True),
        ('title.lower().startswith("on ") and not number > 3', True),
        ("len([tag for tag in tags if tag != id]) == 2", True),
        ('any(tag in ["b", "c"] for tag in tags)', True),
        ('(number - 1 if tags else 0) == 2 and tags[0] == "a"', True),
        ('{"a": 1}.get(id, number) == 4', False),
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
    ],
)
def test_all_else_is_refused(written: str) -> None:
    with pytest.raises(FilterRefusedError, match="a filter may not use"):
        evaluate_filter(written, dict(NAMES))


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
