"""What a reader made of words, as a proposal a person can read: each change in its surroundings, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from normative.model.history.redline import Token, edits, tokens_of
from normative.model.text import Span

#: How many words are told around a change.
_AROUND = 4
#: Texts of more tokens are not compared word by word, which costs the product of both.
_LONGEST = 4_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What was changed in a text.

    :param lines: of each change the words before and after, with those around them.
    :param start: where the first change begins, counted in tokens of the old text, and ``stop`` where the last ends.
    """

    lines: tuple[str, ...]
    start: int
    stop: int


def count_tokens(spans: Iterable[Span]) -> int:
    """Return how many tokens a text has, as :class:`Change` counts them."""
    return sum(1 for _ in _tokens(spans, {}))


def change_between(old: Sequence[Span], new: Sequence[Span], numbers: Mapping[str, int]) -> Change | None:
    """Return what was changed, ``None`` where nothing was.

    :param numbers: of the paragraphs that the texts name.
    """
    before, after = list(_tokens(old, numbers)), list(_tokens(new, numbers))
    keys, new_keys = [token for token, _ in before], [token for token, _ in after]
    if keys == new_keys:
        return None
    if max(len(keys), len(new_keys)) > _LONGEST:
        return Change(lines=(_line(_shown(before), _shown(after)),), start=0, stop=len(keys))
    lines, places = [], []
    position = 0
    found = edits(keys, new_keys)
    for number, edit in enumerate(found):
        end = position + len(edit.old)
        if not edit.is_kept:
            kept = [len(found[place].old) if 0 <= place < len(found) else 0 for place in (number - 1, number + 1)]
            head = _same_line(before[position - min(_AROUND, kept[0]) : position], is_head=True)
            tail = _same_line(before[end : end + min(_AROUND, kept[1])], is_head=False)
            old_words = _shown([*head, *before[position:end], *tail])
            lines.append(_line(old_words, _shown([*head, *after[edit.start : edit.stop], *tail])))
            places.append((position, end))
        position = end
    return Change(lines=tuple(lines), start=places[0][0], stop=places[-1][1])


def _same_line(tokens: Sequence[tuple[Token, str]], *, is_head: bool) -> Sequence[tuple[Token, str]]:
    """Return those of the tokens around a change that stand in one line with it."""
    breaks = [place for place, (_, shown) in enumerate(tokens) if shown.startswith("\n")]
    if not breaks:
        return tokens
    return tokens[breaks[-1] :] if is_head else tokens[: breaks[0]]


def _line(old: str, new: str) -> str:
    return f"{old or '–'} → {new or '–'}"


def _tokens(spans: Iterable[Span], numbers: Mapping[str, int]) -> Iterator[tuple[Token, str]]:
    """Yield what is compared, without form, with how it is shown: with the space before it."""
    space = ""
    for token in tokens_of(_joined(spans)):
        if token.text.isspace():
            space = "\n" if "\n" in token.text else " "
            continue
        shown = "[note]" if token.note else token.text or str(numbers.get(token.paragraph, "?"))
        yield Token(text=token.text, paragraph=token.paragraph, note=token.note), f"{space}{shown}"
        space = ""


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans without form, their words joined, for a file may part them anywhere."""
    text = ""
    for span in spans:
        if span.text and not span.note:
            text += span.text
            continue
        yield from [Span(text=text)] if text else []
        text = ""
        yield Span(paragraph=span.paragraph, note=1 if span.note else 0)
    yield from [Span(text=text)] if text else []


def _shown(tokens: Iterable[tuple[Token, str]]) -> str:
    return "".join(shown for _, shown in tokens).replace("\n", " ").strip()
