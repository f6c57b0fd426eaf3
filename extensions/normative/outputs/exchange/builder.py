"""The Sphinx builder ``normative-exchange``: the text and its drafts for other systems."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder

from normative.bibliography.items import render_items
from normative.model.history.changes import Changes
from normative.model.history.freezing import freeze
from normative.outputs.exchange import akoma_ntoso, linked_data, sheets, web_annotations
from normative.outputs.exchange.akoma_ntoso_head import Content
from normative.outputs.exchange.identifiers import Work, places_of, work_of_text
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.rebuild.files import replace_bytes

if TYPE_CHECKING:
    import datetime

    from normative.model.draft import FrozenText
    from normative.model.register import Register


class ExchangeBuilder(Builder):
    """Writes each format into a folder of its own; comments only where outputs are for the public."""

    name = "normative-exchange"
    format = "exchange"
    epilog = "The files are in %(outdir)s."
    allow_parallel = True
    writes_pages = False

    def get_outdated_docs(self) -> str:
        """Return that everything is: the text is one."""
        return "the text"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return nothing: no file has pages."""
        return ""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the files; ``docnames`` does not matter."""
        register = normative_domain(self.env).index.register
        for name, content in self._files(register):
            path = Path(self.outdir, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(path, content)

    def _files(self, register: Register) -> Iterator[tuple[str, bytes]]:
        text = freeze(register)
        works = {"": self._work(register, register.document.date)}
        works |= {name: self._work(register, draft.date) for name, draft in register.drafts.items()}
        yield from self._akoma_ntoso(register, text, works)
        instruments = {key: register.instruments[key] for key in self._cited(register)}
        yield "json-ld/text.jsonld", linked_data.render(text, works[""], instruments)
        yield "uwazi/paragraphs.csv", sheets.render_paragraphs(text, works[""])
        yield "uwazi/relations.csv", sheets.render_relations(text)
        if register.inputs.is_for_public and register.inputs.listed:
            yield "annotations/comments.json", web_annotations.render(register.inputs, works)
        bibliography = [Path(self.srcdir, name) for name in getattr(self.config, "bibtex_bibfiles", ())]
        if bibliography:
            yield "csl-json/bibliography.json", render_items(bibliography)

    def _akoma_ntoso(self, register: Register, text: FrozenText, works: dict[str, Work]) -> Iterator[tuple[str, bytes]]:
        drafts = register.drafts
        first = next(iter(drafts.values())).text if drafts else None
        events = [(name, draft.date.isoformat()) for name, draft in drafts.items()]
        provisions = {
            record.slug: record for instrument in register.instruments.values() for record in instrument.records or ()
        }
        provisions |= {item.slug: item for cited in register.cited.values() for item in cited}
        places = places_of(register.instruments, NormativeConfig.of(self.config).identifier, provisions)
        texts = {name: (draft.text, events[: number + 1]) for number, (name, draft) in enumerate(drafts.items())}
        texts[""] = text, events
        for name, (content, known) in texts.items():
            made = Content(text=content, work=works[name], first=first, places=places, events=known)
            yield f"akoma-ntoso/{f'draft-{name}' if name else 'text'}.xml", akoma_ntoso.render(made)
        names = [*texts]
        for old, new in pairwise(names):
            changes = Changes(old, texts[old][0], texts[new][0], is_tracked=False)
            made = Content(
                text=texts[new][0], work=works[new], first=first, places=places, events=texts[new][1], changes=changes
            )
            yield f"akoma-ntoso/changes-{old}-{new or 'text'}.xml", akoma_ntoso.render(made)

    def _work(self, register: Register, day: datetime.date | None) -> Work:
        config = NormativeConfig.of(self.config)
        return work_of_text(
            config.identifier,
            register.document,
            title=self.config.project,
            begun=next((draft.date for draft in register.drafts.values()), register.document.date),
            day=day,
            language=self.config.language,
            status=config.status,
        )

    def _cited(self, register: Register) -> list[str]:
        """Return the keys of the instruments with provisions: those with rows, and those that the text cites."""
        return [key for key, item in register.instruments.items() if item.records or key in register.cited]
