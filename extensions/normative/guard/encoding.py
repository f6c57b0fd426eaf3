"""Reading source files whatever their bytes are: a codec that never fails, and the findings about what it met.

Sphinx opens a source with ``Path.read_text`` and the encoding of the settings, before any event; so only an encoding of
our own keeps a wrong byte from stopping the build.
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from normative.model.characters import decode
from normative.model.diagnostics import Finding
from normative.project.domain import normative_domain
from normative.project.report import place_of

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The name of the codec, as Python looks it up.
CODEC = "normative_utf_8"
#: How ``conf.py`` may spell the encoding in whose place the codec comes; another one is the author's own choice.
_UTF_8 = frozenset({"utf-8", "utf-8-sig", "utf8"})


class _Decoder(codecs.BufferedIncrementalDecoder):
    """Waits for the end of the file: what is wrong with a byte shows only in the whole."""

    def _buffer_decode(self, data: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]
        return (decode(data).text, len(data)) if final else ("", 0)


def _decode(data: Buffer, errors: str = "strict", /) -> tuple[str, int]:
    return decode(bytes(data)).text, len(bytes(data))


def _find_codec(name: str) -> codecs.CodecInfo | None:
    if name != CODEC:
        return None
    return codecs.CodecInfo(
        name=CODEC,
        encode=codecs.utf_8_encode,
        decode=_decode,
        incrementaldecoder=_Decoder,
    )


def is_utf_8(encoding: str) -> bool:
    """Tell whether a setting of Sphinx or an extension names UTF-8, and so may be replaced by :data:`CODEC`."""
    return encoding.lower() in _UTF_8


def note_encoding(env: BuildEnvironment, docname: str, path: Path) -> None:
    """Record what is wrong with the bytes of a file that a document is read from."""
    try:
        problems = decode(path.read_bytes()).problems
    except OSError:
        return
    findings: list[Finding] = [problem.at(place_of(str(path), line, env.srcdir)) for line, problem in problems]
    if findings:
        normative_domain(env).reading(docname).findings.extend(findings)


def _use_codec(app: Sphinx) -> None:
    """On ``builder-inited``: have sources read with the codec."""
    if is_utf_8(app.config.source_encoding):
        app.env.settings["input_encoding"] = CODEC


def _examine(app: Sphinx, docname: str, _content: list[str]) -> None:
    """On ``source-read``: record what is wrong with the bytes of a document."""
    note_encoding(app.env, docname, Path(app.env.doc2path(docname)))


def _examine_included(app: Sphinx, path: Path, docname: str, _content: list[str]) -> None:
    """On ``include-read``: the same for a file that a document takes in."""
    note_encoding(app.env, docname, Path(app.srcdir, path).resolve())


def register() -> None:
    """Make the codec known to Python; once is enough, and does no harm where it is not used."""
    try:
        codecs.lookup(CODEC)
    except LookupError:
        codecs.register(_find_codec)


def setup(app: Sphinx) -> None:
    """Register the codec and connect the events."""
    register()
    app.connect("builder-inited", _use_codec)
    app.connect("source-read", _examine)
    app.connect("include-read", _examine_included)
