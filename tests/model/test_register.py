"""What a register answers about one paragraph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normative.model.convergence import Relation
from normative.model.register import Register
from small_register import Instruments, cited, small_register


@pytest.mark.parametrize(
    ("basis", "relation", "others"),
    [
        ("CONV 3 (1)", Relation.SYNERGY, "COMP para. 7 (a), para. 8 (a)"),
        ("COMP para. 8 (a)", Relation.SYNERGY, "CONV 3 (1)"),
        ("CONV 1", Relation.TENSION, "COMP obj. 1"),
        ("COMP obj. 1", Relation.TENSION, "CONV 1"),
    ],
)
def test_a_margin_shows_the_other_side_of_a_relation(
    basis: str, relation: Relation, others: str, instruments: Instruments
) -> None:
    register = small_register(instruments)
    resting = replace(register.paragraphs[0], basis=cited(basis, instruments))
    assert register.converging(resting) == {relation: cited(others, instruments)}


@pytest.mark.parametrize(("document", "is_shown"), [("index", False), ("other", True), ("", True)])
def test_a_note_in_a_paragraphs_own_document_is_not_in_its_margin(
    document: str, is_shown: bool, instruments: Instruments
) -> None:
    written = small_register(instruments)
    noted = [replace(item, document=document) for item in written.convergences]
    register = Register(instruments=instruments, paragraphs=written.paragraphs, convergences=noted)
    (promise,) = [item for item in register.paragraphs if item.id == "promise"]
    assert bool(register.converging(promise)) is is_shown
