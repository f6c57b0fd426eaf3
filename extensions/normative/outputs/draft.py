"""The Sphinx builder ``normative-draft``: the whole text as ``draft.json``, for freezing and for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder

from normative.model.diagnostics import Diagnostic, Finding
from normative.model.files.draft import SCHEMA, TEXT, read_schema, render_text
from normative.model.history.concordance import GUESSED, concordance
from normative.model.history.freezing import freeze
from normative.project.domain import normative_domain
from normative.project.report import report
from normative.rebuild.files import replace_bytes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from normative.model.draft import FrozenText
    from normative.model.register import Register


class DraftBuilder(Builder):
    """Writes the text with the schema of its form; reports what its author must say before it is frozen."""

    name = "normative-draft"
    format = "draft"
    epilog = "The text is in %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> str:
        """Return that everything is: the text is one file."""
        return "the text"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return nothing: a draft has no pages."""
        return ""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the text; ``docnames`` does not matter."""
        register = normative_domain(self.env).index.register
        text = freeze(register)
        report(unsettled(register, text), self.env)
        replace_bytes(Path(self.outdir, TEXT), render_text(text))
        replace_bytes(Path(self.outdir, SCHEMA), read_schema())


def unsettled(register: Register, text: FrozenText) -> Iterator[Finding]:
    """Yield a finding for each paragraph that likeness alone ties to one of the latest draft."""
    if not register.drafts:
        return
    latest = [*register.drafts.values()][-1]
    for step in concordance(latest.text, text):
        if step.new and step.is_suggested:
            paragraph = register.paragraph(step.new.id)
            fates = " and ".join(fate for fate in step.fates if fate in GUESSED)
            old = "; ".join(item.id for item in step.old if item.id != paragraph.id)
            message = (
                f"{paragraph.id}: looks {fates}, of '{old}' in draft {latest.name}; "
                f"write ':was: {old}', or ':was: none' where it continues nothing"
            )
            yield Finding(
                kind=Diagnostic.UNSETTLED_IDENTITY, message=message, place=paragraph.place, paragraph=paragraph.id
            )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder."""
    app.setup_extension("normative")
    app.add_builder(DraftBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
