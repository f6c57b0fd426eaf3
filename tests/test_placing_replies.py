"""Three hundred comments in four formats on a text that was edited between: where they are placed, and where not.

They were made on the second draft of the worked example, and are placed in its first, of which nearly every paragraph was
reworded and renumbered since. Half of what would say where they are is lost besides. Sentences of which the first draft
had not a word are not commented on, but for whole paragraphs, whose comments must be left for a person.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from openpyxl import load_workbook

from normative.commands import main
from normative.commands.form_head import FormHead
from normative.commands.form_workbook import write_workbook
from normative.commands.received.reading import read_reply
from normative.model.bookmark import paragraph_bookmark
from normative.model.draft import Draft
from normative.model.files.draft import read_drafts
from normative.model.history.concordance import concordance
from normative.model.history.likeness import sequences
from normative.model.history.placing import Placing
from normative.model.history.remarks import comments_of
from normative.model.text import plain
from pdf_replies import Marked
from word_replies import Draft as WordDraft
from word_replies import text_of, w

SOURCE = Path(__file__).parents[1] / "source"
DRAFTS = {draft.name: draft for draft in read_drafts(SOURCE / "drafts")[0]}
FIRST, LATER = DRAFTS["0"], DRAFTS["1"]


def in_first(text: str, count: int = 10) -> bool:
    """Return whether the first draft has so many words of a text in a row."""
    words, whole = text.split(), " ".join(" ".join(Placing(FIRST.text).plain.values()).split())
    return any(" ".join(words[start : start + count]) in whole for start in range(len(words) - count + 1))


#: How many comments there are in each format.
COUNT = 75
#: What of the first draft each paragraph of the later one continues.
CONTINUED = {
    step.new.id: {step.new.id, *(old.id for old in step.old)}
    for step in concordance(FIRST.text, LATER.text)
    if step.new
}
#: The paragraphs that both have, and those of whose words the first draft has no ten in a row.
BOTH = [paragraph.id for paragraph in LATER.text.paragraphs if paragraph.id in FIRST.text.by_id]
NEW = [
    paragraph.id
    for paragraph in LATER.text.paragraphs
    if paragraph.id not in FIRST.text.by_id and not in_first(plain(paragraph.blocks, LATER.text.numbers))
]


def words_of(draft: Draft, identifier: str) -> list[str]:
    return plain(draft.text.by_id[identifier].blocks, draft.text.numbers).split()


def is_old(piece: str, identifier: str) -> bool:
    """Return whether the first draft has something of a piece of a paragraph."""
    text = " ".join(words_of(FIRST, identifier)) if identifier in FIRST.text.by_id else piece
    return bool(sequences(piece) & sequences(text))


def reworded(words: Sequence[str], chance: random.Random) -> str:
    """Return words of which one in ten is another."""
    return " ".join("amended" if chance.random() < 0.1 else word for word in words)


def placed(paths: Iterable[Path]) -> dict[str, str]:
    """Return where comments are placed, by what they say."""
    placing = Placing(FIRST.text)
    found: dict[str, str] = {}
    for path in paths:
        reply = read_reply(path, DRAFTS, "0", "0")
        assert reply.wrong == ()
        comments = comments_of(reply.remarks, placing, "0")
        found |= {comment.text: comment.subject for comment in comments if comment.text.startswith("On ")}
    return found


def in_a_workbook(chance: random.Random, folder: Path, chosen: Sequence[str]) -> list[Path]:
    """Fill in the form; half of the rows lose their ids and numbers, and words change in their text."""
    path = folder / "reply.xlsx"
    write_workbook(path, FormHead(draft=FIRST))
    book = load_workbook(path)
    sheet: Any = book["Comments"]
    for row in range(2, sheet.max_row + 1):
        identifier = sheet.cell(row, 2).value
        if identifier in chosen:
            sheet.cell(row, 7).value = f"On {identifier}."
            if chance.random() < 0.5:
                sheet.cell(row, 2).value = sheet.cell(row, 3).value = None
                sheet.cell(row, 4).value = reworded(str(sheet.cell(row, 4).value).split(), chance)
    book.save(path)
    return [path]


def in_a_table(chance: random.Random, folder: Path, chosen: Sequence[str]) -> list[Path]:
    """Write a table in which most rows have nothing but words of the later text, as somebody copied them."""
    path = folder / "reply.csv"
    with path.open("w", encoding="utf-16", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Comment", "Words", "Id"])
        for identifier in chosen:
            words = words_of(LATER, identifier)
            starts = range(max(len(words) - 40, 0) + 1)
            start = chance.choice(
                [place for place in starts if is_old(" ".join(words[place : place + 40]), identifier)]
            )
            kept = identifier if chance.random() < 0.3 else ""
            writer.writerow([f"On {identifier}.", " ".join(words[start : start + 40]), kept])
    return [path]


def in_word(chance: random.Random, folder: Path, chosen: Sequence[str], printed: Path) -> list[Path]:
    """Comment on the Word file of the later text, in which half of the bookmarks are lost and words change."""
    draft = WordDraft(printed)
    names = {paragraph_bookmark(identifier): identifier for identifier in chosen}
    for mark in list(draft.root.iter(w("bookmarkStart"))):
        identifier = names.get(mark.get(w("name")))
        if identifier:
            line = mark.getparent()
            words = text_of(line).split()
            quote = " ".join(words[2:9])
            run = [item for item in line.iter(w("t")) if quote and quote in (item.text or "")]
            draft.comment(line, f"On {identifier}.", quote if run and chance.random() < 0.5 else "")
    lost = {name for name in names if chance.random() < 0.5}
    draft.without_bookmarks(lambda name: name in lost)
    for text in draft.root.iter(w("t")):
        if text.text and chance.random() < 0.5:
            text.text = "".join(
                piece if chance.random() > 0.05 or piece.isspace() else "amended"
                for piece in re.split(r"(\s+)", text.text)
            )
    return [draft.save(folder / "reply.docx")]


def in_a_pdf(chance: random.Random, folder: Path, chosen: Sequence[str], printed: Path) -> list[Path]:
    """Mark words in the PDF of the later text, or stick notes beside them; half of them in one that cannot be opened by name."""
    paths, placing = [], Placing(LATER.text)
    for name, some in (("named", chosen[::2]), ("plain", chosen[1::2])):
        pdf = Marked(printed)
        for identifier in some:
            words = words_of(LATER, identifier)
            start = chance.randint(0, max(len(words) - 10, 0))
            tries = [" ".join(words[place : place + 8]) for place in (start, *range(len(words)))]
            say = pdf.mark if chance.random() < 0.7 else pdf.stick
            # In words that stand nowhere else, and in no two lists.
            alone = (
                piece for piece in tries if is_old(piece, identifier) and placing.of_quote(piece).subject == identifier
            )
            assert any(say(piece, f"On {identifier}.", identifier) for piece in alone), identifier
        path = pdf.save(folder / f"{name}.pdf")
        if name == "plain":
            with pikepdf.open(path, allow_overwriting_input=True) as opened:
                if "/Names" in opened.Root:
                    del opened.Root.Names
                opened.save(path)
        paths.append(path)
    return paths


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The later draft as readers had it, whatever the text is by now."""
    folder = tmp_path_factory.mktemp("printed")
    settings = ["-D", "normative_shown=1", "-D", "normative_wanted=general-comment", "-q"]
    assert main(["build", "pdf", "docx", f"--source={SOURCE}", f"--into={folder}", *settings]) == 0
    return folder


@pytest.mark.parametrize("seed", [2, 15])
def test_of_three_hundred_comments_nearly_all_are_placed_and_none_wrongly(
    tmp_path: Path, printed: Path, seed: int, record_property: Any
) -> None:
    chance = random.Random(seed)
    chosen = [sorted(chance.sample(BOTH, COUNT), key=BOTH.index) for _ in range(4)]
    files = {
        "workbook": in_a_workbook(chance, tmp_path, chosen[0]),
        "table": in_a_table(chance, tmp_path, [*chosen[1], *NEW]),
        "Word": in_word(chance, tmp_path, [*chosen[2], *NEW], printed / "docx" / "general-comment.docx"),
        "PDF": in_a_pdf(chance, tmp_path, [*chosen[3], *NEW], printed / "pdf" / "general-comment.pdf"),
    }
    sure, wrong = {}, []
    for (kind, paths), wanted in zip(files.items(), chosen, strict=True):
        found = placed(paths)
        assert {f"On {identifier}." for identifier in wanted} <= found.keys()
        sure[kind] = sum(1 for identifier in wanted if found[f"On {identifier}."] == identifier)
        wrong += [
            (kind, text, subject) for text, subject in found.items() if subject and subject not in CONTINUED[text[3:-1]]
        ]
    record_property("placed", sure)
    assert wrong == []
    assert sum(sure.values()) >= 0.98 * 4 * COUNT
