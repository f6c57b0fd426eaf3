"""``normative forms DRAFT``: the files of a frozen draft in which comments are sent in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from normative.check.settings import read_settings
from normative.commands.build import build, output_of
from normative.commands.drafts import check_draft, drafts_of, showing
from normative.commands.folders import add_folders, check_source
from normative.commands.form_head import FormHead
from normative.commands.form_page import write_page
from normative.commands.form_word import write_word
from normative.commands.form_workbook import write_workbook
from normative.project.language import speaking

_FOLDER = "forms"


def main(arguments: Sequence[str]) -> int:
    """Write the forms; return 0, 1 where the Word file lacks paragraphs, 2 where it could not be made."""
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    check_source(parser, options.source)
    settings = read_settings(options.source / "conf.py")
    drafts = drafts_of(options.source, settings)
    check_draft(parser, options.draft, drafts)
    head = FormHead(draft=drafts[options.draft], standing=settings.normative_status, language=settings.language)
    folder: Path = options.into / _FOLDER / options.draft
    folder.mkdir(parents=True, exist_ok=True)
    name = f"comments-on-draft-{options.draft}"
    with speaking(head.language):
        write_workbook(folder / f"{name}.xlsx", head)
        write_page(folder / f"{name}.html", head)
    document = next(iter(settings.normative_documents), "")
    wanted = ["-D", f"normative_wanted={document}"] if document else []
    output = output_of("docx", options.source, options.into, [*wanted, *others])
    target = options.into.resolve() / f".{_FOLDER}-{options.draft}"
    status = build([replace(showing(output, options.draft, options.into), target=target)])
    if status > 1:
        return status
    printed = target / f"{document}.docx" if document else next(iter(sorted(target.glob("*.docx"))))
    # After the build, which ends what is spoken.
    with speaking(head.language):
        missing = write_word(folder / f"{name}.docx", printed, head)
    print(f"written: {folder}")  # noqa: T201  # a command's own words
    if missing:
        lost = f"lacks {len(missing)} paragraphs ({', '.join(missing[:5])}), whose documents are gone or in no toctree"
        print(f"ERROR: the Word file {lost}; send out the workbook or the page", file=sys.stderr)  # noqa: T201  # likewise
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative forms",
        usage="normative forms DRAFT [--source SOURCE] [--into FOLDER] [OPTION OF SPHINX ...]",
        description="Write the files in which comments on a frozen draft are sent in: a workbook with a row for each "
        "paragraph, the draft as a Word file for comments and changes, and a page that works offline and saves a CSV "
        "file. 'normative comments' reads all of them.",
        allow_abbrev=False,
    )
    parser.add_argument("draft", help="the name of the draft, such as 1")
    add_folders(parser, f"the folder of the folder '{_FOLDER}'")
    return parser
