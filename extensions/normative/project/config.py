"""What an author can set in ``conf.py``, each value with its default and its meaning."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from normative.model.inputs import Audience

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PREFIX = "normative_"
#: What every page begins its standing with that may show what is not for publication.
FOR_SECRETARIAT = "For the secretariat alone, not for publication"


def _option(default: Any, meaning: str, *, rebuild: str = "env") -> Any:
    """Return a value's field.

    :param rebuild: what a changed value makes Sphinx do: read every document anew (``env``), or nothing.
    """
    metadata = {"meaning": meaning, "rebuild": rebuild}
    if isinstance(default, list | dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True, slots=True)
class NormativeConfig:
    """The values of this package; in ``conf.py`` each name begins with ``normative_``."""

    status: str = _option(
        "", "One sentence on the standing of the text, shown on every page, and boxed on the first of a PDF."
    )
    as_of: str = _option("", "One sentence on how current the data are, shown wherever the status is.")
    instruments: str = _option("instruments", "The folder of instruments, relative to the source folder.")
    library: list[str] = _option([], "Keys of instruments that come with the package, such as ['ICCPR', 'CRC'].")
    vocabulary: str = _option("vocabulary", "The folder of the lists of words, relative to the source folder.")
    numerals: str = _option(
        "latin", "The numerals of provisions in running text: 'latin', or 'own', those of Chinese or Arabic."
    )
    forms: list[str] = _option([], "The forms of words that the text follows: those of terms.csv.")
    identifier: str = _option(
        "/akn/un/{kind}/{body}/{date}/{name}",
        "The names of works in Akoma Ntoso: a pattern with {kind}, {body}, {date} and {name}.",
        rebuild="",
    )
    texts: str = _option(
        "", "The folder of the texts of instruments, outside the project, with which quotations are compared."
    )
    states: str = _option("states", "The folder of the data on States, relative to the source folder.")
    drafts: str = _option("drafts", "The folder of frozen drafts, relative to the source folder.")
    reviews: dict[str, Any] = _option(
        {}, "How many people must review a paragraph, relation, gap or silence, such as {'relation': 2}; else one."
    )
    audience: str = _option(
        "public",
        "For whom outputs are made: 'public', or 'secretariat', who see all names and words that were sent in.",
    )
    original: str = _option(
        "",
        "Of a translation, the file of the original's text that drafts and reviews are compared with; commands set it.",
        rebuild="",
    )
    shown: str = _option("", "The draft that is shown in the place of the text, as 'normative redline A B' asks.")
    redline: str = _option("", "The draft against which changes are marked, as 'normative redline' asks.", rebuild="")
    languages: list[str] = _option(
        [], "The languages whose sites stand beside this one, as 'normative languages' sets them.", rebuild=""
    )
    beside: list[str] = _option(
        [], "Pairs of them, 'en:fr', that stand side by side on pages, as 'normative languages' sets them.", rebuild=""
    )
    redirects: dict[str, Any] = _option(
        {}, "Old names of pages with their new ones, for links of others: {'chapters/old': 'chapters/new'}.", rebuild=""
    )
    folders: list[str] = _option(
        [], "Folders beyond the source folder whose files the text may take in, relative to the source folder."
    )
    raw: bool = _option(False, "Whether the text may have markup that goes into an output as it is (raw).")
    code: bool = _option(
        False,
        "Whether the text may run code on the machine that builds: Python in filters, programs that draw, parsers.",
    )
    word_limit: int = _option(0, "The most words the text may have, footnotes included; 0 for as many as it needs.")
    findings: str = _option(
        "", "The folder of findings.json and findings.sarif, relative to the output folder; by default that folder."
    )
    epub_exclude: list[str] = _option([], "Patterns of files that are left out of the EPUB, such as 'manual/*'.")
    documents: dict[str, Any] = _option(
        {}, "The documents made of the source, by the names of their files, each with its settings.", rebuild=""
    )
    wanted: list[str] = _option(
        [], "Names of documents and tables: only they are made, as 'nox -s pdf -- NAME' asks.", rebuild=""
    )

    @property
    def standing(self) -> str:
        """The status of the text and how current its data are."""
        return _sentences(self.status, self.as_of)

    @classmethod
    def of(cls, config: Config) -> NormativeConfig:
        """Return the values that ``conf.py`` sets; what is for the secretariat says so wherever the status stands."""
        values = {item.name: getattr(config, _PREFIX + item.name) for item in fields(cls)}
        if values["audience"] == Audience.SECRETARIAT:
            values["status"] = _sentences(FOR_SECRETARIAT, values["status"])
        return cls(**values)


def _sentences(*sentences: str) -> str:
    """Return sentences as one text without its last full stop."""
    return ". ".join(sentence.rstrip(".") for sentence in sentences if sentence)


def is_set(config: Config, name: str) -> bool:
    """Tell whether ``conf.py`` or the command line sets a value, be it to the default; such are obeyed."""
    # Sphinx has a public record of the second only.
    return name in config.overrides or name in config._raw_config  # noqa: SLF001  # see above


def set_default(config: Config, name: str, value: object) -> None:
    """Set a value of another extension, unless it is set already: in ``conf.py``, or by an extension to another one."""
    default = config.values[name].default
    if not is_set(config, name) and config[name] == (default(config) if callable(default) else default):
        config[name] = value


def default_of(item: Field[Any]) -> Any:
    """Return an option's default value."""
    return item.default_factory() if item.default_factory is not MISSING else item.default


def setup(app: Sphinx) -> None:
    """Register the values."""
    for item in fields(NormativeConfig):
        default = default_of(item)
        app.add_config_value(
            _PREFIX + item.name,
            default,
            item.metadata["rebuild"],
            types=frozenset({type(default)}),
            description=item.metadata["meaning"],
        )
