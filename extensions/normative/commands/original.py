"""The original beside its translations: what drafts and reviews are compared with, read before they are built."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from normative.check.settings import Settings, read_settings
from normative.commands.making import Output
from normative.model.files import review
from normative.model.files.draft import TEXT

#: What the output is called among others.
ORIGINAL = "original"


def with_original(outputs: Sequence[Output]) -> list[Output]:
    """Return outputs with what those that are translations need first, where there are drafts or reviews."""
    made: dict[Path, Output] = {}
    others = []
    for output in outputs:
        settings = read_settings(output.source / "conf.py")
        if _is_compared(output, settings):
            into = output.doctrees.parent
            made.setdefault(into, _original(output, outputs, settings))
            output = replace(  # noqa: PLW2901  # from here on it knows the original
                output, options=("-D", f"normative_original={made[into].target / TEXT}", *output.options)
            )
        others.append(output)
    return [*made.values(), *others]


def is_translation(output: Output, settings: Settings) -> bool:
    """Tell whether an output is asked for in another language than that of the source."""
    return _defined(output).get("language", settings.language) != settings.language


def _is_compared(output: Output, settings: Settings) -> bool:
    """Tell whether an output is a translation of a text that drafts or reviews are about."""
    names = (settings.normative_drafts, review.FOLDER)
    return (
        is_translation(output, settings)
        and not _defined(output).get("normative_shown")
        and any((output.source / name).is_dir() for name in names)
    )


def _original(output: Output, outputs: Sequence[Output], settings: Settings) -> Output:
    """Return the text of the original: of the same reading as an output in its language, else of one of its own."""
    into = output.doctrees.parent
    beside = next((item for item in outputs if item.doctrees == into / ".doctrees" and not _is_other(item)), None)
    options = beside.options if beside else (*output.options, "-D", f"language={settings.language}")
    return Output(
        name=ORIGINAL,
        builder="normative-draft",
        source=output.source,
        target=into / f".{ORIGINAL}",
        doctrees=beside.doctrees if beside else into / f".doctrees-{ORIGINAL}",
        # What is found is said and reported of the outputs that people ask for.
        options=(*options, "-D", "normative_findings=", "-Q"),
    )


def _is_other(output: Output) -> bool:
    return "language" in _defined(output)


def _defined(output: Output) -> dict[str, str]:
    """Return the settings among the options of Sphinx."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-D", "--define", action="append", default=[])
    found, _others = parser.parse_known_args(output.options)
    return dict(setting.partition("=")[::2] for setting in found.define)
