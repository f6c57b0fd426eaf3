"""Documents made of well-formed pieces, and the ways of writing them wrongly, for hypothesis to choose from.

Every sentence holds a marker, a word that occurs once, so that a test can tell which sentence an output has lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from small_projects import CONFIGURATION

MARKER = re.compile(r"mark\d+n\d+e")
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
#: What the documents lean on: an instrument that takes any number, a source, an image, a paragraph to link to.
FIXED: dict[str, str | bytes] = {
    "conf.py": CONFIGURATION + 'bibtex_bibfiles = ["sources.bib"]\n',
    "dot.png": DOT,
    "sources.bib": "@misc{report,\n  author = {{Committee}},\n  title = {Report},\n  number = {A/1},\n  year = {2020},\n}\n",
    "instruments/open/instrument.toml": 'key = "OPEN"\ntitle = "Open"\nstanding = "binding"\ndefault_unit = "art"\n',
}
INDEX = (
    "Index\n=====\n\n.. _home:\n\nHome\n----\n\n.. obligation:: anchor\n   :basis: CONV 4\n\n"
    "   Text of the anchor. :footcite:`report`\n\n.. glossary::\n\n   remittance\n      Money sent home.\n\n.. toctree::\n   :glob:\n\n   d*\n"
)
BASES = {
    "paragraph": ("", "CONV 1", "COMP para. 10; CONV 2 (1)"),
    "obligation": ("CONV 3 (1)-(2); COMP obj. 1", "CONV 4 bis", "OPEN 7, 8 and 12", "CONV 2 (1) (a) (i)"),
    "commitment": ("COMP obj. 2", "COMP para. 8 (a); CONV 4", "COMP principle (a)"),
    "guidance": ("", "CONV 1; COMP obj. 3", "OPEN 4-6"),
}
#: Inline markup around a sentence's marker.
INLINE = (
    "{}",
    "*{}*",
    "**{}**",
    "``{}``",
    "`{} <https://example.org/x>`_",
    ":provision:`CONV 3 (1)` {}",
    ":para:`{} <anchor>`",
    ":provision:`{} <CONV 1>`",
    ":instrument:`~COMP`, {}",
    "para. :para:`anchor` {}",
    "{} :footcite:`report{{para. 5}}`",
    ":ref:`{} <home>`",
    ":doc:`{} <index>`",
    ":sup:`{}`",
    ":title:`{}`",
    ":download:`{} <dot.png>`",
    ":abbr:`{} (in full)`",
    ":guilabel:`{}`",
    ":kbd:`{}`",
    ":term:`{} <remittance>`",
    ":math:`x^2` {}",
    "\u2018{}\u2019 \u2013 \u00a7\u00a05",
)
TABLES = (
    ".. traceability-matrix::\n   :rows: paragraphs\n   :columns: CONV; COMP\n   :group-by: section\n   :stats:",
    ".. traceability-matrix::\n   :rows: CONV at: article\n   :columns: COMP at: objective\n   :via: both",
    ".. coverage:: CONV\n   :at-least: 0%",
    ".. convergence-matrix::\n   :rows: OPEN\n   :columns: COMP\n   :layout: list",
    ".. crosswalk::\n   :rows: commitments",
    ".. chart:: CONV",
    ".. paragraph-list::\n   :force: obligation; commitment",
    ".. accepted-findings::",
)
ADMONITIONS = (
    "note",
    "warning",
    "seealso",
    "container",
    "compound",
    "epigraph",
    "pull-quote",
    "highlights",
    "topic:: Topic {}",
    "admonition:: Title {}",
    "versionadded:: 1.0",
    "deprecated:: 2.0",
    "only:: not nothing",
    "sidebar:: Beside {}",
    "rst-class:: special",
)


@dataclass(frozen=True, kw_only=True)
class Fuzzed:
    """A document.

    :param faults: the names of what is wrong with it, in the order in which it was made wrong.
    """

    name: str
    text: str = field(repr=False)
    faults: tuple[str, ...] = ()

    @property
    def markers(self) -> tuple[str, ...]:
        return tuple(MARKER.findall(self.text))

    @property
    def must_be_reported(self) -> bool:
        # Of several faults, one may take away what another has made.
        return len(self.faults) == 1 and REPORTED[self.faults[0]]


@dataclass
class Pen:
    """Writes the pieces of one document; every name and number that must be its own is made of the document's."""

    draw: st.DrawFn
    document: int
    count: int = 0
    level: int = 0
    pieces: list[Callable[[], str]] = field(init=False)
    nested: list[Callable[[], str]] = field(init=False)

    def __post_init__(self) -> None:
        blocks = "sentence sentence bullets lettered definition fields choices quotation lines literal formula figure"
        blocks += " table_of_values list_table grid simple_table paragraph paragraph relation admonition"
        self.nested = [getattr(self, name) for name in blocks.split()]
        further = "heading footnote table rubric code substitution"
        self.pieces = [*self.nested, *(getattr(self, name) for name in further.split())]

    def one(self, choices: tuple[str, ...]) -> str:
        return self.draw(st.sampled_from(choices))

    def number(self) -> int:
        self.count += 1
        return 1000 + self.document * 100 + self.count

    def marker(self) -> str:
        self.count += 1
        return f"mark{self.document}n{self.count}e"

    def sentence(self) -> str:
        return f"States parties say {self.one(INLINE).format(self.marker())} and act."

    def within(self, width: int = 3) -> str:
        """Return one or two pieces, indented, to stand in another."""
        self.level += 1
        pieces = self.nested if self.level < 4 else [self.sentence]
        found = [self.draw(st.sampled_from(pieces))() for _ in range(self.draw(st.integers(1, 2)))]
        self.level -= 1
        return indented("\n\n".join(found), width)

    def paragraph(self) -> str:
        force = self.one(tuple(BASES))
        options = {"basis": self.one(BASES[force]), "holder": self.one(("", "workers; everyone", self.marker()))}
        options["status"] = self.one(("", "agreed", f"draft {self.marker()}"))
        written = "".join(f"   :{name}: {value}\n" for name, value in options.items() if value)
        return f".. {force}:: p-{self.number()}\n{written}\n{self.within()}"

    def relation(self) -> str:
        number = self.number()
        kinds = (
            f"convergence:: OPEN {number}; COMP obj. 1\n   :relation: tension\n   :source: analysis {self.marker()}",
            f"convergence:: OPEN {number}; CONV 3\n   :relation: synergy\n   :source: T/1\n   :reviewed: {self.marker()}",
            f"gap:: OPEN {number}\n   :counterpart: COMP",
            f"not-addressed:: OPEN {number}",
        )
        return f".. {self.one(kinds)}\n\n{self.within()}"

    def table(self) -> str:
        return f"{self.one(TABLES)}\n   :name: t-{self.number()}\n   :caption: Table {self.marker()}"

    def admonition(self) -> str:
        head = self.one(ADMONITIONS)
        # A side bar stands at the top of a document or a topic, and neither has a place in some blocks.
        if self.level and head.startswith(("topic", "sidebar")):
            head = "note"
        head = head.format(self.marker())
        return f".. {head}{'' if '::' in head else '::'}\n\n{self.within()}"

    def bullets(self) -> str:
        return f"- {self.within(2).lstrip()}\n\n- {self.within(2).lstrip()}"

    def lettered(self) -> str:
        return f"(a) {self.within(4).lstrip()}\n\n(b) {self.sentence()}"

    def definition(self) -> str:
        return f"Term {self.marker()}\n{self.within()}"

    def fields(self) -> str:
        return f":field {self.marker()}: {self.sentence()}\n:other field: {self.sentence()}"

    def choices(self) -> str:
        return f"-a         {self.sentence()}\n--long=N   {self.sentence()}"

    def quotation(self) -> str:
        return f"{self.sentence()}\n\n   {self.sentence()}\n\n   -- {self.marker()}"

    def lines(self) -> str:
        return f"| {self.sentence()}\n|   {self.sentence()}"

    def literal(self) -> str:
        return f"{self.sentence()} ::\n\n   literal {self.marker()}\n     more {self.marker()}"

    def code(self) -> str:
        return f".. code-block:: none\n   :caption: Code {self.marker()}\n\n   x = {self.marker()}"

    def formula(self) -> str:
        return f".. math::\n\n   a^2 + b^2 = c_{{{self.number()}}}\n\n{self.sentence()}"

    def rubric(self) -> str:
        return f".. rubric:: Rubric {self.marker()}"

    def figure(self) -> str:
        return f".. figure:: dot.png\n   :alt: Dot {self.number()}\n   :width: 20\n\n   {self.sentence()}\n\n{self.within()}"

    def substitution(self) -> str:
        name = f"s{self.number()}"
        return f".. |{name}| replace:: put in {self.marker()}\n\nThe |{name}| words."

    def footnote(self) -> str:
        return f"A note {self.marker()}. [#]_\n\n.. [#] {self.sentence()}\n\n{self.within(7)}"

    def heading(self) -> str:
        words = f"Heading {self.marker()}"
        return f"{words}\n{'-' * len(words)}"

    def table_of_values(self) -> str:
        return f'.. csv-table:: Values {self.marker()}\n   :header: A, B\n\n   "{self.sentence()}", "x\n   {self.marker()}"\n   c, d'

    def list_table(self) -> str:
        return f".. list-table::\n   :header-rows: 1\n\n   * - {self.within(7).lstrip()}\n     - B\n   * - {self.sentence()}\n     - {self.within(7).lstrip()}"

    def grid(self) -> str:
        rows = [("Head", self.marker()), (f"*{self.marker()}*", f"(a) {self.marker()}")]
        rule = f"+{'-' * 24}+{'-' * 24}+"
        cells = [f"| {left:<22} | {right:<22} |" for left, right in rows]
        return "\n".join([rule, cells[0], rule.replace("-", "="), cells[1], rule])

    def simple_table(self) -> str:
        rule = "=" * 20 + "  " + "=" * 20
        return "\n".join([rule, f"{self.marker():<20}  B", rule, f"{'x':<20}  {self.marker()}", rule])


def indented(text: str, width: int) -> str:
    return "\n".join(" " * width + line if line else "" for line in text.split("\n"))


@st.composite
def documents(draw: st.DrawFn, number: int, *, most_faults: int = 4) -> Fuzzed:
    """Return a document: every third is well-formed, the others have up to four faults."""
    pen = Pen(draw, number)
    title = f"Document {pen.marker()}"
    blocks = [f"{title}\n{'=' * len(title)}"]
    blocks += [draw(st.sampled_from(pen.pieces))() for _ in range(draw(st.integers(1, 6)))]
    text = "\n\n".join(blocks) + "\n"
    faults = []
    if number % 3 and most_faults:
        for name in draw(st.lists(st.sampled_from(tuple(FAULTS)), min_size=1, max_size=most_faults)):
            changed = FAULTS[name](draw, text)
            if changed != text:
                faults.append(name)
            text = changed
    return Fuzzed(name=f"d{number:03}", text=text, faults=tuple(faults))


Fault = Callable[[st.DrawFn, str], str]
OURS = "obligation|commitment|guidance|paragraph|convergence|gap|not-addressed|coverage|crosswalk|chart"
ODD = (
    *map(chr, (0, 1, 7, 0x0B, 0x0C, 0x7F, 0x85, 0x9B, 0xA0, 0xAD, 0x200B, 0x200F, 0x2028, 0x202E, 0x2066, 0x20DD)),
    *map(chr, (0xFEFF, 0xFFFD, 0xFFFF, 0x1F600, 0x10FFFF, 0x6F22, 0x627)),
    "\x1b[31m",
)
STRAY = tuple(
    r"""
    ` `` * ** | _ __ \ : :: [ ]_ [#]_ [1]_ [*]_ < > { } " ' $ # %s .. |none| :none:`x` none_ `x`_ :para:` :provision:`
    :footcite:` :footcite:`{` :footcite:`report{}` :para:`<>` :doc:`../x` :math:`\frac{` (a) 1. - + --x :x: >>>
    """.split()  # noqa: SIM905  # a list of them cannot be read
)
CITATIONS = (
    *("CONV 99", "CONV", "NONE 1", "COMP 1", "CONV 3 (9)", "CONV 3 (", "; ;", "22", "CONV 3-1", "CONV 1-9999999"),
    "OPEN (a) (a) (a) (a) (a)",
)
VALUES = ("", "CONV at: objective", *rf"none -1 \ ` * :x: a;b;; 101% ../x CON =1+1 <b> {'x' * 300}".split())


def _places(text: str) -> list[int]:
    """Return where a sign can be put in without breaking a marker."""
    inside = {place for found in MARKER.finditer(text) for place in range(found.start() + 1, found.end())}
    return [place for place in range(len(text) + 1) if place not in inside]


def _insert(signs: tuple[str, ...]) -> Fault:
    def fault(draw: st.DrawFn, text: str) -> str:
        place = draw(st.sampled_from(_places(text)))
        return text[:place] + draw(st.sampled_from(signs)) + text[place:]

    return fault


def _on_line(change: Callable[[st.DrawFn, list[str], int], None]) -> Fault:
    def fault(draw: st.DrawFn, text: str) -> str:
        lines = text.split("\n")
        change(draw, lines, draw(st.integers(0, len(lines) - 1)))
        return "\n".join(lines)

    return fault


def _on_match(pattern: str, change: Callable[[st.DrawFn, re.Match[str]], str]) -> Fault:
    def fault(draw: st.DrawFn, text: str) -> str:
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if not found:
            return text
        match = draw(st.sampled_from(found))
        return text[: match.start()] + change(draw, match) + text[match.end() :]

    return fault


def _delete(draw: st.DrawFn, lines: list[str], at: int) -> None:
    del lines[at]


def _repeat(draw: st.DrawFn, lines: list[str], at: int) -> None:
    # A marker that stands twice would hide that one of the two is lost.
    lines.insert(at, MARKER.sub("again", lines[at]))


def _swap(draw: st.DrawFn, lines: list[str], at: int) -> None:
    other = draw(st.integers(0, len(lines) - 1))
    lines[at], lines[other] = lines[other], lines[at]


def _indent(draw: st.DrawFn, lines: list[str], at: int) -> None:
    lines[at] = " " * draw(st.sampled_from([1, 2, 3, 4, 9])) + lines[at]


def _dedent(draw: st.DrawFn, lines: list[str], at: int) -> None:
    lines[at] = lines[at].removeprefix(" " * draw(st.integers(1, 3)))


def _outdent_rest(draw: st.DrawFn, lines: list[str], at: int) -> None:
    lines[at:] = [line.removeprefix("  ") for line in lines[at:]]


def _tab(draw: st.DrawFn, lines: list[str], at: int) -> None:
    lines[at] = "\t" + lines[at].lstrip()


def _blank(draw: st.DrawFn, lines: list[str], at: int) -> None:
    lines.insert(at, "")


def _join(draw: st.DrawFn, lines: list[str], at: int) -> None:
    lines[at : at + 2] = [" ".join(lines[at : at + 2])]


def _cut(draw: st.DrawFn, text: str) -> str:
    return text[: draw(st.sampled_from(_places(text)))]


def _remove_sign(draw: st.DrawFn, text: str) -> str:
    places = [found.start() for found in re.finditer(r"[`:*|+=_\[\]\"#.-]", text)]
    place = draw(st.sampled_from(places))
    return text[:place] + text[place + 1 :]


def _misspelled(draw: st.DrawFn, match: re.Match[str]) -> str:
    name = match[1]
    return match[0].replace(name, draw(st.sampled_from([name[1:], name[:-1] + "x", name + "s", name.upper() + "-"])), 1)


#: The ways of writing a document wrongly; each takes a document to a changed one.
FAULTS: dict[str, Fault] = {
    "misspelled directive": _on_match(r"^ *\.\. ([a-z-]+)::", _misspelled),
    "misspelled directive of ours": _on_match(rf"^ *\.\. ({OURS})::", _misspelled),
    "directive with one colon": _on_match(rf"^ *\.\. (?:{OURS})::", lambda draw, match: match[0][:-1]),
    "misspelled option": _on_match(r"^ +:([a-z-]+): ", _misspelled),
    "wrong value of an option": _on_match(
        r"^( +:[a-z-]+:) (?!.*mark).*$", lambda draw, match: f"{match[1]} {draw(st.sampled_from(VALUES))}"
    ),
    "option twice": _on_match(r"^ +:[a-z-]+: (?!.*mark).*\n", lambda draw, match: match[0] * 2),
    "bad citation": _on_match(
        r"^( +:basis:|(?<=provision:`)|\.\. gap::|\.\. convergence::) (?!.*mark).*$",
        lambda draw, match: f"{match[1]} {draw(st.sampled_from(CITATIONS))}",
    ),
    "id twice": _on_match(r":: p-\d+", lambda draw, match: ":: anchor"),
    "malformed id": _on_match(
        r":: p-\d+", lambda draw, match: f":: {draw(st.sampled_from(['', 'A.b', 'Two words', 'é', '-x', '1']))}"
    ),
    "role cut off": _on_match(r":[a-z]+:`([^`\n]*)`", lambda draw, match: match[0][:-1]),
    "unknown role": _on_match(r"(?<= ):[a-z]+:(?=`)", lambda draw, match: ":unknown:"),
    "unclosed quotation mark": _on_match(r'"', lambda draw, match: ""),
    "stray sign": _insert(STRAY),
    "odd character": _insert(ODD),
    "sign removed": _remove_sign,
    "line deleted": _on_line(_delete),
    "line repeated": _on_line(_repeat),
    "lines exchanged": _on_line(_swap),
    "line indented": _on_line(_indent),
    "line dedented": _on_line(_dedent),
    "rest dedented": _on_line(_outdent_rest),
    "tab": _on_line(_tab),
    "blank line": _on_line(_blank),
    "lines joined": _on_line(_join),
    "cut off": _cut,
    "long word": _insert((f" {'w' * 3000} ",)),
    "other line ends": lambda draw, text: text.replace("\n", draw(st.sampled_from(["\r\n", "\r"]))),
    "other encoding": lambda draw, text: "\ufeff" + text,
}
#: Which of them cannot be meant, so that a build must say something about the document.
REPORTED = {name: name in {"misspelled directive of ours", "directive with one colon", "id twice"} for name in FAULTS}
