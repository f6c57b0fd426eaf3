"""Footnote citations and the bibliography: the style on entries, the rest on small projects."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pybtex.database import Entry, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences  # type: ignore[attr-defined]  # re-exported

from normative.bibliography import style
from normative.bibliography.entries import unused_entries
from normative.bibliography.fields import field, unreadable_fields
from small_projects import PARTS

ENTRIES = r"""
@misc{iccpr,
  title = {{International Covenant on Civil and Political Rights}}, shorttitle = {{ICCPR}}, date = {1966-12-16},
  number = {A/RES/2200 A (XXI), annex}, howpublished = {United Nations, Treaty Series, vol. 999, No. 14668},
  keywords = {treaty}, author = {{Human Rights Committee}}, annote = {unverified: date},
}
@misc{ilo-c189,
  title = {{Domestic Workers Convention, 2011 (No. 189)}}, date = {2011-06-16}, author = {{ILO}}, number = {C189},
  howpublished = {ILO Domestic Workers Convention, 2011}, keywords = {treaty},
}
@misc{echr,
  title = {{European Convention}}, date = {1950-11-04}, author = {{Council of Europe}}, number = {ETS No. 5},
  howpublished = {ETS No. 5}, keywords = {treaty},
}
@misc{cmw-gc2,
  title = {{General comment No. 2 (2013) on migrant workers}}, date = {2013-08-28}, number = {CMW/C/GC/2},
  howpublished = {CMW/C/GC/2}, author = {{Committee on Migrant Workers}}, keywords = {general comment},
  url = {https://undocs.org/en/CMW/C/GC/2},
}
@misc{ccpr-gc15,
  title = {{General comment No. 15 (1986) on the position of aliens}}, year = {1986}, keywords = {general comment},
  number = {HRI/GEN/1/Rev.9 (Vol. I)}, howpublished = {HRI/GEN/1/Rev.9 (Vol. I)}, author = {{Human Rights Committee}},
}
@misc{imrf,
  title = {{Progress Declaration}}, date = {2022-06-07}, number = {A/RES/76/266}, author = {{General Assembly}},
  howpublished = {General Assembly resolution 76/266}, keywords = {resolution},
}
@misc{giry,
  title = {{Giry v. Utopia}}, date = {1990}, number = {CCPR/C/39/D/193/1985}, author = {{Human Rights Committee}},
  keywords = {views},
}
@misc{oc18,
  title = {{Juridical Condition, Advisory Opinion}}, year = {2003}, number = {OC-18/03}, howpublished = {OC-18/03},
  author = {{Inter-American Court of Human Rights}}, keywords = {advisory opinion},
}
@misc{principles,
  title = {{Principles for Fair Recruitment}}, year = {2016}, author = {{ILO}}, keywords = {soft law},
}
@book{smith, title = {Migration and Law}, author = {Smith, Jane and Roe, Richard}, address = {Geneva},
  publisher = {Press}, year = {2010}, edition = {2nd}, pages = {1-20}}
@article{roe, title = {On Return}, author = {Élise Roe}, journal = {Law Review}, volume = {12}, number = {3},
  year = {2011}, pages = {45--60}}
@incollection{doe, title = {On Work}, author = {Doe, J. and A, B. and C, D. and E, F.}, booktitle = {Handbook},
  editor = {Poe, P. and Quy, Q.}, publisher = {Press}, year = {2012}}
@techreport{report, title = {World Report}, author = {{IOM}}, institution = {IOM}, year = {2020}}
@phdthesis{thesis, title = {On Rights}, author = {Moe, M.}, school = {University of Geneva}, year = {2001}}
@misc{bare, note = {nothing else}}
"""

UNUSED_ENTRY = "@misc{never,\n  title = {Never}, year = {2000}, keywords = {treaty},\n}\n"

BIBLIOGRAPHY_PAGE = """\
Bibliography
============

Treaties
--------

.. bibliography::
   :list: bullet
   :filter: cited and keywords % "^(treaty|protocol)$"

General comments
----------------

.. bibliography::
   :list: bullet
   :filter: cited and keywords == "general comment"
"""

Project = Callable[..., Path]


@pytest.fixture
def make_project(tmp_path: Path) -> Project:
    """Return a function that writes a project and returns its source folder."""

    def make(pages: dict[str, str], *, bib: str = "", name: str = "project") -> Path:
        source = tmp_path / name / "source"
        source.mkdir(parents=True)
        (tmp_path / name / "sources.bib").write_text(bib or without_bare_entry(), encoding="utf-8")
        (source / "conf.py").write_text(
            f"extensions = {list(PARTS)}\nbibtex_bibfiles = ['../sources.bib']\n"
            "suppress_warnings = ['normative.unused-bibliography-entry']\n"
            "html_theme = 'basic'\nhtml_copy_source = False\nhtml_last_updated_fmt = None\n"
        )
        for page, text in pages.items():
            (source / f"{page}.rst").write_text(text, encoding="utf-8")
        return source

    return make


def without_bare_entry() -> str:
    """Return the entries that are complete."""
    return ENTRIES.partition("@misc{bare")[0]


def build(source: Path, builder: str = "html", **options: object) -> SphinxTestApp:
    """Build ``source`` into its ``_build`` folder and return the application."""
    app = SphinxTestApp(buildername=builder, srcdir=source, **options)  # type: ignore[arg-type]  # passed on
    try:
        app.build()
    finally:
        app.cleanup()
    return app


def warnings(app: SphinxTestApp) -> list[str]:
    """Return the warnings of a build, one a line, without colours."""
    return strip_escape_sequences(app.warning.getvalue()).splitlines()


def footnotes(app: SphinxTestApp, page: str = "index") -> list[str]:
    """Return number and text of the footnotes of a page in the order in which they stand there."""
    tree = html.parse(str(app.outdir / f"{page}.html"))
    notes = []
    for note in tree.xpath("//aside[@role='doc-footnote']"):
        label = "".join(note.xpath("span[@class='label']//text()")).strip("[]")
        notes.append(f"{label} {' '.join(''.join(note.xpath('p//text()')).split())}")
    return notes


def written_files(source: Path) -> dict[str, bytes]:
    """Return the pages that a build of ``source`` wrote."""
    folder = source / "_build" / "html"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.html"))}


@pytest.mark.parametrize(
    ("key", "pinpoint", "expected"),
    [
        ("iccpr", "", "United Nations, <em>Treaty Series</em>, vol. 999, No. 14668"),
        ("iccpr", "art. 13", "International Covenant on Civil and Political Rights, art. 13"),
        ("ilo-c189", "art. 3", "ILO Domestic Workers Convention, 2011 (No. 189), art. 3"),
        ("echr", "", "Council of Europe, European Convention, ETS No. 5"),
        ("cmw-gc2", "para. 50", "Committee on Migrant Workers, general comment No. 2 (2013) (CMW/C/GC/2), para. 50"),
        ("ccpr-gc15", "para. 5", "Human Rights Committee, general comment No. 15 (1986), para. 5"),
        ("imrf", "annex, para. 54", "General Assembly resolution 76/266, annex, para. 54"),
        ("giry", "para. 5.5", "<em>Giry v. Utopia</em> (CCPR/C/39/D/193/1985), para. 5.5"),
        ("oc18", "", "Inter-American Court of Human Rights, Juridical Condition, Advisory Opinion, OC-18/03"),
        ("principles", "", "ILO, Principles for Fair Recruitment (2016)"),
        (
            "smith",
            "p. 12",
            "Jane Smith and Richard Roe, <em>Migration and Law</em>, 2nd ed. (Geneva, Press, 2010), p. 12",
        ),
        ("roe", "p. 46", "Élise Roe, “On Return”, <em>Law Review</em>, vol. 12, No. 3 (2011), p. 46"),
        ("doe", "", "J. Doe and others, “On Work”, in <em>Handbook</em>, P. Poe and Q. Quy, eds. (Press, 2012)"),
        ("report", "", "IOM, <em>World Report</em> (2020)"),
        ("thesis", "", "M. Moe, “On Rights”, doctoral thesis, University of Geneva, 2001"),
        ("bare", "p. 1", "bare, p. 1"),
    ],
)
def test_footnote_citation(key: str, pinpoint: str, expected: str) -> None:
    entry = parse_string(ENTRIES, "bibtex").entries[key]
    assert style.footnote_citation(entry, pinpoint).render_as("html") == expected


COMMENTS = """
@misc{own, title = {{General comment No. 5 (2021) on liberty}}, author = {{A Committee with a Long Name}}, shortauthor = {},
  number = {CMW/C/GC/5}, shorttitle = {{General comment No. 5}}, keywords = {general comment}}
@misc{short, title = {{General recommendation No. 30 (2004) on non-citizens}}, author = {{A Committee with a Long Name}},
  shortauthor = {{CERD}}, number = {CERD/C/64}, keywords = {general recommendation}}
@misc{joint, title = {{Joint general comment No. 4 (2017) of one body and No. 23 (2017) of another on children}},
  shorttitle = {{Joint general comment No. 4 and No. 23 (2017)}}, number = {CMW/C/GC/4}, keywords = {general comment}}
@misc{unnumbered, title = {{Comment on Work}}, author = {{A Committee}}, number = {E/C.12/X}, keywords = {general comment}}
"""


@pytest.mark.parametrize(
    ("key", "first", "later"),
    [
        ("own", "General comment No. 5 (2021) (CMW/C/GC/5), para. 1", "General comment No. 5, para. 1"),
        (
            "short",
            "CERD, general recommendation No. 30 (2004) (CERD/C/64), para. 1",
            "CERD, general recommendation No. 30 (2004), para. 1",
        ),
        (
            "joint",
            "Joint general comment No. 4 and No. 23 (2017) (CMW/C/GC/4), para. 1",
            "Joint general comment No. 4 and No. 23 (2017), para. 1",
        ),
        ("unnumbered", "A Committee, Comment on Work (E/C.12/X), para. 1", "A Committee, Comment on Work, para. 1"),
    ],
)
def test_a_general_comment_is_cited_by_author_number_year_and_symbol(key: str, first: str, later: str) -> None:
    entry = parse_string(COMMENTS, "bibtex").entries[key]
    assert str(style.footnote_citation(entry, "para. 1")) == first
    assert str(style.short_citation(entry, "para. 1")) == later


def test_a_general_comment_begins_small_after_other_words(make_project: Project) -> None:
    text = (
        "T\n=\n\nA. :footcite:`own{para. 1}, joint` B. :footcite:`{See} own; own` C. [#]_\n\n"
        ".. [#] Own words; :footcite:`joint; short; own`.\n"
    )
    app = build(make_project({"index": text}, bib=COMMENTS))
    joint = "joint general comment No. 4 and No. 23 (2017)"
    assert footnotes(app) == [
        f"1 General comment No. 5 (2021) (CMW/C/GC/5), para. 1; {joint} (CMW/C/GC/4).",
        "2 See general comment No. 5; general comment No. 5.",
        f"3 Own words; {joint}; CERD, general recommendation No. 30 (2004) (CERD/C/64); general comment No. 5.",
    ]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "iccpr",
            "International Covenant on Civil and Political Rights, 16 December 1966, A/RES/2200 A (XXI), annex, "
            "United Nations, Treaty Series, vol. 999, No. 14668. [unverified: date]",
        ),
        (
            "cmw-gc2",
            "Committee on Migrant Workers, general comment No. 2 (2013) on migrant workers, 28 August 2013, "
            "CMW/C/GC/2. Available at https://undocs.org/en/CMW/C/GC/2.",
        ),
        (
            "ccpr-gc15",
            "Human Rights Committee, general comment No. 15 (1986) on the position of aliens, "
            "HRI/GEN/1/Rev.9 (Vol. I).",
        ),
        ("giry", "Human Rights Committee, Giry v. Utopia, 1990, CCPR/C/39/D/193/1985."),
        ("imrf", "Progress Declaration, General Assembly resolution 76/266, 7 June 2022, A/RES/76/266."),
        ("ilo-c189", "Domestic Workers Convention, 2011 (No. 189), 16 June 2011, C189."),
        ("roe", "Élise Roe, “On Return”, Law Review, vol. 12, No. 3 (2011), pp. 45–60."),
        ("bare", "bare."),
    ],
)
def test_full_entry(key: str, expected: str) -> None:
    assert str(style.full_entry(parse_string(ENTRIES, "bibtex").entries[key])) == expected


@given(st.text(st.sampled_from("aZé9 .,;:/-'`{}\\\\~$%&^_<"), max_size=12))
def test_a_field_says_what_latex_prints(written: str) -> None:
    entry = Entry("misc", {"title": written})
    try:
        printed = str(Text.from_latex(written.strip()))
        assert not list(unreadable_fields(entry))
    except (PybtexError, ValueError):
        printed = written.strip()
        assert list(unreadable_fields(entry)) == ["title"]
    assert str(field(entry, "title")) == printed


def test_pinpoints_and_repeated_citations_are_footnotes_of_their_own(make_project: Project) -> None:
    text = (
        "Title :footcite:`iccpr`\n=======================\n\n"
        "A. :footcite:`cmw-gc2{para. 50}` B :footcite:`cmw-gc2{para. 51}`, C (:footcite:`cmw-gc2{para. 50}`). [#]_\n"
        "D. :footcite:`cmw-gc2{paras. 1, 2}, {see also} imrf{annex, para. 54}; oc18` :footcite:`CMW-GC2`\n\n"
        ".. [#] Own words, see :footcite:`cmw-gc2{para. 3}`.\n"
    )
    app = build(make_project({"index": text}))
    assert warnings(app) == []
    assert footnotes(app) == [
        "1 United Nations, Treaty Series, vol. 999, No. 14668.",
        "2 Committee on Migrant Workers, general comment No. 2 (2013) (CMW/C/GC/2), para. 50.",
        "3 Ibid., para. 51.",
        "4 Ibid., para. 50.",
        "5 Own words, see Committee on Migrant Workers, general comment No. 2 (2013), para. 3.",
        "6 Committee on Migrant Workers, general comment No. 2 (2013), paras. 1, 2; see also General Assembly "
        "resolution 76/266, annex, para. 54; Inter-American Court of Human Rights, Juridical Condition, Advisory Opinion, OC-18/03.",
        "7 Committee on Migrant Workers, general comment No. 2 (2013).",
    ]
    tree = html.parse(str(app.outdir / "index.html"))
    assert tree.xpath("string(//section/p[1])") == "A.[2] B[3], C ([4]). [5]\nD.[6] [7]"
    assert tree.xpath("//section/@id") == ["title"]
    targets = tree.xpath("//a[@role='doc-noteref']/@href")
    assert targets == [f"#{note}" for note in tree.xpath("//aside[@role='doc-footnote']/@id")]


def test_a_repeated_source_is_named_by_its_short_form_or_by_ibid(make_project: Project) -> None:
    text = """\
T
=

A. :footcite:`iccpr{art. 13}` B. :footcite:`iccpr{art. 13}` C. :footcite:`{See} iccpr{art. 14}; cmw-gc2`
D. :footcite:`iccpr{art. 15}` E. [#]_ F. :footcite:`iccpr{art. 16}` G. :footcite:`smith{p. 1}` H. :footcite:`smith{p. 2}`
I. :footcite:`roe` J. :footcite:`smith` K. :footcite:`smith` L. :footcite:`smith{p. 4}` M. :footcite:`smith` N. [1]_

.. [1] By hand: :footcite:`iccpr{art. 1}`.

.. footbibliography::

O. :footcite:`smith`

.. [#] Own words.
"""
    app = build(make_project({"index": text, "other": ":orphan:\n\nT\n=\n\nP. :footcite:`iccpr{art. 17}`\n"}))
    assert warnings(app) == []
    smith = "Jane Smith and Richard Roe, Migration and Law, 2nd ed. (Geneva, Press, 2010)"
    assert sorted(footnotes(app), key=lambda note: int(note.split()[0])) == [
        "1 By hand: International Covenant on Civil and Political Rights, art. 1.",
        "2 International Covenant on Civil and Political Rights, art. 13.",
        "3 Ibid.",
        "4 See ibid., art. 14; Committee on Migrant Workers, general comment No. 2 (2013) (CMW/C/GC/2).",
        "5 ICCPR, art. 15.",
        "6 Own words.",
        "7 ICCPR, art. 16.",
        f"8 {smith}, p. 1.",
        "9 Ibid., p. 2.",
        "10 Élise Roe, “On Return”, Law Review, vol. 12, No. 3 (2011), pp. 45–60.",
        "11 Smith and Roe, Migration and Law.",
        "12 Ibid.",
        "13 Ibid., p. 4.",
        "14 Smith and Roe, Migration and Law.",
        "15 Smith and Roe, Migration and Law.",
    ]
    assert footnotes(app, "other") == ["1 International Covenant on Civil and Political Rights, art. 17."]


def test_footbibliography_places_the_footnotes_above_it(make_project: Project) -> None:
    text = "T\n=\n\nText. :footcite:`cmw-gc2`\n\n.. footbibliography::\n\nMore. :footcite:`imrf`\n\nEnd.\n"
    app = build(make_project({"index": text}), "text")
    text = (app.outdir / "index.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    lines = [line for line in text.splitlines() if line]
    note = ["[1] Committee on Migrant Workers, general comment No. 2 (2013)", "    (CMW/C/GC/2)."]
    assert lines[2:] == ["Text.[1]", *note, "More.[2]", "End.", "[2] General Assembly resolution 76/266."]


def test_wrong_citations_are_reported_with_their_place_and_kept(make_project: Project) -> None:
    source = make_project(
        {"index": "T\n=\n\nText. :footcite:`cmw-gc3{para. 9}`\n\nMore. :footcite:`cmw-gc2 para. 5`\n"}
    )
    app = build(source)
    page = source / "index.rst"
    assert warnings(app) == [
        f"{page}:4: WARNING: cmw-gc3: no bibliography file has this key; nearest are cmw-gc2, ccpr-gc15 "
        "[normative.unknown-bibliography-key]",
        f"{page}:6: WARNING: malformed footnote citation 'cmw-gc2 para. 5'; write a key and the place in "
        "braces, several separated by commas: 'cmw-gc2{para. 50}, gcm{para. 24 (a)}' "
        "[normative.malformed-footnote-citation]",
    ]
    assert footnotes(app) == ["1 unknown source ‘cmw-gc3’, para. 9.", "2 cmw-gc2 para. 5."]


def test_bibliography_lists_what_footnotes_cite_by_kind(make_project: Project) -> None:
    index = "T\n=\n\nText. :footcite:`iccpr{art. 2}, cmw-gc2, ccpr-gc15, smith`\n\n.. toctree::\n\n   sources\n"
    app = build(make_project({"index": index, "sources": BIBLIOGRAPHY_PAGE}))
    assert warnings(app) == []
    tree = html.parse(str(app.outdir / "sources.html"))
    groups = {
        section.get("id"): [item.text_content().split(",")[0].strip() for item in section.xpath(".//li")]
        for section in tree.xpath("//section[@id='bibliography']/section")
    }
    assert groups == {
        "treaties": ["International Covenant on Civil and Political Rights"],
        "general-comments": ["Committee on Migrant Workers", "Human Rights Committee"],
    }
    assert tree.xpath("//li//a[@class='reference external']/@href") == ["https://undocs.org/en/CMW/C/GC/2"]
    ids = tree.xpath("//*/@id")
    assert len(ids) == len(set(ids))


def test_entry_cited_through_an_instrument_is_listed_and_used(make_project: Project) -> None:
    source = make_project({"index": "T\n=\n\n.. bibliography::\n   :list: bullet\n"})
    with (source / "conf.py").open("a") as conf:
        conf.write(
            "from normative.bibliography.entries import note_entry_cited\n"
            "def note(app, docname, content):\n"
            "    note_entry_cited(app.env, key='imrf', docname=docname, line=1)\n"
            "def setup(app):\n"
            "    app.connect('source-read', note)\n"
        )
    app = build(source)
    assert warnings(app) == []
    tree = html.parse(str(app.outdir / "index.html"))
    assert [item.text_content().split(",")[0].strip() for item in tree.xpath("//section//li")] == [
        "Progress Declaration"
    ]
    assert "imrf" not in {entry.key for entry in unused_entries(app.env)}


def test_page_resolved_twice_lists_each_entry_once(make_project: Project) -> None:
    app = build(make_project({"index": "T\n=\n\n.. bibliography::\n   :list: bullet\n   :all:\n"}))
    texts = [app.env.get_and_resolve_doctree("index", app.builder, tags=app.tags).astext() for _ in range(2)]
    assert texts[0] == texts[1]
    assert texts[0].count("Progress Declaration") == 1


def test_labels_of_a_bibliography_that_is_not_a_list(make_project: Project) -> None:
    app = build(make_project({"index": "T\n=\n\nA :cite:`iccpr`.\n\n.. bibliography::\n   :all:\n"}))
    assert warnings(app) == []
    labels = html.parse(str(app.outdir / "index.html")).xpath("//div[@class='citation']/span[@class='label']")
    assert {"[ICCPR]", "[smith]"} <= {label.text_content().strip() for label in labels}


def test_edit_and_rebuild_equals_clean_build(make_project: Project) -> None:
    index = "T\n=\n\n.. toctree::\n\n   one\n   sources\n"
    one = "One\n===\n\nText. :footcite:`iccpr`\n"
    source = make_project({"index": index, "one": one, "sources": BIBLIOGRAPHY_PAGE})
    build(source, freshenv=False)
    (source / "one.rst").write_text(one + "\nMore. :footcite:`cmw-gc2`, :footcite:`late`.\n")
    bib = source.parent / "sources.bib"
    bib.write_text(bib.read_text(encoding="utf-8").replace("1966-12-16", "1966-12-17"), encoding="utf-8")
    (source.parent / "more.bib").write_text("@misc{late, title = {Late}, year = {2020}, keywords = {treaty}}")
    conf = source / "conf.py"
    build(source, freshenv=False)
    conf.write_text(conf.read_text().replace("['../sources.bib']", "['../sources.bib', '../more.bib']"))
    app = build(source, freshenv=False)
    assert warnings(app) == []
    edited = written_files(source)
    assert b"17 December 1966" in edited["sources.html"]
    assert b"Late" in edited["sources.html"]
    shutil.rmtree(source / "_build")
    build(source, freshenv=True)
    assert edited == written_files(source)


def test_parallel_build_equals_serial_build(make_project: Project) -> None:
    pages = {f"page{number}": f"P\n=\n\nText. :footcite:`cmw-gc2{{para. {number}}}`\n" for number in range(8)}
    index = "T\n=\n\n.. toctree::\n   :glob:\n\n   page*\n   sources\n"
    source = make_project({"index": index, "sources": BIBLIOGRAPHY_PAGE, **pages})
    build(source)
    serial = written_files(source)
    shutil.rmtree(source / "_build")
    app = build(source, parallel=2)
    assert warnings(app) == []
    assert serial == written_files(source)


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml", "xml", "gettext"])
def test_other_builders(make_project: Project, builder: str) -> None:
    index = "T\n=\n\nText. :footcite:`cmw-gc2{para. 5}`\n\n.. toctree::\n\n   sources\n"
    app = build(make_project({"index": index, "sources": BIBLIOGRAPHY_PAGE}), builder)
    assert warnings(app) == []


def test_pages_joined_into_one_keep_their_footnotes_apart(make_project: Project) -> None:
    pages = {f"page{number}": f"P\n=\n\nText. :footcite:`cmw-gc2{{para. {number}}}`\n" for number in (1, 2)}
    app = build(make_project({"index": "T\n=\n\n.. toctree::\n\n   page1\n   page2\n", **pages}), "latex")
    [output] = app.outdir.glob("*.tex")
    tex = output.read_text(encoding="utf-8").replace("\u00a0", " ").replace("~", " ")
    assert [tex.count(f"(CMW/C/GC/2), para. {number}.") for number in (1, 2)] == [1, 1]
    assert tex.count(r"\begin{footnote}") == 2


def test_unused_entries_name_file_and_line(make_project: Project) -> None:
    bib = without_bare_entry().partition("@book")[0] + UNUSED_ENTRY
    source = make_project({"index": "T\n=\n\nText. :footcite:`CMW-GC2, iccpr{art. 2}`\n"}, bib=bib)
    app = build(source)
    used_by_instruments = ["ilo-c189", "echr", "ccpr-gc15", "imrf", "giry", "oc18", "principles"]
    unused = list(unused_entries(app.env, used_by_instruments))
    line = bib.splitlines().index("@misc{never,") + 1
    assert [(entry.key, entry.path, entry.line) for entry in unused] == [("never", source.parent / "sources.bib", line)]
    assert len(list(unused_entries(app.env))) == 1 + len(used_by_instruments)


def test_missing_fields_are_reported(make_project: Project) -> None:
    bib = "@misc{bare,\n note = {n}}\n\n@article{thin, title = {T}, year = {2000}}\n"
    source = make_project({"index": "T\n=\n\nText. :footcite:`bare, thin`\n\n.. bibliography::\n"}, bib=bib)
    app = build(source)
    path = source.parent / "sources.bib"
    assert warnings(app) == [
        f"{path}:{line}: WARNING: {key}: bibliography entry has no {name}; add the field to the entry "
        "[normative.bibliography-entry]"
        for line, key, name in [(1, "bare", "title"), (1, "bare", "date or year"), (4, "thin", "journal")]
    ]


def test_markup_that_cannot_be_read_is_reported_and_printed_as_written(make_project: Project) -> None:
    bib = "@misc{cut, title = {A line \\ }, date = {2000}}\n"
    source = make_project({"index": "T\n=\n\nText. :footcite:`cut`\n"}, bib=bib)
    app = build(source)
    assert warnings(app) == [
        f"{source.parent / 'sources.bib'}:1: WARNING: cut: bibliography entry has markup that cannot be read in its "
        "title, which is printed as it is written; correct it [normative.bibliography-entry]"
    ]
    assert "A line \\" in (app.outdir / "index.html").read_text(encoding="utf-8")


GOOD = "@misc{good, title = {Good}, date = {2001}}\n"


@pytest.mark.parametrize(
    ("bib", "line", "message"),
    [
        ("@misc{good, title = {B}}\n", 2, "entry 'good' stands also at {path}:1, which is used; rename one of the two"),
        (
            "@misc{a, title = {A}\n",
            3,
            "cannot be read up to the next entry ('}}' expected); check braces and commas there",
        ),
        (
            '@misc{a, title = "A } B"}\n',
            2,
            "cannot be read up to the next entry (unbalanced braces); check braces and commas there",
        ),
        (
            "@misc{a, title = {A",
            2,
            "cannot be read up to the next entry (premature end of file); check braces and commas there",
        ),
        ("@misc{a, title = a # b}", 2, "cannot be read up to the next entry (a); check braces and commas there"),
        ("@misc{a, author = {A, B, C, D}}", 1, "has a fault (Too many commas in 'A, B, C, D'); correct the entry"),
    ],
)
def test_a_broken_file_is_a_finding_and_its_other_entries_are_used(
    make_project: Project, bib: str, line: int, message: str
) -> None:
    after = "@misc{last, title = {Last}, date = {2002}}\n" if bib.endswith("\n") else ""
    source = make_project({"index": "T\n=\n\nText. :footcite:`good` :footcite:`last`\n"}, bib=GOOD + bib + after)
    app = build(source)
    path = source.parent / "sources.bib"
    expected = f"{path}:{line}: WARNING: sources.bib: {message.format(path=path)} [normative.bibliography-file]"
    assert expected in warnings(app)
    assert footnotes(app)[0] == "1 Good (2001)."
    assert footnotes(app)[1] == ("2 Last (2002)." if after else "2 unknown source ‘last’.")


def test_project_without_bibliography_builds(make_project: Project) -> None:
    source = make_project({"index": "T\n=\n\nText. [#]_\n\n.. [#] Note.\n"})
    (source / "conf.py").write_text(f"extensions = {list(PARTS)}\n")
    app = build(source)
    assert warnings(app) == []
    assert footnotes(app) == ["1 Note."]


def test_works_are_listed_by_last_names_of_authors_or_else_editors(make_project: Project) -> None:
    bib = (
        "@book{z, author={Zimmer, Adam}, title={Zeta}, year={2002}}\n"
        '@book{o, author={{\\"O}stberg, Bea}, title={Oslo}, year={2003}}\n'
        "@book{e, editor={Bell, Yan}, title={Edited}, year={2004}}\n"
        "@book{n, title={Nobody's}, year={2005}}\n"
        "@book{a, author={Adams, Zoe}, title={Alpha}, year={2001}}\n"
    )
    page = "Works\n=====\n\nSee :footcite:`z, o, e, n, a`.\n\n.. bibliography::\n   :list: bullet\n"
    app = build(make_project({"index": page}, bib=bib))
    items = html.parse(str(app.outdir / "index.html")).xpath("//li//em/text()")
    assert items == ["Alpha", "Edited", "Nobody's", "Oslo", "Zeta"]


def test_an_entry_takes_what_it_lacks_from_its_crossref(make_project: Project) -> None:
    bib = (
        "@incollection{chapter, author={Moe, Jane}, title={On Work}, pages={1-9}, crossref={Book}}\n"
        "@incollection{lost, author={Low, Jane}, title={On Rest}, booktitle={Days}, year={2000}, crossref={none}}\n"
        "@book{book, editor={Poe, Paul}, title={Handbook}, shorttitle={HB}, publisher={Press}, year={2012}}\n"
    )
    source = make_project({"index": "Works\n=====\n\nSee :footcite:`chapter` and :footcite:`lost`.\n"}, bib=bib)
    conf = (source / "conf.py").read_text(encoding="utf-8")
    (source / "conf.py").write_text(conf.replace("suppress_warnings", "unused"), encoding="utf-8")
    app = build(source)
    assert footnotes(app)[0] == "1 Jane Moe, “On Work”, in Handbook, Paul Poe, ed. (Press, 2012), pp. 1–9."
    (warning,) = warnings(app)
    assert "sources.bib:2: WARNING: lost: bibliography entry names 'none' in its crossref, which is no key" in warning


def test_numbers_of_footnotes_go_on_from_page_to_page(make_project: Project) -> None:
    def text(name: str, more: str = "") -> str:
        return f"{name}\n===\n\n.. paragraph:: {name.lower()}\n\n   Text. [#a]_ :footcite:`iccpr`{more} [#a]_\n\n.. [#a] A note.\n"

    index = "T\n=\n\n.. toctree::\n\n   one\n   two\n   manual\n"
    manual = "Manual\n======\n\nWords. [#]_\n\n.. [#] Not of the text.\n"
    by_hand = "\nA number that is written stays. [8]_\n\n.. [8] Eighth.\n"
    source = make_project({"index": index, "one": text("One"), "two": text("Two") + by_hand, "manual": manual})

    def numbers(name: str) -> list[str]:
        page = html.parse(str(app.outdir / f"{name}.html")).getroot()
        labels = page.xpath("//span[@class='label']")
        marks = page.xpath("//a[contains(@class, 'footnote-reference')]")
        return [node.text_content().strip("[]") for node in (*labels, *marks)]

    app = build(source)
    assert {name: numbers(name) for name in ("one", "two", "manual")} == {
        "one": ["1", "2", "1", "2", "1"],
        "two": ["8", "3", "4", "3", "4", "3", "8"],
        "manual": ["1", "1"],
    }
    (source / "one.rst").write_text(text("One", " :footcite:`echr`"), encoding="utf-8")
    app = build(source)
    assert numbers("two") == ["8", "4", "5", "4", "5", "4", "8"]
