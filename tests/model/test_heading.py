"""The labels of headings, each level with numbers or letters of its own."""

from __future__ import annotations

import pytest

from normative.model.heading import annex_title, heading_label, heading_number, heading_path


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


def test_a_number_before_a_heading_has_a_full_stop_unless_it_is_in_brackets() -> None:
    assert [heading_number((2, 1, 3, 28, 4)[:depth]) for depth in range(1, 6)] == ["II.", "A.", "3.", "(bb)", "(iv)"]


@pytest.mark.parametrize(
    ("title", "number", "count", "language", "begun"),
    [
        ("Sources", 1, 1, "en", "Annex. "),
        ("Sources", 1, 2, "en", "Annex\u00a0I. "),
        ("Sources", 2, 2, "fr_CA", "Annexe\u00a0II. "),
        ("Sources", 4, 5, "de", "Annex\u00a0IV. "),
        ("annex of sources", 1, 2, "en", ""),
        ("Annexe des sources", 1, 2, "fr", ""),
        ("Anexo", 1, 1, "es", ""),
        ("Anexo", 1, 1, "en", "Annex. "),
    ],
)
def test_an_annex_says_that_it_is_one(title: str, number: int, count: int, language: str, begun: str) -> None:
    assert annex_title(title, number, count, language) == begun
