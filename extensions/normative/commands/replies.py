"""``normative replies CALL``: for each who commented in a call a Word file and a workbook with the answers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from normative.commands.build import build, output_of
from normative.commands.folders import add_folders, check_source


def main(arguments: Sequence[str]) -> int:
    """Write the replies; return 0, 1 for warnings that are errors, 2 where they could not be made."""
    parser = argparse.ArgumentParser(
        prog="normative replies",
        usage="normative replies CALL [--source SOURCE] [--into FOLDER] [OPTION OF SPHINX ...]",
        description="Write for each who commented in a call a Word file and a workbook: that one's own comments, what "
        "was decided on each and why, and the text then and now. They are for their readers alone.",
        allow_abbrev=False,
    )
    parser.add_argument("call", help="the folder of the call in the folder 'inputs', such as draft-1")
    add_folders(parser, "the folder of the folder 'replies'")
    options, others = parser.parse_known_args(arguments)
    check_source(parser, options.source)
    asked = ["-D", f"normative_wanted={options.call}", *others]
    return build([output_of("replies", options.source, options.into, asked)])
