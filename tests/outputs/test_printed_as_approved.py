"""What print shows of every kind of table, and how wide its columns are, as somebody has looked at and approved it.

Tables are short here, and count as long.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from approved import assert_approved, in_lines, tables_text
from normative.commands.freeze import main as freeze
from normative.model.matrix import Matrix
from normative.model.tables.chart import is_drawn
from normative.outputs.document.landscape import is_wide_matrix
from normative.outputs.document.parts import alignment, has_room, lines_below, part_title, parts_of
from normative.outputs.matrices.content import Metadata, site_address
from normative.outputs.matrices.exchange import render_json
from normative.outputs.table.charts import draw_chart
from normative.outputs.table.columns import UPRIGHT_WIDTH
from normative.outputs.table.printed import printed
from normative.outputs.table.related import Beside
from normative.project.domain import normative_domain
from small_projects import CONV_TOML, build, write_files, write_project

ROOT = Path(__file__).parents[1] / "roots" / "tutorial"
FILES = {
    "instruments/open/instrument.toml": 'key = "OPEN"\ntitle = "Open"\nstanding = "binding"\ndefault_unit = "art"\n',
    "instruments/conv/instrument.toml": CONV_TOML.replace('in_force = "2003"', "in_force = 2003-07-01"),
    "instruments/gc/instrument.toml": (
        'key = "GC2"\ntitle = "General comment No. 2"\nshort_title = "GC 2"\ntype = "general comment"\n'
        'standing = "interpretive"\ndefault_unit = "para"\nparagraphs = 20\n'
    ),
    "instruments/other/instrument.toml": 'key = "OTHER"\ntitle = "Other"\ntype = "treaty"\nstanding = "binding"\ndefault_unit = "art"\n',
    "instruments/pinpoints.csv": (
        "provision,edition,about,reads,checked_by,date\n"
        "GC2 paras. 4-6,final,who is protected,CONV 2,Anna,2026-11-20\n"
        "CO-ALB para. 16,,an office for complaints,CONV 1 (2); CONV 3,Anna,2026-11-20\n"
        "CO-ALB para. 17,,an office for complaints,CONV 4,Anna,2026-11-20\n"
        "CO-ALB para. 18,,courts,CONV 4 bis; CONV 10,Anna,2026-11-20\n"
        "CASE para. 5.5,,reasons must be given,CONV 3 (2),Anna,2026-11-20\n"
        "CASE para. 5.6,,reasons must be given,CONV 3 (3),Anna,2026-11-20\n"
    ),
    "instruments/practice.csv": (
        "key,type,state,symbol,title,adopted,paragraphs\n"
        "CO-ALB,concluding observations,Albania,T/C/ALB/CO/2,Concluding observations on Albania,2019-04-12,60\n"
        "CASE,views,Utopia,T/C/9/D/1/2001,A v. Utopia,2003,9\n"
    ),
    "states/states.toml": 'as_of = "2020"\nday = 2020-06-30\n',
    "states/states.csv": "code,name\nNOR,Northland\nSOU,Southland\nWES,Westland\nEAS,Eastland\nMID,Midland\n",
    "states/ratifications.csv": (
        "state,instrument,status,date,action,source,note\n"
        "NOR,CONV,party,2001-11-30,accession,a list,\n"
        "SOU,CONV,party,2004-05-31,ratification,a list,\n"
        "SOU,OTHER,party,2005-05-31,ratification,a list,\n"
        "WES,CONV,withdrawn,2012-04-05,,a list,\n"
        "EAS,CONV,party,2019,,,\n"
    ),
    "states/reservations.csv": "state,instrument,kind,about,source\nNOR,CONV,reservation,art. 4: no court,T/1\n",
    "index.rst": "Index\n=====\n\n.. toctree::\n\n   text\n   tables\n",
}
TEXT = """\
First part: beginnings of what is to follow
===========================================

.. obligation:: decide
   :basis: CONV 3 (1); COMP obj. 2; OTHER 7
   :holder: workers

   States decide each case, whoever asks for it, and say in their decisions on which of all their reasons they rest.

.. obligation:: tell
   :basis: CONV 3 (2)
   :reading: CASE para. 5.5
   :holder: workers

   States tell persons.

.. obligation:: tell-more
   :basis: CONV 3 (3); CASE para. 5.6

   States tell more.

.. obligation:: hear
   :basis: CONV 3 (3); CONV 4; GC2 para. 4

   States hear them.

.. obligation:: divided
   :basis: CONV 4 in part; OTHER 9 in part

   States do two things.

.. commitment:: gather
   :basis: COMP para. 7 (a); COMP para. 7 (b)
   :holder: women; workers

   States gather data.

.. commitment:: alone
   :basis: COMP para. 10

   States follow up.

.. commitment:: return
   :basis: COMP para. 8 (a); CONV 3 (1)

   States return.

.. convergence:: CONV 3; COMP obj. 2
   :relation: synergy
   :source: analysis

   Both, as para. :para:`gather` says.

.. convergence:: CONV 3 (1); COMP para. 7 (a)
   :relation: complement
   :source: analysis

   One completes the other.

.. convergence:: CONV 4; COMP obj. 1
   :relation: tension
   :source: CMT/1
   :reviewed: 2026-01-02, working group

   =1+1

Second part
===========

.. guidance:: record
   :basis: CONV 4; OPEN 5 (2)
   :holder: children

   States should record.

.. paragraph:: scope

   Plain.

.. gap:: CONV 4 bis
   :counterpart: COMP

   None.

.. gap:: COMP obj. 3
   :counterpart: CONV

   None back.

.. gap:: COMP paras. 10-12
   :counterpart: CONV

   Nor of this.

.. not-addressed:: CONV 10

   A final clause.

.. not-addressed:: CONV 1 (1)

   All are meant.

.. not-addressed:: CONV 1 (2)

   All are meant.

.. not-addressed:: CONV 2 (1)

   All are meant.
"""
TABLES = """\
Tables
======

.. traceability-matrix::
   :rows: CONV at: paragraph
   :columns: COMP at: action
   :via: both

.. traceability-matrix::
   :rows: CONV
   :columns: COMP at: action
   :cell: count

.. traceability-matrix::
   :rows: CONV
   :columns: COMP; OPEN
   :group-by: part

.. traceability-matrix::
   :rows: CONV
   :columns: paragraphs

.. traceability-matrix::
   :rows: COMP at: action
   :columns: sections

.. traceability-matrix::
   :name: numbers
   :rows: CONV
   :columns: sections

.. traceability-matrix::
   :name: counts
   :rows: CONV
   :columns: sections
   :cell: count

.. traceability-matrix::
   :rows: paragraphs
   :columns: CONV; COMP

.. convergence-matrix::
   :rows: CONV
   :columns: COMP

.. convergence-matrix::
   :rows: COMP at: action
   :columns: CONV at: paragraph

.. convergence-matrix::
   :rows: CONV
   :columns: COMP
   :layout: list

.. crosswalk::

.. coverage:: CONV at: letter

.. coverage:: COMP

.. chart:: CONV

.. chart:: sections

.. paragraph-list::

.. state-panorama:: CONV

.. state-panorama:: CONV
   :rows: paragraphs

.. instrument:: CONV

.. instrument:: COMP

.. instrument:: OPEN

.. instrument::

.. concordance:: 1

.. pinpoints::

.. practice::
"""


def before(text: str) -> str:
    """Return the text as it was in a draft: one paragraph less, one in another place, and two with other words."""
    text = text.replace("States follow up.", "States follow up on all of it.").replace("States hear", "They hear")
    first, _, rest = text.partition(".. obligation:: tell\n")
    return first + rest[rest.index(".. obligation:: tell-more") :]


@pytest.fixture(params=["tutorial", "other"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source = tmp_path / "source"
    if request.param == "tutorial":
        return Path(shutil.copytree(ROOT, source))
    write_project(source, {**FILES, "text.rst": before(TEXT), "tables.rst": TABLES.replace(".. concordance:: 1\n", "")})
    assert freeze(["1", "--date=2026-11-20", f"--source={source}", f"--into={tmp_path}"]) == 0
    return write_files(source, {"text.rst": TEXT, "tables.rst": TABLES})


def on_paper(matrix: Matrix, width: float) -> Iterator[str]:
    """Yield how a table is laid out between margins: each part with its columns."""
    parts = parts_of(matrix, width)
    room = "with room" if has_room(matrix, width) else "without room"
    yield f"{width:.0f} mm, {'on a wide page, ' if is_wide_matrix(matrix) else ''}{room}:"
    for number, part in enumerate(parts, 1):
        columns = [
            f"{matrix.columns[index].title} {size:.1f} {alignment(matrix, index)}{' turned' * (index in part.turned)}"
            for index, size in zip(part.indexes, part.widths, strict=True)
        ]
        yield f"{part_title(matrix, number, len(parts))}, head {part.head_height:.1f}: {' | '.join(columns)}"


def test_printed_tables_are_as_approved(
    request: pytest.FixtureRequest, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("normative.outputs.table.printed.WHOLE_ROWS", 0)
    built = build(project, "normative-matrices")
    index = normative_domain(built.app.env).index
    matrices = [index.matrix(table.name) for table in index.tables]
    profiles = list(index.profiles)
    address = site_address(index.locate, "html")

    def told(matrix: Matrix) -> str:
        return tables_text(
            [json.loads(render_json(matrix, address, Metadata(title="", status="", release="", date="")))]
        )

    text = []
    for matrix in matrices:
        shown = printed(matrix)
        text += [told(shown), *(f"{line}\n" for width in (UPRIGHT_WIDTH, 60) for line in on_paper(shown, width))]
        text += [*(f"below: {line}\n" for line in lines_below(shown)), "\n"]
        text += [f"{in_lines(draw_chart(shown, ink='#000'))}\n"] if is_drawn(shown) else []
        other = told(printed(matrix, beside=Beside.of(matrices, profiles)))
        text += [f"beside the other tables:\n{other}"] if other != told(shown) else []
    assert_approved(f"printed-{request.node.callspec.params['project']}", "".join(text))
