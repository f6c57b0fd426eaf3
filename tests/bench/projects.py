"""The projects that are measured: one generated text in this package, in plain Sphinx and in sphinx-needs.

All three have the same paragraphs on the same pages, the same theme, and for each citation and each mention of another
paragraph a reference that is resolved.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from normative.commands import main
from normative.model.call import Category, Publish
from normative.model.comment import Comment
from normative.model.draft import Fingerprint, FrozenParagraph, FrozenText
from normative.model.files.comment import append_comments
from normative.model.files.review import append_events
from normative.model.paragraph import Force
from normative.model.review import Event, Verdict

ROOT = Path(__file__).parents[2]
PER_PAGE, PROVISIONS, CITATIONS = 50, 500, 3
#: Each of the two instruments has half of the provisions.
PROVISIONS_EACH = PROVISIONS // 2
#: Every so many articles, one has a counterpart in the other instrument, which paragraphs that rest on it show.
COUNTERPART_EVERY = 5
#: The page with the table of paragraphs against provisions, and where a sentence is added for the build after an edit.
MATRIX_PAGE, EDITED_PAGE = "matrix", "page-0.rst"
#: Each paragraph: its place in the text, the two articles and the objective it cites, and the paragraph it mentions.
Paragraph = Callable[[int, list[int], int], str]
Write = Callable[[Path, int], None]

_PARTS = (
    '["normative", "normative.guard", "normative.needs", "normative.bibliography", "normative.house", '
    '"normative.rebuild"]'
)
_FORCES = ("obligation", "obligation", "obligation", "commitment", "guidance")
_MATRIX = ".. traceability-matrix::\n   :columns: CONV; COMP\n"
_TABLES = """\
.. traceability-matrix::
   :rows: CONV
   :columns: paragraphs

.. traceability-matrix::
   :rows: COMP
   :columns: paragraphs

.. traceability-matrix::
   :rows: CONV
   :columns: COMP

.. convergence-matrix::
   :rows: CONV
   :columns: COMP

.. convergence-matrix::
   :rows: CONV
   :columns: COMP
   :layout: list

.. coverage:: CONV; COMP

.. paragraph-list::
   :group-by: section
"""

#: How a page of signs begins, goes on and ends.
_SIGNS = (("", ".:a", ""), (":ref:`", "a <", ">`"), ("`", "<", "`_"), ("`", "`a", ""), ("", "- ", ""), ("", "|a ", ""))


def write_example(source: Path, _number: int = 0) -> None:
    """Copy the worked example without its manual."""
    shutil.copytree(ROOT / "source", source, ignore=shutil.ignore_patterns("manual"))
    shutil.copytree(ROOT / "bib", source.parent / "bib")
    index = source / "index.rst"
    text = index.read_text(encoding="utf-8").replace("   manual/index\n", "")
    index.write_text(text, encoding="utf-8")


def write_normative(source: Path, number: int) -> None:
    """Write a comment with a table of every kind whose length grows with the text, over two instruments."""
    _write_instruments(source / "instruments")
    pages = {MATRIX_PAGE: _MATRIX, "tables": _TABLES, "profiles": ".. instrument:: CONV; COMP\n"}
    _write(source, number, _PARTS, normative_paragraph, pages)


def write_signs(source: Path, number: int) -> None:
    """Write a page of ``number`` signs for each kind of markup that begins again and again and never ends."""
    source.mkdir()
    (source / "conf.py").write_text("", encoding="utf-8")
    for place, (begin, again, end) in enumerate(_SIGNS):
        text = f"Signs\n=====\n\n{begin}{again * (number // len(again))}{end}\n"
        (source / f"signs{place}.rst").write_text(text, encoding="utf-8")


def write_reviews(folder: Path, number: int) -> FrozenText:
    """Write so many reviews by four people, each of another paragraph; return a text of those."""
    fingerprint = Fingerprint(own="0" * 12, rests_on="1" * 12)
    paragraphs = [
        FrozenParagraph(id=f"p-{count}", number=count, force=Force.GUIDANCE, fingerprint=fingerprint)
        for count in range(1, number + 1)
    ]
    people = [f"person-{count}" for count in range(4)]
    (folder / "people.toml").write_text("".join(f"[{by}]\n" for by in people), encoding="utf-8")
    for first, by in enumerate(people):
        (folder / f"{by}.csv").unlink(missing_ok=True)
        events = [
            Event(
                subject=paragraph.subject,
                own=fingerprint.own,
                rests_on=fingerprint.rests_on,
                verdict=Verdict.AGREED,
                by=by,
            )
            for paragraph in paragraphs[first::4]
        ]
        append_events(folder, by, events)
    return FrozenText(paragraphs=tuple(paragraphs), entries=(), provisions={})


def write_comments(source: Path, number: int) -> None:
    """Write a text of a hundred paragraphs with so many comments on its draft by fifty people, and their tables.

    Half of the comments are answered, a third of the people do not want to be named, and some not to be published.
    """
    write_normative(source, _COMMENTED)
    if main(["freeze", "1", "--date=2026-11-20", f"--source={source}", f"--into={source.parent / 'out'}"]):
        raise SystemExit("failed: the text was not frozen")
    folder = source / "inputs" / "draft"
    folder.mkdir(parents=True)
    (folder / "call.toml").write_text('title = "Call"\ndraft = "1"\n', encoding="utf-8")
    rows = [
        f"P-{count},Person {count},{[*Category][count % len(Category)]},{[*Publish][count % len(Publish)]}\n"
        for count in range(_PEOPLE)
    ]
    (folder / "submitters.csv").write_text(f"key,name,category,publish\n{''.join(rows)}", encoding="utf-8")
    answers = []
    for count in range(_PEOPLE):
        comments = [
            Comment(draft="1", subject=f"p-{place % _COMMENTED}", text=f"Remark {place} on what Person {place} says.")
            for place in range(count, number, _PEOPLE)
        ]
        appended = append_comments(folder, f"P-{count}", comments)
        answers += [f"{comment.number},noted,Why {comment.number}.\n" for comment in appended[::2]]
    (folder / "dispositions.csv").write_text(f"comments,decision,reason\n{''.join(answers)}", encoding="utf-8")
    (source / "comments.rst").write_text(f":orphan:\n\nComments\n========\n\n{_OF_COMMENTS}", encoding="utf-8")


def write_plain(source: Path, number: int) -> None:
    """Write the same text in plain Sphinx, with a page of labelled headings for the provisions of each instrument."""
    pages = {
        key: "".join(f".. _{key}-{count}:\n\nProvision {count}\n{'-' * 20}\n\n" for count in _each()) for key in _KEYS
    }
    _write(source, number, "[]", plain_paragraph, pages)


def write_needs(source: Path, number: int) -> None:
    """Write the same text as needs, with a needtable of all paragraphs."""
    pages = {
        key: "".join(f".. spec:: Provision {count}\n   :id: {key.upper()}_{count}\n\n" for count in _each())
        for key in _KEYS
    }
    table = ".. needtable::\n   :types: req\n   :columns: id;title;links\n"
    _write(source, number, '["sphinx_needs"]', needs_paragraph, {MATRIX_PAGE: table, **pages})


def normative_paragraph(count: int, cited: list[int], other: int) -> str:
    """Return a paragraph of this package."""
    basis = f"CONV {cited[0]}, {cited[1]}; COMP obj. {cited[2]}"
    force = _FORCES[count % len(_FORCES)]
    return f".. {force}:: p-{count}\n   :basis: {basis}\n\n   {_words(count)} :para:`p-{other}`.\n"


def plain_paragraph(count: int, cited: list[int], other: int) -> str:
    """Return a paragraph with a label and a reference for each citation."""
    one, two, three = cited
    places = [f"conv-{one}", f"conv-{two}", f"comp-{three}", *_counterparts(cited)]
    basis = ", ".join(f":ref:`{place}`" for place in places)
    return f".. _p-{count}:\n\n{_words(count)} :ref:`this <p-{other}>`. {basis}\n"


def needs_paragraph(count: int, cited: list[int], other: int) -> str:
    """Return a need that links to a need for each citation."""
    one, two, three = cited
    places = [f"CONV_{one}", f"CONV_{two}", f"COMP_{three}"]
    places += [place.upper().replace("-", "_") for place in _counterparts(cited)]
    links = ", ".join(dict.fromkeys(places))
    return f".. req:: Measure {count}\n   :id: P_{count}\n   :links: {links}\n\n   {_words(count)} :need:`P_{other}`.\n"


_KEYS = ("conv", "comp")
#: How many paragraphs are commented on, and by how many people.
_COMMENTED, _PEOPLE = 100, 50
_OF_COMMENTS = ".. inputs-received::\n\n.. dispositions::\n\n.. comment-statistics::\n\n.. inputs-matrix::\n"


def _each() -> range:
    return range(1, PROVISIONS_EACH + 1)


def _counterparts(cited: list[int]) -> list[str]:
    """Return the labels of what the other instrument has beside what a paragraph cites."""
    one, two, three = cited
    found = [("comp", one), ("comp", two), ("conv", three)]
    return [f"{key}-{count}" for key, count in found if count % COUNTERPART_EVERY == 0]


def _words(count: int) -> str:
    return f"States parties ensure measure {count} for everyone concerned and report on it in good time, see para."


def _write_instruments(folder: Path) -> None:
    for key, standing, unit in (("CONV", "binding", "art."), ("COMP", "political", "obj.")):
        own = folder / key.lower()
        own.mkdir(parents=True)
        default = 'default_unit = "art"\n' if unit == "art." else ""
        toml = f'key = "{key}"\ntitle = "{key}"\nstanding = "{standing}"\n{default}'
        (own / "instrument.toml").write_text(toml, encoding="utf-8")
        sheet = "".join(f"{unit} {count},,Subject {count}\n" for count in _each())
        (own / "provisions.csv").write_text(f"provision,parent,subject\n{sheet}", encoding="utf-8")
    pairs = "".join(
        f"CONV {count}; COMP obj. {count},complement,Reason {count}.,analysis,\n"
        for count in _each()
        if count % COUNTERPART_EVERY == 0
    )
    (folder / "convergence.csv").write_text(f"provisions,relation,reason,source,reviewed\n{pairs}", encoding="utf-8")


def _write(source: Path, number: int, extensions: str, paragraph: Paragraph, last: dict[str, str]) -> None:
    """Write conf.py, the pages of paragraphs, the last pages and the index."""
    source.mkdir(exist_ok=True)
    (source / "conf.py").write_text(
        f'extensions = {extensions}\nhtml_theme = "pydata_sphinx_theme"\nneeds_id_regex = "^[A-Za-z0-9][A-Za-z0-9_-]*$"\n',
        encoding="utf-8",
    )
    texts = {f"page-{page}": "\n".join(paragraphs) for page, paragraphs in enumerate(_pages(number, paragraph))}
    for name, text in {**texts, **last}.items():
        heading = name.replace("-", " ").capitalize()
        (source / f"{name}.rst").write_text(f"{heading}\n{'=' * len(heading)}\n\n{text}", encoding="utf-8")
    listed = "\n   ".join([*texts, *last])
    index = f"Index\n=====\n\n.. toctree::\n   :numbered:\n\n   {listed}\n"
    (source / "index.rst").write_text(index, encoding="utf-8")


def _pages(number: int, paragraph: Paragraph) -> Iterator[list[str]]:
    """Yield the paragraphs of each page; what they cite and mention is drawn by lot, alike in every project."""
    chance = random.Random(1)
    for first in range(0, number, PER_PAGE):
        yield [
            paragraph(count, chance.sample(_each(), CITATIONS), chance.randrange(number))
            for count in range(first, min(first + PER_PAGE, number))
        ]
