"""Pages with two languages of a text side by side, made of the pages of their two sites.

Both sites are of one source, so that their pages have the same blocks in the same order: a row is a heading, a
paragraph or another block in both. What has an id keeps it in the first language, so that addresses work here too.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import escape
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from normative.house.languages import attributes_of, folder_of, link_to, tag_of
from normative.model.files.writing import write_whole
from normative.project.language import _

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PARAGRAPH = "contains(concat(' ', @class, ' '), ' normative-paragraph ')"
_HEADING = re.compile("h[1-6]")
#: Attributes that name elements of the same page.
_NAMES = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls")
_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 88rem; padding: 1rem; background: #fff; color: #1a1a1a; }
body { font: 1rem/1.6 system-ui, sans-serif; }
.beside { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 2rem; }
.beside { border-bottom: 1px solid #d8dce2; padding: 0.5rem 0; }
.beside > section { min-width: 0; overflow-wrap: anywhere; }
.beside .normative-paragraph { display: block; margin: 0; }
.beside .paragraph-number { display: inline-block; font-weight: 600; text-align: start; }
.beside .paragraph-margin { margin-top: 0.4rem; padding-inline-start: 0.6rem; width: auto; }
.headerlink { display: none; }
@media (max-width: 40rem) { .beside { grid-template-columns: minmax(0, 1fr); row-gap: 0.75rem; } }
"""


def write_beside(sites: Path, first: str, second: str) -> int:
    """Write a page for each that has numbered paragraphs in both sites, while the first is spoken; return how many.

    Pages of an earlier text that are no longer made are removed.

    :raises OSError: a file cannot be written.
    """
    from lxml import html

    folder = sites / folder_of(first, second)
    made = set()
    for path in sorted((sites / first).rglob("*.html")):
        name = path.relative_to(sites / first).as_posix()
        pages = [page for page in (path, sites / second / name) if page.is_file()]
        texts = [text for page in pages if (text := _text(html.parse(str(page)).getroot())) is not None]
        if len(texts) == 2:
            target = folder / name
            write_whole(target, _page(name, (first, second), texts).encode())
            made.add(target)
    for path in folder.rglob("*.html"):
        if path not in made:
            path.unlink()
    return len(made)


def _text(page: HtmlElement) -> HtmlElement | None:
    """Return the outermost section of a page with numbered paragraphs."""
    found = page.xpath(f"//section[.//div[{_PARAGRAPH}]]")
    return found[0] if found else None


def _page(name: str, languages: tuple[str, str], texts: list[HtmlElement]) -> str:
    rows = []
    for pair in zip_longest(*map(_blocks, texts)):
        cells = [_cell(block, name, languages, place) if block is not None else "" for place, block in enumerate(pair)]
        # Notes within a section are no landmarks.
        rows.append(
            '<div class="beside">'
            + "".join(
                f"<section {attributes_of(code)}>{cell}</section>" for code, cell in zip(languages, cells, strict=True)
            )
            + "</div>\n"
        )
    root = "../" * (name.count("/") + 1)
    links = " · ".join(link_to(code, f"{root}{code}/{escape(name)}") for code in languages)
    title = " | ".join(escape(" ".join(str(text[0].text_content()).rstrip("#¶").split())) for text in texts)
    menu = f'<nav aria-label="{escape(_("Languages"))}">{links}</nav>'
    style = f"{root}{languages[0]}/_static/normative/normative.css"
    return (
        f'<!DOCTYPE html>\n<html lang="{tag_of(languages[0])}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>\n'
        f'<link rel="stylesheet" href="{style}"><style>{_STYLE}</style></head>\n'
        f"<body>\n{menu}\n<main>\n{''.join(rows)}</main>\n</body>\n</html>\n"
    )


def _blocks(section: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what stands in a section and those below it, in the order of the text."""
    for child in section:
        if child.tag == "section":
            yield from _blocks(child)
        elif isinstance(child.tag, str) and child.tag != "script":
            yield child


def _cell(block: HtmlElement, name: str, languages: tuple[str, str], place: int) -> str:
    """Return a block as it stands in a cell: what it links to is found from here, and no id is there twice."""
    from lxml import html

    code = languages[place]
    # The section itself, whose id its heading's link names, has no element here.
    for link in block.iterfind("a[@class='headerlink']") if _HEADING.fullmatch(block.tag) else ():
        block.set("id", str(link.get("href", "")).removeprefix("#"))
    here = posixpath.dirname(f"{folder_of(*languages)}/{name}")
    for element in block.iter("*"):
        for attribute in ("href", "src"):
            if attribute in element.attrib:
                element.set(attribute, _moved(element.get(attribute), f"{code}/{name}", here, code if place else ""))
        for attribute in _NAMES if place else ():
            if attribute in element.attrib:
                element.set(attribute, " ".join(f"{code}-{word}" for word in element.get(attribute).split()))
    return str(html.tostring(block, encoding="unicode", with_tail=False))


def _moved(address: str, page: str, here: str, prefix: str) -> str:
    """Return an address as it is from a folder here, where it was written on another page.

    :param prefix: of the ids of that page; empty where they stay.
    """
    parts = urlsplit(address)
    if address.startswith("#"):
        return f"#{prefix}-{address[1:]}" if prefix else address
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path))
    return parts._replace(path=posixpath.relpath(target, here)).geturl()
