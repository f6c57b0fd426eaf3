"""Whatever an author writes, in whatever place, is text in every output: nothing runs, and nothing leaves its cell."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Dialog, Page

from chromium import Open
from normative.model.characters import code_point, reveal
from small_projects import build, write_project

PAYLOADS = {
    "script": "<script>alert({n})</script>",
    "handler": "<img src=x onerror=alert({n})>",
    "attribute": '"><svg onload=alert({n})>',
    "end of a table": "</td></tr></table><h1>{n}</h1>",
    "end of a script": "</script><script>alert({n})</script>",
    "address": "javascript:alert({n})",
    "entity": "&lt;b&gt; &amp; &#60; {n} ]]>",
    "formula": '=HYPERLINK("https://example.org/{n}")',
    "command": "+cmd|' /C calc'!A{n}",
    "difference": "-2+{n}",
    "function": "@SUM(A{n})",
    "wide formula": "\uff1d1+{n}",
    "Typst code": '#eval("panic({n})") #[{n}]',
    "Typst marks": "$x_{n}$ *b* _i_ `c` <l{n}> @r{n} // c \\ end",
    "LaTeX": "\\input{/etc/passwd} {n} \\write18",
    "template": "{{ 7*{n} }} {% include 'x' %} %s %n",
    "path": "../../etc/passwd{n}",
    "statement": "'; DROP TABLE t{n}; --",
    "long word": "{n}" + "w" * 300,
    "emoji": "\U0001f600 {n}",
    "override": "a \u202egnp.{n} b",
    "control": "a\x01b{n}",
    "reStructuredText": ".. raw:: html {n} |x| [1]_ `y`_ ::",
}
#: Where a payload stands, in this order; its number tells where it was found.
PLACES = ("paragraph", "title", "holder", "subject", "note", "reason", "caption", "instrument")
CASES = [(payload, place) for payload in PAYLOADS for place in PLACES]


def text(payload: str, place: str) -> str:
    number = 1000 + 100 * PLACES.index(place) + list(PAYLOADS).index(payload)
    return PAYLOADS[payload].replace("{n}", str(number))


def escaped(words: str) -> str:
    return re.sub(r"([^\w\s])", r"\\\1", words)


def seen(payload: str, place: str) -> str:
    """Return the words as readers see them."""
    return reveal(text(payload, place))[0]


@dataclass(frozen=True, kw_only=True)
class Outputs:
    site: Path
    pdf: str
    tables: dict[str, dict[str, Any]]


def pages() -> dict[str, str]:
    chapter, tables, rows = ["Text\n====\n"], ["Tables\n======\n"], io.StringIO()
    sheet = csv.writer(rows)
    sheet.writerow(["provision", "subject", "note"])
    files = {}
    for number, payload in enumerate(PAYLOADS, 1):
        title = escaped(text(payload, "title"))
        chapter.append(f"{title}\n{'-' * len(title) * 2}\n")
        chapter.append(
            f".. obligation:: p-{number}\n   :basis: BAD {number}; I{number} 1\n   :holder: {text(payload, 'holder').replace(';', ',')}\n\n   {escaped(text(payload, 'paragraph'))}\n"
        )
        chapter.append(f".. gap:: BAD {number}\n   :counterpart: COMP\n\n   {escaped(text(payload, 'reason'))}\n")
        tables.append(f".. paragraph-list::\n   :name: list-{number}\n   :caption: {text(payload, 'caption')}\n")
        sheet.writerow([f"art. {number}", text(payload, "subject"), text(payload, "note")])
        title = json.dumps(text(payload, "instrument"), ensure_ascii=False)
        files[f"instruments/i{number}/instrument.toml"] = (
            f'key = "I{number}"\ntitle = {title}\nstanding = "binding"\ndefault_unit = "art"\n'
        )
        tables.append(f".. instrument:: I{number}\n")
    tables += [
        ".. instrument:: BAD\n",
        ".. coverage:: BAD\n",
        ".. convergence-matrix::\n   :rows: BAD\n   :columns: COMP\n   :layout: list\n",
    ]
    return files | {
        "index.rst": "Index\n=====\n\n.. toctree::\n\n   text\n   tables\n",
        "text.rst": "\n".join(chapter),
        "tables.rst": "\n".join(tables),
        "instruments/bad/instrument.toml": 'key = "BAD"\ntitle = "Bad"\nstanding = "binding"\ndefault_unit = "art"\n',
        "instruments/bad/provisions.csv": rows.getvalue(),
    }  # fmt: skip


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    source = write_project(tmp_path_factory.mktemp("hostile"), pages(), configuration="smartquotes = False\n")
    site = build(source).outdir
    pdf = build(source, "normative-pdf").outdir / "testcomment.pdf"
    document = pypdfium2.PdfDocument(str(pdf))
    words = "".join(page.get_textpage().get_text_range() for page in document)
    tables = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (site / "matrices").glob("*.json")}
    return Outputs(site=site, pdf=without_spaces(words), tables=tables)


def without_spaces(words: str) -> str:
    # A PDF may break a word anywhere, with an invisible sign of where it did.
    return re.sub(r"[\s\ufffe\u00ad\u0002\u200b\r]", "", words)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150


@pytest.fixture(scope="module")
def texts(outputs: Outputs, browser: Any) -> str:
    """The text of the pages as Chromium shows it, after every script of them has run."""
    shown = []
    for name in ("text", "tables"):
        context = browser.new_context()
        page: Page = context.new_page()
        page.goto((outputs.site / f"{name}.html").as_uri())
        shown.append(page.evaluate("document.body.textContent"))
        context.close()
    return " ".join(" ".join(shown).split())


@pytest.mark.parametrize(("payload", "place"), CASES)
def test_words_are_words_on_the_site_and_in_the_pdf(payload: str, place: str, outputs: Outputs, texts: str) -> None:
    words = seen(payload, place)
    if place == "holder":
        words = words.replace(";", ",")
    assert " ".join(words.split()) in texts
    printed = without_spaces("".join(f"[{code_point(sign)}]" if sign == "\U0001f600" else sign for sign in words))
    # A page may end within a long word, with the foot of one and the head of the next behind.
    assert (printed[:100] if payload == "long word" else printed) in outputs.pdf


def test_no_letter_of_a_long_word_is_lost_where_a_page_ends(outputs: Outputs) -> None:
    words = [seen(payload, place) for payload, place in CASES if payload == "long word"]
    assert len(words) > 5
    assert outputs.pdf.count("w") >= sum(word.count("w") for word in words)


@pytest.mark.parametrize("name", ["text", "tables"])
def test_nothing_runs_and_no_element_is_added(name: str, outputs: Outputs, open_page: Open) -> None:
    page = open_page(outputs.site / f"{name}.html", root=outputs.site)
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.reload()
    page.wait_for_load_state("networkidle")
    assert dialogs == []
    assert (
        page.locator(
            "main svg[onload], [onerror], [onload], .body img, .body script, .body iframe, .body h1 h1"
        ).count()
        == 0
    )
    assert page.locator("a[href^='javascript:'], a[href^='data:'], a[href^='file:/etc']").count() == 0
    assert page.locator(".body h1").count() == 1


@pytest.mark.parametrize("payload", PAYLOADS)
def test_cells_of_files_hold_words_alone(payload: str, outputs: Outputs) -> None:
    number = list(PAYLOADS).index(payload)
    subject, reason = seen(payload, "subject"), seen(payload, "reason")
    for name, words in (("coverage-bad", subject), ("convergence-bad-comp-list", reason)):
        rows = [row["cells"] for row in outputs.tables[name]["rows"]]
        assert [place for place, cell in enumerate(rows[number]) if cell == words], rows[number]
        path = outputs.site / "matrices" / name
        record = list(csv.reader(io.StringIO(path.with_suffix(".csv").read_bytes().decode("utf-8-sig"))))[number + 1]
        assert {words, f"'{words}"} & {*record}
        assert [cell for cell in record if re.match(r"\s*[=+\-@\uff1d]", cell)] == []
        found = openpyxl.load_workbook(path.with_suffix(".xlsx")).worksheets[0]
        cells = [cell for row in found.iter_rows() for cell in row if cell.value is not None]
        assert words in [cell.value for cell in cells]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
