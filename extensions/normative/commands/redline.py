"""``normative redline DRAFT``: the text with its changes since a draft, as a site, as PDFs and as Word files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from normative.check.settings import read_settings
from normative.commands.build import build, output_of
from normative.commands.drafts import check_draft, drafts_of, showing
from normative.commands.folders import add_folders, check_source
from normative.commands.original import is_translation

#: What shows changes, and the folder that these outputs are in.
_OUTPUTS = ("html", "pdf", "docx")
_FOLDER = "redline"


def main(arguments: Sequence[str]) -> int:
    """Build the outputs; return 0, 1 for warnings that are errors, 2 where an output could not be made."""
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    check_source(parser, options.source)
    settings = read_settings(options.source / "conf.py")
    drafts = drafts_of(options.source, settings)
    for name in filter(None, (options.draft, options.to)):
        check_draft(parser, name, drafts)
    asked = ["-D", f"normative_redline={options.draft}", *others]
    outputs = [output_of(name, options.source, options.into, asked, within=_FOLDER) for name in _OUTPUTS]
    if is_translation(outputs[0], settings):
        parser.error(
            f"changes are those of the words of the source; leave out 'language', which is '{settings.language}'"
        )
    if options.to:
        outputs = [showing(output, options.to, options.into) for output in outputs]
    return build(outputs)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative redline",
        usage="normative redline DRAFT [DRAFT] [--source SOURCE] [--into FOLDER] [OPTION OF SPHINX ...]",
        description="Build the text with its changes since a frozen draft: what was put in, struck out and moved, and "
        "what else of each paragraph has changed.",
        allow_abbrev=False,
    )
    parser.add_argument("draft", help="the name of the draft, such as 1")
    parser.add_argument("to", nargs="?", default="", help="a later draft, where the changes are not those of the text")
    add_folders(parser, f"the folder of the folder '{_FOLDER}'")
    return parser
