"""Translations that come in: from Word, paragraph by paragraph, into the catalogues, with whatever did not fit listed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from approved import assert_approved
from normative.commands import main
from normative.commands.importing.translated_words import TranslatedWords
from normative.model.instrument import Instrument
from normative.model.text import Span
from normative.project.catalogues import catalogue_path, messages_of, read_catalogue
from small_projects import build, write_project
from test_word_in import line, note, run, word_file
from translated_project import CONFIGURATION, LANGUAGE, PAGES, fill_in, translate


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source folder of a project that is translated, in words that are none."""
    folder = tmp_path_factory.mktemp("translated")
    source = write_project(folder / "source", PAGES, configuration=CONFIGURATION)
    assert translate(source, folder / "build") == 0
    fill_in(source)
    return source


def _copied(source: Path, folder: Path, *, keeps: tuple[str, ...]) -> Path:
    """Return a copy of a project that has of its catalogues only those named."""
    copied = folder / "copied"
    shutil.copytree(source, copied, ignore=shutil.ignore_patterns("*.mo"))
    for path in copied.joinpath("locale").rglob("*.po"):
        if path.stem not in keeps:
            path.unlink()
    return copied


def _messages(source: Path, name: str = "index") -> dict[str, str]:
    found = messages_of(read_catalogue(catalogue_path(source / "locale", LANGUAGE, name)))
    return {item.source: f"{'fuzzy: ' if item.is_fuzzy else ''}{item.translation}" for item in found}


def test_what_a_build_wrote_comes_back_as_it_was(translated: Path, tmp_path: Path) -> None:
    built = build(translated, "normative-docx", into=tmp_path / "built", confoverrides={"language": LANGUAGE})
    (file,) = built.outdir.glob("*.docx")
    copied = _copied(translated, tmp_path, keeps=("normative-data",))
    assert main(["import", str(file), "--into", str(copied), "--language", LANGUAGE]) == 0
    before = _messages(translated)
    after = _messages(copied)
    beside = {"Caption words", "Cell words", "Matrix caption passage", "Notes"}
    assert {key: words for key, words in after.items() if key not in beside} == {
        key: words for key, words in before.items() if key not in beside
    }
    # What stands behind the last paragraph is not laid beside lines among which tables have theirs.
    assert _messages(copied, "chapters/more") == {**_messages(translated, "chapters/more"), "Another passage.": ""}


OFFICIAL = (
    line("I.\tTitre un", "_ H _Ch_G")
    + line(run("Passage simple avec ") + run("force", "<w:i/>") + run(".") + note(2))
    + line("1.\tDécision en vertu de l’article 3, paragraphe 2, de la Convention, voir par. 2 ; 12 jours.")
    + line("a)\tPremier élément ;")
    + line("b)\tSecond élément.")
    + line(run("2.\tRetour.") + note(3))
    + line("3.\tUn paragraphe de plus.")
)
OFFICIAL_NOTES = {2: "Passage en note.", 3: "Auteurs, Ouvrage (2001)."}


def test_an_official_file_gives_its_words_and_says_what_does_not_fit(
    translated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copied = _copied(translated, tmp_path, keeps=())
    into = ["--into", str(copied), "--language", LANGUAGE]
    file = word_file(tmp_path / "official.docx", OFFICIAL, OFFICIAL_NOTES)
    capsys.readouterr()
    assert main(["import", str(file), *into]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "para. 3: is in the file, and the text has no such paragraph",
        "7 passages and notes paired: 7 taken; 3 catalogues written",
        "not in the file, or not looked for: cells and captions: 3, headings: 1, lines of text: 1, lines of notes on "
        "relations: 1; translate them in the catalogues",
    ]
    taken = _messages(copied)
    assert {source: words for source, words in taken.items() if words} == {
        "Heading one": "Titre un",
        "Plain passage with *emphasis*. [#]_": "Passage simple avec *force*. [#]_",
        "Note passage.": "Passage en note.",
        "Decision passage under :provision:`CONV 3 (2)`, see para. :para:`return`; 12 days.": (
            "Décision en vertu de l’:provision:`article 3, paragraphe 2 <CONV 3 (2)>`, de la Convention, voir par. "
            ":para:`return` ; 12 jours."
        ),
        "First item passage;": "Premier élément ;",
        "Second item passage.": "Second élément.",
        "Return passage. :footcite:`work`": "Retour. :footcite:`work`",
    }
    changed = OFFICIAL.replace("Premier", "Tout premier").replace("12 jours", "15 jours").replace("Retour", "Le retour")
    other = word_file(tmp_path / "other.docx", changed, OFFICIAL_NOTES)
    assert main(["import", str(other), *into]) == 1
    kept = [text.partition("' ")[2].partition(",")[0] for text in capsys.readouterr().out.splitlines()[1:4]]
    assert kept == ["is translated otherwise"] * 3
    assert _messages(copied) == taken
    assert main(["import", str(other), *into, "--replace"]) == 1
    (said,) = (text for text in capsys.readouterr().out.splitlines() if text.startswith("para. 1"))
    assert said == (
        "para. 1: 'Decision passage under :provision:`CONV 3 (2)`, s…' is out of step with its source (lost: figure '12'; "
        "added: figure '15'); it was marked as fuzzy, correct its msgstr"
    )
    replaced = _messages(copied)
    assert replaced["Return passage. :footcite:`work`"] == "Le retour. :footcite:`work`"
    assert [words for words in replaced.values() if words.startswith("fuzzy: ")] == [
        "fuzzy: Décision en vertu de l’:provision:`article 3, paragraphe 2 <CONV 3 (2)>`, de la Convention, voir par. "
        ":para:`return` ; 15 jours."
    ]


LOST = line("1.\tDécision.") + line("(a)\tPremier élément ;") + line("Fin.") + line("Fin.", "heading 1")


def test_what_cannot_be_laid_beside_anything_is_told_by_number(
    translated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copied = _copied(translated, tmp_path, keeps=("index",))
    before = _messages(copied)
    file = word_file(tmp_path / "lost.docx", line("I.\tTitre un", "_ H _Ch_G") + LOST)
    capsys.readouterr()
    assert main(["import", str(file), "--into", str(copied), "--language", LANGUAGE]) == 1
    assert capsys.readouterr().out.splitlines()[:3] == [
        "para. 1: has its items at other blocks in the file than in the original",
        "para. 2: is not in the file",
        "heading before para. 1: 'Heading one' is translated otherwise, and kept so; 'Titre un' is taken with --replace",
    ]
    assert _messages(copied) == before
    for options, said in ((["--replace"], "--replace is for a translation"), (["--language", "en"], "of the source")):
        with pytest.raises(SystemExit, match="2"):
            main(["import", str(file), "--into", str(copied), *options])
        assert said in capsys.readouterr().err


NUMBERS = {"one": 7, "two": 72}


@pytest.mark.parametrize(
    ("language", "source", "words", "said"),
    [
        ("fr", "See :para:`two`, :para:`one`.", "Voir par. 7 et 72.", "Voir par. :para:`one` et :para:`two`."),
        (
            "es",
            "Under :provision:`CONV 3 (1)`.",
            "Según el párrafo 1 del artículo 3.",
            "Según el :provision:`párrafo 1 del artículo 3 <CONV 3 (1)>`.",
        ),
        (
            "ru",
            "Under :provision:`CONV 3 (1)`.",
            "Согласно пункту 1 статьи 3.",
            "Согласно :provision:`пункту 1 статьи 3 <CONV 3 (1)>`.",
        ),
        (
            "zh",
            "Under :provision:`CONV 3 (1)`.",
            "根据第三条第一款。",
            "根据\\ :provision:`第三条第一款 <CONV 3 (1)>`。",
        ),
        ("ar", "See para. :para:`two`.", "انظر الفقرة ٧٢.", "انظر الفقرة :para:`two`."),
        ("fr", "Under :provision:`CONV 3 (1)`.", "Selon l’article 4.", "Selon l’article 4."),
        ("fr", "As :quote:`a word <CONV 3>` says.", "Selon « la fin ».", "Selon :quote:`la fin <CONV 3>`."),
        ("fr", ":voice:`reading` It says.", "[lecture] Il dit.", ":voice:`reading` Il dit."),
        ("fr", "A list.", "1. liste_", "\\1. liste\\_"),
    ],
)
def test_figures_decide_where_roles_stand(
    language: str, source: str, words: str, said: str, instruments: Mapping[str, Instrument]
) -> None:
    writes = TranslatedWords(language, instruments, NUMBERS, lambda name: "", lambda word: "lecture")
    written, _lost = writes.write(source, [Span(text=words)])
    assert written == said


def words(text: str, **more: str) -> Span:
    return Span(text=text, **more)  # type: ignore[arg-type]  # what is given is text


@pytest.mark.parametrize(
    ("language", "source", "spans", "said"),
    [
        ("fr", "A [#a]_ b [#]_", [words("A "), Span(note=1), words(" b "), Span(note=2)], "A [#a]_ b [#]_"),
        ("fr", "A [#a]_", [words("A"), Span(note=1), words(" b"), Span(note=2)], "A [#a]_ b"),
        (
            "fr",
            "See :para:`two` and :para:`one`.",
            [words("Voir "), words("7", paragraph="one"), words(" et "), words("72", paragraph="two"), words(".")],
            "Voir :para:`one` et :para:`two`.",
        ),
        (
            "fr",
            "See :para:`two`, again :para:`two (b)`.",
            [
                *(words("7", paragraph="two"), words("2", paragraph="two"), words(", encore ")),
                *(words("72", paragraph="two"), words(" b) et (c).")),
            ],
            ":para:`two`, encore :para:`two (b)` et (c).",
        ),
        ("fr", "See it.", [words("Voir "), words("72", paragraph="two"), words(" b).")], "Voir :para:`two` b)."),
        ("fr", "See :para:`two`.", [words("De 72 à 72.")], "De 72 à 72."),
        ("fr", "See :para:`two`.", [words("Les 72 cas de 172 ou 729.")], "Les :para:`two` cas de 172 ou 729."),
        ("fr", "See :para:`two (b)`.", [words("Voir 72 b), 72.")], "Voir :para:`two (b)`, 72."),
        ("fr", "See :para:`that <two>`.", [words("Voir 72.")], "Voir 72."),
        ("fr", "See :para:`gone`.", [words("Voir 72.")], "Voir 72."),
        (
            "fr",
            ":instrument:`CONV` now.",
            [words("Convention  on Tests, Test Convention.")],
            ":instrument:`CONV`, Test Convention.",
        ),
        ("fr", ":instrument:`CONV` now.", [words("La Test Convention.")], "La :instrument:`~CONV`."),
        ("fr", ":instrument:`it <CONV>` now.", [words("La Test Convention.")], "La Test Convention."),
        ("fr", ":instrument:`NONE` now.", [words("La Test Convention.")], "La Test Convention."),
        (
            "fr",
            "*See* :provision:`CONV 3`.",
            [words("L’article 3", style="emphasis"), words(", l’article 3.")],
            "*L’article 3*, l’:provision:`article 3 <CONV 3>`.",
        ),
        (
            "fr",
            ":provision:`CONV 3 (1)` :provision:`~CONV 4`.",
            [words("L’article 3, paragraphe 1 (Test Convention) et l’article 4.")],
            "L’:provision:`CONV 3 (1)` et l’:provision:`~CONV 4`.",
        ),
        (
            "fr",
            ":provision:`this <CONV 4>`.",
            [words("L’article 4 (Test Convention) et l’article 4.")],
            "L’:provision:`article 4 (Test Convention) <CONV 4>` et l’article 4.",
        ),
        (
            "fr",
            ":provision:`CONV 3; COMP obj. 1`.",
            [words("L’article 3 et l’objectif 1.")],
            "L’article 3 et l’objectif 1.",
        ),
        ("fr", ":provision:`CONV 99 z`.", [words("L’article 99.")], "L’article 99."),
        (
            "de",
            ":provision:`CONV 3 (1)`.",
            [words("Nach article 3 (1) of the Convention.")],
            "Nach :provision:`CONV 3 (1)`.",
        ),
        ("de", ":provision:`~CONV 3 (1)`.", [words("Nach article 3 (1).")], "Nach :provision:`~CONV 3 (1)`."),
        ("fr", ":quote:`CONV 3`.", [words("Dit « un mot » et « deux ».")], "Dit :quote:`CONV 3` et « deux »."),
        ("fr", ":quote:`CONV 3`.", [words("Sans mots.")], "Sans mots."),
        (
            "fr",
            ":voice:`reading` It.",
            [words("Il parle. "), words("[reading]", style="strong"), words(" [lecture]")],
            "Il parle. :voice:`reading` [lecture]",
        ),
        ("fr", ":voice:`nobody` It.", [words("[lecture] Il.")], "[lecture] Il."),
        ("fr", "As `a link`__ says.", [words("(iv) liste")], "\\(iv) liste"),
    ],
)
def test_roles_stand_where_their_words_are(
    language: str, source: str, spans: list[Span], said: str, instruments: Mapping[str, Instrument]
) -> None:
    known = {name: name for name in NUMBERS}
    writes = TranslatedWords(
        language,
        instruments,
        NUMBERS,
        lambda name: known.get(name, ""),
        lambda word: "lecture" if word == "reading" else word,
    )
    written, lost = writes.write(source, spans)
    assert written == said
    assert lost == (["lost: link `a link`__"] if "link" in source else [])


def test_the_letter_of_an_item_stands_in_the_role_alone(instruments: Mapping[str, Instrument]) -> None:
    writes = TranslatedWords("fr", instruments, NUMBERS, lambda name: name, lambda word: word)
    for before in ("", "Voir par. "):
        spans = [
            *([Span(text=before)] if before else []),
            Span(text="72", paragraph="two"),
            Span(text=" b), et la suite."),
        ]
        written, _lost = writes.write("See para. :para:`two (b)`, and more.", spans)
        assert written == f"{before}:para:`two (b)`, et la suite."


MORE = {
    "index.rst": """\
Text title
==========

Opening words.

Second opening.

First part
----------

.. obligation:: one
   :basis: CONV 3

   First paragraph. [#a]_ [#b]_

   (a) Same item;

   (b) Same item;

Second part
-----------

.. guidance:: two
   :basis: COMP obj. 1

   Second paragraph. [#c]_

   It goes on.

.. paragraph:: three

   Third paragraph, 7 days, see `the site <https://example.org>`_.

Between lines.

.. paragraph:: four

   12 34.

.. paragraph:: five

   Fifth paragraph.

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Reason words.

   More of the reason.

.. convergence:: CONV 4; COMP obj. 3
   :relation: tension
   :source: analysis

   Another reason.

Closing words.

.. [#a] Note words.

   Another paragraph of it.

.. [#b] Second note.

.. [#c] Third note.

.. toctree::

   annex
""",
    "annex.rst": "Annex title\n===========\n\nAnnex words.\n",
}
RELATION = "convergence note"
WHOLE = [
    line(run("Titre") + note(9), "Title"),
    line("Page de garde."),
    line("Mots d’ouverture."),
    line("Seconde ouverture."),
    line("Première partie", "heading 2"),
    line(run("1.\tPremier paragraphe.") + note(1) + note(2)),
    line("(a)\tMême élément ;"),
    line("(b)\tAutre élément ;"),
    line("Deuxième partie", "heading 2"),
    line(run("2.\tDeuxième paragraphe.") + note(3)),
    line("Il continue."),
    line("3.\tTroisième paragraphe, 7 jours, voir le site."),
    line("Entre deux."),
    line("4.\t12 34."),
    line("5.\tFifth paragraph."),
    line("Synergy: CONV 3 ↔ COMP obj. 2", RELATION),
    line("Raison.", RELATION),
    line("Suite de la raison.", RELATION),
    line("Source : analyse.", RELATION),
    line("Tension: CONV 4 ↔ COMP obj. 3", RELATION),
    line("Autre raison.", RELATION),
    line("Source : analyse.", RELATION),
    line("Mots de la fin."),
    line("Titre de l’annexe", "heading 1"),
    line("Mots de l’annexe."),
]
PARTLY = [
    line("Titre", "Title"),
    line("Mots d’ouverture."),
    line("Première partie", "heading 2"),
    line("Une de trop", "heading 2"),
    line('<w:bookmarkStart w:id="1" w:name="two"/>' + run("1.\tDeuxième paragraphe.") + note(3) + note(1)),
    line("Il continue.", "Body Text"),
    line("1.\tPremier paragraphe."),
    line("(a)\tMême élément ;"),
    line("(b)\tMême élément ;"),
    line('<w:bookmarkStart w:id="2" w:name="Three"/>' + run("3.\tTroisième paragraphe, 8 jours.")),
    line("Encore une ligne."),
    line("Et une autre."),
    line("3.\tEncore une fois."),
    line("5.\tCinquième paragraphe."),
    line("Suit ce qui n’est pas de lui."),
    line("Synergy: CONV 3 ↔ COMP obj. 2", RELATION),
    line("Raison.", RELATION),
    line("Source : analyse.", RELATION),
    line("6.\tSixième paragraphe."),
]


def taken(source: Path) -> str:
    paths = sorted(source.joinpath("locale").rglob("*.po"))
    found = [(path.stem, item) for path in paths for item in messages_of(read_catalogue(path))]
    return "".join(
        f"{name}: {item.source} = {'fuzzy: ' if item.is_fuzzy else ''}{item.translation}\n"
        for name, item in found
        if item.translation
    )


def test_translations_in_word_are_as_approved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_project(tmp_path / "source", MORE)
    notes = {1: "Mots de la note.", 2: "", 3: "Troisième note.", 9: "Note du titre."}
    told = []
    for name, lines, options in (("whole", WHOLE, []), ("again", WHOLE, []), ("partly", PARTLY, ["--replace"])):
        file = word_file(tmp_path / f"{name}.docx", "".join(lines), notes)
        capsys.readouterr()
        status = main(["import", str(file), "--into", str(source), "--language", LANGUAGE, *options])
        told.append(f"## {name}: {status}\n\n{capsys.readouterr().out}\n{taken(source)}\n")
    assert_approved("import-translations", "".join(told))
