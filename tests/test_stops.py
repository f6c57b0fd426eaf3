"""What would stop a build without an output is a finding at its place, and all words are there."""

from __future__ import annotations

import pytest

from conftest import MakeProject

TEXT = "Title\n=====\n\n.. obligation:: one\n   :basis: CONV 1\n\n   Text one.\n\n"
NEEDED = "cannot be shown and is printed as it is written"

#: By what is wrong: a directive in line 9, and how its finding begins.
FAULTS = {
    "colour": (
        ".. needpie:: Kept\n   :labels: a\n   :colors: none-such\n\n   True\n",
        f"needpie: {NEEDED} (Invalid RGBA",
    ),
    "formula": (".. needpie:: Kept\n   :labels: $\\\\bad{$\n\n   True\n", f"needpie: {NEEDED} ("),
    "number": (
        ".. needpie:: Kept\n   :explode: x\n\n   True\n",
        f"needpie: {NEEDED} (could not convert string to float",
    ),
    "colour of words": (".. needbar:: Kept\n   :text_color: x\n\n   1, 2\n", f"needbar: {NEEDED} (Key text.color"),
    "lines": (".. needbar:: Kept\n\n   1, 2\n   3\n", f"needbar: {NEEDED} (Needbar - "),
    "date": (".. needgantt:: Kept\n   :start_date: x\n", f"needgantt: {NEEDED} (Given start date x is not valid"),
    "widths": (".. needtable:: Kept\n   :colwidths: x\n", f"needtable: {NEEDED} (invalid literal for int()"),
    "type": (".. list2need::\n   :types: none\n\n   * Kept\n", f"list2need: {NEEDED} (Unknown type configured: none"),
    "header": (".. header:: Kept\n", "header: no output has a header of its own, so it is printed here"),
    "footer": (".. Footer:: Kept\n", "footer: no output has a footer of its own, so it is printed here"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_directive_that_cannot_be_carried_out_keeps_its_words(fault: str, make_project: MakeProject) -> None:
    written, expected = FAULTS[fault]
    built = make_project({"index.rst": f"{TEXT}{written}\nText two.\n"})
    (warning,) = built.warnings
    assert warning.startswith(f"index.rst:9: {expected}")
    assert all(words in built.text() for words in ("Text one.", "Kept", "Text two."))


def test_a_drawing_that_cannot_be_shown_leaves_the_others_of_its_page(make_project: MakeProject) -> None:
    pie = ".. needpie:: Pie\n   :labels: a\n   :colors: {}\n\n   True\n\n"
    built = make_project({"index.rst": TEXT + "".join(map(pie.format, ("red", "none-such", "blue")))})
    assert len(built.warnings) == 1
    assert len(built.page().xpath("//img[contains(@src, 'need_pie')]")) == 2


@pytest.mark.parametrize("depth", [36, 60])
def test_plain_text_has_lists_of_any_depth(depth: int, make_project: MakeProject) -> None:
    levels = "".join(f"{'  ' * level}* Words of level {level}.\n\n" for level in range(depth))
    built = make_project({"index.rst": f"{TEXT}{levels}"}, "text")
    assert built.warnings == []
    words = " ".join((built.outdir / "index.txt").read_text(encoding="utf-8").split())
    assert [level for level in range(depth) if f"Words of level {level}." not in words] == []
