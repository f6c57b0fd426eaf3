"""The catalogues of the languages: complete, without what is no longer said, and read by nobody who writes English."""

from __future__ import annotations

import datetime
import json
import re
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from conftest import MakeProject
from normative.project.dates import written_out
from normative.project.language import FOLDER, Catalogue, catalogue, read_catalogue, script_words, speaking
from sentences import sentences
from small_projects import CONV_TOML

LANGUAGES = ("ar", "es", "fr", "ru", "zh")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1 March 2025"),
        ("es", "1 de marzo de 2025"),
        ("fr", "1 mars 2025"),
        ("ru", "1 марта 2025"),
        ("zh_CN", "2025年3月1日"),
    ],
)
def test_days_are_written_out_as_the_language_does(language: str, expected: str) -> None:
    assert written_out(datetime.date(2025, 3, 1), language) == expected


_NAMES = re.compile(r"{(\w+)}")


def test_there_is_a_catalogue_for_every_language_of_the_united_nations_but_english() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.po")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_code_is_in_the_catalogue_and_no_other(language: str) -> None:
    said, plurals = sentences()
    found = read_catalogue(FOLDER / f"{language}.po")
    assert {sentence: where for sentence, where in said.items() if sentence not in found.words} == {}
    assert sorted(found.words.keys() - said.keys()) == []
    with (FOLDER / f"{language}.po").open("rb") as file:
        forms = read_po(file, locale=language).num_plurals
    assert {one: len(found.words[one]) for one in plurals if len(found.words[one]) != forms} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_values_of_their_sentences(language: str) -> None:
    wrong = {
        (sentence, form)
        for sentence, forms in read_catalogue(FOLDER / f"{language}.po").words.items()
        for form in forms
        if not {*_NAMES.findall(sentence)} - {"count"} <= {*_NAMES.findall(form)} <= {*_NAMES.findall(sentence)}
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["0 observation", "1 observation", "2 observations", "5 observations"]),
        ("ru", ["0 замечаний", "1 замечание", "2 замечания", "5 замечаний"]),
        ("ar", ["0 تعليق", "تعليق واحد", "تعليقان", "5 تعليقات"]),
        ("zh", ["0条意见", "1条意见", "2条意见", "5条意见"]),
    ],
)
def test_plurals_are_those_of_the_language(language: str, said: list[str]) -> None:
    found = read_catalogue(FOLDER / f"{language}.po")
    assert [found.say("{count} comment", number).format(count=number) for number in (0, 1, 2, 5)] == said


def test_a_capital_letter_needs_no_sentence_of_its_own() -> None:
    found = Catalogue(language="fr", words={"gap": ("lacune",)})
    assert (found.say("Gap"), found.say("gap"), found.say("Tension")) == ("Lacune", "lacune", "Tension")


def test_a_mistake_in_a_catalogue_does_not_hide_the_english(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    path.write_text('msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "gap"\nmsgstr ""\n', encoding="utf-8")
    assert read_catalogue(path).say("gap") == "gap"


@pytest.mark.parametrize(
    ("settings", "names", "said"),
    [
        ('language = "fr"', 'of_name = "de la Convention"', "Voir article 3, paragraphe 1, de la Convention."),
        ('language = "fr"', "", "Voir article 3, paragraphe 1 (Test Convention)."),
        ('language = "zh_CN"\nnormative_numerals = "own"', 'of_name = "《公约》"', "Voir 《公约》第三条第一款."),
    ],
)
def test_a_page_cites_in_the_language_of_the_text(
    settings: str, names: str, said: str, make_project: MakeProject
) -> None:
    code = settings.split('"')[1][:2]
    pages = {
        "index.rst": "Page\n====\n\n.. obligation:: one\n   :basis: CONV art. 3, par. 1\n\n   Voir :provision:`CONV 3 (1)`.\n",
        "instruments/conv/instrument.toml": f"{CONV_TOML}\n[names.{code}]\n{names}\n",
    }
    built = make_project(pages, configuration=f"\n{settings}\n")
    assert built.warnings == []
    assert said in built.text()


def test_names_that_cannot_be_read_are_a_finding(make_project: MakeProject) -> None:
    pages = {"index.rst": "Page\n====\n", "instruments/conv/instrument.toml": f'{CONV_TOML}names = "fr"\n'}
    (warning,) = make_project(pages).warnings
    assert "'names' must hold a table for each language, as in [names.fr]" in warning


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_choose_the_form_that_the_build_chooses(language: str) -> None:
    """Browsers name kinds of numbers as CLDR does, whose rules babel has."""
    with speaking(language):
        script = script_words()
        known = json.loads(script.partition("window.normativeWords = ")[2].rstrip(";\n"))
        found = catalogue()
    assert found
    rule = Locale.parse(language).plural_form
    chosen = c2py(found.plural)
    assert [known["kinds"][rule(number)] for number in range(1000)] == [chosen(number) for number in range(1000)]
