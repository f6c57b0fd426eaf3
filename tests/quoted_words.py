"""Invented texts of an instrument, true quotations of them, and quotations with one fault."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from normative.model.files.wording import read_text, render_kept, with_wording
from normative.model.instrument import Instrument, Standing
from normative.model.provision import Provision, Unit
from small_projects import write_files

SYLLABLES = ("ba", "del", "fi", "gor", "hu", "jan", "ko", "lem", "ni", "pra", "ros", "tu", "vel", "wi", "za")
COMMON = ("the", "of", "and", "to", "in", "a", "or", "shall", "be", "for", "by", "State's", "not", "their", "with")
INSTRUMENT = Instrument(
    key="INV",
    title="Invented",
    short_title="Invented",
    text_name="the Invention",
    type="treaty",
    standing=Standing.BINDING,
    default_unit=Unit.ARTICLE,
)


@dataclass
class Invented:
    """A text of an instrument.

    :param words: of each provision, as they are written, without the signs between them.
    """

    chance: random.Random
    words: dict[Provision, list[str]] = field(default_factory=dict)

    @classmethod
    def make(cls, seed: int) -> Invented:
        made = cls(random.Random(seed))
        names = ["".join(made.chance.choices(SYLLABLES, k=made.chance.randint(2, 4))) for _ in range(600)]
        for article in range(1, 13):
            for paragraph in ("1", "2"):
                place = Provision(instrument="INV", unit=Unit.ARTICLE, numbers=(str(article), paragraph))
                count = made.chance.randint(40, 160)
                made.words[place] = [
                    made.chance.choice(COMMON) if made.chance.random() < 0.4 else made.chance.choice(names)
                    for _ in range(count)
                ]
                made.words[place][0] = made.words[place][0].capitalize()
        return made

    def file(self) -> str:
        """Return the text with signs between the words, lines and letters of items, which say nothing of them."""
        parts = []
        for place, words in self.words.items():
            parts.append(f"== art. {place.numbers[0]} ({place.numbers[1]})\n\n{place.numbers[1]}. ")
            for number, word in enumerate(words):
                sign = self.chance.choice([" "] * 8 + [", ", "; ", ":\n(a) ", "\n", " – "])
                parts.append(word.replace("'", "’") + (sign if number < len(words) - 1 else ".\n\n"))
        return "".join(parts)

    def cut(self) -> tuple[Provision, list[list[str]]]:
        """Return stretches of a provision, as they stand in it one after the other."""
        place = self.chance.choice([*self.words])
        words = self.words[place]
        length = self.chance.randint(12, min(60, len(words)))
        start = self.chance.randint(0, len(words) - length)
        stretches, position = [], start
        for end in [
            *sorted(self.chance.sample(range(start + 4, start + length - 4), self.chance.choice((0, 0, 1, 2)))),
            start + length,
        ]:
            stretch = words[position : end - (0 if end == start + length else 1)]
            if len(stretch) > 1:
                stretches.append(stretch)
            position = end
        return place, stretches

    def print(self, stretches: list[list[str]]) -> str:
        """Return stretches as a quotation: with dots, additions, brackets around first letters, and other signs."""
        pieces = []
        for stretch in stretches:
            shown = list(stretch)
            if self.chance.random() < 0.4:
                first = shown[0]
                shown[0] = f"[{first[0].swapcase()}]{first[1:]}"
            if self.chance.random() < 0.3:
                shown.insert(
                    self.chance.randrange(len(shown) + 1), self.chance.choice(["[that]", "[sic]", "[the State party]"])
                )
            piece = shown[0]
            for word in shown[1:]:
                piece += self.chance.choice([" "] * 6 + ["\n", ", ", " — ", "; "]) + word
            pieces.append(piece.replace("'", self.chance.choice("'’")))
        dots = self.chance.choice([" … ", " ... ", " […] ", " [...] ", "… ", " . . . "])
        return self.chance.choice(["", "… "]) + dots.join(pieces) + self.chance.choice(["", " …", "."])

    def spoil(self, stretches: list[list[str]]) -> tuple[list[list[str]], str]:
        """Return stretches with one word changed, dropped or swapped with the next, and what has become wrong.

        What is left out at the end of a stretch is left out with dots, and no fault.
        """
        everything = sorted({word for words in self.words.values() for word in words})
        while True:
            number = self.chance.randrange(len(stretches))
            stretch, kind = list(stretches[number]), self.chance.choice(("change", "drop", "swap"))
            place = self.chance.randrange(len(stretch))
            old = stretch[place]
            if kind == "change":
                stretch[place] = self.chance.choice(everything)
            elif kind == "drop" and 0 < place < len(stretch) - 1:
                del stretch[place]
            elif kind == "swap" and place + 1 < len(stretch):
                stretch[place : place + 2] = stretch[place + 1], old
            if [word.casefold() for word in stretch] != [word.casefold() for word in stretches[number]]:
                return [*stretches[:number], stretch, *stretches[number + 1 :]], old


def known(text: str, folder: Path, *, has_text: bool) -> tuple[Instrument, list[str]]:
    """Return the instrument as a project knows it that has the text, or what is made of it alone; and what is wrong."""
    write_files(folder, {"texts/INV.txt": text})
    words, wrong = read_text(folder / "texts" / "INV.txt", INSTRUMENT)
    write_files(folder, {"instruments/inv/text.json": render_kept(INSTRUMENT, words, "en")})
    texts = folder / "texts" if has_text else None
    found, findings = with_wording({"INV": INSTRUMENT}, folder / "instruments", texts, "en")
    return found["INV"], [item.message for item in (*wrong, *findings)]
