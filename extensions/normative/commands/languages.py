"""``normative languages``: the sites of a text in all its languages, side by side in one folder."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import permutations
from pathlib import Path

from normative.check.settings import read_settings
from normative.commands.beside import write_beside
from normative.commands.build import build, output_of
from normative.commands.folders import add_folders, check_source
from normative.commands.making import STOPPED, Output
from normative.house.languages import folder_of, name_of
from normative.model.files.writing import write_whole
from normative.project.catalogues import FOLDER, languages_in
from normative.project.language import speaking
from normative.project.libraries import require

#: The folder of the sites in that of the outputs.
_SITES = "languages"


def main(arguments: Sequence[str]) -> int:
    """Build; return the worst status of the builds."""
    parser = argparse.ArgumentParser(
        prog="normative languages",
        description="Build the site in the language of the source and in every one that has catalogues in "
        f"source/{FOLDER}, each into build/{_SITES}/LANG, with a menu that keeps page and place. The folder is "
        "complete: it can be sent as it is.",
        epilog="All other options go to Sphinx, as those of 'normative build'.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--beside",
        nargs=2,
        action="append",
        default=[],
        metavar=("LANG", "LANG"),
        help="make pages with two of them side by side; can be given for several pairs",
    )
    add_folders(parser)
    options, others = parser.parse_known_args(arguments)
    source: Path = options.source
    check_source(parser, source)
    original = read_settings(source / "conf.py").language
    languages = [original, *(code for code in languages_in(source / FOLDER) if code != original)]
    if len(languages) == 1:
        parser.error(f"there are no catalogues in {source / FOLDER}; make some with 'normative translate LANG'")
    into: Path = options.into
    pairs = [":".join(pair) for pair in options.beside]
    for code in {code for pair in options.beside for code in pair} - {*languages}:
        parser.error(f"there is no language '{code}' here; there are {', '.join(languages)}")
    if any(first == second for first, second in options.beside):
        parser.error("a language stands beside another one; name two")
    others = ["-D", f"normative_beside={','.join(pairs)}", *others]
    if pairs:
        require("lxml", extra="docx", product="a page with two languages")
    status = build([_site(code, languages, source, into, others) for code in languages])
    sites = into / _SITES
    for pair in permutations(languages, 2) if status < STOPPED else ():
        if [*pair] not in options.beside:
            # Whoever asks for fewer would find pages of an earlier text there.
            shutil.rmtree(sites / folder_of(*pair), ignore_errors=True)
            continue
        with speaking(pair[0]):
            count = write_beside(sites, *pair)
        print(f"{' | '.join(pair)}: {count} pages in {sites / folder_of(*pair)}")  # noqa: T201  # a command's own words
    begin = sites / "index.html"
    write_whole(begin, _begin(languages).encode())
    print(f"{len(languages)} languages: open {begin}")  # noqa: T201  # a command's own words
    return status


def _site(code: str, languages: Sequence[str], source: Path, into: Path, others: Sequence[str]) -> Output:
    """Return the site in a language; that of the source is read with the other outputs."""
    output = output_of("html", source, into, ["-D", f"normative_languages={','.join(languages)}", *others])
    target = into.resolve() / _SITES / code
    if code == languages[0]:
        return replace(output, target=target)
    doctrees = into.resolve() / f".doctrees-{code}"
    options = ("-D", f"language={code}", *output.options)
    return replace(output, name=f"html in {code}", target=target, doctrees=doctrees, options=options)


def translation_of(code: str, source: Path, into: Path) -> Output:
    """Return the text in another language as data, read with the site in that language."""
    output = output_of("draft", source, into, ["-D", f"language={code}", "-q"])
    into = into.resolve()
    return replace(output, target=into / f".draft-{code}", doctrees=into / f".doctrees-{code}")


def _begin(languages: Sequence[str]) -> str:
    """Return the page that leads to the sites."""
    items = "".join(
        f'<li><a href="{escape(code)}/index.html" lang="{escape(code)}">{escape(name_of(code))}</a></li>\n'
        for code in languages
    )
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Languages</title>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body><ul>\n{items}</ul></body></html>\n'
