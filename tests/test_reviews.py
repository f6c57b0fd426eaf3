"""Reviews as readers and authors meet them: in margins, notes and tables, and nowhere in a project that keeps none."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook

from approved import assert_approved, book_text
from normative.check.findings import check_source
from normative.check.project import read_project
from normative.commands import main
from normative.model.files.draft import parse_text
from normative.model.files.review import append_events
from normative.model.review import Event, Verdict
from small_projects import build, command, folded, rewriting, write_files, write_project, written

TEXT = """\
One
===

.. obligation:: hear
   :basis: CONV 1

   States parties hear every person before they decide on a return.

.. guidance:: write
   :basis: COMP obj. 1

   Reasons in writing help courts to review what was decided.

.. convergence:: CONV 1; COMP obj. 1
   :relation: synergy
   :source: analysis

   Both say so.
"""
TABLES = """\
Two
===

.. review-state::

.. paragraph-list::

.. convergence-matrix::
   :rows: CONV
   :columns: COMP
   :layout: list
   :name: pairs
"""
PAGES = {"index.rst": "Text\n====\n\n.. toctree::\n\n   one\n   two\n", "one.rst": TEXT, "two.rst": TABLES}
PEOPLE = '[anna]\nname = "Anna Ames"\nrole = "member"\nprinted = true\n\n[ben]\nname = "Ben B."\nrole = "adviser"\n'
RELATION = "relation/CONV 1; COMP obj. 1"


def review(source: Path, by: str, *subjects: str, verdict: Verdict = Verdict.AGREED) -> None:
    """Append a person's reviews of subjects as they stand."""
    assert command(source, "draft", into=source.parent / "out").status == 0
    text = parse_text((source.parent / "out" / "draft" / "draft.json").read_bytes())
    events = [
        Event(
            subject=subject,
            own=text.subjects[subject].fingerprint.own,
            rests_on=text.subjects[subject].fingerprint.rests_on,
            verdict=verdict,
            reason="No." if verdict is Verdict.OBJECTED else "",
            by=by,
        )
        for subject in subjects
    ]
    append_events(source / "reviews", by, events)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in which Anna has agreed to a paragraph and the relation, and Ben objected to the other paragraph."""
    source = write_project(tmp_path / "project", {**PAGES, "reviews/people.toml": PEOPLE})
    review(source, "anna", "paragraph/hear", RELATION)
    review(source, "ben", "paragraph/write", verdict=Verdict.OBJECTED)
    return source


def said(source: Path, *arguments: str) -> int:
    """Run the command ``normative review``."""
    return main(["review", *arguments, f"--source={source}", f"--into={source.parent / 'out'}"])


def cells(page: Path, name: str) -> list[list[str]]:
    table = html.parse(page).getroot().get_element_by_id(name)
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr") if len(row) > 1]


def margins(page: Path) -> list[str]:
    found = html.parse(page).getroot().xpath("//div[@class='margin-review' or contains(@class, 'relation-foot')]")
    found += html.parse(page).getroot().xpath("//p[contains(@class, 'relation-foot')]")
    return [folded(item) for item in found]


def test_margins_notes_and_tables_say_who_has_reviewed(project: Path) -> None:
    built = build(project)
    assert built.warnings == []
    assert margins(built.outdir / "one.html") == [
        "Review: Anna Ames",
        "Review: objected",
        "Source: analysis. Reviewed: Anna Ames.",
    ]
    (note,) = built.page("one").xpath("//div[contains(@class, 'relation ')]")
    said = [folded(line) for line in note]
    assert said == ["Synergy: CONV 1 ↔ COMP obj. 1", "Both say so.", "Source: analysis. Reviewed: Anna Ames."]
    two = built.outdir / "two.html"
    assert [row[-1] for row in cells(two, "paragraph-list")] == ["Review", "Anna Ames", "! objected"]
    assert cells(two, "pairs")[1][5] == "Anna Ames"
    assert [row[:7] for row in cells(two, "review-state")[1:]] == [
        ["One", "2", "1", "1", "0", "0", "0"],
        ["Relations", "1", "1", "0", "0", "0", "0"],
        ["Anna Ames", "2", "2", "0", "0", "0", "0"],
        ["adviser", "1", "0", "1", "0", "0", "0"],
    ]


def test_what_changed_since_is_suspect_also_after_a_build_that_reads_little(project: Path) -> None:
    build(project, into=project.parent / "html")
    rewriting("instruments/conv/provisions.csv", "Who is protected", "Who is meant")(project)
    built = build(project, into=project.parent / "html")
    assert margins(built.outdir / "one.html")[0] == "Review: suspect: what it rests on changed"
    assert margins(built.outdir / "one.html")[2] == "Source: analysis. Suspect: what it rests on changed."
    rewriting("one.rst", "every person", "each person")(project)
    rewriting("one.rst", "Both say so", "Both say it")(project)
    built = build(project, into=project.parent / "html")
    assert [row[-1] for row in cells(built.outdir / "two.html", "paragraph-list")][1:] == [
        "¶ suspect: its words changed",
        "! objected",
    ]
    assert cells(built.outdir / "two.html", "pairs")[1][5] == "¶ suspect: its words changed"
    assert cells(built.outdir / "two.html", "review-state")[1][:7] == ["One", "2", "0", "1", "1", "0", "0"]
    clean = build(project, into=project.parent / "clean")
    assert written(clean.outdir) == written(built.outdir)


def test_a_new_review_renews_the_pages_that_say_it(project: Path) -> None:
    build(project, into=project.parent / "html")
    review(project, "ben", "paragraph/write")
    built = build(project, into=project.parent / "html")
    assert margins(built.outdir / "one.html")[1] == "Review: adviser"
    assert written(build(project, into=project.parent / "clean").outdir) == written(built.outdir)


def test_nobody_is_named_who_asked_not_to_be(project: Path) -> None:
    built = build(project)
    assert [name for name, content in written(built.outdir).items() if b"Ben B." in content] == []


def test_two_people_are_asked_for(project: Path) -> None:
    write_files(project, {"conf.py": (project / "conf.py").read_text() + 'normative_reviews = {"relation": 2}\n'})
    built = build(project)
    assert margins(built.outdir / "one.html")[2] == "Source: analysis. Unreviewed."
    review(project, "ben", RELATION)
    assert margins(build(project).outdir / "one.html")[2] == "Source: analysis. Reviewed: Anna Ames; adviser."


def test_a_setting_that_says_nothing_is_a_finding_of_build_and_check(project: Path) -> None:
    write_files(project, {"conf.py": (project / "conf.py").read_text() + 'normative_reviews = {"relations": 2}\n'})
    [warning], [finding] = build(project).warnings, check_source(project)
    assert finding.message == (
        "normative_reviews: 'relations' cannot be reviewed; write paragraph, relation, gap, silence, translation"
    )
    assert warning == f"conf.py:1: {finding.message} [normative.review]"


def test_a_renamed_paragraph_keeps_its_reviews(project: Path) -> None:
    rewriting("one.rst", ".. obligation:: hear\n", ".. obligation:: be-heard\n   :was: hear\n")(project)
    built = build(project)
    assert built.warnings == []
    assert margins(built.outdir / "one.html")[0] == "Review: Anna Ames"


def test_a_project_without_reviews_says_nothing_of_paragraphs(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", PAGES)
    built = build(source)
    assert built.warnings == []
    assert margins(built.outdir / "one.html") == ["Source: analysis. Unreviewed."]
    assert cells(built.outdir / "two.html", "paragraph-list")[0][-1] == "Section"
    assert cells(built.outdir / "two.html", "review-state")[1][:7] == ["One", "2", "0", "0", "0", "0", "2"]
    assert not read_project(source)[0].register.reviews.is_kept


def test_the_list_has_what_is_open_with_the_words_then_and_now(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["freeze", "1", f"--source={project}", f"--into={project.parent / 'out'}"]) == 0
    assert said(project, "paragraph/hear", "--agree", "--by=anna", "--date=2026-11-27") == 0
    assert said(project, RELATION, "--agree", "--by=anna", "--date=2026-11-27") == 0
    rewriting("one.rst", "every person", "each person")(project)
    rewriting("instruments/comp/provisions.csv", "Data", "Figures")(project)
    capsys.readouterr()
    assert said(project) == 0
    assert (
        capsys.readouterr().out
        == """\
One
  paragraph/hear: suspect: its words changed
    agreed on 2026-11-27, Anna Ames
      then  States parties hear every person before they decide on a return.
      words States parties hear each person before they decide on a return.
  paragraph/write: suspect: what it rests on changed
    objected, adviser: No.
      now   COMP obj. 1 Figures
      words Reasons in writing help courts to review what was decided.

Relations
  relation/CONV 1; COMP obj. 1: suspect: what it rests on changed
    agreed on 2026-11-27, Anna Ames
      then  CONV 1 Who is protected; COMP obj. 1 Data
      now   CONV 1 Who is protected; COMP obj. 1 Figures
      words synergy: Both say so. (analysis)

3 of 3 are open
"""
    )


def test_the_list_is_as_approved(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "Words that go on and on, " * 9
    gap = f".. gap:: CONV 2\n   :counterpart: COMP\n   :source: analysis\n\n   {long}so that lines break.\n"
    reader = ".. not-addressed:: CONV 4\n\n   It is left out.\n"
    first = ".. paragraph:: opening\n\n   Words before all headings.\n"
    moved = ".. obligation:: moved\n   :basis: CONV 2; CONV 3\n\n   States parties move.\n"
    write_files(
        project,
        {
            "index.rst": f"{PAGES['index.rst']}\n{first}",
            "one.rst": f"{TEXT}\n{gap}\n{reader}\nTwo\n---\n\n{moved}",
        },
    )
    people = ("--by=anna", "--date=2026-11-27")
    into = f"--into={project.parent / 'out'}"
    assert main(["freeze", "1", f"--source={project}", into]) == 0
    for subject in ("gap/CONV 2; COMP", "silence/CONV 4", "paragraph/moved"):
        assert said(project, subject, "--agree", *people) == 0
    assert said(project, "paragraph/opening", "--object", " Not  yet.\n Later. ", *people) == 0
    assert main(["freeze", "2", f"--source={project}", into]) == 0
    rewriting("one.rst", "It is left out", "It is out")(project)
    assert said(project, "silence/CONV 4", "--agree", "--by=ben", "--date=2026-11-28") == 0
    rewriting("one.rst", "It is out", "It is far out")(project)
    rewriting("one.rst", "so that lines", "until lines")(project)
    rewriting("instruments/conv/provisions.csv", "Definitions", "Words")(project)
    capsys.readouterr()
    assert said(project) == 0
    assert_approved("review-list", capsys.readouterr().out)
    assert (project / "reviews" / "ben.csv").read_text().endswith(",agreed,,2026-11-28,2\n")


def test_a_review_is_appended_with_its_day_and_draft(project: Path) -> None:
    assert main(["freeze", "1", f"--source={project}", f"--into={project.parent / 'out'}"]) == 0
    before = (project / "reviews" / "ben.csv").read_text(encoding="utf-8")
    assert said(project, "paragraph/hear", "--object", "Why, then?", "--by=ben", "--date=2026-11-28") == 0
    after = (project / "reviews" / "ben.csv").read_text(encoding="utf-8")
    assert after.startswith(before)
    [row] = after[len(before) :].splitlines()
    assert row.startswith("paragraph/hear,")
    assert row.endswith(',objected,"Why, then?",2026-11-28,1')
    assert margins(build(project).outdir / "one.html")[0] == "Review: objected"
    assert said(project, "paragraph/hear", "--withdraw", "--by=ben") == 0
    assert margins(build(project).outdir / "one.html")[0].endswith("Anna Ames")


def test_what_is_gone_can_be_withdrawn(project: Path) -> None:
    rewriting("one.rst", ":: write\n", ":: wrote\n")(project)
    [warning] = build(project).warnings
    assert "ben.csv:2: paragraph/write: was reviewed and is no longer there" in warning
    assert warning.endswith("[normative.orphaned-review]")
    assert said(project, "paragraph/write", "--withdraw", "--by=ben") == 0
    assert build(project).warnings == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["paragraph/here", "--agree", "--by=anna"], "the text has no 'paragraph/here'; nearest are paragraph/hear"),
        (
            ["paragraph/hear", "--agree", "--by=cleo"],
            "--by 'cleo' is nobody in reviews/people.toml, which knows anna, ben",
        ),
        (["paragraph/hear", "--object= ", "--by=anna"], "--object has no reason; write why"),
        (
            ["paragraph/hear", "--withdraw", "--by=ben"],
            "'ben' has not reviewed 'paragraph/hear'; nearest are paragraph/",
        ),
        (["paragraph/hear", "--by=anna"], "name a subject together with --agree, --object or --withdraw"),
        (["--agree", "--by=anna"], "name a subject together with --agree, --object or --withdraw"),
    ],
)
def test_what_cannot_be_appended_says_why(
    arguments: list[str], expected: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in (project / "reviews").iterdir()}
    with pytest.raises(SystemExit):
        said(project, *arguments)
    assert expected in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in (project / "reviews").iterdir()} == before


def filled_in(path: Path, **cells: str) -> None:
    book = load_workbook(path)
    for place, text in cells.items():
        book["Reviews"][place] = text
    book.save(path)


def test_a_workbook_goes_out_as_approved_and_comes_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project.parent / "reviews.xlsx"
    assert said(project, "--workbook", str(path)) == 0
    assert capsys.readouterr().out == f"written: {path}\n"
    assert_approved("review-book", book_text(path))
    filled_in(path, D2="agreed", D4="objected", E4="=not so")
    rewriting("one.rst", "every person", "each person")(project)
    before = (project / "reviews" / "ben.csv").read_bytes()
    assert said(project, str(path), "--by=ben", "--date=2026-11-28") == 1
    assert "ERROR: Reviews!E4: objects without a reason; write one" in capsys.readouterr().err
    assert (project / "reviews" / "ben.csv").read_bytes() == before
    filled_in(path, E4="It is not so.")
    assert said(project, str(path), "--by=ben", "--date=2026-11-28") == 0
    events = [event for event in read_project(project)[0].register.reviews.events if event.by == "ben"]
    assert [(event.subject, event.verdict.value, event.reason) for event in events[1:]] == [
        ("paragraph/hear", "agreed", ""),
        (RELATION, "objected", "It is not so."),
    ]
    # Ben has looked at the words of the workbook.
    assert margins(build(project).outdir / "one.html")[0] == "Review: suspect: its words changed"


def test_every_bad_cell_of_a_workbook_is_told_and_nothing_is_kept(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project.parent / "reviews.xlsx"
    said(project, "--workbook", str(path))
    filled_in(path, D2="fine", E3="Because.", A4="relation/gone", D4="agreed")
    before = {item.name: item.read_bytes() for item in (project / "reviews").iterdir()}
    capsys.readouterr()
    assert said(project, str(path), "--by=ben") == 1
    assert capsys.readouterr().err.splitlines() == [
        "ERROR: Reviews!D2: verdict 'fine' is not known; write agreed, objected, withdrawn",
        "ERROR: Reviews!D3: is empty beside a reason; write agreed, objected, withdrawn",
        "ERROR: Reviews!A4: 'relation/gone' is no longer there; empty the verdict",
    ]
    with pytest.raises(SystemExit):
        said(project, str(path), "--by=cleo")
    assert "--by 'cleo' is nobody in reviews/people.toml, which knows anna, ben; add" in capsys.readouterr().err
    filled_in(path, E1="other", F1="other")
    assert said(project, str(path), "--by=ben") == 1
    told = "Reviews!A1: has no column 'reason'; restore it, as '--workbook' writes it"
    assert capsys.readouterr().err == f"ERROR: {told}\n"
    book = load_workbook(path)
    book["Reviews"].title = "Others"
    book.save(path)
    assert said(project, str(path), "--by=ben") == 1
    told = "reviews.xlsx has no sheet 'Reviews'; take the one that '--workbook' wrote"
    assert capsys.readouterr().err == f"ERROR: {told}\n"
    path.write_bytes(b"no workbook")
    assert said(project, str(path), "--by=ben") == 1
    assert "reviews.xlsx is damaged or no .xlsx file; save it anew" in capsys.readouterr().err
    assert {item.name: item.read_bytes() for item in (project / "reviews").iterdir()} == before


def test_words_that_look_like_a_formula_are_words(project: Path) -> None:
    rewriting("one.rst", "Both say so", "=HYPERLINK(1)")(project)
    rewriting("one.rst", "States parties hear", "\\=1+1 hear")(project)
    path = project.parent / "reviews.xlsx"
    assert said(project, "--workbook", str(path)) == 0
    sheet = load_workbook(path)["Reviews"]
    assert (sheet["C2"].data_type, sheet["C2"].value[:4]) == ("s", "=1+1")


def test_the_reason_of_a_relation_may_be_printed_otherwise_than_it_is_written(tmp_path: Path) -> None:
    left_out = ".. only:: never\n\n   .. gap:: CONV 3\n      :counterpart: COMP\n\n      Nothing.\n\n"
    relation = (
        ".. convergence:: CONV 1; COMP obj. 1\n   :relation: synergy\n   :source: analysis\n\n   It's the State's.\n"
    )
    people = '[anna]\nname = "Anna"\nrole = "group"\nprinted = true\n'
    event = "subject,own,rests_on,verdict,reason,date,draft\nrelation/CONV 1; COMP obj. 1,,,agreed,,2026-11-20,\n"
    pages = {"index.rst": f"T\n=\n\n{left_out}{relation}", "reviews/people.toml": people, "reviews/anna.csv": event}
    built = build(write_project(tmp_path / "project", pages))
    assert "It’s the State’s. Source: analysis. Reviewed: 2026-11-20, Anna" in built.text()


def test_a_text_for_adoption_names_all_that_somebody_must_look_at(project: Path) -> None:
    rewriting("one.rst", "Both say so", "Both say it")(project)
    review(project, "anna", "paragraph/write")
    assert build(project).warnings == []
    write_files(project, {"document.toml": 'stage = "for adoption"\n'})
    told = "in a text for adoption; have it reviewed, or reset the stage [normative.review-open]"
    assert build(project).warnings == [
        f"one.rst:9: paragraph/write: objected, {told}",
        f"one.rst:14: {RELATION}: suspect: its words changed, {told}",
    ]
    assert [finding.message for finding in check_source(project)] == [
        f"paragraph/write: objected, {told.rpartition(' [')[0]}",
        f"{RELATION}: suspect: its words changed, {told.rpartition(' [')[0]}",
    ]
    review(project, "ben", "paragraph/write", RELATION)
    assert build(project).warnings == []


def test_tables_choose_by_the_state_of_review(project: Path) -> None:
    table = ".. paragraph-list::\n   :name: open\n   :state: suspect; objected\n\n"
    pairs = ".. convergence-matrix::\n   :rows: CONV\n   :columns: COMP\n   :layout: list\n   :name: {0}\n   :state: {0}\n\n"
    page = f"Two\n===\n\n{table}{pairs.format('reviewed')}{pairs.format('suspect')}"
    write_files(project, {"two.rst": page})
    built = build(project)
    assert built.warnings == []
    two = built.outdir / "two.html"
    assert [row[1] for row in cells(two, "open")[1:]] == ["write"]
    assert [row[:2] for row in cells(two, "reviewed")[1:]] == [["CONV 1", "COMP obj. 1"]]
    assert cells(two, "suspect")[1:] == []
    rewriting("one.rst", "every person", "each person")(project)
    rewriting("one.rst", "Both say so", "Both say it")(project)
    two = build(project).outdir / "two.html"
    assert [row[1] for row in cells(two, "open")[1:]] == ["hear", "write"]
    assert [row[:2] for row in cells(two, "suspect")[1:]] == [["CONV 1", "COMP obj. 1"]]
    rewriting("two.rst", ":state: suspect; objected", ":state: doubtful")(project)
    [warning] = build(project).warnings
    assert "state 'doubtful' is not known; allowed are unreviewed, reviewed, objected, suspect" in warning


MARKED = """\
.. gap:: CONV 2
   :counterpart: COMP
   :reviewed: 2026-01-02,
      Anna Ames
   :source: analysis

   The compact has none.
   :reviewed: is a word here.
"""


def test_marks_become_reviews_once_and_go(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = "provisions;reviewed;reason\r\nCONV 3;2026-02-28, adviser;It is out.\r\nCONV 4;;Out too.\r\n"
    write_files(project, {"instruments/not-addressed.csv": b"\xef\xbb\xbf" + sheet.encode()})
    write_files(project, {"one.rst": f"{TEXT}\n{MARKED}"})
    told = "where reviews are kept; take the marks over by 'normative review --adopt --by KEY' [normative.review-mark]"
    assert sorted(build(project).warnings) == [
        f"instruments/not-addressed.csv:2: silence/CONV 3: is marked ':reviewed: 2026-02-28, adviser', {told}",
        f"one.rst:20: gap/CONV 2; COMP: is marked ':reviewed: 2026-01-02, Anna Ames', {told}",
    ]
    assert said(project, "--adopt") == 0
    assert (project / "one.rst").read_text() == f"{TEXT}\n{MARKED}".replace(
        "   :reviewed: 2026-01-02,\n      Anna Ames\n", ""
    )
    assert (project / "instruments" / "not-addressed.csv").read_bytes() == (
        b"\xef\xbb\xbfprovisions;reason\r\nCONV 3;It is out.\r\nCONV 4;Out too.\r\n"
    )
    events = read_project(project)[0].register.reviews.events
    assert [(event.by, event.subject, str(event.date), event.reason) for event in events if event.date] == [
        ("anna", "gap/CONV 2; COMP", "2026-01-02", "marked in the text: 2026-01-02, Anna Ames"),
        ("ben", "silence/CONV 3", "2026-02-28", "marked in the text: 2026-02-28, adviser"),
    ]
    assert build(project).warnings == []
    # What was taken over holds for the words as they stood.
    rewriting("one.rst", "The compact has none", "The compact has little")(project)
    assert "Suspect: its words changed." in margins(build(project).outdir / "one.html")[-1]
    capsys.readouterr()
    before = {path: path.read_bytes() for path in project.rglob("*.*")}
    assert said(project, "--adopt") == 0
    assert {path: path.read_bytes() for path in project.rglob("*.*")} == before


def test_marks_of_nobody_known_are_told_and_nothing_is_taken_over(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{TEXT}\n{MARKED}".replace("Anna Ames\n", "working group\n")
    sheet = "provisions,reviewed,reason\nCONV 3,ben,It is out.\n,lost,\n"
    write_files(project, {"one.rst": text, "instruments/not-addressed.csv": sheet})
    before = {path: path.read_bytes() for path in project.rglob("*.*")}
    assert said(project, "--adopt") == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "ERROR: one.rst:20: '2026-01-02, working group' names nobody in reviews/people.toml; add the person there by "
        "key, name or role, or say with --by who it was"
    )
    assert {path: path.read_bytes() for path in project.rglob("*.*")} == before
    assert said(project, "--adopt", "--by=anna") == 0
    # A row that cannot be read keeps its mark.
    assert (project / "instruments" / "not-addressed.csv").read_text() == (
        "provisions,reviewed,reason\nCONV 3,,It is out.\n,lost,\n"
    )
