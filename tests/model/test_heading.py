"""The labels of headings, each level with numbers or letters of its own."""

from __future__ import annotations

import pytest

from normative.model.heading import heading_label, heading_path


@pytest.mark.parametrize(
    ("depth", "labels"),
    [
        (1, ["I", "IV", "IX", "XXVI", "XXVII", "LII", "LIII"]),
        (2, ["A", "D", "I", "Z", "AA", "ZZ", "AAA"]),
        (3, ["1", "4", "9", "26", "27", "52", "53"]),
        (4, ["(a)", "(d)", "(i)", "(z)", "(aa)", "(zz)", "(aaa)"]),
        (5, ["(i)", "(iv)", "(ix)", "(xxvi)", "(xxvii)", "(lii)", "(liii)"]),
        (6, ["(i)", "(iv)", "(ix)", "(xxvi)", "(xxvii)", "(lii)", "(liii)"]),
    ],
)
def test_each_level_counts_in_its_own_way(depth: int, labels: list[str]) -> None:
    above = (7,) * (depth - 1)
    assert [heading_label((*above, number)) for number in (1, 4, 9, 26, 27, 52, 53)] == labels


def test_a_path_names_all_headings_above() -> None:
    numbers = (2, 1, 3, 28, 4)
    paths = [heading_path(numbers[:depth]) for depth in range(1, 6)]
    assert paths == ["II", "II.A", "II.A.3", "II.A.3 (bb)", "II.A.3 (bb) (iv)"]
