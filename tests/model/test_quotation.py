"""Quotations: true ones are never said to be wrong, wrong ones are found, and the word is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.model.diagnostics import Diagnostic, Place
from normative.model.files.wording import read_text, render_kept, with_wording
from normative.model.instrument import Instrument
from normative.model.provision import Provision, Unit
from normative.model.quotation import Compared, Quotation, check_quotations, compare, read_quotation, segments_of
from normative.model.wording import ANY_CASE
from quoted_words import INSTRUMENT, Invented, known
from small_projects import write_files

HERE = Place(path="index.rst", line=1)
TEXT = """\
== art. 1 (1)

1. No person may be sent away but under a decision taken by the competent authority; the State’s
authority shall – in writing –
(a) say why;
(b) say what a person can do.

== art. 1 (2)

2. Each case shall be decided by itself. No person may be held for longer than needed.
"""


def place(*numbers: str) -> Provision:
    return Provision(instrument="INV", unit=Unit.ARTICLE, numbers=numbers)


def compared(instrument: Instrument, words: str, *numbers: str) -> Compared:
    return compare(Quotation(provisions=(place(*numbers),), words=words, place=HERE), {"INV": instrument})


@pytest.fixture(scope="module", params=[True, False], ids=["text", "hashes"])
def has_text(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module")
def instrument(tmp_path_factory: pytest.TempPathFactory, has_text: bool) -> Instrument:
    found, wrong = known(TEXT, tmp_path_factory.mktemp("texts"), has_text=has_text)
    assert wrong == []
    return found


@pytest.mark.parametrize("seed", [19, 2026])
def test_a_thousand_true_quotations_and_a_thousand_with_one_fault(seed: int, has_text: bool, tmp_path: Path) -> None:
    invented = Invented.make(seed)
    instrument, wrong = known(invented.file(), tmp_path, has_text=has_text)
    assert wrong == []
    alarms, found, named = [], 0, 0
    for _ in range(1000):
        provision, stretches = invented.cut()
        words = invented.print(stretches)
        if problem := compared(instrument, words, *provision.numbers).problem:
            alarms.append((words, problem))
        spoilt, word = invented.spoil(stretches)
        problem = compared(instrument, invented.print(spoilt), *provision.numbers).problem
        found += bool(problem)
        named += word.casefold() in problem.casefold()
    assert alarms == []
    assert found >= (995 if has_text else 970)
    # Hashes tell where the words part, and not what stands there.
    assert not has_text or named >= 990


TRUE = (
    "No person may be sent away but under a decision taken by the competent authority",
    "“[n]o person may be sent away … [T]he State's authority shall — in writing—: (a) say why; (b) say what a person can do.”",
    "sent away but under a decision [that was] taken by the competent[ly] authority",
    "person may be sent away but under a decision [...] the State’s authority shall, in writing, say why",
    "under a decision taken by . . . competent authority; the State's",
)


@pytest.mark.parametrize("words", TRUE)
def test_what_is_marked_may_differ(instrument: Instrument, words: str) -> None:
    assert compared(instrument, words, "1", "1").problem == ""


def test_words_may_be_quoted_from_where_they_stand_a_second_time(has_text: bool, tmp_path: Path) -> None:
    instrument, wrong = known("== art. 1\n\nHear, hear all who may speak.\n", tmp_path, has_text=has_text)
    assert wrong == []
    assert compared(instrument, "hear", "1").problem == ""


def test_a_bracket_that_is_not_closed_marks_nothing(instrument: Instrument) -> None:
    assert compared(instrument, "taken by the competent authorit[ies … authority", "1", "1").problem


def test_a_quotation_may_run_through_the_parts_of_an_article(instrument: Instrument) -> None:
    words = "say what a person can do. Each case shall be decided by itself."
    assert compared(instrument, words, "1") == Compared()
    assert compared(instrument, "Each case shall be decided by itself", "1", "1").problem
    # Of a place that has no text of its own that of the whole counts.
    assert compared(instrument, "shall be decided by itself", "1", "2", "a") == Compared()


@pytest.mark.parametrize(
    ("words", "with_text", "with_hashes"),
    [
        (
            "a decision taken by a competent authority",
            "after 'decision taken by' the text has 'the competent authority', not 'a competent authority'",
            "the text has no 'a decision taken by a competent authority'",
        ),
        (
            "No person may be sent away under a decision taken",
            "after 'be sent away' the text has 'but under a', not 'under a decision'",
            "after 'be sent away' the text has other words than 'under a decision'",
        ),
        (
            "Nobody may be sent away but under a decision taken",
            "before 'may be sent' the text has 'No person', not 'Nobody'",
            "before 'may be sent' the text has other words than 'Nobody'",
        ),
        (
            "taken by the competent authority … No person may be sent away",
            "'No person may' stands before what is quoted before it",
            "'No person may' stands before what is quoted before it",
        ),
        (
            "Strange words all of them",
            "the text has no 'Strange words all'",
            "the text has no 'Strange words all of them'",
        ),
        (
            "say what a person can do tomorrow",
            "after 'person can do' the text ends, not 'tomorrow'",
            "after 'person can do' the text has other words than 'tomorrow'",
        ),
        (
            "No person can be sent",
            "after 'No person' the text has 'may be sent', not 'can be sent'",
            "the text has no 'No person can be sent'",
        ),
        (
            "a decision taken by the wrong competent authority the State’s authority",
            "after 'taken by the' the text has 'competent authority the', not 'wrong competent authority'",
            "after 'taken by the' the text has other words than 'wrong competent authority'",
        ),
        (
            "no person may be sent away",
            "the text has 'No', not 'no'; a letter that is changed stands in brackets",
            "",
        ),
    ],
)
def test_the_word_is_named(
    instrument: Instrument, has_text: bool, words: str, with_text: str, with_hashes: str
) -> None:
    assert compared(instrument, words, "1", "1").problem == (with_text if has_text else with_hashes)


def test_what_cannot_be_compared_is_one_note(instrument: Instrument, has_text: bool) -> None:
    def quoted(words: str, number: str) -> Quotation:
        return Quotation(provisions=(place(number),), words=words, place=HERE)

    quotations = [quoted("No words", "7"), quoted("in writing", "1"), quoted("say why", "7")]
    notes = list(check_quotations(quotations, {"INV": instrument}))
    assert [(note.kind, note.kind.is_note) for note in notes] == [(Diagnostic.QUOTATION_UNCHECKED, True)]
    assert notes[0].message.startswith(
        f"{2 if has_text else 3} quotations are not compared with the text, or not wholly (of INV 7"
    )
    assert len(list(check_quotations(quotations[1:2], {"INV": instrument}))) == (0 if has_text else 1)


def test_what_a_quotation_must_say() -> None:
    def problems(citation: str, words: str) -> list[str]:
        other = {
            "INV": INSTRUMENT,
            "ALSO": Instrument(
                key="ALSO", title="", short_title="", text_name="", type="", standing=INSTRUMENT.standing
            ),
        }
        return [item.message for item in read_quotation(citation, words, other, HERE)[1]]

    assert problems("INV 1", "Words") == []
    assert problems("", "Words") == [
        "quotation 'Words' names no provision; write '.. quote:: KEY 22 (2)' or ':quote:`words <KEY 22 (2)>`'"
    ]
    assert problems("INV 1", " … ") == ["quotation of 'INV 1' has no words; write them"]
    assert problems("INV 1; ALSO art. 2", "Words") == [
        "malformed citation 'INV 1; ALSO art. 2': a quotation is of one instrument; quote each by itself"
    ]


def test_brackets_and_dots() -> None:
    assert segments_of("[T]he … of [them all] work[ers] 《公约》.") == [(f"{ANY_CASE}The",), ("of", "work", "公", "约")]
    assert segments_of("of [a] law") == [("of", "law")]
    assert segments_of("law[yer]s") == [("laws",)]
    assert segments_of("a … [...] b") == [("a",), ("b",)]
    assert segments_of("under article 22 (1) (b), and (c) or") == [("under", "article", "22", "1", "b", "and", "or")]


def test_files_of_texts(tmp_path: Path) -> None:
    text = "Preface\n== art. 1\nOne.\n== art. one\nNo.\n== art. 1\nTwo.\n"
    wrong = known(text, tmp_path, has_text=False)[1]
    assert wrong == [
        "INV.txt: stands above the first provision; write '== art. 1' or the like above it",
        "INV.txt: 'art. one' is not a provision: 'one' cannot be read",
        "INV.txt: 'art. 1' stands there twice; join the two",
    ]
    found_in = read_text(write_files(tmp_path, {"t.txt": text}) / "t.txt", INSTRUMENT)[1]
    assert [item.place.line for item in found_in] == [1, 4, 6]
    instrument, wrong = known(TEXT, tmp_path, has_text=False)
    before = instrument.wording_fingerprint(place("1", "2"))
    assert len(before) == 12
    assert instrument.wording_fingerprint(place("1")).split()[1] == before
    assert instrument.wording_fingerprint(place("7")) == ""
    # A correction of the text moves the fingerprint of its provision alone; folding lines moves none.
    corrected = known(
        TEXT.replace("by itself", "on its own").replace("State’s\n", "State’s "), tmp_path, has_text=False
    )[0]
    assert corrected.wording_fingerprint(place("1", "2")) != before
    assert corrected.wording_fingerprint(place("1", "1")) == instrument.wording_fingerprint(place("1", "1"))
    write_files(tmp_path, {"instruments/inv/text.json": '{"version": 1, "instrument": "INV"}'})
    found, findings = with_wording({"INV": INSTRUMENT}, tmp_path / "instruments", None, "en")
    assert found == {"INV": INSTRUMENT}
    assert [item.message for item in findings] == [
        "text.json: cannot be read; make it anew with 'normative texts', or restore it"
    ]


def test_what_is_kept_of_a_language_by_its_name_counts_before_the_rest(tmp_path: Path) -> None:
    texts = [
        read_text(write_files(tmp_path, {"t.txt": f"== art. 1\n{words}\n"}) / "t.txt", INSTRUMENT)[0]
        for words in ("One.", "Two.")
    ]
    names = ("text.json", "text.en.json")
    for first, second in (names, names[::-1]):
        for name, kept in zip((first, second), texts, strict=True):
            write_files(tmp_path, {f"instruments/inv/{name}": render_kept(INSTRUMENT, kept, "en")})
        found, findings = with_wording({"INV": INSTRUMENT}, tmp_path / "instruments", None, "en")
        wording = found["INV"].wording
        assert findings == []
        assert wording is not None
        expected = texts[(first, second).index("text.en.json")]
        assert {place: text.fingerprint for place, text in wording.texts.items()} == {
            place: text.fingerprint for place, text in expected.items()
        }
