"""The words a text is held to: the rights-holders it can name, and terms that have a better one.

Both lists are data of the project, so that authors extend them without code; without them any word goes.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from normative.model.characters import comparable
from normative.model.diagnostics import Diagnostic, Problem

#: Stands where words that are not the author's own stood, so that what is beside them does not look adjacent.
LEFT_OUT = "\ufffc"


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
    """A use of a term that is to be avoided: the words as written, white space folded."""

    term: Term
    words: str

    @property
    def problem(self) -> Problem:
        """What is wrong, without its place."""
        note = f" ({self.term.note})" if self.term.note else ""
        message = f"term '{self.words}' is not used; write '{self.term.write}'{note}"
        return Problem(kind=Diagnostic.TERM, message=message)


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The lists of one project, in the order of their files."""

    holders: tuple[Holder, ...] = ()
    terms: tuple[Term, ...] = ()

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

    def uses(self, text: str) -> Iterator[Use]:
        """Yield each use of a term to avoid, from left to right; of two that overlap the longer one."""
        if not self.terms:
            return
        for match in self._pattern.finditer(comparable(text)):
            term, words = self.terms[int((match.lastgroup or "")[1:])], " ".join(match.group().split())
            # At the beginning of a sentence the right words have a capital letter.
            if words not in (term.write, term.write[:1].upper() + term.write[1:]):
                yield Use(term=term, words=words)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(enumerate(self.terms), key=lambda item: -len(item[1].avoid))
        # That a word begins is asked once for all of them: most places in a text are within one.
        return re.compile(
            rf"\b(?:{'|'.join(f'(?P<t{number}>{_pattern(term.avoid)})' for number, term in longest_first)})"
        )


def placed(uses: Iterable[Use], source: str) -> Iterator[tuple[Use, int]]:
    """Yield each use with how many lines below the first it stands in the source of its text."""
    source, searched = comparable(source), 0
    for use in uses:
        match = re.compile(r"\s+".join(re.escape(word) for word in use.words.split())).search(source, searched)
        if match:
            searched = match.end()
        yield use, source.count("\n", 0, match.start()) if match else 0


def _pattern(avoid: str) -> str:
    """Return a pattern for whole words from where they begin, with any white space and any hyphen between them."""
    words = r"\s+".join(re.escape(word).replace(r"\-", "[-\u2010\u2011]") for word in comparable(avoid).split())
    return rf"{words}\b" if avoid != avoid.lower() else rf"(?i:{words}\b)"
