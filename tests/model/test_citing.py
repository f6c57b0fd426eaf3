"""How the languages of the United Nations cite provisions: what is printed, and what authors may write."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.model.citation import other_figures, parse_citation
from normative.model.citing import FORMS, UNCONFIRMED, Numerals, chinese, print_cited, table_words
from normative.model.foreign_spelling import in_english
from normative.model.instrument import Instrument, Standing
from normative.model.provision import Provision, Unit, table_text


def _instrument(key: str, standing: Standing, unit: Unit | None) -> Instrument:
    return Instrument(key=key, title=key, short_title=key, text_name=key, type="", standing=standing, default_unit=unit)


INSTRUMENTS = {
    "CONV": _instrument("CONV", Standing.BINDING, Unit.ARTICLE),
    "COMP": _instrument("COMP", Standing.POLITICAL, None),
}
NAMES = {"fr": "de la Convention", "es": "de la Convención", "ru": "Конвенции", "ar": "من الاتفاقية", "zh": "《公约》"}


def _provisions(citation: str) -> tuple[Provision, ...]:
    found = parse_citation(citation, INSTRUMENTS)
    assert not found.problems
    return found.provisions


def _printed(citation: str, language: str, *, name: str | None = None) -> str:
    shown = NAMES[language] if name is None else name
    return "".join(piece.text for piece in print_cited(_provisions(citation), lambda _key: shown, language))


@pytest.mark.parametrize(
    ("citation", "printed"),
    [
        (
            "CONV 22 (1)",
            {
                "fr": "article 22, paragraphe 1, de la Convention",
                "es": "artículo 22, párrafo 1, de la Convención",
                "ru": "пункт 1 статьи 22 Конвенции",
                "ar": "المادة 22 (1) من الاتفاقية",
                "zh": "《公约》第22条第1款",
            },
        ),
        (
            "CONV 16, 22",
            {
                "fr": "articles 16 et 22 de la Convention",
                "es": "artículos 16 y 22 de la Convención",
                "ru": "статьи 16 и 22 Конвенции",
                "ar": "المادتان 16 و22 من الاتفاقية",
                "zh": "《公约》第16条和第22条",
            },
        ),
        (
            "CONV 22 (1), (3)",
            {
                "fr": "article 22, paragraphes 1 et 3, de la Convention",
                "ru": "пункты 1 и 3 статьи 22 Конвенции",
                "ar": "المادة 22 (1) و(3) من الاتفاقية",
                "zh": "《公约》第22条第1款和第3款",
            },
        ),
        ("CONV 22, 22 (1)", {"fr": "article 22 et article 22, paragraphe 1, de la Convention"}),
        (
            "CONV 2 (2) (g) (i)",
            {
                "fr": "article 2, paragraphe 2 g) i), de la Convention",
                "ru": "подпункт i) подпункта g) пункта 2 статьи 2 Конвенции",
                "ar": "المادة 2 (2) (ز) (i) من الاتفاقية",
                "zh": "《公约》第2条第2款(g)项(i)",
            },
        ),
        (
            "COMP obj. 8",
            {"fr": "objectif 8 de la Convention", "ru": "цель 8 Конвенции", "zh": "《公约》目标8"},
        ),
        (
            "CONV 37 (b)",
            {
                "fr": "article 37 b) de la Convention",
                "es": "artículo 37 b) de la Convención",
                "ru": "подпункт b) статьи 37 Конвенции",
                "ar": "المادة 37 (ب) من الاتفاقية",
                "zh": "《公约》第37条(b)项",
            },
        ),
        (
            "COMP para. 7 (a)",
            {
                "fr": "paragraphe 7 a) de la Convention",
                "es": "párrafo 7 a) de la Convención",
                "ru": "подпункт a) пункта 7 Конвенции",
                "ar": "الفقرة 7 (أ) من الاتفاقية",
                "zh": "《公约》第7段(a)项",
            },
        ),
        (
            "CONV preamble (e)",
            {
                "fr": "préambule e) de la Convention",
                "es": "preámbulo e) de la Convención",
                "ru": "подпункт e) преамбулы Конвенции",
                "ar": "الديباجة (ه) من الاتفاقية",
                "zh": "《公约》序言(e)项",
            },
        ),
        ("CONV annex, para. 5", {"fr": "annexe (5) de la Convention", "ru": "пункт 5 приложения Конвенции"}),
        (
            "CONV 16, 22–24",
            {
                "fr": "articles 16 et 22–24 de la Convention",
                "es": "artículos 16 y 22–24 de la Convención",
                "ru": "статьи 16 и 22–24 Конвенции",
                "ar": "المواد 16 و22–24 من الاتفاقية",
                "zh": "《公约》第16条和第22条至第24条",
            },
        ),
        (
            "CONV 22 (1)–(3)",
            {
                "fr": "article 22, paragraphes 1–3, de la Convention",
                "es": "artículo 22, párrafos 1–3, de la Convención",
                "ru": "пункты 1–3 статьи 22 Конвенции",
                "ar": "المادة 22 (1)–(3) من الاتفاقية",
                "zh": "《公约》第22条第1款至第3款",
            },
        ),
        (
            "CONV 22 (1) (a)–(c)",
            {
                "fr": "article 22, paragraphe 1 a)–c), de la Convention",
                "es": "artículo 22, párrafo 1 a)–c), de la Convención",
                "ru": "подпункты a)–c) пункта 1 статьи 22 Конвенции",
                "ar": "المادة 22 (1) (أ)–(ج) من الاتفاقية",
                "zh": "《公约》第22条第1款(a)项至(c)项",
            },
        ),
        (
            # Only the first number within an article is a paragraph, and roman numerals are the same in all languages.
            "CONV 2 (1) (a) (i) (1)",
            {
                "fr": "article 2, paragraphe 1 a) i) (1), de la Convention",
                "es": "artículo 2, párrafo 1 a) i) (1), de la Convención",
                "ar": "المادة 2 (1) (أ) (i) (1) من الاتفاقية",
                "zh": "《公约》第2条第1款(a)项(i)(1)",
            },
        ),
    ],
)
def test_provisions_are_printed_as_each_language_cites_them(citation: str, printed: dict[str, str]) -> None:
    found = {language: _printed(citation, language) for language in printed}
    assert found == printed


@pytest.mark.parametrize("language", NAMES)
def test_each_run_leads_to_its_first_provision(language: str) -> None:
    for citation, firsts in (
        ("CONV 22 (1)–(3), (5)", "CONV 22 (1), (5)"),
        ("CONV 22 (1) (a)–(c)", "CONV 22 (1) (a)"),
        ("CONV 16, 22–24", "CONV 16, 22"),
        ("COMP para. 7 (a)", "COMP para. 7 (a)"),
    ):
        pieces = print_cited(_provisions(citation), lambda _key: NAMES[language], language)
        assert tuple(piece.provision for piece in pieces if piece.provision) == _provisions(firsts), citation


def test_numerals_are_those_of_the_language_where_the_project_asks_for_them() -> None:
    def cited(language: str) -> str:
        pieces = print_cited(_provisions("CONV 22 (1)"), lambda _key: NAMES[language], language, numerals=Numerals.OWN)
        return "".join(piece.text for piece in pieces)

    assert (cited("zh"), cited("ar")) == ("《公约》第二十二条第一款", "المادة ٢٢ (١) من الاتفاقية")
    assert list(map(chinese, (1, 10, 15, 22, 105, 110))) == ["一", "十", "十五", "二十二", "一百零五", "一百一十"]


@pytest.mark.parametrize(
    "written",
    [
        *("CONV 22 (1)", "CONV art. 22, par. 1", "CONV article 22, paragraphe 1", "CONV artículo 22, párrafo 1"),
        *("CONV art. 22, párr. 1", "CONV пункт 1 статьи 22", "CONV пунктом 1 статьи 22", "CONV п. 1 ст. 22"),
        *("CONV المادة 22 (1)", "CONV المادة ٢٢ (١)", "CONV الفقرة 1 من المادة 22"),
        *("CONV 第22条第1款", "CONV 第二十二条第一款"),
    ],
)
def test_authors_cite_in_their_own_language(written: str) -> None:
    assert table_text(_provisions(written), lambda _key: Unit.ARTICLE) == "CONV 22 (1)"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("CONV articles 16 et 22", "CONV 16, 22"),
        ("CONV artículos 16 y 22", "CONV 16, 22"),
        ("CONV статьи 16 и 22", "CONV 16, 22"),
        ("CONV 第十六条和第二十二条", "CONV 16, 22"),
        ("CONV art. 22, par. 1 à 3", "CONV 22 (1)–(3)"),
        ("CONV article 37 b)", "CONV 37 (b)"),
        ("CONV подпункт a) пункта 1 статьи 22", "CONV 22 (1) (a)"),
        ("CONV المادة 37 (ب)", "CONV 37 (b)"),
        ("CONV 14 (par. 3 b)), 19 (par. 2) et 2 (par. 2)", "CONV 14 (3) (b), 19 (2), 2 (2)"),
        ("CONV alinéas b) et d) du paragraphe 3 de l'article 14", "CONV 14 (3) (b), (d)"),
        ("CONV articles premier et 2 ou 3; CONV article 1er, paragraphe 2", "CONV 1–3, 1 (2)"),
        ("l'article 2 du CONV ; CONV article 2 § 1", "CONV 2, 2 (1)"),
        ("CONV alinéa e) du préambule; CONV préambule", "CONV preamble (e), preamble"),
        (
            "CONV partie III; CONV chapitre VII; CONV article 20 de l'annexe VI",
            "CONV part III, chapter VII, annex VI (20)",
        ),
        ("COMP règles 43 à 45; COMP cibles 10.7 et 10.c; COMP ODD 10", "COMP rule 43–45, target 10.7, 10.c, goal 10"),
        ("CONV arts. 2.1, 7 y 14.3 d)", "CONV 2 (1), 7, 14 (3) (d)"),
        ("CONV apartado d) del párrafo 3 del artículo 14; artículo 26 del CONV", "CONV 14 (3) (d), 26"),
        (
            "CONV artículos 17 o 23; COMP reglas 43 a 45; COMP metas 8.8 y 10.7",
            "CONV 17, 23; COMP rule 43–45, target 8.8, 10.7",
        ),
        ("CONV подпункты b) и d) пункта 3 статьи 14", "CONV 14 (3) (b), (d)"),
        ("CONV подпункт «d» пункта 3 статьи 14; CONV пункт 3 d) статьи 15", "CONV 14 (3) (d), 15 (3) (d)"),
        ("CONV пункт 1 статьи 2 и пункты 1 и 3 статьи 14", "CONV 2 (1), 14 (1), (3)"),
        ("CONV статьи с 6 по 8 или 9; CONV пункт 1 статьи 13A", "CONV 6–9, 13A (1)"),
        (
            "CONV часть III; COMP правила 43–45; COMP ЦУР 10; COMP задача 10.7",
            "CONV part III; COMP rule 43–45, goal 10, target 10.7",
        ),
        ("COMP подпункт a) приложения I; COMP пункт 3 правила 5 bis", "COMP annex I (a); COMP rule 5 bis (3)"),
        ("CONV الفقرة 3 (د) من المادة 14؛ CONV المادة 2، الفقرة 1", "CONV 14 (3) (d), 2 (1)"),
        ("CONV الفقرة الفرعية (د) من الفقرة 3 من المادة 14", "CONV 14 (3) (d)"),
        ("CONV الفقرات 1 إلى 3 من المادة 14؛ CONV المواد من 6 إلى 8", "CONV 14 (1)–(3), 6–8"),
        ("CONV الديباجة؛ COMP القواعد 43 إلى 45", "CONV preamble; COMP rule 43–45"),
        ("CONV 第十四条第一款、第二款、第三款(卯)项及第五款", "CONV 14 (1), (2), 14 (3) (d), 14 (5)"),
        ("CONV 第11和12条; CONV 第6至8条; CONV 第六条至第八条", "CONV 11, 12, 6–8"),
        ("CONV 第14(3)条; CONV 第2条第(1)款; CONV 序言(e)项", "CONV 14 (3), 2 (1), preamble (e)"),
        (
            "COMP 第10至12段; COMP 第24(a)段; COMP 具体目标10.7; COMP 规则45(1)",
            "COMP 10–12, 24 (a), target 10.7, rule 45 (1)",
        ),
    ],
)
def test_lists_ranges_and_letters_are_read_as_well(written: str, read: str) -> None:
    default = {"CONV": Unit.ARTICLE, "COMP": Unit.PARAGRAPH}
    assert table_text(_provisions(written), default.get) == read


def test_many_items_without_their_place_are_refused_and_keep_nobody_waiting() -> None:
    [problem] = parse_citation(f"CONV подпункт {'a ' * 200}", INSTRUMENTS).problems
    assert "malformed citation" in problem.message


def test_what_is_english_stays_as_it_is_written() -> None:
    written = "CONV arts. 16, 17 and 22 (1)-(3); COMP obj. 8; CONV 2 (1) (a) (i)"
    assert in_english(written) is written


def test_what_each_language_prints_it_also_reads() -> None:
    for language in FORMS:
        for citation in (
            *(
                "CONV 22",
                "CONV 22 (1)",
                "CONV 37 (b)",
                "CONV 22 (1), (3)",
                "CONV 16, 22",
                "CONV 13 bis",
                "CONV 13A (1)",
            ),
            *("CONV preamble", "CONV preamble (e)", "CONV part III", "CONV chapter VII", "CONV annex", "CONV annex VI"),
            *(
                "CONV 2 (1) (b) (i)",
                "CONV 22 (1) (a)-(c), 5",
                "CONV rules 43-45",
                "CONV rule 45 (1)",
                "CONV targets 10.7, 10.c",
            ),
        ):
            words = _printed(citation, language, name="")
            assert _provisions(f"CONV {words}") == _provisions(citation), words


def test_words_with_other_figures_than_their_target_are_a_problem() -> None:
    target = _provisions("CONV 22 (1)")
    assert other_figures("пунктом 1 статьи 22", target) is None
    assert other_figures("the rule of 1990", target) is None
    for words, figures in (("пунктом 2 статьи 22", "2"), ("article 122", "122"), ("arts. 20–23, para. 1", "20, 23")):
        problem = other_figures(words, target)
        assert problem is not None
        assert f"have {figures}, which" in problem.message


def test_tables_name_units_in_the_language() -> None:
    assert table_words("COMP obj. 8; CONV 22 (1)", "ru") == "COMP цель 8; CONV 22 (1)"
    assert table_words("COMP paras. 8–14", "fr") == "COMP par. 8–14"
    assert table_words("COMP obj. 8", "en") == "COMP obj. 8"
    assert table_words("CONV preamble", "fr") == "CONV préambule"


def test_every_language_says_what_is_unconfirmed() -> None:
    assert UNCONFIRMED.keys() == FORMS.keys()


def test_the_manual_lists_what_is_unconfirmed() -> None:
    page = (Path(__file__).parents[2] / "source" / "manual" / "languages.rst").read_text(encoding="utf-8")
    rows = {" ".join(line.split()) for line in page.splitlines()}
    names = {"fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}
    wanted = {f"{names[key]} {what} {form}" for key, forms in UNCONFIRMED.items() for what, form in forms}
    assert wanted <= rows
