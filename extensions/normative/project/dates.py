"""Days as a text of each language writes them out.

Apart from the outputs, of which three print the day of the text.
"""

from __future__ import annotations

import datetime

from sphinx.util.i18n import format_date

#: Where it is not "25 November 2026" with the month of the language.
_FORMS = {"es": "%-d de %B de %Y", "zh": "%Y年%-m月%-d日"}


def written_out(day: datetime.date, language: str | None) -> str:
    """Return a day in words of a language, as ``conf.py`` names it."""
    code = (language or "en").replace("-", "_")
    form = _FORMS.get(code.partition("_")[0], "%-d %B %Y")
    return format_date(form, date=datetime.datetime.combine(day, datetime.time()), language=code)
