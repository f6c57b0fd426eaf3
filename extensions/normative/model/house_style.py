"""The styles of a house: what its own Word files say of paragraphs and letters, by the names of the styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """An element of a style.

    :param tag: without its name space, as are the names in ``values``.
    """

    tag: str
    values: Mapping[str, str]
    inner: tuple[Form, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseStyle:
    """What a style says, with what it has from those that it is based on."""

    paragraph: tuple[Form, ...]
    letters: tuple[Form, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseStyles:
    """The styles of a file by their names in small letters, and the letters of what has no style."""

    styles: Mapping[str, HouseStyle]
    letters: tuple[Form, ...]
