"""The items of a paragraph's lists, by which a part of it is cited: para. 72 (b).

An item is named by its letters, or by a name of its own that stays with it when letters move.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

#: A paragraph's id with an item of it: ``effective-remedy (b) (ii)``.
_CITED = re.compile(r"(?P<id>[^\s()]+)\s*(?P<item>(?:\([^()]+\)\s*)+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An item of a list.

    :param mark: its letters and those of the items it is in: ``(b) (ii)``.
    :param anchor: its id on the document's page.
    :param names: of the targets in it (``_`legal aid```), as ids.
    """

    mark: str
    anchor: str
    names: tuple[str, ...] = ()


def split_cited(target: str) -> tuple[str, str]:
    """Return the id of a paragraph and the item of it that is cited, empty where none is."""
    found = _CITED.fullmatch(target.strip())
    return (found["id"], " ".join(found["item"].replace(")(", ") (").split())) if found else (target, "")


def find_item(items: Sequence[Item], cited: str) -> Item | None:
    """Return the item that is cited by its letters or by its name; of several with the same letters the first."""
    name = re.sub(r"[^a-z0-9]+", "-", cited.lower()).strip("-")
    return next((item for item in items if item.mark == cited or name in item.names), None)


def lacks_item(identifier: str, cited: str, items: Sequence[Item]) -> str:
    """Return what is wrong with a citation of an item that a paragraph has not."""
    has = f"it has {', '.join(item.mark for item in items)}" if items else "it has no list"
    return (
        f"paragraph '{identifier}' has no item '{cited}'; {has}, or write a name that stands in one: (b) _`legal aid`"
    )


def unbracketed(target: str, known: Container[str]) -> str:
    """Return the remedy where a name is that of a known paragraph with an item without brackets; empty elsewhere."""
    identifier, _, item = target.partition(" ")
    item = item.strip(" ()")
    return f"; write its item in brackets: '{identifier} ({item})'" if item and identifier in known else ""
