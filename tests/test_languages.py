"""The catalogues of the languages: complete, without what is no longer said, and read by nobody who writes English."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from approved import assert_approved
from conftest import MakeProject
from normative.model.instrument import Instrument
from normative.model.matrix import cell_text
from normative.model.tables.request import TableKind
from normative.project.dates import written_out
from normative.project.language import (
    FOLDER,
    Catalogue,
    read_catalogue,
    script_words,
    speaking,
    translated,
    with_titles,
)
from sentences import sentences
from small_projects import CONV_TOML, folded
from small_register import small_register, table

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
        ("fr", ["0 observation", "1 observation", *(f"{number} observations" for number in (2, 5, 11, 100))]),
        ("ru", ["0 замечаний", "1 замечание", "2 замечания", *(f"{number} замечаний" for number in (5, 11, 100))]),
        ("ar", ["0 تعليق", "تعليق واحد", "تعليقان", "5 تعليقات", "11 تعليقا", "100 تعليق"]),
        ("zh", [f"{number}条意见" for number in (0, 1, 2, 5, 11, 100)]),
    ],
)
def test_plurals_are_those_of_the_language(language: str, said: list[str]) -> None:
    found = read_catalogue(FOLDER / f"{language}.po")
    assert [found.say("{count} comment", number).format(count=number) for number in (0, 1, 2, 5, 11, 100)] == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_choose_the_same_plurals_as_pages(language: str) -> None:
    found, kind_of = read_catalogue(FOLDER / f"{language}.po"), Locale(language).plural_form
    with speaking(language):
        script = script_words()
    told = json.loads(script.partition("window.normativeWords = ")[2].removesuffix(";\n"))
    forms = found.words["{count} comment"]
    assert told["language"] == language
    assert told["words"]["{count} comment"] == (list(forms) if len(forms) > 1 else forms[0])
    numbers = [*range(300), 1_000_000]
    assert [forms[told["kinds"][kind_of(number)]] for number in numbers] == [
        found.say("{count} comment", number) for number in numbers
    ]
    assert {*told["kinds"].values()} == {*range(len(forms))}


def test_scripts_of_an_english_site_need_no_words() -> None:
    with speaking("en_GB"):
        assert script_words() == ""


def test_tables_are_translated_but_for_keys_and_states(instruments: Mapping[str, Instrument]) -> None:
    english = table(small_register(instruments), TableKind.COVERAGE, "COMP")
    assert translated(english) is english
    with speaking("fr"):
        french = translated(english)
        assert with_titles(english).rows == english.rows
        assert [column.title for column in with_titles(english).columns] == [column.title for column in french.columns]
    assert [column.title for column in french.columns][:4] == ["Disposition", "Objet", "État", "Obligations"]
    assert [column.key for column in french.columns] == [column.key for column in english.columns]
    assert [total.label for total in french.totals][:2] == ["Dispositions", "Traité"]
    assert [cell_text(row.cells[0]) for row in french.rows][1:] == [
        *("COMP par. 6 (b)", "COMP obj. 1", "COMP obj. 2", "COMP obj. 3", "COMP par. 10–12")
    ]
    assert [row.cells[2] for row in french.rows] == [row.cells[2] for row in english.rows]


def test_a_catalogue_may_have_fewer_forms_than_its_language() -> None:
    found = Catalogue(language="ar", words={"row": ("one row", "rows")}, plural="n==1 ? 0 : n==2 ? 1 : 2")
    assert [found.say("row", number) for number in (1, 2, 3)] == ["one row", "rows", "rows"]


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


#: A text without a word of a language, and everything that prints a name of a provision in a list or beside a note.
CITING = """\
X
=

.. commitment:: one
   :basis: COMP obj. 2, para. 8 (a)
   :reading: GC para. 4

   X. :provision:`COMP obj. 2; CONV 3`, :provision:`~COMP obj. 2`, :provision:`x <COMP obj. 2>`.

   .. quote:: COMP obj. 2

      Xx.

.. convergence:: CONV 3; COMP obj. 1
   :relation: complement
   :source: X

   Xxx.

.. gap:: COMP obj. 3
   :counterpart: CONV

   Xxxx.
"""
GC = 'key = "GC"\ntitle = "General"\nstanding = "interpretive"\ndefault_unit = "art"\n'


def test_lists_and_notes_name_provisions_as_tables_of_the_language_do(make_project: MakeProject) -> None:
    texts = []
    for language in ("en", "fr", "ar", "zh_CN"):
        settings = f'language = "{language}"\nnormative_numerals = "none known"\n'
        pages = {"index.rst": CITING, "instruments/gc/instrument.toml": GC}
        built = make_project(pages, configuration=settings, name=language)
        parts = built.page().xpath("//div[@id='one'] | //div[contains(@class, 'relation')]")
        texts += [
            f"## {language}\n",
            *(f"{folded(part)}\n" for part in parts),
            *(f"{line}\n" for line in built.warnings),
        ]
    assert_approved("citing", "".join(texts))


def test_names_that_cannot_be_read_are_a_finding(make_project: MakeProject) -> None:
    pages = {"index.rst": "Page\n====\n", "instruments/conv/instrument.toml": f'{CONV_TOML}names = "fr"\n'}
    (warning,) = make_project(pages).warnings
    assert "'names' must hold a table for each language, as in [names.fr]" in warning
