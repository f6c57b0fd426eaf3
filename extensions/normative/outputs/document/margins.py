"""The words and signs in the margin of a paragraph.

Apart from the outputs because a reader of the site and of the Word file must find the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping

#: A shape for each force, so that it is seen in print and without colour.
SYMBOLS: Mapping[str, str] = {"obligation": "■", "commitment": "◆", "guidance": "▷"}
#: What a paragraph does that has one of the forces, or none.
MEANINGS: Mapping[str, str] = {
    "obligation": "a treaty requires it of the States that are bound by it",
    "commitment": "States have committed themselves to it politically",
    "guidance": "it is recommended",
    "": "introduces, defines or delimits",
}
#: What stands before an item of the margin, by its role.
LABELS: Mapping[str, str] = {
    "basis": "Basis",
    "part": "In part",
    "reading": "Reading",
    "holder": "Rights-holders",
    "addressee": "Addressee",
    "status": "Status",
    "synergy": "Synergy",
    "complement": "Complement",
    "tension": "Tension",
    "change": "Changed",
    "review": "Review",
    "draws-on": "Draws on",
}
