"""What is found in translations of messages and data, and in which order translators get their passages."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st
from sphinx.testing.util import SphinxTestApp

from conftest import MakeProject
from normative.model.diagnostics import Diagnostic
from normative.model.draft import FrozenText
from normative.model.files.draft import render_text
from normative.model.passage import FILE as PASSAGES_FILE
from normative.model.passage import Passage, PassageKind, located, parse, render
from normative.model.translation import (
    COMPARED_BY_SPHINX,
    Language,
    Message,
    Progress,
    Status,
    check_messages,
    notice_of,
    out_of_step,
    progress,
)
from normative.project.catalogues import catalogue_path, messages_of, read_catalogue, updated, words_in
from normative.project.catalogues import read_words as read_data_words
from normative.project.config import NormativeConfig, default_of
from normative.project.files import read_files
from small_projects import write_project

#: Each construct that a message can have, in the language of the source and in another one.
CONSTRUCTS = {
    ":para:`other`": "mention of paragraph 'other'",
    ":para:`words <third>`": "mention of paragraph 'third'",
    ":provision:`CONV 3 (2)`": "provision 'CONV 3 2'",
    ":provision:`~COMP obj. 2`": "provision 'COMP 2'",
    ":footcite:`work{para. 4}`": "note 'work 4'",
    "[#]_": "note '#'",
    "[#named]_": "note '#named'",
    ":voice:`reading`": "voice 'reading'",
    ":instrument:`CONV`": "mention 'CONV'",
    ":quote:`some words <CONV 2>`": "mention 'CONV 2'",
    "(b)": "item",
    "(iii)": "item",
    "1,250": "figure '1250'",
    "3.5": "figure '35'",
    "2018": "figure '2018'",
}
OTHERS = {
    "1,250": "1\u202f250",
    "3.5": "3,5",
    "2018": "٢٠١٨",
    "(b)": "(ب)",
    ":para:`words <third>`": ":para:`autres mots <third>`",
    ":provision:`CONV 3 (2)`": ":provision:`пункт 2 статьи 3 <CONV art. 3, par. (2)>`",
    ":footcite:`work{para. 4}`": ":footcite:`work{par. 4}`",
    ":quote:`some words <CONV 2>`": ":quote:`quelques mots <CONV 2>`",
}


def _told(*messages: Message) -> list[str]:
    return [f"{item.message} [normative.{item.kind.code}]" for item in check_messages(messages, "x.po", "fr")]


@given(st.lists(st.sampled_from([*CONSTRUCTS]), min_size=1, max_size=6), st.data())
def test_what_is_dropped_from_a_translation_or_added_to_it_is_one_finding(
    parts: list[str], data: st.DataObject
) -> None:
    source = f"Words {' words '.join(parts)} end."
    others = [OTHERS.get(part, part) for part in data.draw(st.permutations(parts))]
    beside = Message(source="Another 5.", translation="Autre 5.")
    assert out_of_step(source, f"Mots {' mots '.join(others)} fin.") == ""
    dropped = data.draw(st.integers(0, len(parts) - 1))
    fewer = f"Mots {' mots '.join([*others[:dropped], *others[dropped + 1 :]])} fin."
    name = CONSTRUCTS[next(part for part in parts if OTHERS.get(part, part) == others[dropped])]
    (said,) = _told(beside, Message(source=source, translation=fewer))
    assert f"(lost: {name})" in said
    assert said.endswith("[normative.translation-out-of-step]")
    (said,) = _told(beside, Message(source=fewer, translation=source))
    assert f"(added: {name})" in said


def test_words_are_no_marks_and_a_translator_can_say_that_all_is_well() -> None:
    assert out_of_step("The worker(s) and “20 workers”.", "Le(s) 20 travailleurs.") == ""
    assert out_of_step("In 2018.", "En deux mille dix-huit. # noqa") == ""
    assert out_of_step("See :para:`one`.", "Voir.", COMPARED_BY_SPHINX) == ""
    assert out_of_step("On 1 March 2025 and 12.", "2025年12月1日和12。") == ""
    assert progress([Message(source="A", translation="b"), Message(source="12 [#]_"), Message(source="C")]) == Progress(
        translated=1, missing=1
    )


def test_of_plural_forms_which_no_text_has_the_first_counts(tmp_path: Path) -> None:
    path = tmp_path / "text.po"
    path.write_text(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n#: ../text.rst:3 ../other.rst:1\nmsgid "One"\nmsgstr "Un"\n\n'
        '#, fuzzy\nmsgid "{n} word"\nmsgid_plural "{n} words"\nmsgstr[0] "{n} sens"\nmsgstr[1] "{n} autres"\n',
        encoding="utf-8",
    )
    assert list(messages_of(read_catalogue(path))) == [
        Message(source="One", translation="Un", line=5, origin="../text.rst"),
        Message(source="{n} word", translation="{n} sens", is_fuzzy=True, line=9),
    ]
    assert words_in(path) == {"One": "Un"}
    assert words_in(tmp_path / "gone.po") == {}


def test_what_translators_remark_is_kept_and_what_babel_takes_for_it_is_not() -> None:
    old, template = Catalog(), Catalog()
    old.add("Words", "Mots", user_comments=["ask Anna", '| msgid "Word"'], flags=["fuzzy"])
    old.add("Gone long since", "Depuis longtemps")
    for message in ("Words", "Gone long since then", "New"):
        template.add(message, locations=[("a.rst", 3)])
    new = updated(old, template)
    assert [(item.id, item.string, item.user_comments, item.fuzzy) for item in new if item.id] == [
        ("Words", "Mots", ["ask Anna"], True),
        ("Gone long since then", "Depuis longtemps", [], True),
        ("New", "", [], False),
    ]
    assert list(new.obsolete) == ["Gone long since"]
    assert list(updated(new, Catalog()).obsolete) == ["Gone long since", "Words", "Gone long since then"]


def test_words_of_the_data_are_read_of_all_folders_and_a_broken_catalogue_hides_no_other(tmp_path: Path) -> None:
    for folder, text in (
        ("one", 'msgid "Title"\nmsgstr "Titre"\n'),
        ("two", 'msgid "Title"\nmsgstr "Intitulé"\n\nmsgid "All"\nmsgstr "Tous"\n'),
        ("three", 'msgid "Broken\n'),
    ):
        path = catalogue_path(tmp_path / folder, "fr", "normative-data")
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    config: Any = SimpleNamespace(locale_dirs=["one", "two", "three", "four"], language="fr")
    words, [finding] = read_data_words(config, tmp_path)
    assert words == {"Title": "Intitulé", "All": "Tous"}
    assert (finding.kind, finding.place.path) == (Diagnostic.TRANSLATION_MISSING, str(path))


@pytest.mark.parametrize(
    ("files", "settings", "has_original", "wrong"),
    [
        (["locale/fr", "reviews"], {"original": "original.json"}, True, ""),
        (["locale/fr", "reviews"], {"original": "broken.json"}, False, "'broken.json' cannot be read"),
        (["locale/fr", "reviews"], {"original": "gone.json"}, False, "'gone.json' cannot be read"),
        (["locale/fr", "reviews"], {}, False, "the original is not known"),
        (["locale/fr", "reviews"], {"shown": "1"}, False, ""),  # a draft is shown, and nothing is compared
        (["locale/fr"], {"original": "original.json"}, False, ""),  # there is nothing to compare with
        (["reviews"], {}, False, ""),  # no translation
    ],
)
def test_a_translation_is_compared_by_the_words_of_its_original(
    files: list[str], settings: dict[str, str], has_original: bool, wrong: str, tmp_path: Path
) -> None:
    empty = FrozenText(paragraphs=(), entries=(), provisions={})
    (tmp_path / "original.json").write_bytes(render_text(empty))
    (tmp_path / "broken.json").write_text("{}", encoding="utf-8")
    for name in files:
        (tmp_path / name).mkdir(parents=True)
    if "reviews" in files:
        (tmp_path / "reviews" / "people.toml").write_text('[anna]\nname = "Anna Ames"\n', encoding="utf-8")
    values = {f"normative_{item.name}": default_of(item) for item in fields(NormativeConfig)}
    values |= {f"normative_{name}": value for name, value in settings.items()}
    config = SimpleNamespace(**values, language="fr", locale_dirs=["locale"])
    env: Any = SimpleNamespace(config=config, srcdir=tmp_path)
    found = read_files(env)
    assert (found.dossier.original is not None, found.dossier.language) == (has_original, "fr" if has_original else "")
    messages = [item.message for item in found.findings if item.kind is Diagnostic.ORIGINAL]
    assert len(messages) == bool(wrong)
    assert wrong in "".join(messages)


@pytest.mark.parametrize(
    ("folder", "setting", "folders", "is_one_a_folder"),
    [
        ("locale", "", ["locale"], False),
        ("locale", "locale_dirs = ['words']", ["words"], True),
        ("locale", "gettext_compact = True", ["locale"], True),
        ("locales", "", ["locales"], True),
        ("words", "locale_dirs = ['words']", ["words"], True),
    ],
)
def test_catalogues_lie_where_conf_py_says_or_else_in_locale_one_a_document(
    folder: str, setting: str, folders: list[str], is_one_a_folder: bool, tmp_path: Path
) -> None:
    source = write_project(tmp_path, {"index.rst": "T\n=\n", f"{folder}/README": ""}, configuration=f"{setting}\n")
    app = SphinxTestApp("dummy", srcdir=source)
    app.cleanup()
    assert (app.config.locale_dirs, app.config.gettext_compact) == (folders, is_one_a_folder)


PASSAGES = """\
Title
=====

Words. [#]_

.. obligation:: hear
   :basis: CONV 3

   Hear:

   (a) all.

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Both.

   And more.

.. gap:: CONV 4
   :counterpart: COMP

   None.

.. list-table::

   * - Cell

.. [#] Note.
"""


def test_passages_are_in_the_order_of_the_text_with_their_places(make_project: MakeProject) -> None:
    built = make_project({"index.rst": PASSAGES, "locale/README": "Catalogues."}, "gettext")
    assert built.app.config.locale_dirs == ["locale"]
    offered = {item.source: item.origin for item in messages_of(read_catalogue(built.outdir / "normative-data.pot"))}
    assert {name: Path(offered[name]).parts[-2:] for name in ("Convention on Tests", "Test Compact", "Remedies")} == {
        "Convention on Tests": ("conv", "instrument.toml"),
        "Test Compact": ("comp", "instrument.toml"),
        "Remedies": ("conv", "provisions.csv"),
    }
    found = parse((built.outdir / PASSAGES_FILE).read_bytes())
    assert [(item.message, item.place, item.paragraph, item.group, item.notes) for item in found] == [
        ("Title", "heading", "", 0, ()),
        ("Words. [#]_", "text", "", 0, (("Note.",),)),
        ("Hear:", "para. 1", "hear", 0, ()),
        ("all.", "para. 1 (a)", "hear", 0, ()),
        ("Both.", "relation", "", 1, ()),
        ("And more.", "relation", "", 1, ()),
        ("None.", "relation", "", 2, ()),
        ("Cell", "cell", "", 0, ()),
    ]


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        (Language(code="fr"), ""),
        (Language(code="fr", notice="Traduction de travail"), "Traduction de travail"),
        (Language(code="fr", notice="Traduction de travail", status=(Status.OFFICIAL,)), "Traduction de travail"),
        (Language(code="fr", status=(Status.OFFICIAL,)), "Traduction officielle"),
        (Language(code="es", status=(Status.UNOFFICIAL,)), "Traducción no oficial"),
        (
            Language(code="en_GB", status=(Status.UNOFFICIAL, Status.MACHINE_AIDED)),
            "Unofficial translation, made with the help of a machine",
        ),
        (Language(code="zh_CN", status=(Status.UNOFFICIAL, Status.MACHINE_AIDED)), "非正式译文，借助机器完成"),
        (Language(code="ar", status=(Status.MACHINE_AIDED,)), "ترجمة غير رسمية، أُعدت بمساعدة آلة"),
        (Language(code="de", status=(Status.OFFICIAL,)), "Official translation"),
    ],
)
def test_a_translation_says_what_it_is(language: Language, notice: str) -> None:
    assert notice_of(language) == notice


def test_translators_get_each_message_of_a_document_once_with_its_place() -> None:
    passages = [
        Passage(kind=PassageKind.HEADING, document="one", message="Title"),
        Passage(kind=PassageKind.PARAGRAPH, document="one", message="", paragraph="a", number=1),
        Passage(
            kind=PassageKind.PARAGRAPH,
            document="one",
            message="Words",
            paragraph="a",
            number=1,
            mark="(a)",
            notes=(("Note", "Title"), (), ("More",)),
        ),
        Passage(kind=PassageKind.TEXT, document="one", message="Words"),
        Passage(kind=PassageKind.TEXT, document="other", message="Words"),
    ]
    found = list(located(passages))
    assert [(message, place) for message, place, _ in found] == [
        ("Title", "heading"),
        ("Words", "para. 1 (a)"),
        ("Note", "para. 1 (a), note 1"),
        ("More", "para. 1 (a), note 3"),
        ("Words", "text"),
    ]
    assert [passage for *_, passage in found] == [passages[place] for place in (0, 2, 2, 2, 4)]
    assert parse(render(passages)) == passages


def test_marks_of_findings_are_no_passages_to_translate(make_project: MakeProject) -> None:
    text = "T\n=\n\n.. obligation:: a\n   :basis: CONV 99\n\n   Words.\n\n.. coverage:: NONE\n"
    built = make_project({"index.rst": text}, "gettext")
    template = (built.outdir / "index.pot").read_text(encoding="utf-8")
    assert len(built.warnings) > 1
    assert 'msgid "Words."' in template
    assert [word for word in ("To be corrected", "unknown provision", "NONE") if word in template] == []
