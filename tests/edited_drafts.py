"""A text that goes through a draft: chapters of numbered paragraphs, held as values, and edits of every kind by chance."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

#: Words of three scripts; Chinese parts none.
WORDS: Mapping[str, tuple[str, str]] = {
    "en": (
        " ",
        "the State party persons decision return court with without reasons children must work border safe act "
        "measures each other hear before after family law rights guard appeal Migrant Workers time wages officials",
    ),
    "ar": (
        " ",
        "الدولة الطرف الأشخاص قرار العودة محكمة مع دون أسباب أطفال يجب ينبغي عمل حدود آمن تدابير كل سماع قبل بعد أسرة",
    ),
    "zh": (
        "",
        "国 家 缔 约 方 个 人 决 定 返 回 法 院 理 由 儿 童 必 须 工 作 边 境 安 全 措 施 听 取 之 前 家 庭 法 律 权 利",
    ),
}
BASES = ("CONV 1", "CONV 3 (1)", "CONV 4; COMP obj. 1", "CONV 2; COMP para. 7 (a)")
FORCES = ("paragraph", "guidance", "obligation")


@dataclass
class Numbered:
    """A paragraph: blocks of pieces, each a word or a role; all blocks but the first are items of a list."""

    id: str
    force: str
    basis: str
    blocks: list[list[str]]

    def rst(self, joint: str) -> str:
        options = "" if self.force == "paragraph" else f"   :basis: {self.basis}\n"
        first, *items = (_joined(block, joint) for block in self.blocks)
        listed = "".join(f"   ({letter}) {text};\n\n" for letter, text in zip("abcdefghijklmnop", items, strict=False))
        return f".. {self.force}:: {self.id}\n{options}\n   {first}{':' if items else '.'}\n\n{listed}\n"


def _joined(pieces: list[str], joint: str) -> str:
    """Return the pieces as markup, which spaces part from words that are not parted by them."""
    text = ""
    for piece in pieces:
        is_role = piece[0] in ":*["
        between = "" if not text else joint or ("\\ " if is_role or text[-1] in "`*_" else "")
        text += f"{' ' if is_role and piece[0] == '[' else between}{piece}"
    return text


@dataclass
class EditedText:
    """The text; :meth:`edit` changes something of it."""

    chance: random.Random
    language: str = "en"
    chapters: list[list[Numbered]] = field(default_factory=list)
    ids: itertools.count[int] = field(default_factory=itertools.count)

    @classmethod
    def new(cls, seed: int, language: str = "en", chapters: int = 3, paragraphs: int = 6) -> EditedText:
        text = cls(random.Random(seed), language)
        text.chapters = [[text.paragraph() for _ in range(paragraphs)] for _ in range(chapters)]
        return text

    def paragraph(self) -> Numbered:
        items = self.chance.choice([0, 0, 2, 3])
        blocks = [self.words(self.chance.randint(8, 40))] + [
            self.words(self.chance.randint(4, 15)) for _ in range(items)
        ]
        chosen = self.chance
        return Numbered(f"p-{next(self.ids)}", chosen.choice(FORCES), chosen.choice(BASES), blocks)

    def words(self, count: int) -> list[str]:
        return [self.word() for _ in range(count)]

    def word(self) -> str:
        word = self.chance.choice(WORDS[self.language][1].split())
        kind = self.chance.random()
        if kind < 0.03:
            return f"*{word}*"
        if kind < 0.06 and self.chapters:
            return f":para:`{self.chance.choice(self.all()).id}`"
        if kind < 0.08:
            return ":provision:`CONV 3 (1)`"
        if kind < 0.10:
            return f"[#n{next(self.ids)}]_"
        return word

    def all(self) -> list[Numbered]:
        return [paragraph for chapter in self.chapters for paragraph in chapter]

    def draft(self) -> EditedText:
        """Return the text as it stands."""
        return deepcopy(self)

    def edit(self) -> None:
        """Change something, mostly words."""
        kinds = [self.reword] * 10 + [self.add_item, self.drop_item, self.move, self.drop, self.add, self.change_head]
        self.chance.choice(kinds)()

    def reword(self) -> None:
        paragraph = self.chance.choice(self.all())
        block = self.chance.choice(paragraph.blocks)
        place, count = self.chance.randrange(len(block)), self.chance.randint(1, 3)
        kind = self.chance.choice(["replace", "insert", "delete"])
        new = [] if kind == "delete" else self.words(count)
        stop = place if kind == "insert" else place + count
        block[place:stop] = new
        if not block:
            block.append(self.chance.choice(WORDS[self.language][1].split()))

    def add_item(self) -> None:
        paragraph = self.chance.choice(self.all())
        if len(paragraph.blocks) < 8:
            paragraph.blocks.insert(self.chance.randint(1, len(paragraph.blocks)), self.words(6))

    def drop_item(self) -> None:
        listed = [paragraph for paragraph in self.all() if len(paragraph.blocks) > 2]
        if listed:
            blocks = self.chance.choice(listed).blocks
            del blocks[self.chance.randrange(1, len(blocks))]

    def move(self) -> None:
        paragraph = self._taken()
        if paragraph:
            chapter = self.chance.choice(self.chapters)
            chapter.insert(self.chance.randint(0, len(chapter)), paragraph)

    def drop(self) -> None:
        paragraph = self._taken()
        if paragraph:
            role = f":para:`{paragraph.id}`"
            for other in self.all():
                other.blocks = [[piece for piece in block if piece != role] or ["x"] for block in other.blocks]

    def add(self) -> None:
        chapter = self.chance.choice(self.chapters)
        chapter.insert(self.chance.randint(0, len(chapter)), self.paragraph())

    def change_head(self) -> None:
        paragraph = self.chance.choice(self.all())
        paragraph.force, paragraph.basis = self.chance.choice(FORCES), self.chance.choice(BASES)

    def _taken(self) -> Numbered | None:
        chapters = [chapter for chapter in self.chapters if len(chapter) > 2]
        if not chapters:
            return None
        chapter = self.chance.choice(chapters)
        return chapter.pop(self.chance.randrange(len(chapter)))

    def pages(self) -> dict[str, str]:
        """Return the sources."""
        joint = WORDS[self.language][0]
        names = [f"chapter-{number}" for number in range(1, len(self.chapters) + 1)]
        pages = {"index.rst": "Text\n====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names)}
        for name, chapter in zip(names, self.chapters, strict=True):
            written = "".join(paragraph.rst(joint) for paragraph in chapter)
            notes = "".join(f".. [#{label}] Note {label}.\n" for label in re.findall(r"\[#(n\d+)\]_", written))
            title = f"Chapter {name[-1]}"
            pages[f"{name}.rst"] = f"{title}\n{'=' * len(title)}\n\n{written}{notes}"
        return pages
