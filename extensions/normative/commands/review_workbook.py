"""The workbook of a review: every subject with its state and words, and cells for what a person says of it.

Read back whole or not at all; what was looked at is told by the fingerprints in it, whatever the text says by then.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from normative.commands.received.sheets import read_workbook as read_rows
from normative.commands.spoken import head, heads_meant, verdict_meant
from normative.model.draft import Fingerprint
from normative.model.files.containers import RefusedError
from normative.model.files.review import problem_of
from normative.model.files.spreadsheet import SheetRow
from normative.model.message import say
from normative.model.review import Event, ReviewState, Verdict
from normative.outputs.direction import is_right_to_left
from normative.project.language import _, in_other_languages, told
from normative.project.libraries import require

#: The columns by the names that they have in a file of reviews, and how wide each is.
_COLUMNS = {"subject": 36, "state": 24, "words": 90, "verdict": 12, "reason": 48, "own": 15, "rests_on": 15}
_SHEET, _TO_FILL_IN = "Reviews", ("verdict", "reason")
#: No cell of Excel holds more characters.
LONGEST = 32_767


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A subject as the workbook has it."""

    subject: str
    state: ReviewState
    words: str
    fingerprint: Fingerprint


def write_workbook(path: Path, lines: Iterable[Line], language: str = "en") -> None:
    """Write the subjects, with empty cells for verdicts and reasons.

    :param language: of the text; written while it is spoken.
    :raises MissingLibraryError: openpyxl is not installed.
    """
    require("openpyxl", extra="xlsx", product="the workbook of a review")
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title, sheet.freeze_panes = _("Reviews"), "B2"
    sheet.sheet_view.rightToLeft = is_right_to_left(language)
    sheet.append([*map(head, _COLUMNS)])
    for number, line in enumerate(lines, 2):
        texts = (
            line.subject,
            str(told(line.state)),
            line.words,
            "",
            "",
            line.fingerprint.own,
            line.fingerprint.rests_on,
        )
        write_row(sheet, number, texts)
    for letter, (name, width) in zip("ABCDEFG", _COLUMNS.items(), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True, color="1E4D2B" if name in _TO_FILL_IN else None)
    offer(sheet, "D", [str(told(verdict)) for verdict in Verdict])
    book.save(path)


def offer(sheet: Any, letter: str, choices: Iterable[str]) -> None:
    """Let the cells of a column below its head be chosen from a list, or stay empty; not where there are no rows."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if sheet.max_row > 1:
        listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        sheet.add_data_validation(listed)
        listed.add(f"{letter}2:{letter}{sheet.max_row}")


def write_row(sheet: Any, number: int, texts: Iterable[str]) -> None:
    """Write a row of texts, none of which is computed; empty ones leave their cells empty."""
    from openpyxl.styles import Alignment

    for column, text in enumerate(texts, 1):
        cell = sheet.cell(number, column, str(text)[:LONGEST] or None)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if text:
            # A text that begins with '=' is none to compute.
            cell.data_type = "s"


def read_workbook(
    path: Path, by: str, date: datetime.date, draft: str, known: Mapping[str, object]
) -> tuple[list[Event], list[str]]:
    """Read what a person has filled in.

    :param known: what the person can have reviewed, by name.
    :returns: an event for each verdict, and what is wrong, by sheet and cell; nothing is to be kept where anything is.
    """
    try:
        rows = [row for row in read_rows(path) if row.sheet == _SHEET or row.sheet in in_other_languages(say(_SHEET))]
    except RefusedError as error:
        return [], [f"{path.name} {error}"]
    if not rows:
        return [], [f"{path.name} has no sheet '{_SHEET}'; take the one that '--workbook' wrote"]
    first, *others = rows
    sheet, heads = first.sheet, heads_meant(first.cells, _COLUMNS)
    places = {name: heads.index(name) for name in _COLUMNS if name in heads}
    missing = [name for name in _COLUMNS if name not in places]
    if missing:
        return [], [f"{sheet}!A1: has no column '{missing[0]}'; restore it, as '--workbook' writes it"]
    events, wrong = [], []
    for row in others:
        # A row ends with its last cell that holds something.
        cells = {name: row.cells[place] if place < len(row.cells) else "" for name, place in places.items()}
        values = cells | {"date": "", "verdict": verdict_meant(cells["verdict"])}
        if not values["verdict"]:
            if values["reason"]:
                wrong.append(f"{row.at(places['verdict'])}: is empty beside a reason; write {', '.join(Verdict)}")
            continue
        column, problem = problem_of(SheetRow(values=values, line=row.number))
        if not problem and values["subject"] not in known:
            column, problem = "subject", f"'{values['subject']}' is no longer there; empty the verdict"
        if problem:
            wrong.append(f"{row.at(places[column])}: {problem}")
        else:
            events.append(
                Event(
                    subject=values["subject"],
                    own=values["own"],
                    rests_on=values["rests_on"],
                    verdict=Verdict(values["verdict"]),
                    reason=values["reason"],
                    date=date,
                    draft=draft,
                    by=by,
                )
            )
    return events, wrong
