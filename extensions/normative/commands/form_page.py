"""The form as a page that works offline: a button at each paragraph, and one that saves all as a CSV file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from importlib import resources
from pathlib import Path
from string import Template

from normative.commands.form_head import FormHead, chapters, words
from normative.commands.received.rows import COLUMNS, WHOLE
from normative.model.comment import CommentKind
from normative.rebuild.files import replace_bytes

_HIGHEST = 5


def write_page(path: Path, head: FormHead) -> None:
    """Write the form, in one file that asks nothing of any network."""
    template = resources.files(__package__).joinpath("form_page.html").read_text(encoding="utf-8")
    page = Template(template).substitute(
        title=escape(head.title),
        lines="".join(f"<p>{escape(line)}</p>\n" for line in head.lines()),
        kinds="".join(f"<option>{kind}</option>" for kind in CommentKind),
        text="".join(_text(head)),
        # In a script no sign may end it.
        columns=json.dumps(COLUMNS),
        draft=json.dumps(head.draft.name).replace("<", "\\u003c"),
    )
    replace_bytes(path, page.encode())


def _text(head: FormHead) -> Iterator[str]:
    yield _entry(WHOLE, "", "<p><strong>The draft as a whole</strong></p>", "the draft as a whole")
    for paragraph, headings in chapters(head.draft.text.paragraphs):
        for level, subject, title in headings:
            tag = f"h{min(level + 1, _HIGHEST)}"
            yield _entry(subject, "", f"<{tag}>{escape(title)}</{tag}>", f"the heading {title}")
        lines = "".join(
            f'<p style="margin-inline-start:{level * 1.5}em">{escape(line)}</p>'
            for level, line in words(head.draft, paragraph)
        )
        number = str(paragraph.number)
        yield _entry(paragraph.id, number, lines, f"paragraph {number}")


def _entry(identifier: str, number: str, content: str, name: str) -> str:
    printed = f'<span class="number">{number}.</span>' if number else ""
    return (
        f'<section data-id="{escape(identifier)}" data-number="{number}" aria-label="{escape(name)}">{printed}\n'
        f'<div class="text">{content}</div>\n<button type="button" class="add">Comment'
        f'<span class="unseen"> on {escape(name)}</span></button></section>\n'
    )
