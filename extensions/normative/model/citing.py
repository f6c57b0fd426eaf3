"""How the languages of the United Nations cite provisions: a table of patterns for each, and printing by it.

English is in :mod:`normative.model.provision`. Which of these forms nobody has confirmed says the manual, from
:data:`UNCONFIRMED`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from normative.model.provision import Piece, Provision, Unit, is_roman_place, is_unnumbered, runs


class Numerals(StrEnum):
    """Which signs numbers of provisions are written with, where a language has its own."""

    LATIN = "latin"
    OWN = "own"


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitForms:
    """How a language names a unit.

    :param short: in tables, margins and notes.
    :param one: in running text, and ``many``, ``two`` and ``of_one`` (the genitive), where they differ.
    """

    short: str
    one: str
    many: str = ""
    two: str = ""
    of_one: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CitingForms:
    """The patterns of one language.

    :param units: ``Unit.PARAGRAPH`` also names the paragraphs of an article.
    :param inner_first: the paragraph is named before its article: "пункт 1 статьи 22".
    :param closing: what stands before the last of several, ``comma`` between the others, ``to`` within a range.
    :param letter: an item; its letters are those of ``letters``, where the language has its own.
    """

    units: Mapping[Unit, UnitForms]
    comma: str = ", "
    closing: str
    to: str = "–"
    letter: str = "{})"
    letters: str = ""
    inner_first: bool = False


def _units(**forms: tuple[str, ...]) -> Mapping[Unit, UnitForms]:
    names = ("short", "one", "many", "two", "of_one")
    return {Unit[key.upper()]: UnitForms(**dict(zip(names, words, strict=False))) for key, words in forms.items()}


FORMS: Mapping[str, CitingForms] = {
    "fr": CitingForms(
        units=_units(
            article=("art.", "article", "articles"),
            paragraph=("par.", "paragraphe", "paragraphes"),
            objective=("obj.", "objectif", "objectifs"),
            part=("partie", "partie", "parties"),
            principle=("principe", "principe", "principes"),
            chapter=("chap.", "chapitre", "chapitres"),
            section=("sect.", "section", "sections"),
            goal=("objectif", "objectif", "objectifs"),
            target=("cible", "cible", "cibles"),
            priority=("priorité", "priorité", "priorités"),
            rule=("règle", "règle", "règles"),
            guideline=("directive", "directive", "directives"),
            annex=("annexe", "annexe", "annexes"),
            preamble=("préambule", "préambule"),
        ),
        closing=" et ",
    ),
    "es": CitingForms(
        units=_units(
            article=("art.", "artículo", "artículos"),
            paragraph=("párr.", "párrafo", "párrafos"),
            objective=("obj.", "objetivo", "objetivos"),
            part=("parte", "parte", "partes"),
            principle=("principio", "principio", "principios"),
            chapter=("cap.", "capítulo", "capítulos"),
            section=("secc.", "sección", "secciones"),
            goal=("Objetivo", "Objetivo", "Objetivos"),
            target=("meta", "meta", "metas"),
            priority=("prioridad", "prioridad", "prioridades"),
            rule=("regla", "regla", "reglas"),
            guideline=("directriz", "directriz", "directrices"),
            annex=("anexo", "anexo", "anexos"),
            preamble=("preámbulo", "preámbulo"),
        ),
        closing=" y ",
    ),
    "ru": CitingForms(
        units=_units(
            article=("ст.", "статья", "статьи", "", "статьи"),
            paragraph=("п.", "пункт", "пункты", "", "пункта"),
            objective=("цель", "цель", "цели", "", "цели"),
            part=("часть", "часть", "части", "", "части"),
            principle=("принцип", "принцип", "принципы", "", "принципа"),
            chapter=("гл.", "глава", "главы", "", "главы"),
            section=("разд.", "раздел", "разделы", "", "раздела"),
            goal=("цель", "цель", "цели", "", "цели"),
            target=("задача", "задача", "задачи", "", "задачи"),
            priority=("приоритет", "приоритет", "приоритеты", "", "приоритета"),
            rule=("правило", "правило", "правила", "", "правила"),
            guideline=("руководящее положение", "руководящее положение", "руководящие положения", "", ""),
            annex=("приложение", "приложение", "приложения", "", "приложения"),
            preamble=("преамбула", "преамбула", "", "", "преамбулы"),
        ),
        closing=" и ",
        inner_first=True,
    ),
    "ar": CitingForms(
        units=_units(
            article=("المادة", "المادة", "المواد", "المادتان"),
            paragraph=("الفقرة", "الفقرة", "الفقرات", "الفقرتان"),
            objective=("الهدف", "الهدف", "الأهداف", "الهدفان"),
            part=("الجزء", "الجزء", "الأجزاء", "الجزآن"),
            principle=("المبدأ", "المبدأ", "المبادئ", "المبدآن"),
            chapter=("الفصل", "الفصل", "الفصول", "الفصلان"),
            section=("الفرع", "الفرع", "الفروع", "الفرعان"),
            goal=("الهدف", "الهدف", "الأهداف", "الهدفان"),
            target=("الغاية", "الغاية", "الغايات", "الغايتان"),
            priority=("الأولوية", "الأولوية", "الأولويات", "الأولويتان"),
            rule=("القاعدة", "القاعدة", "القواعد", "القاعدتان"),
            guideline=("المبدأ التوجيهي", "المبدأ التوجيهي", "المبادئ التوجيهية", ""),
            annex=("المرفق", "المرفق", "المرفقات", "المرفقان"),
            preamble=("الديباجة", "الديباجة"),
        ),
        comma=" و",
        closing=" و",
        letter="({})",
        letters="أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    ),
    "zh": CitingForms(
        units=_units(
            article=("条", "条"),
            paragraph=("段", "段"),
            objective=("目标", "目标"),
            part=("部分", "部分"),
            principle=("原则", "原则"),
            chapter=("章", "章"),
            section=("节", "节"),
            goal=("目标", "目标"),
            target=("具体目标", "具体目标"),
            priority=("优先事项", "优先事项"),
            rule=("规则", "规则"),
            guideline=("准则", "准则"),
            annex=("附件", "附件"),
            preamble=("序言", "序言"),
        ),
        comma="、",
        closing="和",
        to="至",
        letter="({})项",
    ),
}
#: What no source has confirmed, by language: patterns with an example, for an editor of the United Nations.
UNCONFIRMED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "fr": (
        ("article and paragraph", "article 22, paragraphe 1, de la Convention"),
        ("letters", "article 2, paragraphe 2 g) i)"),
        ("note", "art. 22, par. 1"),
        ("objective", "objectif 8"),
    ),
    "es": (("letters", "artículo 2, párrafo 2 g) i)"), ("note", "art. 22, párr. 1"), ("objective", "objetivo 8")),
    "ru": (
        ("letters, in Latin script", "подпункт g) пункта 2 статьи 2"),
        ("note", "п. 1 ст. 22"),
        ("objective", "цель 8"),
    ),
    "ar": (
        ("two articles", "المادتان 16 و22"),
        ("letters", "المادة 37 (ب)"),
        ("digits, by the setting normative_numerals", "٢٢"),
        ("objective", "الهدف 8"),
    ),
    "zh": (
        ("which numerals, by the setting normative_numerals", "第二十二条第一款"),
        ("letters", "第二条第二款(g)项"),
        ("objective", "目标8"),
    ),
}
_ENGLISH = {f"{unit.value}s." if several else unit.abbreviation: unit for unit in Unit for several in (False, True)}
_TABLE = re.compile(rf"(?<![\w(])(?:{'|'.join(map(re.escape, _ENGLISH))})(?=[\s,;]|$)")
#: Units whose number follows the word in Chinese.
_AFTER = frozenset({Unit.OBJECTIVE, Unit.GOAL, Unit.TARGET, Unit.PRIORITY, Unit.PRINCIPLE, Unit.RULE, Unit.ANNEX})
_CHINESE = "零一二三四五六七八九"
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def table_words(text: str, language: str) -> str:
    """Return a citation of tables with the units of a language: ``GCM obj. 8`` is ``GCM цель 8``."""
    forms = FORMS.get(language)
    return _TABLE.sub(lambda found: forms.units[_ENGLISH[found[0]]].short, text) if forms else text


def print_cited(
    provisions: Iterable[Provision],
    of_name: Callable[[str], str],
    language: str,
    *,
    short: bool = False,
    numerals: Numerals = Numerals.LATIN,
) -> tuple[Piece, ...]:
    """Print provisions in the running text of a language that :data:`FORMS` has.

    :param of_name: gives what stands beside the provisions of an instrument, by its key: "de la Convention"; in
        Chinese it stands before them.
    """
    printer = _Printer(language=language, forms=FORMS[language], numerals=numerals)
    phrases = []
    for key, of_instrument in groupby(provisions, key=lambda provision: provision.instrument):
        found = list(of_instrument)
        phrase = printer.enumerate([printer.group(group) for group in _groups(found)])
        phrases.append(phrase if short else printer.named(phrase, of_name(key), found[-1]))
    return tuple(printer.enumerate(phrases))


_Run = tuple[Provision, Provision]


def _groups(provisions: Sequence[Provision]) -> Iterator[list[_Run]]:
    """Yield the runs that stand in one provision, or are all of one unit."""
    for _key, group in groupby(runs(provisions), key=lambda run: (run[0].unit, run[0].numbers[:-1])):
        yield list(group)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Printer:
    language: str
    forms: CitingForms
    numerals: Numerals

    def enumerate(self, phrases: Sequence[Sequence[Piece]]) -> list[Piece]:
        """Join phrases as the language does."""
        joined: list[Piece] = []
        for index, phrase in enumerate(phrases):
            if index:
                joined.append(Piece(text=self.forms.closing if index == len(phrases) - 1 else self.forms.comma))
            joined.extend(phrase)
        return joined

    def named(self, phrase: list[Piece], name: str, last: Provision) -> list[Piece]:
        """Return a phrase with the name of its instrument."""
        if not name:
            return phrase
        if self.language == "zh":
            return [Piece(text=name), *phrase]
        has_comma = self.language in ("fr", "es") and _has_paragraph(last) and not name.startswith("(")
        comma = "," if has_comma else ""
        return [*phrase, Piece(text=f"{comma} {name}")]

    def group(self, group: list[_Run]) -> list[Piece]:
        """Return what is named of one provision."""
        first = group[0][0]
        if is_unnumbered(first) and len(first.numbers) == 1:
            return [Piece(text=self.forms.units[first.unit].one, provision=first)]
        outer, unit = first.numbers[:-1], self.forms.units[first.unit]
        is_single = len(group) == 1 and group[0][0] == group[0][1] and "-" not in first.numbers[-1]
        if self.language == "zh":
            return self._chinese(group)
        if self.forms.inner_first and outer:
            return self._inner_first(group, is_single=is_single)
        names = [self._item(run) for run in group]
        if not outer:
            count = len(group) if all(one == other for one, other in group) else 3
            word = unit.one if is_single else (unit.two if count == 2 and unit.two else unit.many or unit.one)
            return [Piece(text=f"{word} "), *self.enumerate(names)]
        is_paragraph = first.unit is Unit.ARTICLE and len(outer) == 1 and first.numbers[-1][0].isdigit()
        before = self._outer(outer, first.unit)
        if is_paragraph and self.language in ("fr", "es"):
            paragraph = self.forms.units[Unit.PARAGRAPH]
            before = f"{before}, {paragraph.one if is_single else paragraph.many}"
        head = Piece(text=f"{before} {names[0][0].text}".lstrip(), provision=group[0][0])
        return [Piece(text=f"{unit.one} "), *self.enumerate([[head, *names[0][1:]], *names[1:]])]

    def _outer(self, outer: tuple[str, ...], unit: Unit) -> str:
        """Return the numbers around what is named."""
        text = "" if outer[0] == unit.word else self.number(outer[0])
        for place, inner in enumerate(outer[1:]):
            is_paragraph = place == 0 and unit is Unit.ARTICLE and inner[0].isdigit()
            if is_paragraph and self.language in ("fr", "es"):
                text += f", {self.forms.units[Unit.PARAGRAPH].one} {inner}"
            else:
                text += f" {self.mark(inner, outer[: place + 2])}"
        return text

    def _item(self, run: _Run) -> list[Piece]:
        """Return the last numbers of a run."""
        first, last = run
        one, other = (self._last(provision) for provision in run)
        return [Piece(text=one if first == last else f"{one}{self.forms.to}{other}", provision=first)]

    def _last(self, provision: Provision) -> str:
        number = provision.numbers[-1]
        if len(provision.numbers) == 1:
            return self.number(number.replace("-", self.forms.to))
        is_paragraph = provision.unit is Unit.ARTICLE and len(provision.numbers) == 2 and number[0].isdigit()
        return self.number(number) if is_paragraph and self.language != "ar" else self.mark(number, provision.numbers)

    def mark(self, number: str, numbers: Sequence[str]) -> str:
        """Return the last of some numbers, a number or a letter within a provision: ``a)``, ``(1)``."""
        if number[0].isdigit():
            return f"({self.number(number)})"
        letters, place = self.forms.letters, ord(number[0]) - ord("a")
        if letters and len(number) == 1 and not is_roman_place(numbers) and 0 <= place < len(letters):
            number = letters[place]
        return self.forms.letter.format(number)

    def number(self, number: str) -> str:
        """Return a number in the signs that are asked for."""
        if self.numerals is Numerals.LATIN:
            return number
        if self.language == "ar":
            return number.translate(_ARABIC)
        return chinese(int(number)) if self.language == "zh" and number.isdigit() else number

    def _inner_first(self, group: list[_Run], *, is_single: bool) -> list[Piece]:
        first = group[0][0]
        outer = first.numbers[:-1]
        word = self.forms.units[Unit.PARAGRAPH]
        is_lettered = not first.numbers[-1][0].isdigit()
        one, many = ("подпункт", "подпункты") if is_lettered else (word.one, word.many)
        around = self.forms.units[first.unit].of_one + ("" if is_unnumbered(first) else f" {outer[0]}")
        for inner in outer[1:]:
            around = f"{'подпункта' if not inner[0].isdigit() else word.of_one} {self._inside(inner)} {around}"
        names = [
            Piece(
                text=self._inside(run[0].numbers[-1])
                + ("" if run[0] == run[1] else f"{self.forms.to}{self._inside(run[1].numbers[-1])}"),
                provision=run[0],
            )
            for run in group
        ]
        if is_single:
            return [Piece(text=f"{one} {names[0].text} {around}", provision=first)]
        return [Piece(text=f"{many} "), *self.enumerate([[name] for name in names]), Piece(text=f" {around}")]

    def _inside(self, number: str) -> str:
        return number if number[0].isdigit() else self.forms.letter.format(number)

    def _chinese(self, group: list[_Run]) -> list[Piece]:
        phrases: list[list[Piece]] = []
        for first, last in group:
            text = self._chinese_last(first) if phrases and len(first.numbers) > 1 else self._chinese_place(first)
            if first != last:
                text += f"{self.forms.to}{self._chinese_last(last)}"
            phrases.append([Piece(text=text, provision=first)])
        return self.enumerate(phrases)

    def _chinese_place(self, provision: Provision) -> str:
        parts = []
        for depth in range(1, len(provision.numbers) + 1):
            part = Provision(instrument="", unit=provision.unit, numbers=provision.numbers[:depth])
            parts.append(self._chinese_last(part))
        return "".join(parts)

    def _chinese_last(self, provision: Provision) -> str:
        number, unit = provision.numbers[-1], provision.unit
        if number == unit.word:
            return self.forms.units[unit].one
        if len(provision.numbers) == 1:
            word = self.forms.units[unit].one
            shown = self.number(number.replace("-", self.forms.to))
            return f"{word}{shown}" if unit in _AFTER else f"第{shown}{word}"
        if number[0].isdigit() and unit is Unit.ARTICLE and len(provision.numbers) == 2:
            return f"第{self.number(number)}款"
        return (
            self.mark(number, provision.numbers)
            if number[0].isalpha() and len(provision.numbers) < 4
            else f"({number})"
        )


def _has_paragraph(provision: Provision) -> bool:
    return provision.unit is Unit.ARTICLE and len(provision.numbers) > 1 and provision.numbers[1][0].isdigit()


def chinese(number: int) -> str:
    """Return a number below 1,000 in Chinese signs: 22 is 二十二, 105 is 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_CHINESE[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _CHINESE[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_CHINESE[ones] if ones else "") or _CHINESE[0]
