"""The line above a paragraph in our own Word files, which says its force, its basis and more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from normative.commands.importing.proposals import Proposal
from normative.model.basis import IN_PART, read_basis
from normative.model.instrument import Instrument
from normative.model.paragraph import Force
from normative.outputs.document.margins import LABELS, SYMBOLS

_PARTED = "·"
_ROLES = {label.lower(): role for role, label in LABELS.items()}
#: What authors write themselves; the rest a build computes.
_WRITTEN = ("holder", "addressee", "status", "reading")
#: What public outputs print otherwise than authors write it.
_HIDDEN = "draws-on"
_GROUND = "line above the paragraph"


def read_margin(line: str, instruments: Mapping[str, Instrument]) -> Iterator[Proposal]:
    """Yield what the line says; ``computed`` is what a build says of it anew."""
    force = Force.PLAIN
    basis: list[str] = []
    for item in filter(None, (part.strip() for part in line.split(_PARTED))):
        name, colon, value = item.partition(":")
        role, value = _ROLES.get(name.strip().lower(), ""), value.strip()
        said = name.strip().lstrip("".join(SYMBOLS.values())).strip().lower()
        if not colon and said in list(Force):
            force = Force(said)
        elif role == "basis":
            basis.append(value)
        elif role == "part":
            basis += [part if " for " in part else f"{part} {IN_PART}" for part in value.split("; ")]
        elif role in _WRITTEN:
            yield Proposal(what=role, value=value, ground=_GROUND, is_sure=True)
        elif role == _HIDDEN:
            yield Proposal(what=role, value=value, ground=_GROUND, is_sure=False)
        else:
            yield Proposal(what="computed", value=item, ground=_GROUND, is_sure=True)
    yield Proposal(what="force", value=force, ground=_GROUND, is_sure=True)
    if basis:
        written = "; ".join(basis)
        problems = read_basis(written, instruments).citation.problems if instruments else ()
        ground = "; ".join([_GROUND, *(problem.message for problem in problems)])
        yield Proposal(what="basis", value=written, ground=ground, is_sure=not problems)
