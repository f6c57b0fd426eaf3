"""The form as a page that works offline: a button at each paragraph, and one that saves all as a CSV file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from importlib import resources
from pathlib import Path
from string import Template

from normative.commands.form_head import FormHead, chapters, words
from normative.commands.received.rows import COLUMNS, WHOLE
from normative.commands.spoken import HEADS
from normative.model.comment import CommentKind
from normative.outputs.direction import is_right_to_left
from normative.project.language import _, told
from normative.rebuild.files import replace_bytes

_HIGHEST = 5


def write_page(path: Path, head: FormHead) -> None:
    """Write the form, in one file that asks nothing of any network."""
    template = resources.files(__package__).joinpath("form_page.html").read_text(encoding="utf-8")
    page = Template(template).substitute(
        _words(),
        language=escape(head.language.replace("_", "-")),
        direction="rtl" if is_right_to_left(head.language) else "ltr",
        title=escape(head.title),
        lines="".join(f"<p>{escape(line)}</p>\n" for line in head.lines()),
        kinds="".join(f'<option value="{kind}">{escape(str(told(kind)))}</option>' for kind in CommentKind),
        text="".join(_text(head)),
        columns=_script(COLUMNS),
        draft=_script(head.draft.name),
        counted=_script(_("Comments: {count}")),
        unsaved=_script(_("Comments: {count}, not saved")),
    )
    replace_bytes(path, page.encode())


def _words() -> Mapping[str, str]:
    """Return what the page says beside the text, by the names of its template."""
    said = {
        "how": _(
            "Choose '{comment}' below a paragraph, write, and save all at the end: a file is put with your downloads, "
            "which you send. Nothing leaves this page by itself, and nothing is kept when you close it.",
            comment=_("Comment"),
        ),
        "without": _("This page needs JavaScript. Use the workbook or the Word file instead."),
        "save": _("Save as CSV"),
        "none": _("No comments yet"),
        "part": _("Part, such as (d) or note 2"),
        "remove": _("Remove"),
    }
    said |= {name: str(told(HEADS[name])) for name in ("kind", "comment", "proposal", "reason")}
    return {f"say_{name}": escape(words) for name, words in said.items()}


def _script(value: object) -> str:
    """Return a value as a script has it, in which no sign may end the script."""
    return json.dumps(value).replace("<", "\\u003c")


def _text(head: FormHead) -> Iterator[str]:
    yield _entry(WHOLE, "", f"<p><strong>{escape(_('The draft as a whole'))}</strong></p>", _("the draft as a whole"))
    for paragraph, headings in chapters(head.draft.text.paragraphs):
        for level, subject, title in headings:
            tag = f"h{min(level + 1, _HIGHEST)}"
            yield _entry(subject, "", f"<{tag}>{escape(title)}</{tag}>", _("the heading {title}", title=title))
        lines = "".join(
            f'<p style="margin-inline-start:{level * 1.5}em">{escape(line)}</p>'
            for level, line in words(head.draft, paragraph)
        )
        number = str(paragraph.number)
        yield _entry(paragraph.id, number, lines, _("paragraph {number}", number=number))


def _entry(identifier: str, number: str, content: str, name: str) -> str:
    printed = f'<span class="number">{number}.</span>' if number else ""
    return (
        f'<section data-id="{escape(identifier)}" data-number="{number}" aria-label="{escape(name)}">{printed}\n'
        f'<div class="text">{content}</div>\n<button type="button" class="add" '
        f'aria-label="{escape(_("Comment on {name}", name=name))}">{escape(_("Comment"))}</button></section>\n'
    )
