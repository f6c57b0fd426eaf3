"""The words a text is held to: spellings of rights-holders, and terms with a better one."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.model.diagnostics import Diagnostic, Problem
from normative.model.files.vocabulary import read_vocabulary
from normative.model.vocabulary import Holder, Term, Vocabulary, placed

HOLDERS = Vocabulary(holders=(Holder(name="all workers", also=("all", "everyone")), Holder(name="children")))
TERMS = Vocabulary(
    terms=(
        Term(avoid="illegal migrants", write="migrants in an irregular situation", note="a person is not illegal"),
        Term(avoid="illegal migrants at sea", write="migrants at sea"),
        Term(avoid="States Parties", write="States parties"),
        Term(avoid="the convention", write="the Convention"),
        Term(avoid="co-operation", write="cooperation"),
        Term(avoid="labor", write="labour"),
    )
)


@pytest.mark.parametrize(("written", "name"), [("all workers", "all workers"), ("everyone", "all workers")])
def test_a_rights_holder_has_one_name_however_it_is_spelled(written: str, name: str) -> None:
    assert HOLDERS.holder(written) == name


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("childern", "unknown rights-holder 'childern'; nearest are children"),
        ("Everyone", "unknown rights-holder 'Everyone'; nearest are all workers"),
        ("xyz", "unknown rights-holder 'xyz'; known are all workers, children"),
    ],
)
def test_an_unknown_rights_holder_is_told_what_is_known(written: str, message: str) -> None:
    assert HOLDERS.holder(written) == Problem(kind=Diagnostic.UNKNOWN_HOLDER, message=message)


def test_without_a_list_anyone_can_hold_a_right() -> None:
    assert Vocabulary().holder("seafarers") == "seafarers"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Illegal\n  migrants are here.", ["Illegal migrants"]),
        ("Some illegal migrants at sea.", ["illegal migrants at sea"]),
        ("illegal migrantship, paralegal migrants", []),
        ("The States Parties; States parties; STATES PARTIES", ["States Parties"]),
        ("The Convention, the Convention and the convention", ["the convention"]),
        (
            "co-operation, co\u2010operation, co\u2011operation, cooperation",
            ["co-operation", "co\u2010operation", "co\u2011operation"],
        ),
        ("Labor of labourers, labor-related", ["Labor", "labor"]),
        ("", []),
    ],
)
def test_a_term_to_avoid_is_found_as_whole_words(text: str, found: list[str]) -> None:
    assert [use.words for use in TERMS.uses(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“illegal migrants”, „illegal migrants“, «illegal migrants», ‘labor’, \"labor\", 'labor'", []),
        ("A mark “that nothing closes, illegal migrants; the States' own labor, and workers'", ["illegal migrants", "labor"]),
        ("The Illegal Migrants Act, the Labor Day, 5 (Labor) and Labor", ["Labor"]),
        ("Labor. Labor: Labor; a (Labor); ILLEGAL MIGRANTS", ["Labor", "Labor", "Labor", "Labor", "ILLEGAL MIGRANTS"]),
        ("the Meeting of\nStates Parties, all States Parties", ["States Parties"]),
        ("the Fund for the labor", ["labor"]),
    ],
)  # fmt: skip
def test_quotations_and_official_names_are_not_the_authors_words(text: str, found: list[str]) -> None:
    named = TERMS.with_names(["Meeting of States Parties", "Fund"])
    assert [use.words for use in named.own_uses(text)] == found


def test_a_use_is_placed_behind_the_quotation_of_the_same_words() -> None:
    text = "The “labor” of some,\n“labor” of others\nand labor of all."
    assert [(use.words, line) for use, line in placed(TERMS.uses(text), text)] == [("labor", 2)]


def test_a_use_says_what_to_write_and_why() -> None:
    (use,) = TERMS.uses("illegal migrants")
    assert use.problem == Problem(
        kind=Diagnostic.TERM,
        message="term 'illegal migrants' is not used; write 'migrants in an irregular situation' (a person is not "
        "illegal)",
    )


def test_without_a_list_every_term_goes() -> None:
    assert list(Vocabulary().uses("illegal migrants")) == []


def test_the_files_may_be_missing(tmp_path: Path) -> None:
    assert read_vocabulary(tmp_path) == (Vocabulary(), [])


FORMS = """\
avoid,write,note,source,date,language,form
States Parties,States parties,usage,CMW/C/GC/6,2024,en,small
States parties,States Parties,usage,CMW/C/GC/7,2025,en,capital
labor,labour,,,,en,
travail,emploi,,,,fr,
"""


@pytest.mark.parametrize(
    ("language", "forms", "expected"),
    [
        ("en", ("small",), ["States Parties", "labor"]),
        ("en", ("capital",), ["States parties", "labor"]),
        ("en", (), ["labor"]),
        ("fr", ("small",), ["travail"]),
    ],
)
def test_terms_are_of_a_language_and_of_a_form(
    language: str, forms: tuple[str, ...], expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "terms.csv").write_text(FORMS, encoding="utf-8")
    vocabulary, findings = read_vocabulary(tmp_path, language=language, forms=forms)
    assert findings == []
    assert [term.avoid for term in vocabulary.terms] == expected


def test_a_term_says_where_it_is_from_and_a_form_that_no_row_has_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text(FORMS, encoding="utf-8")
    vocabulary, [finding] = read_vocabulary(tmp_path, forms=("small", "other"))
    [use] = vocabulary.uses("States Parties")
    assert use.problem.message == (
        "term 'States Parties' is not used; write 'States parties' (usage; CMW/C/GC/6; 2024)"
    )
    assert finding.message == ("terms.csv: no row has the form 'other' of 'normative_forms'; known are small, capital")


def test_rows_that_repeat_a_spelling_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "holders.csv").write_text("holder,also\nall,everyone\neveryone,\nwomen,\n", encoding="utf-8")
    (tmp_path / "terms.csv").write_text("avoid,write\nlabor,labour\nlabor,work\n,x\n", encoding="utf-8")
    vocabulary, findings = read_vocabulary(tmp_path)
    assert [holder.name for holder in vocabulary.holders] == ["all", "women"]
    assert [term.write for term in vocabulary.terms] == ["labour"]
    assert [(finding.place.line, finding.message) for finding in findings] == [
        (3, "holders.csv: 'everyone' is also in line 2; remove one of the two"),
        (4, "terms.csv: the cell 'avoid' is empty; fill it, or remove the row"),
        (3, "terms.csv: 'labor' is also in line 2; remove one of the two"),
    ]
