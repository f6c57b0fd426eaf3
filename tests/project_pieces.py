"""What :mod:`edited_project` is made of: paragraphs, tables, relations, rows and files, each in several forms."""

from __future__ import annotations

import io

from PIL import Image

from small_projects import CONFIGURATION, INSTRUMENTS

FORCES = ("paragraph", "obligation", "commitment", "guidance")
BASES = (
    "",
    "CONV 1",
    "CONV 3 (1)-(2); COMP obj. 1",
    "COMP para. 8 (a); CONV 4",
    "OPEN 4",
    "OPEN 5; CONV 2",
    "CONV 99",
    "EXTRA 3",
)
#: What an author writes in a paragraph, with gaps for an id, a document and the key of a source.
TEXTS = (
    "States parties must act.",
    "See para. :para:`{id}` and :provision:`CONV 3 (1)`.",
    "Under :provision:`OPEN 4`, and the :instrument:`COMP`, illegal persons should be heard. :footcite:`{key}{{para. 3}}`",
    "As :doc:`{doc}` says, and :ref:`{doc}`; compare :need:`{id}`.",
    "A note. [#]_ Another. :footcite:`{key}`\n\n   .. [#] See :footcite:`{key}{{para. 7}}` and :para:`{id}`.",
    "An *organisation*:\n\n   (a) first;\n\n   (b) second. :provision:`CONV 4 bis`",
    "A :term:`remittance`, as in :numref:`figure`; see :ref:`figure` and :download:`the rows </rows.csv>`.",
)
RELATIONS = (
    ".. convergence:: CONV 3 (1); COMP obj. 2\n   :relation: complement\n   :source: analysis\n\n   One adds to the other.\n",
    ".. convergence:: CONV 1; OPEN 4\n   :relation: tension\n   :source: analysis\n   :reviewed: 2026-01-01\n\n   They differ.\n",
    ".. gap:: CONV 4\n   :counterpart: COMP\n\n   Nothing there.\n",
    ".. not-addressed:: CONV 10\n\n   Final clauses.\n",
)
TABLES = (
    ".. traceability-matrix::\n   :rows: paragraphs\n   :columns: CONV; COMP\n   :group-by: section\n   :stats:\n",
    ".. traceability-matrix::\n   :rows: CONV at: article\n   :columns: COMP at: objective\n",
    ".. coverage:: CONV\n   :at-least: 50%\n",
    ".. convergence-matrix::\n   :rows: CONV\n   :columns: COMP\n",
    ".. convergence-matrix::\n   :rows: CONV\n   :columns: COMP\n   :layout: list\n",
    ".. crosswalk::\n",
    ".. chart:: CONV\n",
    ".. chart:: sections\n",
    ".. paragraph-list::\n   :force: obligation; commitment\n   :name: duties\n",
    ".. state-panorama:: CONV\n",
    ".. state-panorama:: CONV\n   :rows: paragraphs\n",
    ".. instrument:: CONV\n",
    ".. instrument:: OPEN\n",
    ".. instrument::\n   :except: CONV\n",
    ".. accepted-findings::\n",
    ".. needtable::\n   :columns: id; number; title\n   :style: table\n",
    ".. bibliography::\n",
    ".. glossary::\n\n   remittance\n      Money sent home.\n",
    ".. index:: return; voluntary\n\nIndexed words.\n",
    ".. image:: /picture.png\n   :alt: A picture\n",
    ".. figure:: /picture.png\n   :alt: A picture\n   :name: figure\n\n   What the picture shows.\n",
    ".. include:: /part.inc\n",
    ".. csv-table:: Rows\n   :file: /rows.csv\n",
    ".. literalinclude:: /rows.csv\n",
    "Words [#named]_ and once more [#named]_.\n\n.. [#named] A note with a name.\n",
)
ROWS = {
    "instruments/convergence.csv": (
        "provisions,relation,reason,source",
        (
            "CONV 1; COMP obj. 1,synergy,Because.,analysis",
            "CONV 3 (2); COMP para. 8 (a),complement,One adds.,analysis",
            "CONV 2; OPEN 5,tension,They differ.,T/1",
        ),
    ),
    "instruments/gaps.csv": (
        "provision,counterpart,reason,source",
        ("COMP obj. 3,CONV,Nothing on work.,analysis", "CONV 4 bis,COMP,Nothing on courts.,analysis"),
    ),
    "instruments/not-addressed.csv": (
        "provisions,reason,source",
        ("CONV 10,Final clauses.,analysis", "COMP obj. 3,Later.,"),
    ),
    "vocabulary/terms.csv": (
        "avoid,write,note",
        ("illegal persons,persons in an irregular situation,", "organisation,organization,United Nations spelling"),
    ),
    "vocabulary/holders.csv": (
        "holder,also,meaning",
        ("everyone,all,", "workers,,Whoever works", "children,minors,Persons under eighteen"),
    ),
    "states/ratifications.csv": (
        "state,instrument,status,date,action,source,note",
        ("NOR,CONV,party,1999-02-03,ratification,depositary,", "SOU,CONV,signatory,2001,signature,depositary,"),
    ),
}
FIXED = {
    "states/states.csv": "code,name,also\nNOR,Northland,\nSOU,Southland,\nWES,Westland,\n",
    "states/states.toml": 'as_of = 2026-01-31\nsource = "the depositary"\n',
    "instruments/open/instrument.toml": 'key = "OPEN"\ntitle = "Open"\nstanding = "binding"\ndefault_unit = "art"\n',
    "instruments/comp/instrument.toml": INSTRUMENTS["instruments/comp/instrument.toml"],
}
#: An instrument that a project may have besides.
EXTRA = 'key = "EXTRA"\ntitle = "Extra"\nstanding = "political"\ndefault_unit = "art"\n'
CONF = (
    CONFIGURATION
    + 'bibtex_bibfiles = ["sources.bib"]\nhtml_copy_source = True\nhtml_sidebars = {"**": ["normative-contents.html"]}\n'
)
#: What conf.py may say besides.
SETTINGS = (
    'normative_status = "A draft"\n',
    'normative_as_of = "Data as of 2026"\n',
    "normative_word_limit = 20\n",
    'normative_documents = {"text": {"exclude": ["annex/*"]}, "all": {"clean": True}}\n',
    'exclude_patterns = ["annex"]\n',
    'suppress_warnings = ["normative.term"]\n',
    'html_title = "Another title"\n',
    'html_static_path = ["_static"]\nhtml_css_files = ["own.css"]\n',
    'project = "Another comment"\n',
    "numfig = True\n",
)


def _picture(color: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (2, 2), color).save(file, "PNG")
    return file.getvalue()


#: Files that may be otherwise, or not there.
VARIANTS: dict[str, tuple[str | bytes | None, ...]] = {
    "document.toml": (
        None,
        'symbol = "T/1"\nstage = "adopted"\n',
        'symbol = "T/2"\ndate = 2026-11-25\nnote = "A note."\n',
        'stage = "no stage"\n',
    ),
    "picture.png": (_picture("red"), _picture("blue"), None),
    "part.inc": (
        "Words taken in, of illegal persons.\n",
        ".. guidance:: taken-in\n   :basis: COMP obj. 1\n\n   States must. See :para:`one`.\n",
        "A note. [#]_\n\n.. [#] See :footcite:`guide`.\n",
        None,
    ),
    "rows.csv": ("Name,Number\nOne,1\n", "Name,Number\nOne,2\nTwo,3\n", None),
    "_static/own.css": ("p { color: red; }\n", "p { color: blue; }\n"),
}
ENTRY = "@misc{{{key},\n  author = {{{{Committee}}}},\n  title = {{{title}}},\n  number = {{T/{key}}},\n  year = {{2020}},\n}}\n"
