"""Reading source files whatever their bytes are: a codec that never fails, and the findings about what it met.

Sphinx opens a source with ``Path.read_text`` and the encoding of the settings, before any event; so only an encoding of
our own keeps a wrong byte from stopping the build.
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from normative.model.characters import Decoded, decode
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


def codec_of(encoding: str) -> str:
    """Return the codec that reads what an author says is in another encoding.

    :raises LookupError: it is no encoding of text, such as ``rot13``.
    """
    "".encode(encoding)
    return CODEC if is_utf_8(encoding) else f"{CODEC}_of_{codecs.lookup(encoding).name}"


def _read(data: bytes, codec: str) -> Decoded:
    """Return the text of a file.

    :raises UnicodeError: it is not in the encoding that the codec is of.
    """
    return decode(data, codec.removeprefix(CODEC).removeprefix("_of_"))


def _find_codec(name: str) -> codecs.CodecInfo | None:
    if not name.startswith(CODEC):
        return None

    def read(data: Buffer, errors: str = "strict", /) -> tuple[str, int]:
        return _read(bytes(data), name).text, len(bytes(data))

    class Decoder(codecs.BufferedIncrementalDecoder):
        """Waits for the end of the file: what is wrong with a byte shows only in the whole."""

        def _buffer_decode(self, data: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]
            return read(data) if final else ("", 0)

    return codecs.CodecInfo(name=name, encode=codecs.utf_8_encode, decode=read, incrementaldecoder=Decoder)


def is_utf_8(encoding: str) -> bool:
    """Tell whether a setting of Sphinx or an extension names UTF-8, and so may be replaced by :data:`CODEC`."""
    return encoding.lower() in _UTF_8


def note_encoding(env: BuildEnvironment, docname: str, path: Path, codec: str = CODEC) -> None:
    """Record what is wrong with the bytes of a file that a document is read from."""
    try:
        problems = _read(path.read_bytes(), codec).problems
    except (OSError, UnicodeError):
        return  # docutils says so itself
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
