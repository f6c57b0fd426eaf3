"""CSV files as spreadsheets write them: separators, byte order marks, long cells, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.model.files.spreadsheet import read_rows


def read(path: Path, content: str | bytes) -> tuple[list[tuple[int, str, str]], list[tuple[int | None, str]]]:
    """Return the rows (line and the cells 'a' and 'b') and the findings (line and message) of a file."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    rows, findings = read_rows(path, within=path.parent, required=("a",), optional=("b",))
    return (
        [(row.line, row["a"], row["b"]) for row in rows],
        [(finding.place.line, finding.message) for finding in findings],
    )


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Return the path of a file to write."""
    return tmp_path / "sheet.csv"


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n3,4\n",
        "a;b\n1;2\n3;4\n",
        "\ufeffa,b\n1,2\n3,4\n",
        "a,b\r\n1,2\r\n3,4\r\n",
        "a,b\r1,2\r3,4\r",
        "A , B\n 1 ,2\n3, 4",
        '"a","b"\n"1","2"\n"3","4"\n',
        "b,a\n2,1\n4,3\n",
    ],
)
def test_every_way_a_spreadsheet_saves(sheet: Path, content: str) -> None:
    assert read(sheet, content) == ([(2, "1", "2"), (3, "3", "4")], [])


def test_lines_are_counted_over_cells_with_line_breaks(sheet: Path) -> None:
    assert read(sheet, 'a,b\n"1\n1",2\n\n,,\n3,"4, 5"\n') == ([(2, "1\n1", "2"), (6, "3", "4, 5")], [])


def test_missing_cells_and_columns_are_empty(sheet: Path) -> None:
    assert read(sheet, "a\n1\n") == ([(2, "1", "")], [])
    assert read(sheet, "a,b\n1\n") == ([(2, "1", "")], [])


def test_cells_of_a_hundred_thousand_characters(sheet: Path) -> None:
    long = "x" * 100_000
    assert read(sheet, f"a,b\n{long},{long}\n") == ([(2, long, long)], [])


@pytest.mark.parametrize(
    ("content", "rows", "findings"),
    [
        ("", [], [(1, "sheet.csv: has no column 'a'; the first line must name the columns a, b")]),
        ("b\n1\n", [], [(1, "sheet.csv: has no column 'a'; the first line must name the columns a, b")]),
        ("a,c\n1,2\n", [(2, "1", "")], [(1, "sheet.csv: unknown column 'c'; known are a, b")]),
        (
            "a,b\n1,2,3\n4,5\n",
            [(2, "1", "2"), (3, "4", "5")],
            [(2, "sheet.csv: has 3 cells for 2 columns; put text that holds a comma in quotes")],
        ),
        ("a,b\n,2\n3,4\n", [(3, "3", "4")], [(2, "sheet.csv: the cell 'a' is empty; fill it, or remove the row")]),
        (
            b"a,b\n1,\xe9\n",
            [(2, "1", "é")],
            [
                (
                    2,
                    "sheet.csv: byte 0xE9 at position 6 of the file is not UTF-8 and is read as 'é', which may be wrong; save the "
                    "file as UTF-8",
                )
            ],
        ),
    ],
)
def test_faults_and_the_rows_that_stay(
    sheet: Path, content: str | bytes, rows: list[tuple[int, str, str]], findings: list[tuple[int | None, str]]
) -> None:
    assert read(sheet, content) == (rows, findings)


def test_a_field_beyond_every_limit_is_named_with_its_line(sheet: Path) -> None:
    rows, findings = read(sheet, f"a,b\n1,2\n3,{'x' * 200_000}\n5,6\n")
    assert rows == [(2, "1", "2"), (4, "5", "6")]
    assert findings == [
        (
            3,
            "sheet.csv: cannot be read (field larger than field limit (131072)); look for a quotation mark that is not closed",
        )
    ]


def test_a_quotation_mark_that_is_not_closed(sheet: Path) -> None:
    rows, findings = read(sheet, 'a,b\n1,2\n"3,4\n5,6\n')
    assert rows == [(2, "1", "2"), (4, "5", "6")]
    assert findings == [
        (
            3,
            "sheet.csv: cannot be read (unexpected end of data); look for a quotation mark that is not closed",
        )
    ]


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    rows, findings = read_rows(tmp_path, within=tmp_path, required=("a",))
    assert rows == []
    assert [finding.message for finding in findings] == [
        f"{tmp_path.name}: cannot be opened (is a directory); close it in the spreadsheet, or give read permission"
    ]
