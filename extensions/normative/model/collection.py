"""Many comments together: what each says of which provision, and where they differ.

A comment is its frozen text and nothing else, so that each is built alone, in any place, and only its JSON comes here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from normative.model.citation import parse_citation
from normative.model.convergence import Relation
from normative.model.draft import FrozenParagraph, FrozenText
from normative.model.instrument import Instrument
from normative.model.paragraph import Force
from normative.model.provision import Provision, sort_key
from normative.model.text import plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A comment of a collection.

    :param name: by which the collection knows it.
    :param url: where its site is, with a slash at its end; ``""`` where it has none.
    :param cited: the text that it had when others cited it; ``None`` where that is not kept.
    """

    name: str
    title: str
    symbol: str
    url: str
    text: FrozenText
    cited: FrozenText | None = None

    @property
    def label(self) -> str:
        """What heads its column: its symbol, or its title."""
        return self.symbol or self.title

    def address(self, paragraph: FrozenParagraph) -> str:
        """Return where a paragraph can be read, or ``""``."""
        return f"{self.url}{paragraph.document}.html#{paragraph.id}" if self.url else ""

    def words(self, paragraph: FrozenParagraph) -> str:
        """Return what a paragraph says."""
        return plain(paragraph.blocks, self.text.numbers)


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """A paragraph of a comment that rests on a provision."""

    provision: Provision
    member: Member
    paragraph: FrozenParagraph


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Where comments differ.

    :param about: the provision, or the two provisions that are related, as they are cited.
    :param what: in what they differ: ``force`` or ``relation``.
    :param said: by member, what it says: "obligation", "commitment, guidance", "tension".
    :param paragraphs: by member, those that say so; none for relations.
    """

    provision: Provision
    about: str
    what: str
    said: Mapping[str, str]
    paragraphs: Mapping[str, tuple[FrozenParagraph, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Collection:
    """The comments of a collection, in the order of its file."""

    members: tuple[Member, ...] = ()

    def now(self, name: str) -> str:
        """Return by which name a paragraph is there that is not under this one (``comment/id``) any more, or ``""``."""
        of, _, identifier = name.partition("/")
        now = (member.text.continued.get(identifier) for member in self.members if member.name == of)
        return next((f"{of}/{found}" for found in now if found), "")

    def since(self, name: str, *, by_number: bool) -> str:
        """Return how a paragraph, as ``comment/id``, has changed since it was cited; ``""`` where it has not.

        :param by_number: whether its number is printed, so that it matters that it has another.
        """
        of, _, identifier = name.partition("/")
        for member in self.members:
            if member.name == of and member.cited:
                before, now = member.cited.by_id.get(identifier), member.text.by_id.get(identifier)
                if before and now and before.fingerprint.own != now.fingerprint.own:
                    return f"the words of paragraph '{name}' are others than in the text that is cited"
                if before and now and by_number and before.number != now.number:
                    was = f"was para. {before.number} in the text that is cited"
                    return f"paragraph '{name}' {was}, and is para. {now.number}"
        return ""

    def sayings(self, instruments: Mapping[str, Instrument]) -> tuple[Saying, ...]:
        """Return what rests on provisions that are known, in the order of the instruments, provisions and comments."""
        read: dict[str, tuple[Provision, ...]] = {}

        def provisions(name: str) -> tuple[Provision, ...]:
            if name not in read:
                read[name] = parse_citation(name, instruments).provisions
            return read[name]

        found = [
            Saying(provision=provision, member=member, paragraph=paragraph)
            for member in self.members
            for paragraph in member.text.paragraphs
            for name in paragraph.basis.values()
            for provision in provisions(name)
        ]
        order = {key: place for place, key in enumerate(instruments)}
        # Sorting keeps the order of the comments and of their paragraphs.
        return tuple(sorted(found, key=lambda item: (order[item.provision.instrument], sort_key(item.provision))))

    def differences(self, instruments: Mapping[str, Instrument]) -> Iterator[Difference]:
        """Yield the provisions that comments give another force, and the pairs that they give another relation."""
        yield from self._of_force(self.sayings(instruments), instruments)
        yield from self._of_relation(instruments)

    def _of_force(self, sayings: tuple[Saying, ...], instruments: Mapping[str, Instrument]) -> Iterator[Difference]:
        by_provision: defaultdict[Provision, defaultdict[str, list[FrozenParagraph]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for saying in sayings:
            if saying.paragraph.force is not Force.PLAIN:
                by_provision[saying.provision][saying.member.name].append(saying.paragraph)
        for provision, members in by_provision.items():
            said = {
                name: ", ".join(sorted({paragraph.force.value for paragraph in paragraphs}))
                for name, paragraphs in members.items()
            }
            if len(set(said.values())) > 1:
                yield Difference(
                    provision=provision,
                    about=instruments[provision.instrument].cite([provision]),
                    what="force",
                    said=said,
                    paragraphs={name: tuple(paragraphs) for name, paragraphs in members.items()},
                )

    def _of_relation(self, instruments: Mapping[str, Instrument]) -> Iterator[Difference]:
        pairs: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for member in self.members:
            for entry in member.text.entries:
                if entry.relation in list(Relation):
                    pairs[entry.subject.removeprefix("relation/")][member.name] = entry.relation
        for pair, said in pairs.items():
            found = parse_citation(pair, instruments).provisions if len(set(said.values())) > 1 else ()
            if found:
                yield Difference(provision=found[0], about=pair, what="relation", said=said, paragraphs={})
