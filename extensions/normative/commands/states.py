"""``normative states FILE``: take over a newer list of ratifications, and say what it changes."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from normative.check.settings import read_settings
from normative.commands.folders import add_folders, check_source
from normative.model.files.instrument import read_instruments
from normative.model.files.state import OF_RATIFICATIONS, RATIFICATIONS, RATIFIED, read_ratifications, read_states
from normative.model.files.writing import write_whole
from normative.model.state import Participation, States

_COLUMNS = (*RATIFIED, *OF_RATIFICATIONS)
#: A State and a treaty.
_Pair = tuple[str, str]


def main(arguments: Sequence[str]) -> int:
    """Take over a list; return 0, or 1 where it, or the one before, has mistakes: they are printed, nothing is done."""
    parser = argparse.ArgumentParser(
        prog="normative states",
        description=f"Take over a newer list in the form of {RATIFICATIONS}, row by row, and print what it changes.",
        allow_abbrev=False,
    )
    parser.add_argument("list", type=Path, metavar="FILE.csv", help=f"with the columns {', '.join(_COLUMNS)}")
    parser.add_argument("--complete", action="store_true", help="of the treaties in the list it names every State")
    parser.add_argument("--dry-run", action="store_true", help="print what it would change, and change nothing")
    add_folders(parser)
    options = parser.parse_args(arguments)
    check_source(parser, options.source)
    settings = read_settings(options.source / "conf.py")
    folder = options.source / settings.normative_states
    instruments, _ = read_instruments(
        options.source / settings.normative_instruments, library=settings.normative_library
    )
    known, wrong = read_states(folder, instruments)
    if not known.records:
        parser.error(f"there are no States in {folder}; write states.csv first")
    new, findings = read_ratifications(options.list, folder, instruments)
    # Rows that cannot be read would be lost.
    findings += [item for item in wrong if Path(item.place.path) == folder / RATIFICATIONS]
    if findings:
        sys.stderr.writelines(f"ERROR: {item.place.path}:{item.place.line or 1}: {item.message}\n" for item in findings)
        return 1
    before = {(item.state, item.instrument): item for item in known.participations}
    after = _merged(before, new, is_complete=options.complete)
    sys.stdout.writelines(f"{line}\n" for line in _told(known, before, after))
    if after != before and not options.dry_run:
        write_whole(folder / RATIFICATIONS, _rendered(after))
    return 0


def _merged(
    before: Mapping[_Pair, Participation], new: Sequence[Participation], *, is_complete: bool
) -> dict[_Pair, Participation]:
    """Return the rows that there are then: new ones stand in the place of old ones, or at the end."""
    listed = {item.instrument for item in new}
    newer = {(item.state, item.instrument): item for item in new}
    kept = {pair: item for pair, item in before.items() if pair in newer or not is_complete or pair[1] not in listed}
    return {**kept, **newer}


def _told(states: States, before: Mapping[_Pair, Participation], after: Mapping[_Pair, Participation]) -> Iterator[str]:
    """Yield what changed, a line each, and how much of it there is."""
    names = {record.code: record.name for record in states.records}
    counts = dict.fromkeys(("new", "changed", "removed"), 0)
    for pair in dict.fromkeys([*before, *after]):
        old, new = before.get(pair), after.get(pair)
        if old == new:
            continue
        kind = "new" if old is None else "removed" if new is None else "changed"
        counts[kind] += 1
        was, now = (_words(item) if item else "" for item in (old, new))
        yield f"{kind}: {names[pair[0]]}, {pair[1]}: {' → '.join(filter(None, (was, now)))}"
    same = sum(before.get(pair) == item for pair, item in after.items())
    yield f"{', '.join(f'{count} {kind}' for kind, count in counts.items())}, {same} as before"


def _words(item: Participation) -> str:
    words = [item.status.value, item.date, item.action, item.source and f"({item.source})", item.note]
    return " ".join(filter(None, words))


def _rendered(rows: Mapping[_Pair, Participation]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([str(getattr(item, column)) for column in _COLUMNS] for item in rows.values())
    return text.getvalue().encode()
