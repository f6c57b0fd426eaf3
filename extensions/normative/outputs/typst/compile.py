"""Compile a Typst file to PDF in a process of its own: ``python -m normative.outputs.typst.compile``.

A process of its own, so that a text that takes too much time or memory ends this process and not the build.
Beside the file lies one of the same name in JSON: ``standards``, ``fonts`` (folders of fonts beside Typst's own), and
``row_headings`` as :mod:`normative.outputs.typst.row_headings` takes them. Prints one JSON object: ``errors`` and
``warnings``, each a list of Typst's diagnostics as text; of pictures that cannot be read, one for each, for Typst stops
at the first. Where the system lets no PDF be written, ``stopped`` is the number it gives.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pikepdf
import typst

from normative.outputs.typst.destinations import name_destinations
from normative.outputs.typst.row_headings import mark_row_headings, save_packed


def main() -> None:
    """Compile as the command line says, and print as JSON what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--timestamp", type=int, required=True, help="seconds since 1970, the PDF's date")
    parser.add_argument("--memory", type=int, required=True, help="bytes of address space the compiler may take")
    options = parser.parse_args()
    _limit_memory(options.memory)
    settings = json.loads(options.source.with_suffix(".json").read_text(encoding="utf-8"))
    report: dict[str, Any] = {"errors": [], "warnings": [], "stopped": None}
    try:
        compiler = typst.Compiler(
            options.source, root=options.source.parent, ignore_system_fonts=True, font_paths=settings["fonts"]
        )
        pdf, warnings = compiler.compile_with_warnings(pdf_standards=settings["standards"], timestamp=options.timestamp)
        # What was compiled is asked, and not compiled anew.
        places = json.loads(compiler.query("<place-name>", field="value"))
    except typst.TypstError as error:
        report["errors"] = [*_unreadable(options.source.parent)] or [error.diagnostic or error.message]
    else:
        report["warnings"] = [warning.diagnostic or warning.message for warning in warnings]
        with pikepdf.open(io.BytesIO(cast("bytes", pdf))) as document:
            name_destinations(document, places)
            try:
                mark_row_headings(document, settings["row_headings"])
            except ValueError as error:
                report["warnings"].append(f"warning: {error}")
            try:
                save_packed(document, options.pdf)
            except OSError as error:
                report["stopped"] = error.errno
    json.dump(report, sys.stdout)


def _unreadable(folder: Path) -> Iterator[str]:
    """Yield what is wrong with each picture in a folder that cannot be read."""
    for path in sorted(folder.glob("image-*")):
        page: Any = f'#image("/{path.name}")'.encode()
        try:
            typst.compile(page, root=folder, ignore_system_fonts=True)
        except typst.TypstError as error:
            yield f"error: picture {path.name} {' '.join(error.message.split())}\n"


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main()
