"""When a footnote says "Ibid.", and how places in sources are spelled; no Sphinx is needed for either."""

from __future__ import annotations

import pytest

from normative.bibliography.forms import Form, Note, Source, forms_of
from normative.bibliography.pinpoints import differs_in_style, in_house_style

F, S, B, P = Form.FULL, Form.SHORT, Form.SAME_SOURCE, Form.SAME_PLACE


def note(*sources: str, own_words: bool = False, follows: bool = True) -> Note:
    """Return a note from its sources, written "key place"."""
    parts = (source.partition(" ") for source in sources)
    return Note(
        sources=tuple(Source(key=key, pinpoint=place) for key, _, place in parts),
        has_own_words=own_words,
        follows=follows,
    )


@pytest.mark.parametrize(
    ("notes", "forms"),
    [
        ([note("a 1"), note("a 2"), note("a 2"), note("a")], [(F,), (B,), (P,), (S,)]),
        ([note("a"), note("a"), note("a 1")], [(F,), (P,), (B,)]),
        ([note("a 1"), note("b 1"), note("a 1")], [(F,), (F,), (S,)]),
        ([note("a 1", "b 1"), note("b 1"), note("b 1", "a 2")], [(F, F), (S,), (P, S)]),
        ([note("a 1", "a 2"), note("a 2")], [(F, S), (S,)]),
        ([note("a 1"), note("a 2", own_words=True), note("a 2")], [(F,), (S,), (S,)]),
        ([note("a 1"), note(own_words=True), note("a 1")], [(F,), (), (S,)]),
        ([note("a 1"), note("a 1", follows=False)], [(F,), (S,)]),
        ([], []),
    ],
)
def test_the_form_of_each_source(notes: list[Note], forms: list[tuple[Form, ...]]) -> None:
    assert list(forms_of(notes)) == forms


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("para. 50", "para. 50"),
        ("paras. 27-33", "paras. 27–33"),
        ("paras. 6.5-6.7", "paras. 6.5–6.7"),
        ("para. 9.4", "para. 9.4"),
        ("paras. 27 – 33", "paras. 27–33"),
        ("paras. 5 and 7", "paras. 5 and 7"),
        ("paras. 1, 2", "paras. 1, 2"),
        ("art. 13 (1)-(3)", "art. 13 (1)–(3)"),
        ("art. 2 (2) (g) (i)", "art. 2 (2) (g) (i)"),
        ("annex, para. 2.1.10", "annex, para. 2.1.10"),
        ("chap. VIII, para. 4", "chap. VIII, para. 4"),
        ("target 10.c", "target 10.c"),
        ("p. 5", "p. 5"),
        ("principle 12, paras. 3 and 4; annex I, sect. II", "principle 12, paras. 3 and 4; annex I, sect. II"),
        ("footnote 3", "footnote 3"),
        ("", ""),
    ],
)
def test_a_place_in_house_style_stays(written: str, printed: str) -> None:
    assert in_house_style(written) == printed
    assert not differs_in_style(written)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("para 5", "para. 5"),
        ("paras. 5", "para. 5"),
        ("para. 5-7", "paras. 5–7"),
        ("paragraph 5", "para. 5"),
        ("Para. 5", "para. 5"),
        ("§ 5", "para. 5"),
        ("§§ 5-6", "paras. 5–6"),
        ("Art. 13", "art. 13"),
        ("article 13, paragraph 2", "art. 13, para. 2"),
        ("articles 13 to 15", "arts. 13 to 15"),
        ("art. 13(2)", "art. 13 (2)"),
        ("art.13", "art. 13"),
        ("p.5", "p. 5"),
        ("p. 5-7", "pp. 5–7"),
        ("pages 5, 9", "pp. 5, 9"),
        ("chapter VIII", "chap. VIII"),
        ("section 2", "sect. 2"),
    ],
)
def test_another_spelling_has_a_remedy(written: str, remedy: str) -> None:
    assert in_house_style(written) == remedy
    assert differs_in_style(written)
    assert in_house_style(remedy) == remedy


@pytest.mark.parametrize(
    ("language", "written", "printed"),
    [
        ("fr", "paragraphes 50 et 51", "par. 50 et 51"),
        ("fr", "para. 50", "par. 50"),
        ("es", "párrafos 50 y 51", "párrs. 50 y 51"),
        ("ru", "пункты 50–52", "пп. 50–52"),
        ("ar", "الفقرة 50", "الفقرة 50"),
        ("zh", "第50段", "第50段"),
    ],
)
def test_places_are_abbreviated_as_the_language_of_the_text_does(language: str, written: str, printed: str) -> None:
    assert in_house_style(written, language) == printed
    assert not differs_in_style(printed, language)
