"""United Nations citation style: how a bibliography entry prints in a footnote and in the bibliography.

Apart from the footnotes and the domain because nothing here knows Sphinx: entries in, rich text out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle

from normative.bibliography.fields import (
    NAME_IN_LISTS,
    date_of,
    emphasized,
    field,
    in_parentheses,
    join_with_commas,
    kind_of,
    name_parts,
    names,
    prefixed,
    published_in,
    quoted,
    title,
    with_full_stop,
)
from normative.model.boundary import is_safe_link
from normative.model.characters import unaccented
from normative.project.language import _

STYLE_NAME = "un"
TREATY_KINDS = frozenset({"treaty", "protocol"})
COLLECTION_TYPES = frozenset({"inbook", "incollection", "inproceedings"})
THESIS_TYPES = frozenset({"phdthesis", "mastersthesis", "thesis"})
QUOTED_TYPES = COLLECTION_TYPES | THESIS_TYPES | {"article"}
PUBLICATION_TYPES = (
    COLLECTION_TYPES | THESIS_TYPES | {"article", "book", "booklet", "manual", "proceedings", "techreport", "report"}
)

# "CMW/C/GC/2", "A/RES/45/158, annex", "HRI/GEN/1/Rev.9 (Vol. I)"; not "OC-18/03" or "C189".
UN_SYMBOL = re.compile(r"[A-Z]+/\S.*")
# "General comment No. 2 (2013)": what the bodies of human rights treaties are cited by, and not by symbol alone.
NUMBERED_COMMENT = re.compile(r"General (comment|recommendation) No\. \d+ \(\d{4}\)")
# The general comments of all bodies in one document: its symbol does not say which is meant.
COMPILATION = re.compile(r"HRI/GEN/1\b")
# How the name of a comment begins, which is written small within a sentence.
COMMENT_NAME = re.compile(r"(Joint )?General (comment|recommendation)", re.IGNORECASE)
COMMENT_KINDS = frozenset({"general comment", "general recommendation"})
# What a body finds on a communication, which goes by the names of its parties.
VIEWS = "views"


def footnote_citation(entry: Entry, pinpoint: str = "") -> Text:
    """Return the short citation of ``entry`` as it stands in a footnote, without a full stop.

    :param pinpoint: the place in the source as the author wrote it: "para. 50".
    """
    if is_publication(entry):
        citation = join_with_commas(publication(entry, with_pages=not pinpoint))
    else:
        citation = instrument_citation(entry, pinpoint)
    return join_with_commas([citation, Text(pinpoint)])


def short_citation(entry: Entry, pinpoint: str = "") -> Text:
    """Return how a later footnote names ``entry``: by its short title, by its symbol, or by the authors' last names."""
    short = field(entry, "shorttitle")
    if is_publication(entry):
        name = quoted(short or title(entry)) if entry.type in QUOTED_TYPES else emphasized(short or title(entry))
        citation = join_with_commas([names(entry, "author", last_names=True), name])
    elif kind_of(entry) in COMMENT_KINDS:
        citation = short or comment_citation(entry)
    elif kind_of(entry) == VIEWS:
        citation = emphasized(short or title(entry))
    else:
        citation = instrument_citation(entry, pinpoint)
        if short and not UN_SYMBOL.fullmatch(str(citation)):
            citation = short
    return join_with_commas([citation, Text(pinpoint)])


def full_entry(entry: Entry) -> Text:
    """Return ``entry`` as it stands in the bibliography, with its link."""
    parts = publication(entry, with_pages=True) if is_publication(entry) else instrument(entry)
    sentences = [with_full_stop(join_with_commas(parts))]
    url = entry.fields.get("url", "").replace("\\", "")
    if url:
        sentences.append(Text(f"{_('Available at')} ", HRef(url, url) if is_safe_link(url) else url, "."))
    if is_unverified(entry):
        sentences.append(Text("[", field(entry, "annote"), "]"))
    return Text(" ").join(sentences)


def missing_fields(entry: Entry) -> Iterator[str]:
    """Yield what ``entry`` lacks for a citation that a reader can follow."""
    if not field(entry, "title"):
        yield "title"
    if not date_of(entry):
        yield "date or year"
    if entry.type == "article" and not field(entry, "journal"):
        yield "journal"
    if entry.type in COLLECTION_TYPES and not field(entry, "booktitle"):
        yield "booktitle"


def is_publication(entry: Entry) -> bool:
    """Say whether ``entry`` is a book, an article or a report, and not an instrument."""
    return entry.type in PUBLICATION_TYPES


def is_unverified(entry: Entry) -> bool:
    """Say whether the bibliography file marks ``entry`` as not yet checked, which readers are shown."""
    return "unverified" in entry.fields.get("annote", "").lower()


def instrument_citation(entry: Entry, pinpoint: str) -> Text:
    """Return how a footnote names an instrument: by its series or symbol, a treaty's article by the treaty's title."""
    published, symbol = published_in(entry), field(entry, "number")
    if is_in_treaty_series(entry):
        # "United Nations, Treaty Series, vol. 999, No. 14668, art. 13" would not say which of several treaties.
        return title(entry) if pinpoint else published
    if kind_of(entry) in {*COMMENT_KINDS, VIEWS}:
        name = emphasized(title(entry)) if kind_of(entry) == VIEWS else comment_citation(entry)
        return in_parentheses(name, [] if COMPILATION.match(str(symbol)) else [symbol])
    if kind_of(entry) in TREATY_KINDS and published and str(published) != str(symbol):
        body, _, name = str(published).partition(" ")
        # "ILO Domestic Workers Convention, 2011" for "Domestic Workers Convention, 2011 (No. 189)"
        return Text(body, " ", title(entry)) if str(title(entry)).startswith(name or " ") else published
    if published and str(published) != str(symbol):
        return published
    if UN_SYMBOL.match(str(symbol)):
        return symbol
    name_and_symbol = join_with_commas([author_and_title(entry), symbol])
    year = date_of(entry)[-4:]
    return name_and_symbol if symbol or year in str(name_and_symbol) else Text(name_and_symbol, f" ({year})")


def within_sentence(citation: Text) -> Text:
    """Return a citation as it stands after other words: "general comment No. 2"."""
    found = COMMENT_NAME.match(str(citation))
    return Text(found.group().lower(), citation[found.end() :]) if found else citation


def comment_citation(entry: Entry) -> Text:
    """Return how a note names a general comment: "Human Rights Committee, general comment No. 31 (2004)".

    ``shortauthor`` stands for the author, and empty it leaves the author out, as in a text of that body itself. What
    several bodies wrote together goes by its short title.
    """
    numbered = NUMBERED_COMMENT.match(str(title(entry)))
    if not numbered:
        return field(entry, "shorttitle") or author_and_title(entry)
    author = field(entry, "shortauthor") if "shortauthor" in entry.fields else names(entry, "author")
    name = Text(numbered.group())
    return join_with_commas([author, within_sentence(name)]) if author else name


def instrument(entry: Entry) -> list[Text]:
    """Return the parts of an instrument's full entry."""
    is_treaty, published, symbol = kind_of(entry) in TREATY_KINDS, published_in(entry), field(entry, "number")
    author, day = str(names(entry, "author")), date_of(entry)
    is_repeated = str(published) == str(symbol) or str(title(entry)) in str(published)
    is_named_in_place = str(published).startswith(f"{author} ")
    return [
        title(entry) if is_treaty or is_named_in_place else author_and_title(entry),
        published if not is_treaty and not is_repeated else Text(),
        Text("" if f"({day})" in str(title(entry)) else day),
        symbol,
        published if is_in_treaty_series(entry) else Text(),
    ]


def author_and_title(entry: Entry) -> Text:
    """Return "Human Rights Committee, general comment No. 15 (1986) on ..."."""
    author, name = names(entry, "author"), str(title(entry))
    if not author or name.startswith(str(author)):
        return Text(name)
    return join_with_commas([author, within_sentence(Text(name))])


def is_in_treaty_series(entry: Entry) -> bool:
    """Say whether ``entry`` has a place in the United Nations Treaty Series."""
    return "Treaty Series" in entry.fields.get("howpublished", "")


def publication(entry: Entry, *, with_pages: bool) -> list[Text]:
    """Return the parts of a book, article, chapter, report or thesis."""
    people = names(entry, "author") or with_editors(entry)
    if entry.type == "article":
        volume = [prefixed("vol. ", field(entry, "volume")), prefixed("No. ", field(entry, "number"))]
        journal = join_with_commas([emphasized(field(entry, "journal")), *volume])
        parts = [people, quoted(title(entry)), in_parentheses(journal, [Text(date_of(entry))])]
    elif entry.type in COLLECTION_TYPES:
        book = join_with_commas([emphasized(field(entry, "booktitle")), with_editors(entry)])
        parts = [people, quoted(title(entry)), in_parentheses(prefixed("in ", book), imprint(entry))]
    elif entry.type in THESIS_TYPES:
        level = "master's thesis" if entry.type == "mastersthesis" else "doctoral thesis"
        parts = [people, quoted(title(entry)), Text(level), field(entry, "school"), Text(date_of(entry))]
    else:
        book = join_with_commas([emphasized(title(entry)), edition(entry), field(entry, "number")])
        parts = [people, in_parentheses(book, imprint(entry)), field(entry, "note")]
    pages = field(entry, "pages") if with_pages else Text()
    mark = "pp. " if re.search(r"[-–,]", str(pages)) else "p. "
    return [*parts, prefixed(mark, Text(re.sub(r"-+", "–", str(pages))))]


def imprint(entry: Entry) -> list[Text]:
    """Return place, publisher and date."""
    publisher = field(entry, "publisher") or field(entry, "institution") or field(entry, "organization")
    is_author = str(publisher) == str(names(entry, "author"))
    return [field(entry, "address"), Text() if is_author else publisher, Text(date_of(entry))]


def edition(entry: Entry) -> Text:
    """Return "2nd ed."."""
    return Text(field(entry, "edition"), " ed.") if field(entry, "edition") else Text()


def with_editors(entry: Entry) -> Text:
    """Return the editors with "ed." or "eds."."""
    editors = names(entry, "editor")
    return Text(editors, ", eds." if len(entry.persons["editor"]) > 1 else ", ed.") if editors else Text()


class ByAuthorAndDate(BaseSortingStyle):  # type: ignore[misc]  # pybtex has no types
    """Treaties by date; everything else by the last names of authors, or else editors, then date, then title."""

    def sorting_key(self, entry: Entry) -> tuple[str, str, str, str]:
        """Return a key that no two entries share, so that the order never depends on the order of reading."""
        people = entry.persons.get("author") or entry.persons.get("editor", [])
        names = " ".join(str(part) for person in people for part in name_parts(person, NAME_IN_LISTS))
        first = "" if kind_of(entry) in TREATY_KINDS else unaccented(names or str(title(entry)))
        written = entry.fields.get("date") or entry.fields.get("year", "")
        return first, str(written), unaccented(str(title(entry))), entry.key


class ShortTitleLabels(BaseLabelStyle):  # type: ignore[misc]  # pybtex has no types
    """Labels for a bibliography that is not a plain list: the short title, or the key where two share it."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterator[str]:
        """Yield one label for each entry."""
        entries = list(sorted_entries)
        labels = [str(field(entry, "shorttitle")) for entry in entries]
        for entry, label in zip(entries, labels, strict=True):
            yield label if label and labels.count(label) == 1 else entry.key


class UnitedNationsStyle(BaseStyle):  # type: ignore[misc]  # pybtex has no types
    """The pybtex style ``un``."""

    default_sorting_style = "un"
    default_label_style = "un"

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return the full entry for every type, known to BibTeX or not."""
        return FormattedEntry(entry.key, full_entry(entry), label)


def register() -> None:
    """Make the style known to pybtex under its name."""
    register_plugin("pybtex.style.sorting", STYLE_NAME, ByAuthorAndDate)
    register_plugin("pybtex.style.labels", STYLE_NAME, ShortTitleLabels)
    register_plugin("pybtex.style.formatting", STYLE_NAME, UnitedNationsStyle)
