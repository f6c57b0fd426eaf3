"""Tables, headings and lists that were damaged by chance: the check finds in them what a build finds."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from small_projects import write_project
from test_check import checked, warnings_of

#: Tables that docutils reads, with cells over several lines, columns and rows, and letters that are wide.
TABLES = (
    "===  =====  ==\nA    B      C\n===  =====  ==\nOne  two    3\n     goes   on\nD    E      F\n===  =====  ==\n",
    "=====  =====  ===\nAcross two    C\n------------  ---\nA      B      C\n=====  =====  ===\n1      2      3\n\n4      5\n-----  ----------\n6      7\n=====  =====  ===\n",
    "====  ====\nA     B\n====  ====\n\n      empty\nC     受保护\n\\     D\n====  ====\n",
    "==  ==  ==\nA   B   C\nD   E   F\n==  ==  ==\n",
    "+-----+------+\n| A   | B    |\n+=====+======+\n| One | two  |\n|     | more |\n+-----+------+\n",
    "+----+----+----+\n| A       | B  |\n+----+----+    |\n| C  | D  |    |\n+----+----+----+\n",
    "+------+----+\n| 受保 | é  |\n+------+----+\n",
)


#: Tables with rows below rules whose columns are other ones, and what no chance has made.
WRONG = (
    "===  ===  ===\nA    B    C\n===  ===  ===\n1    2    3\n--  ----  ---\n4    5    6\n===  ===  ===\n",
    "===  ===  ===\nA    B    C\n===  ===  ===\n1    2    3\n\n 4   5    6\n --  --------\n===  ===  ===\n",
    "===  ===\nA    B\n===  ===\nOne\n     two\n    x three\n===  ===\n",
    "===  ===\nA    B\n===  ===\n     empty\n\nOne  two\n x  three\n===  ===\n",
    "===  ===  ===\nA    B    C\n--------  ---\nD    E    F\n========  ===\n1    2    3\n===  ===  ===\n",
)


def damaged(text: str, chance: random.Random) -> str:
    """Return a text of which one or two lines, or signs, were taken out, doubled or exchanged."""
    for _ in range(chance.choice((1, 1, 2))):
        lines = text.splitlines()
        place = chance.randrange(len(lines))
        line = lines[place]
        at = chance.randrange(len(line) + 1)
        kind = chance.choice(("drop", "twice", "sign", "less", "more", "blank", "behind"))
        if kind == "drop":
            del lines[place]
        elif kind == "twice":
            lines.insert(place, line)
        elif kind == "blank":
            lines.insert(place, "")
        else:
            sign = chance.choice("=-+| x*")
            lines[place] = {
                "sign": f"{line[:at]}{sign}{line[at + 1 :]}",
                "less": f"{line[:at]}{line[at + 1 :]}",
                "more": f"{line[:at]}{sign}{line[at:]}",
                "behind": f"{line}{sign}",
            }[kind]
        text = "".join(f"{line}\n" for line in lines)
    return text


def headings() -> Iterator[str]:
    """Yield headings with lines of signs of all lengths, above and below or below alone."""
    for above in ("", "===", "====", "====="):
        for words in ("A", "So", "Words", "受保", "ééééé", "-----"):
            yield from (f"{above}\n{words}\n{below}\n" for below in ("=", "==", "====", "=====", "Text."))


#: Damages that only docutils itself knows what to make of: rules that are none any more, and tables of rules alone.
LEFT_TO_THE_BUILD = (9, 11, 40, 56, 104, 109, 111)


def both(source: Path, texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return what a check and what a build find in texts, each on a page of its own."""
    pages = {f"page-{number:03}.rst": f"Page\n####\n\n{text}\nWords.\n" for number, text in enumerate(texts)}
    write_project(source, {"index.rst": "T\n=\n\n.. toctree::\n   :glob:\n\n   page*\n", **pages})
    return checked(source), warnings_of(source)


def test_both_find_the_same_in_damaged_tables(tmp_path: Path) -> None:
    chance = random.Random(2)
    texts = [damaged(table, chance) for _ in range(18) for table in TABLES]
    texts += WRONG
    found, built = both(tmp_path, ["" if n in LEFT_TO_THE_BUILD else text for n, text in enumerate(texts)])
    assert found == built
    assert len(found) > 40


def test_both_find_the_same_in_headings(tmp_path: Path) -> None:
    found, built = both(tmp_path, headings())
    assert found == built
    assert len(found) > 50
