"""How works are named in footnotes and lists, and where footnotes stand, as somebody has looked at it."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from pybtex.database import parse_string

from approved import assert_approved, in_lines
from normative.bibliography import style
from normative.bibliography.fields import unreadable_fields
from normative.project.language import speaking
from small_projects import build, write_project
from test_bibliography import COMMENTS, ENTRIES

#: Works that have more or less than those of the other tests, or something else.
OTHERS = r"""
@misc{treaty-in-title, title = {{Treaty A (1 May 2001)}}, date = {2001-05-01}, howpublished = {Treaty A}, keywords = {treaty, law}}
@misc{organization, title = {{Convention, 2011}}, date = {2011}, author = {{ILO}}, number = {C1}, howpublished = {ILO}, keywords = {treaty}}
@misc{other-name, title = {{Convention, 2011}}, date = {2011}, number = {C2}, howpublished = {ILO Recommendation}, keywords = {protocol}}
@misc{repeated, title = {{Resolution 1}}, month = {May}, year = {2002}, howpublished = {Resolution 1}, number = {X/1}, keywords = {resolution}}
@misc{published-by, title = {{Report}}, author = {{Board}}, date = {2003-04}, howpublished = {Board paper 7}, keywords = {paper}}
@misc{symbol, title = {{A Note}}, shorttitle = {Note}, author = {{A Note and its Authors}}, number = {A/CONF/1}, year = {2004}}
@misc{symbol-twice, title = {{A Note}}, shorttitle = {Short}, number = {A/CONF/2}, howpublished = {A/CONF/2}, year = {2004}}
@misc{year-in-title, title = {{Guide 2005}}, author = {Roe, R.}, year = {2005}, url = {http://example.org/a\_b}}
@misc{unsafe, title = {{Link}}, year = {2006}, url = {javascript:x}, annote = {unverified: url}}
@misc{annotated, title = {{Remarked.}}, year = {2006}, annote = {a remark}}
@misc{parties, title = {{A v. B}}, shorttitle = {A}, number = {HRI/GEN/1/Rev.9}, keywords = {views}, year = {2007}}
@misc{markup, title = {Open {brace}, \emph{told} }, note = {\}, year = {2008}}
@article{article, title = {One. Two.}, shorttitle = {One}, author = {van der Berg, Jan Piet and others}, journal = {Review}, year = {2009}, pages = {7}}
@article{no-journal, title = {Alone}, number = {5}}
@book{edited, title = {Collected}, editor = {Poe, P.}, edition = {3rd}, number = {Series 4}, note = {in two parts}, pages = {1, 3}, organization = {Org}, month = {June}, year = {2010}}
@book{nobody, title = {Nobody's}, publisher = {Press}}
@inbook{inbook, title = {Chapter}, author = {A, A. and B, B. and C, C.}, booktitle = {Book}, editor = {E, E.}, address = {Rome}, year = {2011}, pages = {3--9}}
@inproceedings{paper, title = {Paper}, author = {A, A.}, year = {2012}}
@mastersthesis{master, title = {On It}, author = {M, M.}, school = {School}, date = {2013-02-30}}
@report{own-report, title = {Annual}, author = {{Office}}, institution = {Office}, address = {Bonn}, year = {2014}}
@proceedings{proceedings, title = {Sessions}, year = {2015}}
"""


def test_works_are_named_as_approved() -> None:
    entries = {
        key: entry
        for text in (ENTRIES, COMMENTS, OTHERS)
        for key, entry in parse_string(text, "bibtex").entries.items()
    }
    lines = []
    for key, entry in entries.items():
        named = {
            "first": style.footnote_citation(entry),
            "first, with a place": style.footnote_citation(entry, "para. 5"),
            "later": style.short_citation(entry),
            "later, with a place": style.short_citation(entry, "para. 5"),
            "in a sentence": style.within_sentence(style.footnote_citation(entry)),
            "in a list": style.full_entry(entry),
        }
        lines += [f"## {key}", *(f"{how}: {text.render_as('html')}" for how, text in named.items())]
        lines += [f"lacks: {name}" for name in style.missing_fields(entry)]
        lines += [f"cannot be read: {name}" for name in unreadable_fields(entry)]
        with speaking("fr"):
            lines.append(f"in French: {style.full_entry(entry).render_as('html')}")
    order = style.ByAuthorAndDate().sort(entries.values())
    labels = style.ShortTitleLabels().format_labels(order)
    lines += ["## in order", *(f"{entry.key} [{label}]" for entry, label in zip(order, labels, strict=True))]
    assert_approved("works", "".join(f"{line}\n" for line in lines))


TEXT = """\
Title :footcite:`smith`
=======================

Words before a note [#first]_ and one by hand [7]_ , a symbol [*]_ and a citation :footcite:`roe`, again :footcite:`roe`.
*Emphasis* :footcite:`{See} roe{p. 50}; smith` :footcite:`smith{p. 3}`

:footcite:`imrf`

(:footcite:`{compare} none{para. 1}, imrf`) :footcite:`not {a key`

.. [#first] A written note, with :footcite:`imrf{para. 3}` and :footcite:`smith`.
.. [7] By hand: :footcite:`{But see} smith; roe`.
.. [*] A symbol.

.. guidance:: one

   A paragraph. [#]_ :footcite:`roe{p. 51}`

   :footcite:`roe{p. 51}`

.. [#] Second written note.
.. [#unused] Nobody calls this.

.. footbibliography::

Sub
---

.. toctree::

   other

More. :footcite:`roe{p. 51}` And :footcite:`roe{p. 52}` [#first]_.

.. footbibliography::

.. footbibliography::

Last
----

End. :footcite:`imrf`
"""
OTHER = "Other\n=====\n\n.. guidance:: two\n\n   Plain [#]_ words. [#]_\n\n.. [#] One.\n\nBetween.\n\n.. [#] Two.\n"


def test_footnotes_stand_as_approved(tmp_path: Path) -> None:
    configuration = 'bibtex_bibfiles = ["works.bib"]\nbibtex_footbibliography_header = ".. rubric:: Notes"\n'
    pages = {"index.rst": TEXT, "other.rst": OTHER, "works.bib": ENTRIES}
    built = build(write_project(tmp_path, pages, configuration=configuration))
    texts = [
        in_lines(html.tostring(built.page(name).xpath("//section")[0], encoding="unicode"))
        for name in ("index", "other")
    ]
    found = [line for line in built.warnings if "[normative.unused-bibliography-entry]" not in line]
    assert_approved("footnotes", "\n".join([*texts, *found, ""]))
