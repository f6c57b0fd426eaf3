"""Citations as authors write them in French, Spanish, Russian, Arabic and Chinese, put into the words of English.

Apart from :mod:`normative.model.spelling`, which knows one grammar: what comes out here is read there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

#: What only a citation in another language has; most have nothing of it.
_FOREIGN = re.compile(
    r"[\u0400-\u04ff\u0600-\u06ff\u3400-\u9fff]|\b(?:art[íi]culos?|par[s]?\.|p[áa]rr[s]?\.|p[áa]rrafos?|"
    r"paragraphes?|alinéas?|apartados?|incisos?|literal|numeral|object?ifs?|objetivos?|principes?|principios?|"
    r"pr[ée]ambule|preámbulo|partes?|parties?|cibles?|metas?|r[èe]gles?|reglas?|chapitres?|cap[íi]tulos?|secci[óo]n|"
    r"annexes?|anexos?|directives?|directri(?:z|ces)|priorités?|prioridad(?:es)?|premier|1er|OD[DS])\b"
    r"|\b(?:par[s]?|p[áa]rr[s]?)\.|(?:[\d)A-Z]|bis) ?[a-z]\)"
    r"|[\d)] (?:et|y|e|ou|o|u|à|(?-i:al?)) (?=\d|\(|art)|\b[a-z]\) (?:et|y) [a-z]\)|\b(?:d[ue]|del)\s",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩،؛", "0123456789,;")
_ARABIC_LETTERS = {"ا": "a", **dict(zip("أبجدهوزحطيكلمنسعفصقرشتثخذض", "abcdefghijklmnopqrstuvwxyz", strict=True))}
#: How the Covenants count items in Chinese, and how other texts do.
_CHINESE_LETTERS = dict(zip("子丑寅卯辰巳午未申酉甲乙丙丁戊己庚辛壬癸", "abcdefghij" * 2, strict=True))
_CHINESE = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_LATER = r"(?:[A-Z](?![A-Za-z])|\s?(?:bis|ter|quater)(?![a-z]))?"
_N = rf"(\d+{_LATER})"
#: Items of a place: "d)", "b) и d)".
_L = r"((?:\(?\b[a-z]{1,4}\b\)?(?:\s*(?:[,–-]|и)\s*|\s+)?){1,20}?)"
_LIST = r"(\d+(?:\s*\([a-z]\))?(?:\s*(?:[,–-]|и)\s*(?:\d+(?:\s*\([a-z]\))?|\([a-z]\)))*)"
_AND = r"(?:\s*(?:和|、|及|与|或|以及|或者)\s*)"
_ONE = rf"(?:\d+(?:\.\w+)?{_LATER}|[IVXLC]+|[A-Z])"
_C = rf"({_ONE}(?:(?:{_AND}|\s*[至–-]\s*第?){_ONE})*)"
#: What is divided into paragraphs beside articles, in Russian.
_OUTER = rf"(правил\w*|приложени\w*|принцип\w*|преамбул\w*)(?:\s+({_ONE})(?!\w))?"


def _is_listed(found: re.Match[str]) -> bool:
    """Tell whether a letter is the last of several in one bracket: "(a, b and c)"."""
    opened = found.string[: found.start()].rpartition("(")
    return bool(opened[1] and re.fullmatch(r"[a-z\s,]+", opened[2]))


#: In this order: whole phrases that turn the order of the parts round, then single words.
_PATTERNS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?<![\w(])([a-z]{1,2}|[ivx]+)\)", lambda found: found[0] if _is_listed(found) else f"({found[1]})"),
    (r"(?<=\d )(\d{1,2})\)", r"(\1)"),
    (r"[«\"“]([a-z])[»\"”]", r"(\1)"),
    # Russian, in any case of the words.
    (
        rf"подпункт\w*\s+{_L}\s+подпункт\w*\s+(\([a-z]\))\s+пункт\w*\s+{_N}\s+стат\w+\s+{_N}",
        r"art. \4, para. \3 \2 \1",
    ),
    (rf"подпункт\w*\s+{_L}\s+пункт\w*\s+{_N}\s+{_OUTER}", r"\3 \4, para. \2 \1"),
    (rf"подпункт\w*\s+{_L}\s+{_OUTER}", r"\2 \3 \1"),
    (rf"(?:пункт\w*|п\.)\s*{_N}((?:\s*\([a-z]+\))*)\s+{_OUTER}", r"\3 \4, para. \1\2"),
    (rf"подпункт\w*\s+{_L}\s+пункт\w*\s+{_N}\s+стат\w+\s+{_N}", r"art. \3, para. \2 \1"),
    (rf"подпункт\w*\s+{_L}\s+стат\w+\s+{_N}", r"art. \2 \1"),
    (rf"(?:под)?пункт\w*\s+{_L}\s+преамбул\w+", r"preamble \1"),
    (rf"подпункт\w*\s+{_L}\s+пункт\w*\s+{_N}", r"para. \2 \1"),
    (rf"(?:пункт(?:ы|ов|ам|ами|ах)|пп\.)\s*{_LIST}\s+ст(?:ат\w+|\.)\s*{_N}", r"art. \2, paras. \1"),
    (rf"(?:пункт\w*|п\.)\s*{_N}((?:\s*\([a-z]+\))*)\s+ст(?:ат\w+|\.)\s*{_N}", r"art. \3, para. \1\2"),
    (r"стат\w+|\bстт?\.", "art."),
    (r"подпункт\w*|\bподп\.", "subpara."),
    (r"пункт\w*|\bпп?\.", "para."),
    (r"\b(?:цел(?:ь|и|ью|ей|ям|ями|ях) в области устойчивого развития|ЦУР)(?=\s+\d)", "goal"),
    (r"\bцел(?:ь|и|ью|ей|ям|ями|ях)\b", "obj."),
    (r"\bзадач\w*", "target"),
    (r"\bправил\w*", "rule"),
    (r"\bпринцип\w*", "principle"),
    (r"\bприложени\w*", "annex"),
    (r"\bчаст(?:ь|и|ью|ей|ям|ями|ях)\b", "part"),
    (r"\b(?:глав\w+|гл\.)", "chapter"),
    (r"\b(?:раздел\w*|разд\.)", "section"),
    (r"\bпреамбул\w*", "preamble"),
    (r"\bприоритет\w*", "priority"),
    (r"\bруководящ\w+ положени\w+", "guideline"),
    (r"(?<=[\d).IVX])\s+(?:и|или)\s+(?=[\w(])", " and "),
    (r"\bс\s+(?=\d+\s+по\s)", ""),
    (r"(?<=\d)\s+по\s+(?=\d)", "-"),
    # Arabic: the paragraph may stand first.
    (r"الفقرة\s+الفرعية\s+(\([a-z]\))\s+من\s+الفقرة\s+(\d+)\s+من\s+المادة\s+(\d+)", r"art. \3, para. \2 \1"),
    (r"(\d|\))\s*(?:إلى|حتى)\s*(?=\d)", r"\1-"),
    (r"\bمن\s+(?=\d+-)", ""),
    (
        rf"(?:الفقرات|الفقرت(?:ان|ين))\s+([\d\s,()a-zو-]+?)\s+من\s+المادة\s+{_N}",
        lambda found: f"art. {found[2]}, paras. {found[1].replace('و', ' and ')}",
    ),
    (rf"الفقرة\s+{_N}((?:\s*\([a-z]+\))*)\s+من\s+المادة\s+{_N}", r"art. \3, para. \1\2"),
    (r"المادت(?:ان|ين)|المواد", "arts."),
    (r"المادة", "art."),
    (r"الفقرت(?:ان|ين)|الفقرات", "paras."),
    (r"الفقرة", "para."),
    (r"أهداف\s+التنمية\s+المستدامة|هدف\s+التنمية\s+المستدامة", "goal"),
    (r"الأهداف|الهدف(?:ان|ين)?", "obj."),
    (r"الغاي(?:ة|ات|تان|تين)", "target"),
    (r"القاعد(?:ة|تان|تين)|القواعد", "rule"),
    (r"المبدأ\s+التوجيهي|المبادئ\s+التوجيهية", "guideline"),
    (r"المبدأ(?:ان|ين)?|المبدآن|المبادئ", "principle"),
    (r"المرفق(?:ان|ين|ات)?", "annex"),
    (r"الجزء|الجزآن|الأجزاء", "part"),
    (r"الفصل(?:ان|ين)?|الفصول", "chapter"),
    (r"الفرع(?:ان|ين)?|الفروع", "section"),
    (r"الديباجة", "preamble"),
    (r"الأولوي(?:ة|ات|تان|تين)", "priority"),
    (r"(?<=[\d)])\s*(?:و|أو\s)\s*(?=[\d(])", " and "),
    (
        r"(?<=[\d)])\s*و(?=(?:arts?|paras?|obj|goal|target|rule|principle|guideline|annex|part|chapter|section|preamble)\b)",
        " and ",
    ),
    # Chinese.
    (r"(?<=[条款项段)])\s*[至–-]\s*第(\d+)(?=[条款段])", r"–第\1"),
    (rf"第{_C}\s*((?:\([\da-z]+\))+)(条|段)", r"第\1\3\2"),
    (r"第\((\d+)\)款", r"第\1款"),
    (rf"{_AND}第(\d+)款", r" and para. \1 "),
    (r"(?<=款)–第(\d+)款", r"-\1"),
    (r"(?<=条)–第(\d+)条", r"-\1"),
    (rf"第{_C}条", r" art. \1 "),
    (rf"第{_C}款", r", para. \1 "),
    (r"(?:序言)第?(\([a-z]\))[段项]", r" preamble \1"),
    (rf"第{_C}段", r" para. \1 "),
    (rf"第{_C}部分", r" part \1 "),
    (rf"第{_C}章", r" chapter \1 "),
    (rf"第{_C}准则", r" guideline \1 "),
    (rf"第{_C}节", r" section \1 "),
    (r"可持续发展目标\s*(?=\d)", " goal "),
    (r"具体目标\s*(?=\d)", " target "),
    (r"目标\s*(?=\d)", " obj. "),
    (r"规则\s*(?=\d)", " rule "),
    (r"准则\s*(?=\d)", " guideline "),
    (r"原则\s*(?=[\d(])", " principle "),
    (r"附件\s*(?=[\dIVX])", " annex "),
    (r"附件", " annex "),
    (r"优先事项\s*(?=\d)", " priority "),
    (r"序言", " preamble "),
    (r"(\([a-z]+\))\s*(?:项|目|分段)", r"\1"),
    (rf"(?<=[\d) ]){_AND}(?=[\w,(])", " and "),
    (r"(?<=[\d) ])\s*至\s*第?(?=[\d( ])", "-"),
    # French and Spanish.
    (r"\bl['’](?=art)", ""),
    (r"\b(?:articles?|art[íi]culos?|arts?\.)\s+premier\b|\bart(?:icle|\.)\s+1er\b", "art. 1"),
    (r"\bart[íi]culos\b", "arts."),
    (r"\bart[íi]culo\b", "art."),
    (r"\b(?:paragraphes|p[áa]rrafos)\b|\b(?:p[áa]rrs|pars)\.", "paras."),
    (r"\b(?:paragraphe|p[áa]rrafo)\b|\b(?:p[áa]rr|par)\.", "para."),
    (r"\b(?:alinéas?|apartados?|incisos?|literal(?:es)?|numeral(?:es)?)\b", "letter"),
    (r"\b(?:objectifs?|objetivos?)\s+de\s+d[ée]sarroll?o\s+sostenible\b|\bODS\b", "goal"),
    (r"\bobjectifs?\s+de\s+développement\s+durable\b|\bODD\b", "goal"),
    (r"\b(?:objectifs?|objetivos?)\b", "obj."),
    (r"\b(?:principes?|principios?)\b", "principle"),
    (r"\b(?:pr[ée]ambule|preámbulo)\b", "preamble"),
    (r"\b(?:parties?|partes?)\b", "part"),
    (r"\b(?:cibles?|metas?)\b", "target"),
    (r"\b(?:r[èe]gles?|reglas?)\b", "rule"),
    (r"\b(?:chapitres?|cap[íi]tulos?|cap\.)", "chapter"),
    (r"\b(?:secci[óo]n(?:es)?|secc\.)", "section"),
    (r"\b(?:annexe|anexos?)\b", "annex"),
    (r"\b(?:directives?|directri(?:z|ces))\b", "guideline"),
    (r"\b(?:priorités?|prioridad(?:es)?)\b", "priority"),
    (r"(?<=[\d)IVX])\s+(?:et|y|ou|o|u)\s+(?=[\d(a-zIVX])", " and "),
    (r"(?<=[\d)])\s+(?:à|(?-i:al?))\s+(?=[\d(])", "-"),
    (r"\s+(?:d(?:u|el?)(?:\s+(?:l['’]|la))?)\s*(?=(?:art(?:icle|s?\.)|paras?\.|preamble|annex))", " of "),
)
_ARABIC_LETTER = re.compile(rf"\(([{''.join(_ARABIC_LETTERS)}])\)")
_CHINESE_LETTER = re.compile(rf"\(([{''.join(_CHINESE_LETTERS)}])\)")
_CHINESE_NUMBER = re.compile(
    r"(?<=[第目标和、至及与或则件])[零一二三四五六七八九十百]+(?=[条款段章节部、和至及与或\s);,]|$)|(?<=目标)[零一二三四五六七八九十百]+"
)


def in_english(text: str) -> str:
    """Return a citation with the words of English where it has those of another language; others as they are."""
    if not _FOREIGN.search(text):
        return text
    text = text.translate(_DIGITS)
    text = _ARABIC_LETTER.sub(lambda found: f"({_ARABIC_LETTERS[found[1]]})", text)
    text = _CHINESE_LETTER.sub(lambda found: f"({_CHINESE_LETTERS[found[1]]})", text)
    text = _CHINESE_NUMBER.sub(lambda found: str(_value(found[0])), text)
    for pattern, words in _PATTERNS:
        # Compiled when a text first has such words, which few have.
        text = re.sub(pattern, partial(_put, words), text, flags=re.IGNORECASE)
    return re.sub(r"\s+,", ",", text)


def _put(words: str | Callable[[re.Match[str]], str], found: re.Match[str]) -> str:
    """Return the words of English for some of another language, which in a key are no words: "RETURN-DIRECTIVE"."""
    if found[0].isupper() and found[0].isascii() and len(found[0]) > 3:
        return found[0]
    return words(found) if callable(words) else found.expand(words)


def _value(signs: str) -> int:
    """Return the value of a Chinese number below 1,000."""
    value = digit = 0
    for sign in signs:
        if sign in "十百":
            value += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE[sign]
    return value + digit
