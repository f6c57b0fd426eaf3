"""What styles of Word mean: of the usual ones, of the templates of the United Nations, and of our own files.

Apart from the reader because a project can say more: ``word-styles.toml`` beside its ``conf.py``.

.. code-block:: toml

   "Chapter title" = "heading 1"
   "Para numbered" = "paragraph"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from normative.model.diagnostics import Diagnostic, Finding
from normative.model.files.data import is_there
from normative.model.files.toml_table import read_toml

#: The file in which a project adds styles.
FILE = "word-styles.toml"
#: A heading has its level as a digit behind it.
HEADING = "heading "
TITLE, NUMBERED, TEXT, MARGIN, FRONT, SKIPPED = "title", "paragraph", "text", "margin", "front", "skip"
#: Below a numbered paragraph it goes on with it, or with an item of its list.
CONTINUED, CONTINUED_ITEM = "continued", "continued item"
#: Our own notes on the relations of provisions.
RELATION = "relation"
#: Our own styles of numbered paragraphs that name a force.
FORCES = ("obligation", "commitment", "guidance")
_KNOWN = (TITLE, NUMBERED, CONTINUED, CONTINUED_ITEM, TEXT, RELATION, MARGIN, FRONT, SKIPPED)
_ROLES = re.compile(rf"{HEADING}[1-9]|{'|'.join(_KNOWN)}")
_STYLES: Mapping[str, str] = {
    "title": TITLE,
    "_ h__m_g": TITLE,
    "_ hm_g": TITLE,
    "_ h _ch_g": "heading 1",
    "_ h_1_g": "heading 2",
    "_ h_2/3_g": "heading 3",
    "_ h_23_g": "heading 3",
    "_ h_4_g": "heading 4",
    "_ h_5/6_g": "heading 5",
    "_ h_56_g": "heading 5",
    "_ single txt_g": TEXT,
    "numbered paragraph": NUMBERED,
    **dict.fromkeys(FORCES, NUMBERED),
    "body text": CONTINUED,
    "quote": CONTINUED,
    "list continue": CONTINUED_ITEM,
    "convergence note": RELATION,
    "margin": MARGIN,
    "stage": FRONT,
    "standing": FRONT,
    "committee": FRONT,
    "toc heading": SKIPPED,
}
_TOC = re.compile(r"toc \d")
_HEADING = re.compile(r"heading ([1-9])")


class Styles:
    """The roles of styles, by their names; letter case does not matter."""

    def __init__(self, further: Mapping[str, str] | None = None) -> None:
        self._roles = {**_STYLES, **{name.lower(): role for name, role in (further or {}).items()}}

    def role(self, name: str) -> str:
        """Return what a style means; :data:`TEXT` where nobody has said anything of it."""
        name = name.lower()
        if name in self._roles:
            return self._roles[name]
        if _TOC.fullmatch(name):
            return SKIPPED
        return name if _HEADING.fullmatch(name) else TEXT


def read_styles(folder: Path) -> tuple[Styles, list[Finding]]:
    """Return the roles of styles with those that a project adds, and what is wrong with its file."""
    path = folder / FILE
    if not is_there(path):
        return Styles(), []
    table = read_toml(path, Diagnostic.INPUT, within=folder)
    roles: dict[str, str] = {}
    for name, role in table.values.items():
        if isinstance(role, str) and _ROLES.fullmatch(role):
            roles[name] = role
        else:
            known = f"'{HEADING}1' to '{HEADING}9', {', '.join(_KNOWN)}"
            table.wrong(name, f"the style '{name}' has no role of these: {known}; write one of them")
    return Styles(roles), table.findings
