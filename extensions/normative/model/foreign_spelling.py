"""Citations as authors write them in French, Spanish, Russian, Arabic and Chinese, put into the words of English.

Apart from :mod:`normative.model.spelling`, which knows one grammar: what comes out here is read there.
"""

from __future__ import annotations

import re

#: What only a citation in another language has; most have nothing of it.
_FOREIGN = re.compile(
    r"[\u0400-\u04ff\u0600-\u06ff\u3400-\u9fff]|\b(?:art[íi]culos?|par[s]?\.|p[áa]rr[s]?\.|p[áa]rrafos?|"
    r"paragraphes?|alinéas?|apartados?|incisos?|object?ifs?|objetivos?|principes?|principios?)|\b\d+ (?:bis )?[a-z]\)"
    r"|\d (?:et|y|à|al?) (?=\d|\()|\b[a-z]\) (?:et|y) [a-z]\)",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_ARABIC_LETTERS = dict(zip("أابجدهوزحطي", "aabcdefghij", strict=True))
_CHINESE = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_N = r"(\d+(?:\s?(?:bis|ter))?)"
_L = r"\(?([a-z])\)"
_LIST = r"(\d+(?:\s*(?:[,–-]|и)\s*\d+)*)"
#: In this order: whole phrases that turn the order of the parts round, then single words.
_PATTERNS = (
    # Russian, in any case of the words.
    (rf"подпункт\w*\s+{_L}\s+пункт\w*\s+{_N}\s+стат\w+\s+{_N}", r"art. \3, para. \2 (\1)"),
    (rf"подпункт\w*\s+{_L}\s+стат\w+\s+{_N}", r"art. \2 (\1)"),
    (rf"пункт(?:ы|ов|ам|ами|ах)\s+{_LIST}\s+стат\w+\s+{_N}", r"art. \2, paras. \1"),
    (rf"пункт\w*\s+{_N}\s+стат\w+\s+{_N}", r"art. \2, para. \1"),
    (rf"пп?\.\s*{_LIST}\s+ст\.\s*{_N}", r"art. \2, paras. \1"),
    (r"стат\w+|\bстт?\.", "art."),
    (r"пункт\w*|\bпп?\.", "para."),
    (r"\bцел(?:ь|и|ью|ей|ям|ями|ях)\b", "obj."),
    (r"(?<=[\d)])\s+и\s+(?=[\d(])", " and "),
    # Arabic: the paragraph may stand first.
    (rf"الفقرة\s+{_N}\s+من\s+المادة\s+{_N}", r"art. \2, para. \1"),
    (r"المادت(?:ان|ين)|المواد", "arts."),
    (r"المادة", "art."),
    (r"الفقرت(?:ان|ين)|الفقرات", "paras."),
    (r"الفقرة", "para."),
    (r"الأهداف|الهدف", "obj."),
    (r"(?<=[\d)])\s*و\s*(?=[\d(])", " and "),
    # Chinese.
    (r"(?:和|、)第(\d+)款", r" and para. \1"),
    (r"第(\d+)条", r" art. \1 "),
    (r"第(\d+)款", r", para. \1 "),
    (r"第(\d+)段", r" para. \1 "),
    (r"目标\s*(\d+)", r" obj. \1 "),
    (r"(\([a-z]+\))[项目]", r"\1"),
    (r"(?<=[\d) ])\s*(?:和|、)\s*(?=[\w,(])", " and "),
    (r"(?<=[\d)])\s*至\s*(?=[\d(])", "-"),
    # French and Spanish.
    (r"\bart[íi]culos\b", "arts."),
    (r"\bart[íi]culo\b", "art."),
    (r"\b(?:paragraphes|p[áa]rrafos)\b|\b(?:p[áa]rrs|pars)\.", "paras."),
    (r"\b(?:paragraphe|p[áa]rrafo)\b|\b(?:p[áa]rr|par)\.", "para."),
    (r"\b(?:alinéas?|apartados?|incisos?)\b", "letter"),
    (r"\b(?:objectifs?|objetivos?)\b", "obj."),
    (r"\b(?:principes?|principios?)\b", "principle"),
    (r"(?<=[\d)])\s+(?:et|y)\s+(?=[\d(a-z])", " and "),
    (r"(?<=[\d)])\s+(?:à|al?)\s+(?=[\d(])", "-"),
    (r"\s+de(?:l|\s+l['’])\s*(?=art(?:icle|s?\.))", " of "),
    (r"(?<![\w(])([a-z]|[ivx]+)\)", r"(\1)"),
)
_CHINESE_NUMBER = re.compile(r"(?<=第)[零一二三四五六七八九十百]+|(?<=目标)[零一二三四五六七八九十百]+")


def in_english(text: str) -> str:
    """Return a citation with the words of English where it has those of another language; others as they are."""
    if not _FOREIGN.search(text):
        return text
    text = text.translate(_DIGITS)
    text = re.sub(r"\(([أابجدهوزحطي])\)", lambda found: f"({_ARABIC_LETTERS[found[1]]})", text)
    text = _CHINESE_NUMBER.sub(lambda found: str(_value(found[0])), text)
    for pattern, words in _PATTERNS:
        # Compiled when a text first has such words, which few have.
        text = re.sub(pattern, words, text, flags=re.IGNORECASE)
    return re.sub(r"\s+,", ",", text)


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
