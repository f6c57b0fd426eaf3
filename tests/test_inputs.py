"""Comments and their answers as authors and readers meet them: in notes, margins and findings, for those who may see them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from normative.check.findings import check_source
from normative.commands.freeze import main as freeze
from small_projects import build, folded, rewriting, write_files, write_project, written

TEXT = """\
One
===

.. obligation:: hear
   :basis: CONV 1

   States parties hear every person before they decide on a return.

.. guidance:: write
   :basis: COMP obj. 1

   Reasons in writing help courts to review what was decided.
"""
ANSWERS = """\
Answers
=======

.. question:: ways
   :panel: 2

   Which ways have worked?

.. disposition:: MEX-1; NGO-B-1
   :decision: accepted in part
   :changes: hear; write
   :by: group, 2026-12-01

   See para. :para:`hear`.
"""
CALL = 'title = "Call"\nwhat = ["draft"]\ndraft = "1"\n'
SUBMITTERS = (
    "key,name,category,publish\nMEX,State Alpha,State,yes\nNGO-B,Organization Beta,civil society,without name\n"
)
HEAD = "number,draft,paragraph,kind,text\n"
COMMENTS = {
    "inputs/draft/call.toml": CALL,
    "inputs/draft/submitters.csv": SUBMITTERS,
    "inputs/draft/comments/MEX.csv": f"{HEAD}MEX-1,1,hear,wording,Say when.\n",
    "inputs/draft/comments/NGO-B.csv": f"{HEAD}NGO-B-1,1,hear,substance,Say who.\nNGO-B-2,1,write,source,Say where.\n",
}
INDEX = "Text\n====\n\n.. toctree::\n\n   one\n   answers\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of which draft 1 was commented on and has gone on since."""
    source = write_project(
        tmp_path / "project", {"index.rst": INDEX, "one.rst": TEXT, "answers.rst": "Answers\n=======\n"}
    )
    assert freeze(["1", "--date=2026-11-20", f"--source={source}", f"--into={tmp_path / 'out'}"]) == 0
    write_files(source, {"answers.rst": ANSWERS, **COMMENTS})
    rewriting("one.rst", "before they decide", "in time before they decide")(source)
    return source


def notes(page: Path) -> list[str]:
    root = html.parse(page).getroot()
    return [
        folded(item)
        for item in root.xpath("//p[contains(@class, 'relation-head') or contains(@class, 'relation-foot')]")
    ]


def test_answers_and_questions_are_notes(project: Path) -> None:
    built = build(project)
    assert built.warnings == []
    page = built.outdir / "answers.html"
    assert notes(page) == [
        "Question 1 (panel 2)",
        "Accepted in part: MEX-1; civil-society-1-1",
        "Changed: paras. 1, 2. By: group, 2026-12-01.",
    ]
    links = html.parse(page).getroot().xpath("//p[contains(@class, 'relation-foot')]//a/@href")
    assert links == ["one.html#hear", "one.html#write"]
    assert html.parse(page).getroot().get_element_by_id("ways") is not None


@pytest.mark.parametrize(
    "builder", ["text", "latex", "man", "normative-docx", "normative-pdf", "normative-epub", "singlehtml"]
)
def test_every_output_has_them(builder: str, project: Path) -> None:
    assert build(project, builder).warnings == []


def test_what_is_accepted_must_have_changed_since_the_draft(project: Path) -> None:
    rewriting("one.rst", "in time before they decide", "before they decide")(project)
    assert build(project).warnings == [
        "answers.rst:9: MEX-1; NGO-B-1: is accepted in part, but 'hear', 'write' are as in draft 1; change the text, or "
        "name what was changed [normative.change-not-made]"
    ]
    # A new basis is a change, as is another paragraph in its place.
    rewriting("one.rst", ":basis: CONV 1", ":basis: CONV 1; CONV 4")(project)
    assert build(project).warnings == []
    rewriting("one.rst", ":basis: CONV 1; CONV 4", ":basis: CONV 1\n   :was: hear")(project)
    rewriting("one.rst", ":: hear", ":: be-heard")(project)
    rewriting("answers.rst", ":para:`hear`", ":para:`be-heard`")(project)
    rewriting("answers.rst", ":changes: hear; write", ":changes: be-heard")(project)
    assert build(project).warnings == [
        "answers.rst:9: MEX-1; NGO-B-1: is accepted in part, but 'be-heard' is as in draft 1; change the text, or name "
        "what was changed [normative.change-not-made]"
    ]
    rewriting("one.rst", "every person", "each person")(project)
    assert build(project).warnings == []


def test_a_comment_follows_its_paragraph_and_is_an_orphan_only_until_it_is_answered(project: Path) -> None:
    rewriting("one.rst", ".. guidance:: write\n", ".. guidance:: give-reasons\n   :was: write\n")(project)
    assert build(project).warnings == []
    rewriting("one.rst", "   :was: write\n", "")(project)
    expected = (
        "inputs/draft/comments/NGO-B.csv:3: NGO-B-2: paragraph 'write' is no longer there; write ':was: write' on the "
        "one that continues it, or answer the comment"
    )
    assert build(project).warnings == [f"{expected} [normative.orphaned-comment]"]
    row = 'comments,decision,changes,by,reason\nNGO-B-2,noted,,,"It has gone."\n'
    write_files(project, {"inputs/draft/dispositions.csv": row})
    assert build(project).warnings == []


def test_nothing_is_unanswered_once_the_text_is_for_adoption(project: Path) -> None:
    assert build(project).warnings == []
    write_files(project, {"document.toml": 'stage = "for adoption"\n'})
    expected = "inputs/draft/comments/NGO-B.csv:3: NGO-B-2: has no answer, and the text is for adoption; answer it with 'disposition'"
    assert build(project).warnings == [f"{expected} [normative.unanswered-comment]"]
    assert [finding.message for finding in check_source(project)] == [expected.partition(": ")[2]]


def test_a_paragraph_says_what_it_draws_on(project: Path) -> None:
    rewriting("one.rst", ":basis: COMP obj. 1", ":basis: COMP obj. 1\n   :draws-on: NGO-B-2; MEX-1")(project)
    root = build(project).page("one")
    (margin,) = root.xpath("//div[@class='margin-draws-on']")
    assert folded(margin) == "Draws on: civil-society-1-2; MEX-1"
    assert margin.xpath("ancestor::*[@id][1]/@id") == ["write"]


EDITS = {
    "a comment more": rewriting("inputs/draft/comments/MEX.csv", "Say when.\n", "Say when.\nMEX-2,1,,general,Good.\n"),
    "who may be named": rewriting("inputs/draft/submitters.csv", "without name", "yes"),
    "who may not": rewriting("inputs/draft/submitters.csv", "State,yes", "State,without name"),
    "who may not be quoted": rewriting("inputs/draft/submitters.csv", "State,yes", "State,no"),
    "a paragraph before": rewriting(
        "one.rst", ".. obligation:: hear", ".. paragraph:: new\n\n   New.\n\n.. obligation:: hear"
    ),
    "a question before": rewriting("one.rst", "===\n\n", "===\n\n.. question:: first\n\n   How?\n\n"),
    "an answer before": rewriting(
        "one.rst", "===\n\n", "===\n\n.. disposition:: NGO-B-2\n   :decision: noted\n\n   Yes.\n\n"
    ),
    "another decision": rewriting("answers.rst", "accepted in part", "accepted"),
    "draws on": rewriting("one.rst", ":basis: CONV 1", ":basis: CONV 1\n   :draws-on: NGO-B-2"),
    "comments at paragraphs": rewriting("inputs/draft/submitters.csv", "without name", "yes"),
    "audience": rewriting("conf.py", "extensions", 'normative_audience = "secretariat"\nextensions'),
}


def test_an_answer_has_the_numbers_that_paragraphs_got_later(project: Path) -> None:
    rewriting("answers.rst", "See para. :para:`hear`.", "Yes.")(project)
    build(project, into=project.parent / "html")
    EDITS["a paragraph before"](project)
    page = build(project, into=project.parent / "html").outdir / "answers.html"
    assert notes(page)[-1] == "Changed: paras. 2, 3. By: group, 2026-12-01."
    for options, expected in (
        ("   :changes: write\n", "Changed: para. 3."),
        ("   :by: group, 2026-12-01\n", "By: group, 2026-12-01."),
        ("", ""),
    ):
        answer = f"Answers\n=======\n\n.. disposition:: MEX-1; NGO-B-1\n   :decision: noted\n{options}\n   Yes.\n"
        write_files(project, {"answers.rst": answer})
        assert notes(build(project, into=project.parent / "html").outdir / "answers.html") == [
            "Noted: MEX-1; civil-society-1-1",
            expected,
        ]


def test_an_answer_to_what_nobody_may_see_is_shown_to_nobody(project: Path) -> None:
    rewriting("inputs/draft/submitters.csv", "State,yes", "State,no")(project)
    answer = ".. disposition:: MEX-1\n   :decision: noted\n\n   A secret.\n\n"
    another = ".. disposition:: NGO-B-2\n   :decision: noted\n\n   No secret.\n"
    write_files(project, {"answers.rst": f"Answers\n=======\n\n{answer}{another}"})
    text = build(project).text("answers")
    assert ("A secret" in text, "civil-society-1-2 No secret." in text) == (False, True)


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_a_build_that_reads_little_equals_a_clean_one(name: str, project: Path) -> None:
    build(project, into=project.parent / "html")
    EDITS[name](project)
    built = build(project, into=project.parent / "html")
    clean = build(project, into=project.parent / "clean")
    assert written(built.outdir) == written(clean.outdir)


def test_documents_read_at_the_same_time_make_the_same(project: Path) -> None:
    more = {
        f"more-{number}.rst": f"More {number}\n======\n\n.. question:: q-{number}\n\n   How?\n" for number in range(6)
    }
    names = "".join(f"   {name.removesuffix('.rst')}\n" for name in more)
    write_files(project, {**more, "index.rst": INDEX + names})
    one = build(project, into=project.parent / "serial")
    two = build(project, into=project.parent / "parallel", parallel=2)
    # No part has Sphinx do one thing after the other, which it would say.
    assert two.warnings == []
    assert written(one.outdir) == written(two.outdir)


def test_an_audience_that_is_none_is_a_finding_and_the_public_is_meant(project: Path) -> None:
    rewriting("conf.py", "extensions", 'normative_audience = "all"\nextensions')(project)
    built = build(project)
    message = "normative_audience: 'all' is not known; write public, secretariat"
    assert built.warnings == [f"conf.py:1: {message} [normative.input]"]
    assert [finding.message for finding in check_source(project)] == [message]
    assert "civil-society-1-1" in built.text("answers")


def test_the_secretariat_sees_all_and_every_page_says_so(project: Path) -> None:
    rewriting("conf.py", "extensions", 'normative_audience = "secretariat"\nextensions')(project)
    built = build(project)
    assert "Accepted in part: MEX-1; NGO-B-1" in built.text("answers")
    for name in ("index", "one", "answers"):
        assert "For the secretariat alone, not for publication" in built.text(name)


def test_comments_stand_at_their_paragraphs_where_all_may_be_named(project: Path) -> None:
    def shown() -> list[str]:
        return [folded(item) for item in build(project).page("one").xpath("//details[@class='paragraph-comments']")]

    assert shown() == []
    rewriting("inputs/draft/submitters.csv", "without name", "yes")(project)
    rewriting("inputs/draft/comments/MEX.csv", "Say when.", "<b>Say</b> when.")(project)
    assert shown() == [
        "2 comments MEX-1, State Alpha (State): wording <b>Say</b> when. Accepted in part. See para. 1. "
        "NGO-B-1, Organization Beta (civil society): substance Say who. Accepted in part. See para. 1.",
        "1 comment NGO-B-2, Organization Beta (civil society): source Say where. No answer yet.",
    ]
    rewriting("answers.rst", "See para.", "Compare para.")(project)
    assert "Compare para. 1." in shown()[0]
    # They are no text of the document.
    assert "Say who" not in build(project, "text").outdir.joinpath("one.txt").read_text(encoding="utf-8")


def test_an_answer_given_elsewhere_renews_the_page_of_the_comment(project: Path) -> None:
    rewriting("inputs/draft/submitters.csv", "without name", "yes")(project)
    build(project, into=project.parent / "html")
    write_files(project, {"inputs/draft/dispositions.csv": "comments,decision,reason\nNGO-B-2,noted,Thanks.\n"})
    built = build(project, into=project.parent / "html")
    assert "No answer yet" not in built.text("one")
    assert written(build(project, into=project.parent / "clean").outdir) == written(built.outdir)
