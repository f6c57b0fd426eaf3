"""A small project that uses everything, held as values, so that a test can edit it in any way and write it again."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from project_pieces import BASES, CONF, ENTRY, EXTRA, FIXED, FORCES, RELATIONS, ROWS, SETTINGS, TABLES, TEXTS, VARIANTS
from small_projects import COMP_CSV, CONV_CSV, CONV_TOML, write_files


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A numbered paragraph."""

    id: str
    force: str = "paragraph"
    basis: str = ""
    holder: str = ""
    text: str = TEXTS[0]

    def __str__(self) -> str:
        options = {"basis": self.basis, "holder": self.holder, "accept": "binding-words: a test" if self.holder else ""}
        lines = "".join(f"   :{name}: {value}\n" for name, value in options.items() if value)
        return f".. {self.force}:: {self.id}\n{lines}\n   {self.text}\n"


@dataclass
class Document:
    """A file: a heading and its blocks, numbered paragraphs and other directives."""

    title: str
    blocks: list[Numbered | str] = field(default_factory=list)

    def text(self, name: str, listed: list[str], *, numbered: bool = True) -> str:
        parts = [f".. _{name}:\n", f"{self.title}\n{'=' * len(self.title)}\n", *map(str, self.blocks)]
        if listed:
            files = "".join(f"   /{item}\n" for item in listed)
            parts.append(f".. toctree::\n{'   :numbered:' if numbered else ''}\n\n{files}")
        return "\n".join(parts)


class EditedProject:
    """The project; every method is an edit, and numbers choose among what there is to choose from."""

    def __init__(self) -> None:
        self._made = 0
        self.numbered = True
        self.documents = {
            "index": Document("Comment"),
            "a": Document("First", [Numbered(id="one", force="obligation", basis=BASES[1]), Numbered(id="two")]),
            "b": Document(
                "Second", [Numbered(id="three", basis=BASES[4], text=TEXTS[1].format(id="one")), RELATIONS[0]]
            ),
            "annex/c": Document("Tables", [TABLES[0], TABLES[3], TABLES[11]]),
        }
        #: The order of the table of contents, and documents that are listed by another one.
        self.order = ["a", "b", "annex/c"]
        self.parents: dict[str, str] = {}
        self.rows = {name: list(rows[:1]) for name, (_, rows) in ROWS.items()}
        self.sources = {"guide": "Guide", "report": "Report"}
        self.provisions = CONV_CSV
        self.instrument = CONV_TOML
        self.extra = False
        self.settings: set[str] = set()
        self.variants = dict.fromkeys(VARIANTS, 0)
        self._written: dict[str, str | bytes] = {}

    def _next(self) -> int:
        self._made += 1
        return self._made

    def _document(self, number: int) -> str:
        names = [name for name in self.documents if name != "index"]
        return names[number % len(names)]

    def _numbered(self, number: int) -> tuple[list[Numbered | str], int, Numbered] | None:
        places = [
            (document.blocks, position, block)
            for document in self.documents.values()
            for position, block in enumerate(document.blocks)
            if isinstance(block, Numbered)
        ]
        return places[number % len(places)] if places else None

    def _filled(self, text: int, choice: int) -> str:
        ids = [*(b.id for d in self.documents.values() for b in d.blocks if isinstance(b, Numbered)), "unknown"]
        documents, keys = list(self.documents), [*self.sources, "missing"]
        return TEXTS[text % len(TEXTS)].format(
            id=ids[choice % len(ids)], doc=documents[choice % len(documents)], key=keys[choice % len(keys)]
        )

    def add_paragraph(self, where: int, text: int, choice: int) -> None:
        blocks = self.documents[self._document(where)].blocks
        paragraph = Numbered(
            id=f"p{self._next()}",
            force=FORCES[choice % len(FORCES)],
            basis=BASES[text % len(BASES)],
            holder=("", "everyone", "minors")[choice % 3],
            text=self._filled(text, choice),
        )
        blocks.insert(choice % (len(blocks) + 1), paragraph)

    def add_block(self, where: int, kind: int) -> None:
        block = (*TABLES, *RELATIONS)[kind % (len(TABLES) + len(RELATIONS))]
        for document in self.documents.values():
            if block in document.blocks:
                document.blocks.remove(block)
        blocks = self.documents[self._document(where)].blocks
        blocks.insert(kind % (len(blocks) + 1), block)

    def remove_block(self, where: int, choice: int) -> None:
        blocks = self.documents[self._document(where)].blocks
        if blocks:
            del blocks[choice % len(blocks)]

    def move_block(self, where: int, to: int, choice: int) -> None:
        blocks = self.documents[self._document(where)].blocks
        if blocks:
            block = blocks.pop(choice % len(blocks))
            others = self.documents[self._document(to)].blocks
            others.insert(choice % (len(others) + 1), block)

    def change_paragraph(self, which: int, what: int, choice: int) -> None:
        found = self._numbered(which)
        if found:
            blocks, position, paragraph = found
            changes: tuple[dict[str, str], ...] = (
                {"force": FORCES[choice % len(FORCES)]},
                {"basis": BASES[choice % len(BASES)]},
                {"text": self._filled(choice, which)},
                {"id": f"p{self._next()}"},
                {"holder": ("", "everyone", "all", "children")[choice % 4]},
            )
            blocks[position] = replace(paragraph, **changes[what % len(changes)])

    def repeat_paragraph(self, which: int, where: int) -> None:
        """Two paragraphs with one id."""
        found = self._numbered(which)
        if found:
            self.documents[self._document(where)].blocks.append(found[2])

    def add_document(self, where: int) -> None:
        name = f"{('', 'annex/')[where % 2]}d{self._next()}"
        self.documents[name] = Document("Another", [Numbered(id=f"p{self._next()}", basis=BASES[where % len(BASES)])])
        if where % 3:
            self.order.insert(where % (len(self.order) + 1), name)

    def remove_document(self, where: int) -> None:
        name = self._document(where)
        if len(self.documents) > 3:
            del self.documents[name]
            self.order = [item for item in self.order if item != name]
            self.parents = {item: parent for item, parent in self.parents.items() if name not in (item, parent)}

    def rename_document(self, where: int) -> None:
        old = self._document(where)
        new = f"{('', 'annex/')[where % 2]}r{self._next()}"
        self.documents = {(new if name == old else name): document for name, document in self.documents.items()}
        self.order = [new if item == old else item for item in self.order]
        self.parents = {
            (new if item == old else item): (new if parent == old else parent) for item, parent in self.parents.items()
        }

    def exchange_documents(self, one: int, other: int) -> None:
        """Two files change names, each with its content, and a file older than the last build lies in its place."""
        first, second = self._document(one), self._document(other)
        self.documents[first], self.documents[second] = self.documents[second], self.documents[first]

    def retitle_document(self, where: int, choice: int) -> None:
        name = "index" if where % 5 == 0 else self._document(where)
        self.documents[name].title = ("First", "A new title", "Remittances and return", "Annex")[choice % 4]

    def order_documents(self, one: int, other: int) -> None:
        if self.order:
            name = self.order.pop(one % len(self.order))
            self.order.insert(other % (len(self.order) + 1), name)

    def nest_document(self, where: int, below: int) -> None:
        """A document is listed by another one, by the root, or by none."""
        name, parent = self._document(where), self._document(below)
        self.order = [item for item in self.order if item != name]
        self.parents.pop(name, None)
        if name == parent or name in self.parents.values():
            self.order.append(name)
        elif parent not in self.parents:
            self.parents[name] = parent

    def number_headings(self) -> None:
        self.numbered = not self.numbered

    def change_rows(self, file: int, choice: int) -> None:
        name = sorted(ROWS)[file % len(ROWS)]
        known, rows = ROWS[name][1], self.rows[name]
        row = known[choice % len(known)]
        if row in rows:
            rows.remove(row)
        else:
            rows.insert(choice % (len(rows) + 1), row)

    def change_provisions(self, choice: int) -> None:
        edits = (
            ("Expulsion", "Removal"),
            ("art. 10,,part II,Final", "art. 9,,part II,New,,,\nart. 10,,part II,Final"),
            ("art. 2 (1) (b),,art. 2 (1),,,,\n", ""),
            ("part I,Who", "part II,Who"),
        )
        old, new = edits[choice % len(edits)]
        self.provisions = self.provisions.replace(old, new) if old in self.provisions else CONV_CSV

    def change_instrument(self, choice: int) -> None:
        edits = (
            ("the Convention", "this Convention"),
            ("Test Convention", "Convention"),
            ('body = "Committee on Tests"\n', 'bibliography = "guide"\n'),
        )
        old, new = edits[choice % len(edits)]
        self.instrument = self.instrument.replace(old, new) if old in self.instrument else CONV_TOML

    def add_or_remove_instrument(self) -> None:
        self.extra = not self.extra

    def change_sources(self, choice: int) -> None:
        known = ("guide", "report", "study")
        key = known[choice % len(known)]
        if key not in self.sources:
            self.sources[key] = key.capitalize()
        elif choice % 2:
            self.sources[key] += " anew"
        else:
            del self.sources[key]

    def change_settings(self, choice: int) -> None:
        self.settings ^= {SETTINGS[choice % len(SETTINGS)]}

    def change_file(self, which: int, choice: int) -> None:
        """A picture, a file that is taken in, a style sheet or document.toml changes, goes or comes back."""
        name = sorted(VARIANTS)[which % len(VARIANTS)]
        self.variants[name] = choice % len(VARIANTS[name])

    def files(self) -> dict[str, str | bytes]:
        """Return every file of the project."""
        files: dict[str, str | bytes] = {"conf.py": "".join([CONF, *sorted(self.settings)]), **FIXED}
        files |= {"instruments/comp/provisions.csv": COMP_CSV}
        files["instruments/conv/provisions.csv"] = self.provisions
        files["instruments/conv/instrument.toml"] = self.instrument
        if self.extra:
            files["instruments/extra/instrument.toml"] = EXTRA
        for name, variant in self.variants.items():
            content = VARIANTS[name][variant]
            if content is not None:
                files[name] = content
        files["sources.bib"] = "".join(ENTRY.format(key=key, title=title) for key, title in self.sources.items())
        for name, (head, _) in ROWS.items():
            files[name] = "\n".join([head, *self.rows[name], ""])
        for name, document in self.documents.items():
            below = self.order if name == "index" else [item for item, parent in self.parents.items() if parent == name]
            files[f"{name}.rst"] = document.text(name, below, numbered=self.numbered and name == "index")
        return files

    def write(self, folder: Path, *, age: int = 0) -> bool:
        """Write what has changed since it was last written; tell whether anything has.

        :param age: how old the files are to look, in seconds.
        """
        files = self.files()
        gone = self._written.keys() - files.keys()
        for name in gone:
            (folder / name).unlink()
        changed = {name: content for name, content in files.items() if self._written.get(name) != content}
        write_files(folder, changed)
        for path in (folder / name for name in changed) if age else ():
            then = path.stat().st_mtime - age
            os.utime(path, (then, then))
        self._written = files
        return bool(gone or changed)
