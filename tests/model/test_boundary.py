"""Which files and addresses a text may lead to: those of its project, and those that every reader can open."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.model.boundary import file_of_docutils, is_below, is_safe_link, is_web_address, is_web_image
from normative.model.formula import as_meant, is_like_formula, shown_only


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://example.org", True),
        ("HTTP://example.org", True),
        ("mailto:anna@example.org", True),
        ("page.html#place", True),
        ("#place", True),
        ("", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("\u2028javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("//example.org/x", False),
        ("/etc/passwd", False),
        (" \t/etc/passwd", False),
        ("\\\\server\\share", False),
        ("data:text/html,x", False),
    ],
)
def test_a_link_runs_nothing_and_leads_where_every_reader_can_go(address: str, is_safe: bool) -> None:
    assert is_safe_link(address) is is_safe


@pytest.mark.parametrize(
    ("name", "on_the_web"),
    [
        ("https://example.org/x.csv", True),
        ("FILE:x.csv", True),
        ("rows.csv", False),
        ("/rows.csv", False),
        ("c:rows.csv", False),
    ],
)
def test_a_file_on_the_web(name: str, on_the_web: bool) -> None:
    assert is_web_address(name) is on_the_web


@pytest.mark.parametrize(
    ("uri", "on_the_web"),
    [
        ("picture.png", False),
        ("/picture.png", False),
        ("../picture.png", False),
        ("data:image/png;base64,AAAA", False),
        ("data:text/html,x", True),
        ("https://example.org/picture.png", True),
        ("//example.org/picture.png", True),
        ("/\\example.org/picture.png", True),
        ("\\\\example.org\\picture.png", True),
        (" //example.org/picture.png", True),
        ("ftp:picture.png", False),
        ("odd:picture.png", True),
    ],
)
def test_an_image_that_is_no_file_of_the_project(uri: str, on_the_web: bool) -> None:
    assert is_web_image(uri) is on_the_web


@pytest.mark.parametrize(
    ("name", "path"),
    [("<isonum.txt>", "isonum.txt"), ("<a/b.txt>", "a/b.txt"), ("isonum.txt", ""), ("<>", ""), ("<a", "")],
)
def test_a_file_of_docutils_is_written_in_angle_brackets(name: str, path: str) -> None:
    assert file_of_docutils(name) == path


def test_a_file_lies_where_its_links_lead(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "file").write_text("", encoding="utf-8")
    (inside / "link").symlink_to(outside / "file")
    assert [is_below(inside / name, [inside]) for name in ("file", "gone", "link", "../outside/file")] == [
        *(True, True, False, False)
    ]
    assert is_below(inside / "link", [inside, outside])
    assert not is_below(inside / "file", [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Words.", "Words."),
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("-1", "'-1"),
        ("@name", "'@name"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "''=1"),
        ("'tis so", "'tis so"),
        ("1=1", "1=1"),
        ("", ""),
    ],
)
def test_a_spreadsheet_shows_what_it_would_compute(text: str, shown: str) -> None:
    assert shown_only(text) == shown
    assert as_meant(shown) == text
    assert not is_like_formula(shown)
