"""Whole drafts in Word, each with many things that drafts have, and the sources that somebody approved of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from approved import assert_approved
from normative.commands import main
from small_projects import INSTRUMENTS, write_files
from test_word_in import line, note, run, word_file

CONF = 'extensions = ["normative", "normative.bibliography"]\nbibtex_bibfiles = ["sources.bib"]\n'


def entry(key: str, title: str, number: str = "", year: str = "", author: str = "Body of Work") -> str:
    fields = {"title": f"{{{title}}}", "author": f"{{{author}}}", "number": number, "year": year}
    written = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{written}}}\n"


BIB = "".join(
    [
        entry("gc2", "General comment No. 2 (2013) on returns", "CMT/C/GC/2", "2013", "Committee on Tests"),
        entry("gc2-add", "General comment No. 2 (2013) on returns: addendum", "CMT/C/GC/2/Add.1", "2014"),
        entry("twins-a", "Joint report on arrivals", "T/99/1"),
        entry("twins-b", "Joint report on departures", "T/99/1"),
        entry("same-a", "Yearbook", year="2001"),
        entry("same-b", "Yearbook", year="2002"),
        entry("res", "Declaration on tests", "A/RES/71/1", "2016"),
        entry("folder", "Papers", "T/PAPERS/"),
        entry("work", "The Long Way Home", year="1999"),
        entry("handbook", "Handbook (articles 3 and 4)"),
        entry("ways", "Ways (north; south)"),
    ]
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(tmp_path / "source", {**INSTRUMENTS, "conf.py": CONF, "sources.bib": BIB})


def assert_import_approved(
    name: str, file: Path, project: Path, capsys: pytest.CaptureFixture[str], said: Iterable[str] = ()
) -> None:
    """Compare all that an import writes, and what it says, with what was approved."""
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main(["import", str(file), "--into", str(project), *said]) == 0
    told = capsys.readouterr().out.replace(str(project), "SOURCE")
    made = [path for path in sorted(project.rglob("*")) if path.is_file() and before.get(path) != path.read_bytes()]
    texts = [f"# {path.relative_to(project).as_posix()}\n\n{path.read_bytes().decode('utf-8-sig')}\n" for path in made]
    assert_approved(name, f"{told}\n{''.join(texts)}".replace("\r\n", "[CR]\n"))


NOTES = [
    "See CMT/C/GC/2, para. 50.",
    "Ibid., para. 51.",
    "See also CMT/C/GC/2/Add.1, paras. 3 and 4; and more.",
    "General comment No. 2 (2013) on returns, para. 7; cf. Committee on Tests, general comment No. 2 (2013), para. 8.",
    "T/99/1, para. 4.",
    "Joint report on departures (T/99/1), para. 4.",
    "Yearbook, p. 4.",
    "Yearbook (2002), p. 4.",
    "General Assembly resolution 71/1, para. 3 (a).",
    "Body of Work, The Long Way Home (1999), chap. 2.",
    "Long Way Home, p. 3.",
    "The Long Way Home (hereinafter the Way; of 1999), p. 3.",
    "Declaration on tests (resolution 71/1).",
    "See A/RES/71/1 and CMT/C/GC/2, which say otherwise.",
    "CMT/C/GC/2, para. 5. It is often cited.",
    "Ibid.",
    "CMT/C/GC/23, para. 5.",
    "T/PAPERS/, p. 1.",
    "CMT/C/GC/2, para. 5 {sic}.",
    "Handbook (articles 3 and 4), p. 7; Ways (north; south), p. 8; Ways (north), p. 9.",
    "Ways (north; south), p. 8; handbook (articles 3 and 4), p. 7",
    "A/RES/71/1, para. 3; A/RES/71/1, principle 2; the declaration on tests, rule IV.",
    "Declaration on tests",
    "Committee on Tests, comment No. 2 (2013) (CMT/C/GC/2), para. 9.",
    "Committee on Tests, comment No. 2, para. 10.",
    "CMT/C/GC/2, para. 9;",
]


def test_notes_cite_what_they_name_and_nothing_else(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "".join(line(run(f"{number}.\tWords.") + note(number)) for number in range(1, len(NOTES) + 1))
    file = word_file(tmp_path / "notes.docx", body, dict(enumerate(NOTES, 1)))
    assert_import_approved("import-notes", file, project, capsys)


def level(place: int, kind: str, text: str, start: str = "") -> str:
    begin = f'<w:start w:val="{start}"/>' if start else ""
    return f'<w:lvl w:ilvl="{place}">{begin}<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.", "1")
    + level(1, "lowerLetter", "(%2)", "1")
    + level(2, "lowerRoman", "%3)")
    + level(3, "bullet", "o")
    + level(4, "decimal", "no number")
    + level(5, "ordinalText", "%6")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "%1")
    + level(1, "upperRoman", "%2.", "4")
    + level(2, "upperLetter", "(%3)", "3")
    + "</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{level(0, "lowerLetter", "(%1)")}</w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    '</w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2">'
    + level(2, "lowerLetter", "%3.", "2")
    + "</w:lvlOverride></w:num>"
)
STYLES = (
    '<w:style w:styleId="NP"><w:name w:val="Numbered Paragraph"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    '</w:style><w:style w:styleId="Inner"><w:name w:val="Inner"/><w:pPr><w:numPr><w:numId w:val="1"/><w:ilvl w:val="1"/>'
    '</w:numPr></w:pPr></w:style><w:style w:styleId="BodyText"><w:name w:val="Body Text"/></w:style>'
    '<w:style w:styleId="ListContinue"><w:name w:val="List Continue"/></w:style>'
)


def listed(place: int | str, words: str, number: int = 1, style: str = "Plain") -> str:
    """Return a line that Word numbers by itself."""
    numbers = f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbers}</w:pPr>{run(words)}</w:p>'


def referring(bookmark: str, words: str, switches: str = "REF {} \\r \\h") -> str:
    """Return a reference as Word has it, with the words that it has printed."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{switches.format(bookmark)}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def at(bookmark: str, content: str, number: int = 1) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def test_lists_count_as_word_does(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "".join(
        [
            line("Stretch", "heading 1"),
            line("First paragraph.", "NP"),
            listed(1, "first item,"),
            line("second item by its style,", "Inner"),
            listed(2, "one below,"),
            listed(2, "another below,"),
            listed(3, "with a dot,"),
            line("and what goes on with the dot;", "ListContinue"),
            listed(1, "third item;"),
            listed(2, "counted anew below."),
            line("The paragraph goes on.", "BodyText"),
            listed(1, "a list that goes on counting."),
            listed(0, "Second paragraph, in a list of its own that counts with the first.", 2),
            listed(1, "an item that is the first again;", 2),
            listed(1, "fifth of a list that begins anew;", 3),
            listed(1, "sixth;", 3),
            listed(1, "second of the other.", 2),
            line("Third paragraph.", "NP"),
            listed(4, "no number is in its mark,"),
            listed(5, "a word is its number."),
            listed(0, "A number without a full stop.", 4, "NP"),
            listed(1, "Roman four,", 4),
            listed(1, "Roman five,", 4),
            listed(2, "its own level.", 4),
            listed(0, "letters at the first level.", 5),
            listed(7, "A level that no list has."),
            listed(0, "A list that nobody has.", 9),
        ]
    )
    file = word_file(tmp_path / "lists.docx", body, numbering=NUMBERING, styles=STYLES)
    assert_import_approved("import-lists", file, project, capsys)


LONG = "Words that are so many that no line of a source can hold them all and that are folded where it is full"
ENDNOTES = (
    f'<w:endnote w:id="1"><w:p>{run("An endnote with ")}{run("stress", "<w:i/>")}.</w:p><w:p>{run("It goes on.")}</w:p>'
    "</w:endnote>"
)
OWN_MARK = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
CELLS = "".join(f"<w:tr><w:tc>{line(words)}</w:tc></w:tr>" for words in ("Cell one", "1. Cell two"))


def test_headings_tables_and_marks_become_those_of_sources(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "".join(
        [
            f"<w:tbl><w:tr><w:tc>{line('Masthead')}</w:tc></w:tr></w:tbl>",
            line("Stage of the draft", "Stage"),
            line("Draft of somebody", "Committee"),
            line("contents ... 1", "toc 1"),
            line(run("Title of the draft") + OWN_MARK, "Title"),
            line("Opening words."),
            line("1.\tChapter", "heading 1"),
            *(line(f"Level {number}", f"heading {number}") for number in range(2, 9)),
            line("Up", "heading 3"),
            line(at("first_words", run("1.\tSee paragraph ")) + referring("last_one", "3") + run(" (c).")),
            line("(c)\tno item, since none stands before it."),
            line("(a)\titem;"),
            line("(b)\titem:"),
            line("(i)\tbelow;"),
            line("(ii)\tbelow;"),
            line("(iii)\tbelow."),
            line("•\tdot below;"),
            line("(c)\titem"),
            line("(z)\tno item, since it does not follow."),
            f"<w:tbl>{CELLS}</w:tbl>",
            line("7. Sentences may begin with a number."),
            line(at("last_one", run("2.\tIt says")) + note(3) + run(", as the note") + note(3) + run("has it.")),
            line(run("3. ") + run("All", "<w:b/>") + run(f" {LONG} {'x' * 130} .")),
            line(
                run("4.\tWater is H")
                + run("2", '<w:vertAlign w:val="subscript"/>')
                + run("O, the 2")
                + run("nd", '<w:vertAlign w:val="superscript"/>')
                + run(" is raised,", '<w:i/><w:vertAlign w:val="baseline"/>')
                + run(" not ", '<w:i w:val="0"/>')
                + run("bold", '<w:b w:val="false"/>')
                + run(" but ", '<w:rStyle w:val="Strong"/>')
                + run("both", "<w:b/><w:i/>")
                + run("(")
                + run("close", "<w:i/>")
                + run("), ")
                + run("in", "<w:i/>")
                + run("word and")
                + run("word", "<w:i/>")
                + run("[reading] of it::")
            ),
            line(
                run("A dash –")
                + run("behind it", "<w:i/>")
                + run("… and before «")
                + run("both", "<w:b/>")
                + run("» and ")
                + run(" ", "<w:i/>")
                + run("word", "<w:i/>")
                + run("s, then ")
                + run("[")
                + run("one", "<w:i/>")
                + run("two", "<w:b/>")
                + run("]")
            ),
            line("5.\t- no list, |no| ``code`` a\u00adb  c\u00a0d"),
            line(run("6.\t. . . and _under_ ") + run("w", "<w:b/>") + f"<w:r>{'<w:drawing/><w:pict/>'}</w:r>"),
            line(run("7.\tSee ") + referring("gone", "9") + run(", page ") + referring("last_one", "4", "PAGEREF {}")),
            line(run("8.\tAnd the words ") + referring("last_one", "It says", "REF {} \\h") + run(" again.")),
            line(run("9.\tEnd") + '<w:r><w:endnoteReference w:id="1"/></w:r>'),
            line(run("10.\tSee note ") + referring("noted", "3", "NOTEREF {} \\h") + run(".")),
            line(run("11.\tAnew") + at("noted", note(4), 7) + run(" here.")),
            line(
                run("12.\t•\tno dot")
                + "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end", "other"))
            ),
        ]
    )
    notes = {2: "The note of the title.", 3: "*\tA note, with 1. figures.", 4: "Noted."}
    file = word_file(tmp_path / "marks.docx", body, notes, endnotes=ENDNOTES)
    assert_import_approved("import-marks", file, project, capsys)


PROPOSED = [
    "States must act under article 3 (1) of the Convention on Tests, article 4 of the Test Convention and CONV 10.",
    "The Convention (articles 2 (1) (a) and 3) binds; the Compact, objective 2, does not.",
    "States shall act under articles 3 (1) and (2), and 4 of the Convention, as CONV 4 bis says.",
    "States must act under article 99 of the Convention and under article 3 of the Convention on Trials.",
    "States are encouraged to act, as they must not; they have committed to it.",
    "States parties should act under objective 1 of the Compact on Tests.",
    "States must act under T/CONV/1, article 3, and under article 3 of T/CONV/1/Add.1.",
    "States must act under principle 2 of the House code, and under art. 1 of the Convention.",
    "States are legally bound to act under the Convention of old; see article 3 (2).",
    "States are legally bound to act under the Pact, article 1.",
    "1990 figures: none.",
    "The same words again and again and so on.",
    "The same words again and again, once more.",
    "The same words again and again; at last.",
    "123",
]
CODE = 'key = "HOUSE"\ntitle = "House code"\nstanding = "interpretive"\ndefault_unit = "principle"\n'
PACTS = {
    f"instruments/{key.lower()}/instrument.toml": (
        f'key = "{key}"\ntitle = "{key} title"\nshort_title = "Pact"\nstanding = "binding"\ndefault_unit = "art"\n'
    )
    for key in ("PA", "PB")
}


def test_force_and_basis_are_proposed_with_their_grounds(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(project, {"instruments/house/instrument.toml": CODE, **PACTS})
    bookmarks = {1: "acts_first", 2: "OLE_LINK1", 3: "_Toc1", 5: "acts_first", 6: "With-hyphen", 7: "Text1"}
    lines = [run(f"{number}.\t{words}") for number, words in enumerate(PROPOSED, 1)]
    lines = [at(bookmarks[number], text) if number in bookmarks else text for number, text in enumerate(lines, 1)]
    lines[0] += note(1) + note(2)
    body = line("Chapter", "heading 1") + "".join(map(line, lines))
    notes = {
        1: "As article 4 of the Convention says.",
        2: "Objective 3 of the Compact; article 3 (1) of the Convention.",
    }
    assert_import_approved("import-proposals", word_file(tmp_path / "said.docx", body, notes), project, capsys)


def test_what_our_own_files_say_of_paragraphs_becomes_options_and_directives(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note_style = "Convergence Note"
    body = "".join(
        [
            line("Chapter", "heading 1"),
            line(
                "■ Obligation · Basis: CONV 3 (1) · In part: CONV 4 for (a); COMP obj. 2 · Rights-holders: workers",
                "Margin",
            ),
            line(at("with_basis", run("1.\tStates must act."))),
            line(
                "◆ Commitment · Basis: COMP obj. 99 · Draws on: inputs · Synergy: CONV 3; COMP obj. 2 · Review: none",
                "Margin",
            ),
            line(at("with_mistake", run("2.\tStates act."))),
            line("Addressee: ministries · Status: open · Reading: narrow · Guidance: no force · ", "Margin"),
            line("3.\tStates may act:"),
            line(run("“Everyone ") + run("has", "<w:i/>") + run(" the right” (CONV 3 (2)) "), "Quote"),
            line("“To be heard:", "Quote"),
            line("(a)\tonce;"),
            line("(b)\ttwice” (CONV 2 (1))"),
            line("“Not of this” (CONV 99)", "Quote"),
            line("“closed” and not a quotation", "Quote"),
            line("It goes on.", "Body Text"),
            line("Words (CONV 3).", "Body Text"),
            line("4.\t“The whole” (CONV 3)"),
            line("What stands above no paragraph", "Margin"),
            line("Text that has no number."),
            line("“It is” (CONV 1)"),
            line("Text behind."),
            line("Words before the first.", note_style),
            line("Synergy: CONV 3 ↔ COMP obj. 2", note_style),
            line("They agree.", note_style),
            line("And again.", note_style),
            line("Source: a study. Unreviewed.", note_style),
            line("Gap: CONV 10 — no counterpart in the Test Compact", note_style),
            line("Nothing is there.", note_style),
            line("Source: analysis. Suspect: its words changed.", note_style),
            line("Gap: CONV 10 — no counterpart in the Pact", note_style),
            line("Nobody knows which.", note_style),
            line("Source: analysis. Unreviewed.", note_style),
            line("Not addressed: CONV 4", note_style),
            line("Nothing is said.", note_style),
            line("Source: analysis. Unreviewed.", note_style),
            line("Tension: CONV 1 ↔ COMP obj. 3", note_style),
            line("It has no source.", note_style),
            line("Chapter two", "heading 1"),
            line("5.\tNo line stands above."),
            line("“It is never closed", "Quote"),
        ]
    )
    write_files(project, PACTS)
    assert_import_approved("import-own", word_file(tmp_path / "own.docx", body), project, capsys)


TEXT = """\
Text
====

.. obligation:: hear
   :basis: CONV 3

   States must hear everyone, as
   :provision:`CONV 3 (1)` says   in words. [#one]_ [#two]_

   (a) See para. :para:`train`;

   (b) See :provision:`CONV 4` and :instrument:`COMP`, too.

   .. quote:: CONV 3 (2)

      Everyone has the right:

      (a) to be heard;

      In the end.

   Behind "it" stands :provision:`CONV 10` -- the *last* -- and no more.

.. [#one] Mine.

.. [#two] Yours.

.. guidance:: train
   :basis: COMP obj. 1

   States should train officers.

.. paragraph:: rest

   States rest. [#one]_


.. paragraph:: gone

   Nobody has it.
"""


def test_changes_in_word_go_into_the_sources_that_they_are_of(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = ".. container:: x\n\n   .. guidance:: inner\n      :basis: COMP obj. 1\n\n      It is: inner.\n\n   Behind it.\n"
    for name in ("voiced", "clean"):
        other += f"\n.. guidance:: {name}\n   :basis: COMP obj. 2\n\n   :voice:`reading` Courts should hear the {name} ones.\n"
    other += "\n.. paragraph:: replaced\n\n   Act |now| under :provision:`CONV 4`.\n\n.. |now| replace:: today\n"
    index = "Index\n=====\n\n.. toctree::\n\n   one\n   two\n"
    write_files(project, {"index.rst": index, "one.rst": TEXT.replace("\n", "\r\n"), "two.rst": other})
    body = "".join(
        [
            line(
                at(
                    "hear",
                    run("1.\tStates must always hear everyone, as article 3 (1) of the Convention says in words."),
                )
                + note(1)
                + run(" ")
                + note(2)
            ),
            line(run("(a)\tSee para. ") + referring("train", "2") + run(";")),
            line("(b)\tSee article 4 of the Convention and the Compact, too."),
            line("“Everyone has the right:", "Quote"),
            line("(a)\tto be heard;"),
            line("“In the end.” (CONV 3 (2))", "Quote"),
            line("Behind “it” stands article 10 of the Convention – the last – and no more.", "Body Text"),
            line(at("train", run("2.\tStates should train all officers")) + note(3) + run(" and others") + note(4)),
            line(at("rest", run("3.\tStates rest.")) + note(1)),
            line(at("inner", run("4.\tIt is outer."))),
            line(at("voiced", run("5.\t[reading] Courts should hear the voiced ones."))),
            line(at("clean", run("6.\tCourts should hear the clean ones."))),
            line(at("replaced", run("7.\tAlways act today under article 4 of the Convention."))),
            line("8.\tIt is new."),
        ]
    )
    notes = {1: "Mine, too.", 2: "Yours.", 3: "A new one.", 4: "See CMT/C/GC/2, para. 3."}
    assert_import_approved("import-changes", word_file(tmp_path / "a.docx", body, notes), project, capsys)
    changed = {
        "hear": "1.\tStates hear everyone under the Convention.",
        "train": "2.\tNo words.",
        "voiced": "5.\t[reading] Courts should always hear the voiced ones.",
        "clean": "6.\tCourts should always hear the clean ones.",
    }
    body = "".join(line(at(name, run(words))) for name, words in changed.items())
    assert_import_approved("import-losses", word_file(tmp_path / "b.docx", body), project, capsys)


def test_sources_that_cannot_be_written_are_told(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(project, {"chapters": "A file where a folder is to be."})
    with pytest.raises(SystemExit, match="1"):
        main(["import", str(word_file(tmp_path / "a.docx", line("1.\tWords."))), "--into", str(project)])
    told = capsys.readouterr().err
    assert told.startswith(f"ERROR: {project / 'chapters'}")
    assert "cannot be written (" in told
    assert "exists)" in told
