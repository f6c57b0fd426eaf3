"""Places at which a finished PDF can be opened by name: ``general-comment.pdf#effective-remedy``.

Typst names headings alone; paragraphs write where they are, and here the PDF learns it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree

#: In points, how much is shown above the first line.
_ABOVE = 14


def name_destinations(pdf: pikepdf.Pdf, places: Iterable[tuple[str, int, float]]) -> None:
    """Give a PDF its named destinations.

    :param places: each with its name, its page, counted from 1, and its distance from the upper edge in points.
    """
    pages = list(pdf.pages)
    tree = NameTree.new(pdf)
    for identifier, page, top in places:
        height = float(pages[page - 1].mediabox[3])
        tree[identifier] = Array([pages[page - 1].obj, Name.XYZ, None, round(height - top + _ABOVE, 2), None])
    if len(tree):
        names = pdf.Root.get("/Names", Dictionary())
        names.Dests = tree.obj
        pdf.Root.Names = names
