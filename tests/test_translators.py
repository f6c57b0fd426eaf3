"""Files for translators and what they send back, and what commands on translations say where they can do nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from approved import assert_approved, book_text
from normative.commands import main
from normative.commands.catalogues import put
from normative.commands.translators import Came, Unit, read_units, write_units
from normative.model.files.containers import RefusedError
from normative.model.translation import has_words
from normative.project.catalogues import catalogue_path, read_catalogue, render
from small_projects import write_project
from test_translations_in import MORE, taken
from test_word_in import line, word_file
from translated_project import LANGUAGE


def test_what_translators_get_and_send_back_is_as_approved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_project(tmp_path / "source", {**MORE, "document.toml": 'committee = "Committee words"\n'})
    told = []

    def translated(*options: str) -> None:
        capsys.readouterr()
        status = main(["translate", LANGUAGE, *options, f"--source={source}", f"--into={tmp_path / 'build'}"])
        said = capsys.readouterr().out.replace(str(tmp_path), "FOLDER")
        told.append(f"## {' '.join(Path(option).name for option in options)}: {status}\n\n{said}")

    translated("annex")
    translated("normative-*", "--check")
    translated()
    path = catalogue_path(source / "locale", LANGUAGE, "index")
    catalog = read_catalogue(path)
    for entry in catalog:
        if entry.id and has_words(str(entry.id)):
            put(entry, f"fr {entry.id}", is_sure=str(entry.id)[0] not in "FO")
    put(catalog["It goes on."], "", is_sure=True)
    path.write_bytes(render(catalog, LANGUAGE, ""))
    translated("--check")
    for name in ("text.xlsx", "text.tmx"):
        translated("--export", str(tmp_path / name))
    book = load_workbook(tmp_path / "text.xlsx")
    told += [book_text(tmp_path / "text.xlsx"), (tmp_path / "text.tmx").read_text(encoding="utf-8")]
    sheet = book["Translation"]
    for cell, value in (("D2", "Titre"), ("D3", "Ouverture"), ("E3", "Fuzzy"), ("C5", "Nowhere words."), ("E6", "x")):
        sheet[cell].value = value
    sheet["D20"].value = "Avec 9 chiffres."
    book.save(tmp_path / "back.xlsx")
    translated("--take", str(tmp_path / "back.xlsx"), "--replace")
    unit = '<tu{}><tuv xml:lang="EN"><seg>{}</seg></tuv><tuv xml:lang="fr"><seg>{} <bpt>mots</bpt></seg></tuv></tu>'
    units = [
        ("", "It goes on.", "Il va en"),
        (' tuid="x7"', "Nobody has it.", "Rien en"),
        ("", "Annex words.", "Annexe en"),
        ("", "Reason words.", "Raison en"),
    ]
    memory = "".join(unit.format(*each) for each in units) + "<tu><tuv xml:lang='en'><seg>Annex title</seg></tuv></tu>"
    (tmp_path / "back.tmx").write_text(f'<tmx version="1.4"><body>{memory}</body></tmx>', encoding="utf-8")
    translated("--take", str(tmp_path / "back.tmx"))
    told.append(taken(source))
    assert_approved("translators", "\n".join(told))


def test_a_workbook_of_a_language_from_right_to_left_is_written_so(tmp_path: Path) -> None:
    unit = Unit(document="index", place="para. 1", original="Words", translation="", state=Came.MISSING)
    for language, order in (("ar", 2.0), ("fr", 0.0)):
        write_units(tmp_path / "a.xlsx", [unit], "en", language)
        row = load_workbook(tmp_path / "a.xlsx")["Translation"][2]
        assert [cell.alignment.readingOrder for cell in row] == [0.0, 0.0, 0.0, order, 0.0, 0.0]
        assert [cell.protection.locked for cell in row] == [True, True, True, False, False, False]


def test_what_a_cell_cannot_hold_needs_tmx(tmp_path: Path) -> None:
    unit = Unit(document="index", place="para. 1", original="a", translation="W" * 32767, state=Came.FUZZY)
    write_units(tmp_path / "a.xlsx", [unit], "en", "de")
    assert read_units(tmp_path / "a.xlsx", "en", "de") == [replace(unit, place="Translation!D2")]
    unit = replace(unit, translation="Wort " * 7000)
    with pytest.raises(OSError, match="'a' has more than 32767 characters; write TMX"):
        write_units(tmp_path / "a.xlsx", [unit], "en", "de")
    write_units(tmp_path / "a.tmx", [unit], "en_GB", "zh_CN")
    assert read_units(tmp_path / "a.tmx", "en_GB", "zh_CN") == [
        replace(unit, place="unit 1", translation=unit.translation.strip())
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["languages", "--beside", "en", "xx"], 2, "there is no language 'xx' here; there are en, fr"),
        (["languages", "--beside", "fr", "fr"], 2, "a language stands beside another one; name two"),
        (
            ["translate", "fr", "nothing"],
            2,
            "no document is to be translated; look at the names, and at 'documents' in",
        ),
        (
            ["translate", "fr", "--export", "a.csv"],
            2,
            "'a.csv' is neither a workbook nor TMX; name a file that ends in .xlsx",
        ),
        (["translate", "fr", "--take", "a.TMX"], 1, "ERROR: a.TMX is no file; name one that was sent in"),
        (["translate", "fr", "--export", "none/a.xlsx"], 1, "ERROR: none/a.xlsx cannot be written ("),
    ],
)
def test_commands_on_translations_say_what_they_cannot_do(
    arguments: list[str],
    status: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    pages = {"index.rst": "Text\n====\n", "locale/fr/LC_MESSAGES/index.po": 'msgid "Text"\nmsgstr "Texte"\n'}
    source = write_project(tmp_path / "source", pages)
    with pytest.raises(SystemExit, match=str(status)):
        main([*arguments, f"--source={source}", f"--into={tmp_path / 'build'}"])
    assert said in capsys.readouterr().err


def test_a_text_without_paragraphs_has_a_workbook_too(tmp_path: Path) -> None:
    source = write_project(tmp_path / "source", {"index.rst": "Text\n====\n"})
    file = tmp_path / "a.xlsx"
    assert main(["translate", "fr", f"--source={source}", f"--into={tmp_path / 'build'}", f"--export={file}"]) == 0
    assert [cell.value for cell in load_workbook(file)["Translation"][2]][:3] == ["index", None, "Text"]


def test_passages_have_the_numbers_that_are_printed_whatever_their_ids(tmp_path: Path) -> None:
    text = "".join(
        f".. paragraph:: {name}\n\n   {words}.\n\n" for name, words in (("one", "Be"), ("one", "Do"), ("x y", "Go"))
    )
    source = write_project(tmp_path / "source", {"index.rst": f"Text\n====\n\n{text}"})
    file = tmp_path / "a.xlsx"
    assert main(["translate", "fr", f"--source={source}", f"--into={tmp_path / 'build'}", f"--export={file}"]) == 0
    rows = [[cell.value for cell in row[:3]] for row in load_workbook(file)["Translation"].iter_rows()]
    assert [row[1:] for row in rows if row[0] == "index" and row[2] != "Text"] == [
        ["para. 1", "Be."],
        ["para. 2", "Do."],
        ["para. 3", "Go."],
    ]


def test_a_text_without_catalogues_has_one_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_project(tmp_path / "source", {"index.rst": "Text\n====\n"})
    with pytest.raises(SystemExit, match="2"):
        main(["languages", f"--source={source}"])
    assert f"there are no catalogues in {source / 'locale'}; make some with" in capsys.readouterr().err


def test_catalogues_that_cannot_be_written_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_project(
        tmp_path / "source", {"index.rst": "Text\n====\n\n.. paragraph:: one\n\n   One.\n", "locale": ""}
    )
    with pytest.raises(SystemExit, match="1"):
        main(["import", str(word_file(tmp_path / "a.docx", line("1.\tUn."))), f"--into={source}", "--language=fr"])
    told = capsys.readouterr().err
    assert told.startswith(f"ERROR: {source / 'locale'}")
    assert "cannot be written (" in told
    assert "director" in told or "exists" in told
    with pytest.raises(SystemExit, match="1"):
        main(["import", str(word_file(tmp_path / "b.docx", line("Un."))), f"--into={source}", "--language=fr"])
    assert (
        "ERROR: nothing in the file has its like in the text; are its paragraphs numbered?" in capsys.readouterr().err
    )
    with pytest.raises(SystemExit, match="2"):
        main(["import", str(tmp_path / "a.docx"), f"--into={tmp_path / 'none'}", "--language=fr"])
    assert f"there is no folder '{tmp_path / 'none'}'; name the one of the original" in capsys.readouterr().err


def test_one_document_type_is_passed_over_and_no_other(tmp_path: Path) -> None:
    unit = '<tu><tuv xml:lang="EN-gb"><seg>Words</seg></tuv><tuv xml:lang="fr"><seg>Mots</seg></tuv></tu>'
    kind, written = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n', f'<tmx version="1.4"><body>{unit}</body></tmx>'
    file = tmp_path / "a.tmx"
    file.write_text(f"{kind}{written}", encoding="utf-8")
    assert [(item.original, item.translation) for item in read_units(file, "en_GB", "fr")] == [("Words", "Mots")]
    file.write_text(f"{kind}{kind}{written}", encoding="utf-8")
    with pytest.raises(RefusedError, match="defines entities"):
        read_units(file, "en_GB", "fr")
