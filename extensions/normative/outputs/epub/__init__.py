"""The text as a book (``normative-epub``): Sphinx's EPUB builder, made to write what the standard accepts.

The nodes are those of the site. What differs: which documents there are, a style sheet that every reading device knows,
and charts as files, because a page with a drawing in it would have to be declared as one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Set as AbstractSet
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sphinx.builders.epub3 import Epub3Builder

from normative.model.files.document import read_document
from normative.outputs.direction import direct, is_right_to_left
from normative.outputs.findings import NAMES as FINDINGS
from normative.outputs.html.tables import depart_table, visit_table
from normative.outputs.table.charts import draw_chart
from normative.outputs.table.listed import is_listable, listed
from normative.project.config import NormativeConfig
from normative.project.nodes import matrix_table

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

    from normative.model.matrix import Matrix

#: The first and the last second that a ZIP file can name.
_FIRST, _LAST = 315_532_800, 4_354_819_198
#: In whose way a ZIP file says who may read a file, and that everybody may.
_UNIX, _FOR_ALL = 3, 0o100644
#: What Sphinx writes where nothing is set: by it, a device takes all books for one.
_NO_IDENTIFIER = "unknown"
_STATIC = Path(__file__).with_name("static")


class BookBuilder(Epub3Builder):
    """Sphinx's builder with its own choice of documents; it leaves the environment of a site unlike before."""

    name = "normative-epub"

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        # Registered under a name of its own, it is an EPUB for Sphinx, extensions and ``only`` like Sphinx's own.
        self.name = "epub"  # type: ignore[misc]  # see above
        super().__init__(app, env)

    def init(self) -> None:
        super().init()
        direct(self)
        self.add_css_file("book.css")

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        super().prepare_writing(docnames)
        # Sphinx's pages of a book name no language, by which devices choose a voice.
        language = escape(self.config.language.replace("_", "-"))
        said = f'lang="{language}" xml:lang="{language}"' + (' dir="rtl"' if self._is_right_to_left else "")
        self.globalcontext["html_tag"] = self.globalcontext["html_tag"].replace("<html ", f"<html {said} ", 1)

    @property
    def _is_right_to_left(self) -> bool:
        return is_right_to_left(self.config.language)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Return what a page is made of, with the standing of the text above it."""
        standing = NormativeConfig.of(self.config).standing
        head = f'<p class="standing">{escape(standing)}.</p>\n' if standing else ""
        # Devices open a note over the page where it and its mark bear these names.
        for kind in ("noteref", "footnote"):
            body = body.replace(f' role="doc-{kind}"', f' role="doc-{kind}" epub:type="{kind}"')
        return super().get_doc_context(docname, head + body, metatags)

    def build_content(self) -> None:
        """Write the list of files; pages with formulas are declared as such, as the standard asks."""
        super().build_content()
        path = Path(self.outdir, "content.opf")
        text = path.read_text(encoding="utf-8")
        for name in self.files:
            if name.endswith(self.out_suffix) and "<math " in Path(self.outdir, name).read_text(encoding="utf-8"):
                item = f'href="{escape(quote(name))}" media-type="application/xhtml+xml"'
                text = text.replace(item, f'{item} properties="mathml"')
        path.write_text(text, encoding="utf-8", newline="\n")

    def build_toc(self) -> None:
        """Write the old table of contents, which is to name the book as the list of files does."""
        super().build_toc()
        path = Path(self.outdir, "toc.ncx")
        mark = 'name="dtb:uid" content="{}"'
        name = mark.format(escape(self.config.epub_identifier))
        text = path.read_text(encoding="utf-8").replace(mark.format(escape(self.config.epub_uid)), name)
        path.write_text(text, encoding="utf-8", newline="\n")

    def content_metadata(self) -> dict[str, Any]:
        """Return what is said of the book; Sphinx turns its pages by the writing mode alone."""
        metadata = super().content_metadata()
        if self._is_right_to_left:
            metadata["page_progression_direction"] = "rtl"
        return metadata

    def build_epub(self) -> None:
        """Pack the files, all of one date and with the same rights, so that a build can be repeated anywhere."""
        date = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
        moment = time.gmtime(min(max(date, _FIRST), _LAST))[:6]
        with ZipFile(Path(self.outdir, f"{self.config.epub_basename}.epub"), "w") as book:
            for name in ("mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *map(str, self.files)):
                item = ZipInfo(name, moment)
                item.create_system, item.external_attr = _UNIX, _FOR_ALL << 16
                content = Path(self.outdir, name).read_bytes()
                # The standard asks for the first as it is, for programs to know the file by.
                book.writestr(item, content, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)


def _visit_table(self: HTML5Translator, node: matrix_table) -> None:
    """Write a table, a grid as a list; a chart's drawing is a file of the book."""
    builder = self.builder

    def drawing(matrix: Matrix) -> str:
        file = Path(builder.outdir, builder.imagedir, f"{matrix.name}.svg")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(draw_chart(matrix, ink="#000000"), encoding="utf-8")
        above = "../" * builder.get_target_uri(builder.current_docname).count("/")
        return f'<img class="chart-drawing" src="{above}{builder.imagedir}/{escape(file.name)}" alt="" />'

    if is_listable(node["matrix"]):
        # No device is wide enough for a grid.
        node["matrix"] = listed(node["matrix"]).matrix
    visit_table(self, node, drawing=drawing)


def _configure(app: Sphinx, config: Config) -> None:
    """On ``config-inited``, before what was read is compared with the settings: those of a book."""
    config["exclude_patterns"] = [*config["exclude_patterns"], *NormativeConfig.of(config).epub_exclude]
    # The tables of contents go on naming what is left out, on purpose.
    config["suppress_warnings"] = [*config["suppress_warnings"], "toc.excluded"]
    # The standard asks for both; an index without entries is a blank page.
    for name, value in (("version", config.release or "0"), ("epub_copyright", config.copyright or config.author)):
        config[name] = config[name] or value
    if config["epub_identifier"] == _NO_IDENTIFIER:
        symbol = read_document(Path(app.srcdir))[0].symbol
        config["epub_identifier"] = f"urn:uuid:{uuid5(NAMESPACE_URL, f'{config.project} {symbol}'.strip())}"
    config["epub_use_index"] = False
    # Of the build before, where it has left them in this folder.
    config["epub_exclude_files"] = [*config["epub_exclude_files"], *FINDINGS]
    config["html_static_path"] = [*config["html_static_path"], str(_STATIC)]


def _take_visitors(app: Sphinx, _config: object) -> None:
    """On ``config-inited``, last: have books written as sites are, but for our tables and what names "epub"."""
    handlers = app.registry.translation_handlers
    own = {matrix_table.__name__: (_visit_table, depart_table)}
    handlers["epub"] = {**handlers.get("html", {}), **handlers.get("epub", {}), **own}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``normative-epub`` and the visitor of its tables; called by Sphinx by its entry point."""
    app.setup_extension("normative")
    app.add_builder(BookBuilder)
    # Sphinx loads this where the builder is asked for, and so for no other output.
    app.connect("config-inited", _configure)
    app.connect("config-inited", _take_visitors, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
