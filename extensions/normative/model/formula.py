"""Text that a spreadsheet would compute instead of showing it, and how it is kept from that in a CSV file."""

from __future__ import annotations

import re

# White space is passed over when a spreadsheet looks for a formula; the wide signs count in some of them.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def is_like_formula(text: str) -> bool:
    """Return whether a spreadsheet may compute a text instead of showing it."""
    return _FORMULA.match(text) is not None


def shown_only(text: str) -> str:
    """Return a text as a cell of a CSV file has it, so that a spreadsheet shows it: with an apostrophe where needed."""
    return f"'{text}" if is_like_formula(text.lstrip("'")) else text


def as_meant(cell: str) -> str:
    """Return the text that a cell of a CSV file stands for; the reverse of :func:`shown_only`."""
    return cell[1:] if cell.startswith("'") and is_like_formula(cell.lstrip("'")) else cell
