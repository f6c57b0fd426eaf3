"""The words of instruments as files: texts outside the project, and ``text.json`` inside it, which tells them again.

A text is one UTF-8 file, with ``== art. 22 (2)`` above the words of each provision.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from normative.model.characters import decode
from normative.model.citation import parse_place
from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.draft import fingerprint_of
from normative.model.files.data import is_there, leads_out
from normative.model.files.json_lines import Value, encode
from normative.model.instrument import Instrument
from normative.model.provision import Provision
from normative.model.wording import LONG, SHORT, ProvisionText, Wording, hashed, salt_of, unmarked, words_of

#: In the folder of an instrument; of a language that has a folder of texts of its own, ``text.fr.json``.
KEPT = "text.json"
VERSION = 1
#: The words of provisions, in the order of the text.
Texts = Mapping[Provision, ProvisionText]
_HEADING = re.compile(r"==\s*(?P<place>.*?)\s*=*")


def with_wording(
    instruments: Mapping[str, Instrument], folder: Path, texts: Path | None, language: str
) -> tuple[dict[str, Instrument], list[Finding]]:
    """Return instruments with their words, as far as there are any in a language.

    :param folder: of the instruments.
    :param texts: the folder of the texts; ``None`` where there is none.
    :returns: the instruments by key, and what is wrong in the files.
    """
    findings: list[Finding] = []
    kept = dict(_read_kept(instruments, folder, language, findings))
    found = dict(instruments)
    for key, instrument in instruments.items():
        texts_kept, place = kept.get(key, ({}, ""))
        path = text_of(texts, instrument, language) if texts else None
        if path:
            words, wrong = read_text(path, instrument)
            findings += wrong
            if place and not wrong and _fingerprints(words) != _fingerprints(texts_kept):
                message = f"{KEPT}: was made of another text than {path.name}; make it anew with 'normative texts'"
                findings.append(_wrong(Path(place), None, message))
            # Reviews rest on what everybody has, and not on what is on one machine.
            before = _fingerprints(texts_kept)
            texts_kept = {
                provision: dataclasses.replace(text, fingerprint=before.get(provision, ""))
                for provision, text in words.items()
            }
        if texts_kept:
            wording = Wording(language=language, texts=texts_kept)
            found[key] = dataclasses.replace(instrument, wording=wording)
    return found, findings


def _fingerprints(texts: Texts) -> dict[Provision, str]:
    return {provision: text.fingerprint for provision, text in texts.items()}


def _wrong(path: Path, line: int | None, message: str) -> Finding:
    return Finding(kind=Diagnostic.INSTRUMENT_TEXT, message=message, place=Place(path=str(path), line=line))


def text_of(texts: Path, instrument: Instrument, language: str) -> Path | None:
    """Return the file of an instrument's text: in the folder of the language where there is one, else in the folder."""
    own = texts / language
    folder = own if own.is_dir() else texts
    names = (f"{name}.txt" for name in (instrument.key, instrument.slug))
    return next((path for name in names if is_there(path := folder / name)), None)


def read_text(path: Path, instrument: Instrument) -> tuple[Texts, list[Finding]]:
    """Read a text; return its words and fingerprints by provision, and what is wrong in the file."""
    try:
        decoded = decode(path.read_bytes())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return {}, [_wrong(path, None, f"{path.name}: cannot be read ({reason}); let it be a file that may be read")]
    findings = [problem.at(Place(path=str(path), line=line), path.name) for line, problem in decoded.problems]
    parts: dict[Provision, list[str]] = {}
    lines: list[str] | None = None
    for number, line in enumerate(decoded.text.split("\n"), 1):
        heading = _HEADING.fullmatch(line)
        if heading:
            lines = []
            try:
                place = instrument.find(provision := parse_place(heading["place"], instrument))
            except ValueError as error:
                findings.append(_wrong(path, number, f"{path.name}: '{heading['place']}' is not a provision: {error}"))
                continue
            if place is None:
                findings.append(_wrong(path, number, f"{path.name}: {instrument.unknown(provision).message}"))
            elif place in parts:
                message = f"{path.name}: '{heading['place']}' stands there twice; join the two"
                findings.append(_wrong(path, number, message))
            else:
                parts[place] = lines
        elif lines is not None:
            lines.append(line)
        elif line.strip():
            message = f"{path.name}: stands above the first provision; write '== art. 1' or the like above it"
            findings.append(_wrong(path, number, message))
            lines = []
    return dict(_texts(parts)), findings


def _texts(parts: Mapping[Provision, list[str]]) -> Iterator[tuple[Provision, ProvisionText]]:
    for provision, lines in parts.items():
        text = "\n".join(lines)
        yield provision, ProvisionText(fingerprint=fingerprint_of([text]), words=words_of(unmarked(text)))


def render_kept(instrument: Instrument, texts: Texts, language: str) -> bytes:
    """Return ``text.json``; the same text always gives the same bytes."""
    words = [word for text in texts.values() for word in text.words or ()]
    salt = salt_of(instrument.key, language)
    long, short = hashed(words, salt, LONG), hashed(words, salt, SHORT)
    provisions: list[Value] = []
    start = 0
    for provision, text in texts.items():
        end = start + len(text.words or ())
        provisions.append(
            {
                "provision": instrument.cite([provision]),
                "fingerprint": text.fingerprint,
                "of five": " ".join(long[start:end]),
                "of three": " ".join(short[start:end]),
            }
        )
        start = end
    return encode(
        {
            "version": VERSION,
            "instrument": instrument.key,
            "language": language,
            "provisions": provisions,
        }
    )


def kept_name(texts: Path, language: str) -> str:
    """Return the name of the file that is made of a text."""
    return f"text.{language}.json" if (texts / language).is_dir() else KEPT


def _read_kept(
    instruments: Mapping[str, Instrument], folder: Path, language: str, findings: list[Finding]
) -> Iterator[tuple[str, tuple[Texts, str]]]:
    """Yield the keys of instruments with what is kept of their words in a language, and the file."""
    paths: Iterable[Path] = [*folder.glob(f"*/{KEPT}"), *folder.glob(f"*/text.{language}.json")]
    for path in sorted(paths, key=lambda path: (path.name == KEPT, path), reverse=True):
        # What is in a file of the language comes last, and counts.
        if outside := leads_out(path, folder):
            findings.append(outside)
            continue
        try:
            content = json.loads(path.read_bytes())
            instrument = instruments.get(str(content["instrument"]))
            if content["version"] != VERSION or instrument is None:
                raise ValueError  # noqa: TRY301  # it is as unreadable as what Python finds so
            if content["language"] == language:
                texts = {
                    parse_place(str(item["provision"]), instrument): ProvisionText(
                        fingerprint=str(item["fingerprint"]),
                        hashes={
                            LONG: tuple(str(item["of five"]).split()),
                            SHORT: tuple(str(item["of three"]).split()),
                        },
                    )
                    for item in content["provisions"]
                }
                yield instrument.key, (texts, str(path))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            message = f"{path.name}: cannot be read; make it anew with 'normative texts', or restore it"
            findings.append(_wrong(path, None, message))
