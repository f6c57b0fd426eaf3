"""Translating a text: everything of the author's words is offered and used, and what has gone out of step is found."""

from __future__ import annotations

import gettext
import io
import json
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path
from xml.etree import ElementTree

import pytest
from agreement import tables_of
from lxml import html
from openpyxl import load_workbook

from approved import assert_approved, in_lines, tables_text
from chromium import Open
from normative.commands import main
from normative.model.translation import (
    has_words,
)
from normative.project.catalogues import catalogue_path, catalogues, read_catalogue
from normative.project.language import FOLDER, Catalogue
from normative.project.language import read_catalogue as read_words
from small_projects import build, command, folded, rewriting, write_files, write_project
from translated_project import CONFIGURATION, LANGUAGE, OTHER, PAGES, copy_to_other, fill_in, pseudo, translate

PEOPLE = '[anna]\nname = "Anna Ames"\nprinted = true\n'
#: Tables that compare this text with what was frozen and reviewed.
COMPARED = "\n.. drafts::\n\n.. concordance:: 1\n\n.. review-state::\n\n.. paragraph-list::\n"
RELATION = "relation/CONV 3; COMP obj. 2"


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a project whose words are translated into others that are none.

    It was frozen and reviewed; then a paragraph and what another one rests on have changed.
    """
    folder = tmp_path_factory.mktemp("translated")
    pages = {**PAGES, "chapters/more.rst": PAGES["chapters/more.rst"] + COMPARED, "reviews/people.toml": PEOPLE}
    source = write_project(folder / "source", pages, configuration=CONFIGURATION)
    folders = ["--source", str(source), "--into", str(folder / "build")]
    (source / "chapters/more.rst").write_text(PAGES["chapters/more.rst"], encoding="utf-8")
    assert main(["freeze", "1", "--allow-changes", "--date=2026-01-02", *folders]) == 0
    (source / "chapters/more.rst").write_text(pages["chapters/more.rst"], encoding="utf-8")
    for subject in ("paragraph/decide", "paragraph/return", RELATION):
        assert main(["review", subject, "--agree", "--by=anna", "--date=2026-01-03", *folders]) == 0
    rewriting("index.rst", "Return passage.", "Return passage anew.")(source)
    assert translate(source, folder / "build") == 0
    fill_in(source)
    copy_to_other(source)
    return folder


@pytest.fixture(scope="module")
def sites(translated: Path) -> dict[str, Path]:
    """Return the folders of the sites in the language of the source and in others."""
    folders = ["--source", str(translated / "source"), "--into", str(translated / "build")]
    beside = ["--beside", "en", LANGUAGE, "--beside", "en", OTHER]
    write_files(translated / "build/languages", {f"{OTHER}-en/index.html": "Pages that nobody asks for any more."})
    with redirect_stdout(io.StringIO()) as told:
        assert main(["languages", *folders, *beside, "-q", "-W", "-D", "normative_findings=.."]) == 0
    write_files(translated, {"told.txt": told.getvalue().replace(str(translated), "FOLDER")})
    return {language: translated / "build/languages" / language for language in ("en", OTHER, LANGUAGE)}


def _page(site: Path, name: str = "index") -> html.HtmlElement:
    return html.parse(str(site / f"{name}.html")).getroot()


def _text(site: Path, name: str = "index") -> str:
    return folded(_page(site, name).xpath("//body")[0])


def test_all_words_of_the_author_are_offered_and_used(sites: dict[str, Path]) -> None:
    own = re.compile(r"passage|words|workers|everyone|ministries|Test|Expulsion|Who is protected|Heading|Status of")
    assert len(own.findall(_text(sites["en"]))) > 20
    assert own.findall(_text(sites[LANGUAGE]).replace("Opening words", "")) == []
    assert "Traduction non officielle, faite avec l’aide d’une machine." in _text(sites[LANGUAGE])
    assert pseudo("Matrix caption passage") in _text(sites[LANGUAGE])
    assert pseudo("Another passage.") in _text(sites[LANGUAGE], "chapters/more")


@pytest.mark.parametrize("code", ["en", LANGUAGE, OTHER])
def test_tables_are_as_approved(code: str, sites: dict[str, Path]) -> None:
    assert_approved(f"tables-translated-{code}", tables_text(tables_of(sites[code] / "matrices")))


def test_pages_of_several_languages_are_as_approved(sites: dict[str, Path]) -> None:
    folder = sites["en"].parent
    told = (folder.parents[1] / "told.txt").read_text(encoding="utf-8")
    pages = [folder / "index.html", folder / f"en-{OTHER}" / "index.html"]
    texts = [re.sub("<style>.*?</style>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL) for page in pages]
    # Tables are approved elsewhere.
    rows = [row for text in texts for row in re.split('(?=<div class="beside">)', text) if "matrix-table" not in row]
    assert_approved("page-beside", in_lines("".join([told, *rows])))


def test_the_menu_is_named_in_the_language_of_the_page(sites: dict[str, Path]) -> None:
    for code, name in (("en", "Languages"), (LANGUAGE, "Langues"), (OTHER, "اللغات")):
        assert _page(sites[code]).xpath("//nav[contains(@class, 'normative-languages')]/@aria-label")[0] == name


def test_no_id_is_on_a_page_twice(sites: dict[str, Path]) -> None:
    for site in sites.values():
        ids = _page(site).xpath("//@id")
        assert len(ids) == len(set(ids)) > 10


def test_two_languages_stand_side_by_side(sites: dict[str, Path], open_page: Open) -> None:
    folder = sites["en"].parent
    assert [path.relative_to(folder).as_posix() for path in sorted(folder.glob("en-*/**/*.html"))] == [
        f"en-{OTHER}/index.html",
        f"en-{LANGUAGE}/index.html",
    ]
    page = html.parse(str(folder / f"en-{OTHER}" / "index.html")).getroot()
    rows = page.xpath("//div[@class='beside']")
    assert [[(cell.get("lang"), cell.get("dir")) for cell in row] for row in rows] == [
        [("en", "ltr"), (OTHER, "rtl")]
    ] * len(rows)
    assert len(rows) > 5
    (row,) = [row for row in rows if row.xpath(".//*[@id='decide']")]
    assert "Decision passage" in folded(row[0])
    assert "\u0639\u0639\u0639" in folded(row[1])
    assert "Decision" not in folded(row[1])
    assert row[1].xpath("./div/@id") == [f"{OTHER}-decide"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) > 10
    # Every address leads to a page, or a place on this one.
    addresses = page.xpath("//@href")
    assert len(addresses) > 20
    for address in addresses:
        path, _, place = address.partition("#")
        if path and "://" not in path:
            assert (folder / f"en-{OTHER}" / path).is_file(), address
        elif not path:
            assert place in ids
    assert {
        link.get("href") for link in _page(sites[OTHER]).xpath("//nav[@class='normative-languages masthead-text']/a")
    } >= {f"./../en-{OTHER}/index.html"}
    assert not _page(sites["en"], "chapters/more").xpath("//nav//a[contains(@href, 'en-')]")
    shown = open_page(folder / f"en-{LANGUAGE}" / "index.html", root=folder)
    cells = shown.locator("#decide, #fr-decide")
    beside = [box["y"] for box in (cell.bounding_box() for cell in cells.all()) if box]
    assert abs(beside[0] - beside[1]) < 2
    shown.set_viewport_size({"width": 390, "height": 800})
    below = [box["y"] for box in (cell.bounding_box() for cell in cells.all()) if box]
    assert below[1] > below[0] + 20
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with pytest.raises(SystemExit, match="2"):
        main(["languages", "--source", str(folder.parents[1] / "source"), "--beside", "en", "xx"])


def test_pairs_that_are_no_longer_asked_for_go(sites: dict[str, Path]) -> None:
    folders = {path.name for path in sites["en"].parent.iterdir() if path.is_dir() and path.name[0] != "."}
    assert folders == {*sites, f"en-{LANGUAGE}", f"en-{OTHER}"}


def test_no_language_has_passages_of_another(sites: dict[str, Path]) -> None:
    letters = {language: {"zzz", "ععع"} & set(re.findall("zzz|ععع", _text(site))) for language, site in sites.items()}
    assert letters == {"en": set(), OTHER: {"ععع"}, LANGUAGE: {"zzz"}}


def test_ids_numbers_and_cells_are_equal_in_all_languages(sites: dict[str, Path]) -> None:
    files = {path.relative_to(sites["en"]) for path in sites["en"].glob("matrices/*.json")}
    assert len(files) > 1
    for file in files:
        one, *others = (json.loads((site / file).read_text(encoding="utf-8")) for site in sites.values())
        assert all(_kept(one) == _kept(other) for other in others)
    anchors = [
        _page(site).xpath("//section/@id | //*[contains(@class, 'normative-paragraph')]/@id") for site in sites.values()
    ]
    assert anchors == [["heading-one", "decide", "return"]] * len(sites)


def _cells(site: Path, table: str) -> list[list[str]]:
    rows = _page(site, "chapters/more").get_element_by_id(table).xpath(".//tbody/tr")
    return [[folded(cell) for cell in row] for row in rows]


def test_drafts_and_reviews_are_compared_with_the_words_of_the_original(sites: dict[str, Path]) -> None:
    for language, site in sites.items():
        say = Catalogue(language="en") if language == "en" else read_words(FOLDER / f"{language}.po")
        reworded, suspect = say.say("reworded"), say.say("suspect: its words changed")
        assert [row[-1] for row in _cells(site, "drafts")] == [f"1 {reworded}", ""]
        assert [row[1:4] for row in _cells(site, "concordance-1")] == [
            ["1", "1", say.say("kept")],
            ["2", "2", reworded],
        ]
        counts = [[cell for cell in row if cell.isdecimal()] for row in _cells(site, "review-state")]
        assert [found for found in counts if found] == [
            ["2", "1", "0", "1", "0", "0"],
            ["2", "1", "0", "0", "0", "1"],
            ["1", "0", "0", "0", "0", "1"],
            ["1", "0", "0", "0", "0", "1"],
            ["3", "2", "0", "1", "0", "0"],
        ]
        agreed = "2026-01-03, Anna Ames"
        assert [row[-1] for row in _cells(site, "paragraph-list")] == [agreed, f"¶ {suspect}"]
        margins = [folded(item) for item in _page(site).xpath("//div[contains(@class, 'margin-review')]")]
        assert [said.partition(": ")[2] for said in margins] == [agreed, suspect]
        assert any(agreed in folded(foot) for foot in _page(site).xpath("//p[contains(@class, 'relation-foot')]"))
    # What is printed of a paragraph is in the language of the page.
    assert _cells(sites[LANGUAGE], "concordance-1")[1][0] == pseudo("Return passage anew.")


def test_a_review_of_a_translation_is_suspect_when_it_or_its_original_has_changed(
    translated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    shutil.copytree(translated / "source", source, ignore=shutil.ignore_patterns("*.mo"))
    folders = ["--source", str(source), "--into", str(tmp_path / "build")]
    for identifier in ("decide", "return"):
        assert (
            main(["review", f"translation/fr/{identifier}", "--agree", "--by=anna", "--date=2026-01-05", *folders]) == 0
        )
    capsys.readouterr()
    assert main(["review", "translation/fr", *folders]) == 0
    assert capsys.readouterr().out == "0 of 2 are open\n"
    with pytest.raises(SystemExit):
        main(["review", "translation/fr/nowhere", "--agree", "--by=anna", *folders])
    assert "the text has no 'translation/fr/nowhere'" in capsys.readouterr().err
    assert command(source, options=["-D", "language=fr"], into=tmp_path / "build").warnings == []
    rewriting("locale/fr/LC_MESSAGES/index.po", "zzzzz zzzz zzzzzzz;", "zzzzz zzzzzzz;")(source)
    rewriting("index.rst", "Return passage anew.", "Return passage.")(source)
    rewriting("locale/fr/LC_MESSAGES/index.po", "Return passage anew.", "Return passage.")(source)
    monkeypatch.setattr(gettext, "_translations", {})  # what Python has read of catalogues in this process
    rows = "reviews/anna.csv"
    assert command(source, options=["-D", "language=fr"], into=tmp_path / "build").warnings == [
        f"{rows}:5: translation/fr/decide: suspect: its words changed; look at the translation again, then 'normative "
        "review' it [normative.translation-outdated]",
        f"{rows}:6: translation/fr/return: suspect: what it rests on changed; look at the translation again, then 'normative "
        "review' it [normative.translation-outdated]",
    ]
    counted = [row for row in _cells(tmp_path / "build/html", "review-state") if row[0] == "Cette traduction"]
    assert counted == [["Cette traduction", "2", "0", "0", "1", "1", "0"]]
    assert main(["review", "translation/fr", *folders]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "translation/" in line or line[:1].strip()] == [
        pseudo("Heading one"),
        "  translation/fr/decide: suspect: its words changed",
        "  translation/fr/return: suspect: what it rests on changed",
        "2 of 2 are open",
    ]
    assert "      of    Return passage. 2026" not in lines
    with (source / rows).open("a", encoding="utf-8") as file:
        file.write("translation/fr/gone,,,agreed,,,\n")
    assert command(source, into=tmp_path / "other").warnings == [
        f"{rows}:7: translation/fr/gone: was reviewed, and its paragraph is no longer there; add a row 'withdrawn' "
        "[normative.orphaned-review]"
    ]


def test_a_redline_is_one_of_the_source(translated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["redline", "1", "--source", str(translated / "source"), "-D", f"language={LANGUAGE}"])
    assert (
        "changes are those of the words of the source; leave out 'language', which is 'en'" in capsys.readouterr().err
    )


def test_all_languages_share_a_report(sites: dict[str, Path]) -> None:
    report = json.loads((sites["en"].parent / "findings.json").read_text(encoding="utf-8"))
    assert [(item["code"], item["outputs"]) for item in report["findings"]] == [
        ("commitment-without-political-basis", [OTHER, "en", LANGUAGE])
    ]


def test_each_page_leads_to_the_same_page_in_the_other_languages(sites: dict[str, Path]) -> None:
    for site in sites.values():
        for path in site.rglob("*.html"):
            page = html.parse(str(path)).getroot()
            for link in page.xpath("//nav[contains(@class, 'normative-languages')]/a[@hreflang]"):
                other = path.parent / link.get("href")
                assert other.resolve() == (site.parent / link.get("hreflang") / path.relative_to(site)).resolve()
                assert other.is_file()
    assert [link.get("href") for link in _page(sites["en"]).xpath("//nav/a[@hreflang]")] == [
        "./../ar/index.html",
        "./../fr/index.html",
    ]
    assert _page(sites[LANGUAGE]).get("lang") == LANGUAGE


def test_the_menu_keeps_the_place_without_a_server(sites: dict[str, Path], open_page: Open) -> None:
    page = open_page(sites["en"] / "index.html", root=sites["en"].parent)
    page.evaluate("location.hash = '#return'")
    page.click(".normative-languages a[hreflang='fr']")
    page.wait_for_url("**/fr/index.html#return")


#: What tables say in words of the text's language.
_FOR_MACHINES = {"key", "kind", "target", "href", "state", "states", "name"}
_WORDS = {"title", "label", "legend", "notes", "group", "metadata", "digest"}


def _kept(value: object) -> object:
    """Return what a table says beside words: keys, kinds, links with what they lead to, states and figures."""
    if isinstance(value, dict):
        return {key: item if key in _FOR_MACHINES else _kept(item) for key, item in value.items() if key not in _WORDS}
    if isinstance(value, list):
        return [_kept(item) for item in value]
    # Of text only whether there is any: it is cut at another word in each language.
    return bool(value) if isinstance(value, str) else value


def test_translations_are_kept_and_what_changed_is_fuzzy(translated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = translated / "source"
    path = catalogue_path(source / "locale", LANGUAGE, "index")
    before = path.read_bytes()
    assert translate(source, translated / "build") == 0
    assert path.read_bytes() == before
    assert translate(source, translated / "build", "--check") == 0
    change = rewriting("index.rst", "First item passage", "First changed item passage")
    change(source)
    capsys.readouterr()
    assert translate(source, translated / "build", "--check") == 1
    assert path.read_bytes() == before
    (finding, *_table) = capsys.readouterr().out.splitlines()
    assert finding.endswith(
        "fr: 'First changed item passage;' has changed since it was translated; correct its msgstr, and remove the mark "
        "'fuzzy' [normative.translation-outdated]"
    )
    translate(source, translated / "build")
    catalog = read_catalogue(path)
    assert [entry.id for entry in catalog if entry.fuzzy] == ["First changed item passage;"]
    rewriting("index.rst", "First changed item passage", "First item passage")(source)
    translate(source, translated / "build")
    assert [entry.id for entry in read_catalogue(path) if entry.fuzzy] == []


def translations(source: Path) -> dict[tuple[str, str], tuple[str, bool]]:
    """Return what the catalogues say of each message, and whether it is fuzzy."""
    return {
        (name, str(entry.id)): (str(entry.string), entry.fuzzy)
        for name, path in catalogues(source / "locale", LANGUAGE)
        for entry in read_catalogue(path)
        if entry.id and entry.string
    }


def _changed(original: str, said: str) -> tuple[str, str]:
    """Change one original, lose a role of one translation, and say another in other words."""
    if original.startswith("Return passage"):
        return original.replace("Return", "Other"), said
    if original.startswith("Decision passage"):
        return original, re.sub(":provision:`[^`]*`", "", said)
    return original, "zzzzzzz other." if original == "Another passage." else said


@pytest.mark.parametrize("ending", ["xlsx", "tmx"])
def test_translators_get_a_file_and_what_they_send_back_is_taken(
    ending: str, translated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, file = tmp_path / "source", tmp_path / f"text.{ending}"
    shutil.copytree(translated / "source", source, ignore=shutil.ignore_patterns("*.mo"))
    before = translations(source)
    assert translate(source, tmp_path / "build", "--export", str(file)) == 0
    assert len(before) > 20
    shutil.rmtree(source / "locale" / LANGUAGE)
    assert translate(source, tmp_path / "build", "--take", str(file)) == 0
    # What has no words is in no such file, and needs no translation.
    assert translations(source) == {key: said for key, said in before.items() if has_words(key[1])}

    broken = tmp_path / f"broken.{ending}"
    if ending == "tmx":
        written = file.read_text(encoding="utf-8")
        tree = ElementTree.fromstring(written)
        header = tree.find("header")
        assert header is not None
        needed = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
        assert (tree.tag, tree.get("version"), set(header.attrib)) == ("tmx", "1.4", needed)
        assert [unit.get("tuid") for unit in tree.iter("tu")] == [
            str(count) for count in range(1, len(list(tree.iter("tu"))) + 1)
        ]
        for unit in tree.iter("tu"):
            original, said = unit.findall("tuv/seg")
            original.text, said.text = _changed(str(original.text), str(said.text))
        typed = ElementTree.tostring(tree, encoding="unicode")
        broken.write_text(f'<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n{typed}', encoding="utf-8")
    else:
        book = load_workbook(file)
        sheet = book["Translation"]
        assert sheet.protection.sheet
        assert [sheet.cell(2, column).protection.locked for column in (3, 4)] == [True, False]
        for original, said in sheet[f"C2:D{sheet.max_row}"]:
            original.value, said.value = _changed(str(original.value), str(said.value))
        book.save(broken)
    capsys.readouterr()
    kept = translations(source)
    assert translate(source, tmp_path / "build", "--take", str(broken)) == 1
    told = [line.split(": ", 2)[2] for line in capsys.readouterr().out.splitlines() if line.startswith("broken")]
    assert sorted(line.partition(";")[0].partition("(")[0] for line in told) == sorted(
        [
            "'Other passage anew. :footcite:`work`' is no passage of the text now",
            "is translated otherwise, and kept so",
            "is translated otherwise, and kept so",
        ]
    )
    assert translations(source) == kept
    assert translate(source, tmp_path / "build", "--take", str(broken), "--replace") == 1
    changes = {key[1].partition(" ")[0]: said for key, said in translations(source).items() if kept[key] != said}
    assert {name: is_fuzzy for name, (_said, is_fuzzy) in changes.items()} == {"Decision": True, "Another": False}
    assert changes["Another"][0] == "zzzzzzz other."


def test_a_file_for_translators_that_defines_entities_is_refused(translated: Path, tmp_path: Path) -> None:
    file = tmp_path / "bad.tmx"
    file.write_text('<!DOCTYPE tmx [<!ENTITY x "y">]>\n<tmx version="1.4"><body/></tmx>', encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        translate(translated / "source", tmp_path / "build", "--take", str(file))
    assert stopped.value.code == 1
    with pytest.raises(SystemExit) as stopped:
        translate(translated / "source", tmp_path / "build", "--take", str(tmp_path / "text.doc"))
    assert stopped.value.code == 2


def test_a_build_reports_what_is_missing_outdated_and_out_of_step(translated: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    write_project(source, {**PAGES, "reviews/people.toml": PEOPLE}, configuration=CONFIGURATION)
    rewriting("index.rst", "Return passage.", "Return passage anew.")(source)
    for path in (translated / "source/locale" / LANGUAGE).rglob("*.po"):
        target = source / path.relative_to(translated / "source")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    index = "locale/fr/LC_MESSAGES/index.po"
    rewriting(index, f'msgstr "{pseudo("Reason passage.")}"', 'msgstr ""')(source)
    rewriting(index, "`return`; 12 z", "`return`; z")(source)
    rewriting(index, 'msgid "Second item passage."', '#, fuzzy\nmsgid "Second item passage."')(source)
    rewriting("index.rst", "Plain passage", "New passage")(source)
    lines = (source / index).read_text(encoding="utf-8").splitlines()
    at = {
        word: next(number for number, line in enumerate(lines, 1) if word in line)
        for word in ("Decision", "Second", "Reason")
    }
    assert build(source, into=tmp_path / "fr", confoverrides={"language": LANGUAGE}).warnings == [
        "conf.py:1: drafts and reviews are compared with the words of a translation: the original is not known; build with "
        "'normative languages' or 'normative build' [normative.original]",
        "index.rst:4: fr: 'New passage with *emphasis*. [#]_' is in no catalogue; run 'normative translate fr' "
        "[normative.translation-missing]",
        f"{index}:{at['Decision']}: fr: 'Decision passage under :provision:`CONV 3 (2)`, s…' is out of step with its source "
        "(lost: figure '12'); let both have the same [normative.translation-out-of-step]",
        f"{index}:{at['Second']}: fr: 'Second item passage.' has changed since it was translated; correct its msgstr, and "
        "remove the mark 'fuzzy' [normative.translation-outdated]",
        f"{index}:{at['Reason']}: fr: 'Reason passage.' is not translated; write its msgstr [normative.translation-missing]",
    ]


@pytest.mark.parametrize("content", [b'msgid "Text."\nmsgid = broken\n', b'msgid "T\xe9xt."\nmsgstr ""\n'])
def test_a_catalogue_that_cannot_be_read_is_left_as_it_is(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_project(tmp_path / "source", {"index.rst": "Title\n=====\n\nText.\n"})
    path = catalogue_path(source / "locale", LANGUAGE, "index")
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert main(["translate", LANGUAGE, "--source", str(source), "--into", str(tmp_path / "build")]) == 1
    assert f"{path}:1: index.po: cannot be read" in capsys.readouterr().out
    assert path.read_bytes() == content
