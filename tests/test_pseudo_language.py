"""A text in a language where every word of ours is marked: what stays English in its outputs is not in the catalogues.

Marked words have Cyrillic letters, so whatever has Latin ones is the author's, is named here, or is a fault.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import openpyxl
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from lxml import etree, html

from normative.project import language
from sentences import sentences
from small_projects import build

TUTORIAL = Path(__file__).parent / "roots" / "tutorial"
#: What is neither the author's nor ours: the words of Sphinx and of its theme, which are French or English.
_OF_SPHINX = {
    *(
        "Index",
        "Recherche",
        "Lien vers cette rubrique",
        "Navigation",
        "Page",
        "Annexe I",
        "Annexe II",
        "Table des mati",
    ),
    *("Chapitre pr", "Chapitre suivant", "Footnotes", "Sujet pr", "Sujet suivant", "suivant", "Montrer le code source"),
    *(
        "Cette page",
        "Main",
        "Related",
        "en utilisant",
        "© Copyright",
        "Index g",
        "index",
        "footnote",
        "Related Topics",
        "Documentation",
        "Powered by",
        "Sphinx",
        "Copyright",
        "Table of Contents",
    ),
    *("Veuillez activer le JavaScript pour que la recherche fonctionne", "sultats contenant tous les mots"),
    *("Une recherche sur plusieurs mots ne retourne que les r", "Recherche rapide", "rer", "Enti", "dent"),
}
#: Citations are French, as the text is; names of formats and of kinds of tables are the same in every language.
_OF_FRENCH = {"on articles", "see article", "article", "articles", "paragraphe", "par", "obj", "art"}
_NAMES = {"CSV", "Excel", "JSON", "PDF", "Word", "EPUB", "III"}
#: The author's, cut: the name of a sheet, and a part of a paragraph that a draft has.
_OF_THE_AUTHOR = {"relating to Status of", "and where it is lodged"}
_KINDS = re.compile(r"[a-z]+(?:-[a-z]+)+|coverage|instrument|crosswalk|chart|concordance|drafts|dispositions|pinpoints")
_WORD = re.compile(r"[A-Za-z]{3}")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the tutorial with marked words: as site, workbooks, Word file, PDF and book."""
    folder = tmp_path_factory.mktemp("marked")
    said, plurals = sentences()
    catalogue = Catalog(locale="fr")
    for sentence in said:
        other = plurals.get(sentence)
        if other:
            forms = (_marked(sentence), *[_marked(other)] * (catalogue.num_plurals - 1))
            catalogue.add((sentence, other), forms)
        else:
            catalogue.add(sentence, _marked(sentence.partition("|")[0]))
    (folder / "locale").mkdir()
    with (folder / "locale" / "fr.po").open("wb") as file:
        write_po(file, catalogue)
    source = folder / "source"
    shutil.copytree(TUTORIAL, source, ignore=shutil.ignore_patterns("needs.rst"))
    settings = (source / "conf.py").read_text(encoding="utf-8").replace('    "normative.needs",\n', "")
    (source / "conf.py").write_text(f'{settings}\nlanguage = "fr"\nhtml_theme = "basic"\n', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "FOLDER", folder / "locale")
        for builder in ("html", "normative-matrices", "normative-docx", "normative-pdf", "normative-epub"):
            build(source, builder, into=folder / "built")
        yield folder


def _marked(sentence: str) -> str:
    return re.sub(r"\{\w+\}|[^\W\d_]+", lambda found: found[0] if found[0][0] == "{" else "ж" * len(found[0]), sentence)


def left(texts: Iterable[str], folder: Path) -> list[str]:
    """Return what is in Latin letters and neither in the sources nor named above."""
    files = [
        path for path in (folder / "source").rglob("*") if path.suffix in {".rst", ".toml", ".csv", ".bib", ".json"}
    ]
    sources = " ".join(
        " ".join(path.read_text(encoding="utf-8").split()) for path in [*files, folder / "source/conf.py"]
    )
    found = set()
    for text in texts:
        for piece in re.split(r"[жéèàêç]+|[:;,.()\[\]|·…—“”«»↔\"<>=]|\d+|(?<=\s)'|'(?=\s)", " ".join(text.split())):
            words = piece.strip(" '’-–†*?+×●◐○/").replace("\u200b", "")
            if _WORD.search(words) and words not in sources and not _KINDS.fullmatch(words):
                found.add(words)
    return sorted(found - _OF_SPHINX - _OF_FRENCH - _NAMES - _OF_THE_AUTHOR)


def _of_pages(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.html"):
        for element in html.parse(str(path)).getroot().iter(etree.Element):
            if element.tag not in ("script", "style"):
                yield from filter(None, (element.text, element.tail))
                yield from (element.get(name, "") for name in ("title", "aria-label", "alt", "placeholder"))


def test_pages(outputs: Path) -> None:
    assert left(_of_pages(outputs / "built" / "html"), outputs) == []


def test_books(outputs: Path) -> None:
    with zipfile.ZipFile(next((outputs / "built").rglob("*.epub"))) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        for name in names:
            target = outputs / "book" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.with_suffix(".html").write_bytes(book.read(name))
    assert len(names) > 5
    texts = list(_of_pages(outputs / "book"))
    assert sum("ж" in text for text in texts) > 100
    assert left(texts, outputs) == []


def test_workbooks(outputs: Path) -> None:
    texts = [
        text
        for sheet in openpyxl.load_workbook(outputs / "built" / "normative-matrices" / "matrices.xlsx")
        for row in [(sheet.title,), *sheet.iter_rows(values_only=True)]
        for text in row
        if isinstance(text, str)
    ]
    assert len(texts) > 100
    assert left(texts, outputs) == []


def test_word(outputs: Path) -> None:
    path = next((outputs / "built" / "normative-docx").glob("*.docx"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(path) as file:
        parts = [etree.fromstring(file.read(f"word/{name}.xml")) for name in ("document", "footnotes", "header1")]
    texts = [text.text or "" for part in parts for text in part.iter(f"{space}t")]
    assert len(texts) > 100
    assert left(texts, outputs) == []


def test_pdf(outputs: Path) -> None:
    path = next((outputs / "built").rglob("document.typ"))
    markup = path.read_text(encoding="utf-8")
    body = re.split(r"^#show: text-document.*\n", markup, maxsplit=1, flags=re.MULTILINE)[1]
    # Words stand in strings; those of drawings between their elements.
    # Places are named after their pages.
    strings = [re.sub(r"\\(.)", r"\1", text) for text in re.findall(r'"((?:[^"\\]|\\.)*)"', body)]
    words = [
        part
        for text in strings
        for part in (re.findall(r">([^<]+)<", text) if "<svg" in text else [text] if "#" not in text else [])
    ]
    assert sum("ж" in text for text in words) > 100
    assert left(words, outputs) == []


def test_scripts_have_their_words(outputs: Path) -> None:
    text = (outputs / "built" / "html" / "_static" / "normative" / "words.js").read_text(encoding="utf-8")
    assert '"Go to paragraph": "жж жж жжжжжжжжж"' in text
    assert "window.normativeSay" in text
    page = (outputs / "built" / "html" / "text.html").read_text(encoding="utf-8")
    assert page.index("words.js") < page.index("elements.js")


def test_files_for_machines_keep_their_words_and_say_their_titles(outputs: Path) -> None:
    rows = (outputs / "built" / "normative-matrices" / "coverage-rc.csv").read_text(encoding="utf-8-sig").splitlines()
    assert set(rows[0].replace(",", "").replace(" ", "")) <= {"ж", "Ж"}
    assert "addressed" in rows[1]
