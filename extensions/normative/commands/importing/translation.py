"""``normative import FILE.docx --language LANG``: a translation in Word becomes the catalogues of a language."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from normative.check.settings import read_settings
from normative.commands.catalogues import Catalogues, UnreadTextError, kept, put, taken_as_fuzzy
from normative.commands.importing.alignment import Aligned, Aligner, Pair
from normative.commands.importing.structure import Part
from normative.commands.importing.translated_words import TranslatedWords
from normative.commands.importing.word import WordDraft
from normative.model.bookmark import paragraph_bookmark
from normative.model.files.instrument import read_instruments
from normative.model.instrument import Instrument
from normative.model.passage import Passage
from normative.model.translated import translate_instrument
from normative.model.translation import has_words, out_of_step, shortened
from normative.project.catalogues import DATA as DATA_CATALOGUE
from normative.project.catalogues import CatalogueError, words_in
from normative.project.language import FOLDER as WORDS
from normative.project.language import Catalogue, read_catalogue


def take_translation(
    parser: argparse.ArgumentParser,
    draft: WordDraft,
    parts: Sequence[Part],
    source: Path,
    code: str,
    *,
    replaces: bool,
) -> int:
    """Take a translation into the catalogues; return 0, or 1 where something is left to a person.

    :param replaces: whether the file wins over translations that are there.
    """
    if not source.is_dir():
        parser.error(f"there is no folder '{source}'; name the one of the original with --into")
    if code == read_settings(source / "conf.py").language:
        parser.error(f"'{code}' is the language of the source; leave --language out to take back changes in Word")
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = Catalogues(source, Path(folder), code)
            passages = found.passages()
    except UnreadTextError as error:
        parser.exit(1, f"{error}\n")
    if found.findings:
        parser.exit(1, "".join(f"ERROR: {finding.message}\n" for finding in found.findings))
    known = {paragraph_bookmark(item.paragraph).lower(): item.paragraph for item in passages if item.paragraph}
    aligned = Aligner(passages, known, draft.notes, found.all.keys().__contains__).align(parts)
    if not aligned.pairs:
        parser.exit(1, "ERROR: nothing in the file has its like in the text; are its paragraphs numbered?\n")
    words = _words(found, passages, known)
    taking = _Taking(found, words, replaces=replaces)
    for pair in aligned.pairs:
        taking.take(pair)
    try:
        written = len(list(found.write()))
    except OSError as error:
        parser.exit(1, f"ERROR: {error.filename or ''} cannot be written ({(error.strerror or str(error)).lower()})\n")
    problems = [*aligned.problems, *taking.problems]
    sys.stdout.writelines(f"{line}\n" for line in [*problems, *_summary(aligned, taking.counts, written)])
    return 1 if problems else 0


def _words(found: Catalogues, passages: Iterable[Passage], known: Mapping[str, str]) -> TranslatedWords:
    """Return what writes messages of the language, as far as the project has names in it."""
    source, code = found.source, found.language.code
    settings = read_settings(source / "conf.py")
    instruments, _ = read_instruments(
        source / settings.normative_instruments, library=settings.normative_library, language=code
    )
    try:
        data = words_in(found.path(DATA_CATALOGUE))
    except CatalogueError:
        data = {}
    named: Mapping[str, Instrument] = {key: translate_instrument(item, data) for key, item in instruments.items()}
    own = WORDS / f"{code[:2]}.po"
    spoken = read_catalogue(own) if own.is_file() else Catalogue(language=code)
    numbers = {item.paragraph: item.number for item in passages if item.paragraph}
    return TranslatedWords(code, named, numbers, lambda name: known.get(name.lower(), ""), spoken.say)


class _Taking:
    """Takes what a file says into catalogues.

    :param replaces: whether it wins over what is there.
    """

    def __init__(self, found: Catalogues, words: TranslatedWords, *, replaces: bool) -> None:
        self._found, self._words, self._replaces = found, words, replaces
        self._taken: dict[tuple[str, str], str] = {}
        self.counts: Counter[str] = Counter()
        self.problems: list[str] = []

    def take(self, pair: Pair) -> None:
        """Take one message, unless there is another translation of it, or none in the file."""
        entry = self._found.all[pair.document].get(pair.message)
        if entry is None or not has_words(pair.message):
            return
        translation, lost = self._words.write(pair.message, pair.spans)
        if not translation or _folded(translation) == _folded(pair.message):
            self.counts["as in the original"] += 1
            return
        if other := self._taken.get((pair.document, pair.message)):
            if other != translation:
                self._tell(pair, f"says '{shortened(translation)}' where the file has said '{shortened(other)}' before")
            return
        differs = "; ".join(filter(None, [out_of_step(pair.message, translation), *lost]))
        self._taken[pair.document, pair.message] = translation
        before = str(entry.string or "")
        if before == translation:
            self.counts["there already"] += 1
        elif before and not self._replaces:
            self.counts["kept as they were"] += 1
            self._tell(pair, kept(translation))
            return
        else:
            put(entry, translation, is_sure=not differs)
            self.counts["taken as fuzzy" if differs else "taken"] += 1
        if differs:
            self._tell(pair, taken_as_fuzzy(differs))

    def _tell(self, pair: Pair, reason: str) -> None:
        self.problems.append(f"{pair.place}: '{shortened(pair.message)}' {reason}")


def _folded(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def _summary(aligned: Aligned, counts: Mapping[str, int], written: int) -> Iterable[str]:
    """Yield how much was done, and what the file has not."""
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    yield f"{len(aligned.pairs)} passages and notes paired: {told or 'nothing new'}; {written} catalogues written"
    others = ", ".join(f"{what}: {count}" for what, count in aligned.passed_over.items() if count)
    if others:
        yield f"not in the file, or not looked for: {others}; translate them in the catalogues"
