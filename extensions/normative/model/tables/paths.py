"""What connects paragraphs of one force with those of another: related provisions, and provisions on which both rest.

Apart from the crosswalk that prints it because it decides what a link may honestly claim. What is said of an article
or an objective holds for what it contains; what is said of a part holds for a paragraph that cites the whole and no
part of it. Nothing passes from one paragraph of an article to the next, or through parts and sections of an instrument.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from normative.model.convergence import Convergence, Gap
from normative.model.instrument import GROUPING_LEVELS
from normative.model.matrix import Cell, State
from normative.model.paragraph import Paragraph
from normative.model.provision import Provision
from normative.model.register import Register
from normative.model.tables.reviews import review_cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """A connection of a paragraph with another one.

    :param paragraph: the other one.
    :param own: the provision on the first paragraph's side, as the register relates it, and ``far`` the other one.
    :param cited: what the two paragraphs cite, which may contain ``own`` and ``far`` or be contained in them.
    :param relation: ``None`` where both rest on the same provision.
    """

    paragraph: Paragraph
    own: Provision
    far: Provision
    cited: tuple[Provision, Provision]
    relation: State | None
    reason: str = ""
    review: Cell = ""

    @property
    def is_as_cited(self) -> bool:
        """Whether both paragraphs rest on just what is related."""
        return self.cited == (self.own, self.far)


class Network:
    """Finds what connects paragraphs, by provision, so that its cost is that of what it finds.

    :param paragraphs: those to which paths lead.
    """

    def __init__(self, register: Register, paragraphs: Iterable[Paragraph]) -> None:
        self.register = register
        self._resting: defaultdict[Provision, list[tuple[Paragraph, Provision]]] = defaultdict(list)
        for paragraph in paragraphs:
            for place, cited in self._reached(paragraph):
                self._resting[place].append((paragraph, cited))

    def paths(self, paragraph: Paragraph) -> list[Path]:
        """Return what connects a paragraph with others, in the order of their numbers.

        Where two are connected as cited, nothing looser is returned, save tensions.
        """
        found: dict[tuple[str, Provision, Provision, State | None], Path] = {}
        for path in self._all(paragraph):
            key = (path.paragraph.id, path.own, path.far, path.relation)
            if key not in found or path.is_as_cited:
                found[key] = path
        close = {path.paragraph.id for path in found.values() if path.is_as_cited}
        kept = [
            path
            for path in found.values()
            if path.is_as_cited or path.relation is State.TENSION or path.paragraph.id not in close
        ]
        return sorted(kept, key=lambda path: self.register.numbers[path.paragraph.id])

    def gaps(self, paragraph: Paragraph) -> tuple[Gap, ...]:
        """Return the gaps that concern what a paragraph rests on."""
        found = {id(gap): gap for place, _ in self._reached(paragraph) for gap in self._lacking.get(place, ())}
        return tuple(found.values())

    def _all(self, paragraph: Paragraph) -> Iterator[Path]:
        for own, cited in self._reached(paragraph):
            if own == cited:
                yield from self._to(own, own, cited, None)
            for far, convergence in self._related.get(own, ()):
                yield from self._to(own, far, cited, convergence)

    def _to(self, own: Provision, far: Provision, cited: Provision, convergence: Convergence | None) -> Iterator[Path]:
        for paragraph, other in self._resting.get(far, ()):
            # Only one end may be taken for its whole or its part: a link must not rest on two guesses.
            if cited == own or other == far:
                yield Path(
                    paragraph=paragraph,
                    own=own,
                    far=far,
                    cited=(cited, other),
                    relation=State(convergence.relation.value) if convergence else None,
                    reason=convergence.reason if convergence else "",
                    review=review_cell(self.register, convergence) if convergence else "",
                )

    def _reached(self, paragraph: Paragraph) -> Iterator[tuple[Provision, Provision]]:
        """Yield each provision that a paragraph may be said to rest on, with what it cites."""
        named = {step for cited in paragraph.basis for step in list(self._up(cited))[1:]}
        for cited in paragraph.basis:
            yield from ((place, cited) for place in self._up(cited))
            if cited not in named:
                yield from ((part, cited) for part in self._parts.get(cited, ()))

    def _up(self, provision: Provision) -> Iterator[Provision]:
        """Yield a provision and what contains it, as far as the article or objective."""
        for step in self.register.instruments[provision.instrument].chain(provision):
            if step != provision and self.register.record(step).level in GROUPING_LEVELS:
                return
            yield step

    @cached_property
    def _parts(self) -> Mapping[Provision, tuple[Provision, ...]]:
        """What the register relates or names as a gap within each provision."""
        found: defaultdict[Provision, list[Provision]] = defaultdict(list)
        for provision in dict.fromkeys([*self._related, *self._lacking]):
            for outer in list(self._up(provision))[1:]:
                found[outer].append(provision)
        return {provision: tuple(parts) for provision, parts in found.items()}

    @cached_property
    def _related(self) -> Mapping[Provision, tuple[tuple[Provision, Convergence], ...]]:
        """What each provision is related to."""
        found: defaultdict[Provision, list[tuple[Provision, Convergence]]] = defaultdict(list)
        for convergence in self.register.convergences:
            for one, other in convergence.pairs:
                found[one].append((other, convergence))
                found[other].append((one, convergence))
        return {provision: tuple(others) for provision, others in found.items()}

    @cached_property
    def _lacking(self) -> Mapping[Provision, tuple[Gap, ...]]:
        """The gaps that name each provision."""
        found: defaultdict[Provision, list[Gap]] = defaultdict(list)
        for gap in self.register.gaps:
            for provision in gap.provisions:
                found[provision].append(gap)
        return {provision: tuple(gaps) for provision, gaps in found.items()}
