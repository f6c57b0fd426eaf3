"""Words stay with the number behind them, and an import takes what was kept together back as it is written."""

from __future__ import annotations

import pytest

from normative.model.spacing import kept_before, kept_together, let_go


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("see para. 7 and paras. 8–9", "see para.~7 and paras.~8–9"),
        ("Article 22 (1), articles 6\nand 7", "Article~22 (1), articles~6\nand 7"),
        (
            "objective 21; obj. 5; Part III; general comment No. 2",
            "objective~21; obj.~5; Part~III; general comment No.~2",
        ),
        ("voir par. 7 et article 22, objectif 8", "voir par.~7 et article~22, objectif~8"),
        ("véase el párr. 7 y los artículos 6 y 7; núm. 2", "véase el párr.~7 y los artículos~6 y 7; núm.~2"),
        ("см. пункт 7, пп. 8 и 9, статьи 6 и 7; цель 8", "см. пункт~7, пп.~8 и 9, статьи~6 и 7; цель~8"),
        ("انظر الفقرة 7 والمادتين 6 و7؛ والمادة ٢٢", "انظر الفقرة~7 والمادتين~6 و7؛ والمادة~٢٢"),
        ("Elle dit : « non » ; pourquoi ?", "Elle dit~: «~non~»~; pourquoi~?"),
        ("a :code of its own; 10 !important; вступать 5", "a :code of its own; 10 !important; вступать 5"),
        # No number follows, or the word is another one.
        ("this article is; part X-ray", "this article is; part~X-ray"),
        ("依约定article 3", "依约定article~3"),
        ("the parts Virtue plays; subpart 3; counterpart 5", "the parts Virtue plays; subpart 3; counterpart 5"),
    ],
)
def test_no_line_ends_between_a_word_and_its_number(written: str, printed: str) -> None:
    shown = kept_together(written)
    assert shown == printed.replace("~", "\u00a0")
    assert let_go(shown).split() == written.split()
    assert "\u00a0" not in let_go(shown)


def test_a_number_of_its_own_stays_with_the_word_before_it() -> None:
    assert kept_before("see para. ", "7") == "see para.\u00a0"
    assert kept_before("see para. ", "below") == "see para. "
    assert let_go("see para.\u00a0") == "see para. "


def test_a_space_that_an_author_keeps_is_let_be() -> None:
    assert let_go("10\u00a0km") == "10\u00a0km"
