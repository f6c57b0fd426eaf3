"""A comment on two instruments that this repository knows nothing of works in every output, with no code and no setting.

Their ``provisions.csv`` have the five columns of the contract alone.
"""

from __future__ import annotations

import json

import pytest

from small_projects import CONFIGURATION, BuiltProject, build, write_files

COLUMNS = "provision,parent,subject,holder,note\n"
FILES = {
    "conf.py": CONFIGURATION,
    "instruments/refugee-convention/instrument.toml": (
        'key = "RC"\ntitle = "Convention relating to the Status of Refugees"\nshort_title = "Refugee Convention"\n'
        'text_name = "the Refugee Convention"\nstanding = "binding"\ndefault_unit = "art"\nadopted = 1951-07-28\n'
    ),
    "instruments/refugee-convention/provisions.csv": COLUMNS
    + "part I,,General,,\nart. 1,part I,Definition,,\nart. 1 (A),art. 1,,,\nart. 1 (A) (2),art. 1 (A),,,\n"
    + 'art. 31,part I,Unlawful entry,"refugees, asylum seekers",\nart. 31 (1),art. 31,,,\nart. 33,part I,Non-refoulement,refugees,\n',
    "instruments/refugee-compact/instrument.toml": (
        'key = "RCT"\ntitle = "Compact on Refugees"\ntext_name = "the Refugee Compact"\nstanding = "political"\n'
        'default_unit = "para"\n'
    ),
    "instruments/refugee-compact/provisions.csv": COLUMNS
    + "paras. 5-6,,Guiding principles,,\npara. 5,paras. 5-6,,,\npara. 6,paras. 5-6,,,\nparas. 60-61,,Statelessness,,\n"
    + "para. 60,paras. 60-61,,,\npara. 61,paras. 60-61,,,\n",
    "instruments/convergence.csv": "provisions,relation,reason,source\nRC 33; RCT 5,synergy,The Compact rests on it.,analysis\n",
    "instruments/gaps.csv": "provision,counterpart,reason\nRC 31,RCT,The Compact says nothing on penalties.\n",
    "instruments/not-addressed.csv": "provisions,reason\nRCT 60-61,Outside the scope.\n",
    "index.rst": """\
Refugees
========

.. obligation:: no-return
   :basis: RC 33; RC art. 1 (A) (2)

   States do not return anybody (:provision:`RC 33`; :provision:`RCT paras. 5-6`).

.. commitment:: burden-sharing
   :basis: RCT 5

   States have committed to share.

.. traceability-matrix::
   :columns: RC; RCT
   :stats:

.. convergence-matrix::
   :rows: RC
   :columns: RCT

.. coverage:: RC; RCT at: section
   :at-least: 50%

.. instrument:: RC

.. instrument::
   :except: RC
""",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltProject:
    return build(write_files(tmp_path_factory.mktemp("refugees"), FILES))


def test_nothing_is_found(built: BuiltProject) -> None:
    assert built.warnings == []


def test_running_text_and_margin(built: BuiltProject) -> None:
    (paragraph,) = built.page().xpath("//div[@id='no-return']")
    text = " ".join(paragraph.text_content().split())
    assert "(article 33 of the Refugee Convention; paragraphs 5–6 of the Refugee Compact)" in text
    assert "Basis: RC 33, 1 (A) (2)" in text


def test_tables(built: BuiltProject) -> None:
    figures = {
        table.get("id"): {total.get("data-total"): total.text_content() for total in table.xpath(".//dd")}
        for table in built.page().xpath("//div[@id][starts-with(@class, 'matrix ')]")
    }
    assert figures["coverage-rc"]["addressed"] == "2 (66.7 %)"
    assert figures["coverage-rct-section"] == {
        "provisions": "2",
        "addressed": "1 (50.0 %)",
        "justified": "1 (50.0 %)",
        "silent": "0 (0.0 %)",
    }
    assert figures["convergence-rc-rct"]["synergy"] == "1"
    assert figures["convergence-rc-rct"]["gap"] == "1"
    assert figures["traceability-paragraphs-rc-rct"]["covered"] == "2 (100.0 %)"


def test_needs(built: BuiltProject) -> None:
    (version,) = json.loads((built.outdir / "needs.json").read_text(encoding="utf-8"))["versions"].values()
    assert version["needs"]["rc-art-33"]["basis_back"] == ["no-return"]
    assert {need["instrument"] for need in version["needs"].values() if need["type"] == "provision"} == {"RC", "RCT"}


def test_tables_in_plain_text(built: BuiltProject) -> None:
    text = (build(built.source, "text").outdir / "index.txt").read_text(encoding="utf-8")
    folded = " ".join(text.split())
    assert "1. States do not return anybody" in folded
    assert "RC 33 Non-refoulement: RCT 5–6 (synergy, unreviewed)" in folded
    assert "RC 31 Unlawful entry: no counterpart in RCT (gap, unreviewed)" in folded
    assert "Resting on RC or RCT: 2" in folded
    assert "Addressed, share: 66.7 %" in folded
