"""The words a text is held to: the rights-holders it can name, and terms that have a better one.

Both lists are data of the project, so that authors extend them without code; without them any word goes.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from normative.model.characters import comparable
from normative.model.diagnostics import Diagnostic, Problem

#: What stands between quotation marks, as long as a sentence or two may be; straight ones as authors write them.
QUOTED = "|".join(
    (
        *("“[^”]{1,500}”", "„[^“”]{1,500}[“”]", "«[^»]{1,500}»", "‘[^’]{1,500}’"),
        *('"[^"]{1,500}"', r"(?<!\w)'[^']{1,500}'(?!\w)"),
    )
)
#: What a sentence begins after, where a capital letter says nothing of a word.
_BEGINNING = re.compile(r"(?:^|[.?!:;(]|\ufffc)[\s\"'”’“‘)]*$")
#: Stands where words that are not the author's own stood, so that what is beside them does not look adjacent.
LEFT_OUT = "\ufffc"


def own_words(text: str) -> str:
    """Return a text without what stands between quotation marks, which others have said."""
    return re.sub(QUOTED, LEFT_OUT, text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Persons, or States, whom a paragraph or a provision is about.

    :param also: other spellings that mean the same.
    """

    name: str
    also: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A term to avoid, with the one to write instead.

    :param avoid: words as they stand in a text; with a capital letter they are meant just so, else in any case but
        that of ``write``.
    """

    avoid: str
    write: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """A use of a term that is to be avoided: the words as written, white space folded.

    :param is_own: it is the author's own, and no part of a quotation or an official name.
    """

    term: Term
    words: str
    is_own: bool = True

    @property
    def problem(self) -> Problem:
        """What is wrong, without its place."""
        note = f" ({self.term.note})" if self.term.note else ""
        message = f"term '{self.words}' is not used; write '{self.term.write}'{note}"
        return Problem(kind=Diagnostic.TERM, message=message)


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The lists of one project, in the order of their files.

    :param names: official names, in which no word is the author's.
    """

    holders: tuple[Holder, ...] = ()
    terms: tuple[Term, ...] = ()
    names: tuple[str, ...] = ()

    def holder(self, written: str) -> str | Problem:
        """Return the name of a rights-holder however it is spelled, or what is wrong with it."""
        name = comparable(written)
        if not self.holders or name in self._names:
            return self._names.get(name, written)
        near = difflib.get_close_matches(written, self._names, n=3, cutoff=0.5)
        names = ", ".join(dict.fromkeys(self._names[name] for name in near)) if near else ""
        known = f"nearest are {names}" if near else f"known are {', '.join(holder.name for holder in self.holders)}"
        return Problem(kind=Diagnostic.UNKNOWN_HOLDER, message=f"unknown rights-holder '{written}'; {known}")

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {comparable(written): item.name for item in self.holders for written in (item.name, *item.also)}

    def with_names(self, names: Iterable[str]) -> Vocabulary:
        """Return these lists with official names."""
        return replace(self, names=tuple(dict.fromkeys(names)))

    def own_uses(self, text: str) -> Iterator[Use]:
        """Yield the uses of terms to avoid that are the author's own."""
        return (use for use in self.uses(text) if use.is_own)

    def uses(self, text: str) -> Iterator[Use]:
        """Yield each use of a term to avoid, from left to right; of two that overlap the longer one."""
        if not self.terms:
            return
        text, own = comparable(text), ""
        for match in self._pattern.finditer(text):
            term, words = self.terms[int((match.lastgroup or "")[1:])], " ".join(match.group().split())
            # At the beginning of a sentence the right words have a capital letter.
            if words not in (term.write, term.write[:1].upper() + term.write[1:]):
                own = own or self._not_own.sub(lambda found: LEFT_OUT * len(found[0]), text)
                is_own = own[match.start()] != LEFT_OUT and not _is_name(match, term)
                yield Use(term=term, words=words, is_own=is_own)

    @cached_property
    def _not_own(self) -> re.Pattern[str]:
        """What is not the author's own: quotations, and the official names that have a term to avoid in them."""
        names = sorted(filter(self._pattern.search, self.names), key=len, reverse=True)
        return re.compile("|".join([*(r"\s+".join(map(re.escape, name.split())) for name in names), QUOTED]))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(enumerate(self.terms), key=lambda item: -len(item[1].avoid))
        # That a word begins is asked once for all of them: most places in a text are within one.
        return re.compile(
            rf"\b(?:{'|'.join(f'(?P<t{number}>{_pattern(term.avoid)})' for number, term in longest_first)})"
        )


def placed(uses: Iterable[Use], source: str) -> Iterator[tuple[Use, int]]:
    """Yield each use of the author's own with how many lines below the first it stands in the source of its text."""
    source, searched = comparable(source), 0
    for use in uses:
        match = re.compile(r"\s+".join(re.escape(word) for word in use.words.split())).search(source, searched)
        if match:
            searched = match.end()
        if use.is_own:
            yield use, source.count("\n", 0, match.start()) if match else 0


def _is_name(match: re.Match[str], term: Term) -> bool:
    """Tell whether words have capital letters that only a name explains: "the Alien Tort Statute"."""
    words = match.group().split()
    # A list may be about capital letters themselves.
    is_about_capitals = any(words != words.lower() for words in (term.avoid, term.write))
    if is_about_capitals or not all(word[:1].isupper() for word in words) or match.group().isupper():
        return False
    return len(words) > 1 or not _BEGINNING.search(match.string, max(0, match.start() - 20), match.start())


def _pattern(avoid: str) -> str:
    """Return a pattern for whole words from where they begin, with any white space and any hyphen between them."""
    words = r"\s+".join(re.escape(word).replace(r"\-", "[-\u2010\u2011]") for word in comparable(avoid).split())
    return rf"{words}\b" if avoid != avoid.lower() else rf"(?i:{words}\b)"
