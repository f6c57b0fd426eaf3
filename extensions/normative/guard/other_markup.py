"""Sources in other markup than reStructuredText: their parsers take in files and HTML that nothing here looks at.

So their words are printed as they are written, unless everybody who writes the text is trusted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import Parser as RestructuredTextParser
from sphinx.parsers import Parser

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.project.config import NormativeConfig
from normative.project.domain import normative_domain
from normative.project.nodes import as_written

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_MESSAGE = (
    "is no reStructuredText, and could take in files and HTML unseen, so it is printed as it is written; write it as "
    "reStructuredText, or set 'normative_raw' in conf.py where everybody who writes is trusted"
)


class WordsParser(Parser):
    """Makes plain lines of a source, below a title of its first words."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill a document; called by docutils."""
        self.setup_parse(inputstring, document)
        env = document.settings.env
        docname = env.current_document.docname
        blocks = [block for block in inputstring.split("\n\n") if block.strip()]
        words = next((line.strip("#= ") for line in inputstring.split("\n") if any(map(str.isalpha, line))), docname)
        section = nodes.section("", nodes.title(words, words), *map(as_written, blocks), ids=[nodes.make_id(words)])
        document += section
        document.note_implicit_target(section, section)
        findings = normative_domain(env).reading(docname).findings
        # Where it holds paragraphs of ours, that is said already.
        if all(finding.kind is not Diagnostic.RESTRUCTUREDTEXT_ONLY for finding in findings):
            path = env.doc2path(docname, base=False).as_posix()
            place = Place(path=path, line=1)
            findings.append(Finding(kind=Diagnostic.RAW_MARKUP, message=f"'{path}' {_MESSAGE}", place=place))
        self.finish_parse()


def _replace(app: Sphinx, config: Config) -> None:
    """On ``config-inited``, last: put a parser that only prints in the place of those that nothing guards."""
    if NormativeConfig.of(config).raw:
        return
    for filetype, found in list(app.registry.get_source_parsers().items()):
        if not issubclass(found, RestructuredTextParser):

            class Words(WordsParser):
                supported: ClassVar[tuple[str, ...]] = (filetype,)

            app.add_source_parser(Words, override=True)


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("config-inited", _replace, priority=950)
