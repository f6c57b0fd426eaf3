"""JSON that versions of a file can be compared in: a member a line, and of lists an item a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import starmap

#: A value that JSON can hold.
Value = None | str | int | float | list["Value"] | dict[str, "Value"]

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def encode(value: Mapping[str, Value]) -> bytes:
    """Return an object as the bytes of a file, in UTF-8."""
    members = ",\n".join(starmap(_member, value.items()))
    return f"{{\n{members}\n}}\n".encode()


def _member(key: str, value: Value) -> str:
    if isinstance(value, list) and value:
        # All at once would be indented by what is written in Python, which takes ten times as long.
        items = ",\n  ".join(map(_ENCODE, value))
        return f" {_ENCODE(key)}: [\n  {items}\n ]"
    return f" {_ENCODE(key)}: {_ENCODE(value)}"
