"""The form as a page: nothing serious is found on it, and what it saves is read back as it was written."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from chromium import Open, serious_findings
from normative.commands.form_head import FormHead
from normative.commands.form_page import write_page
from normative.commands.received.reading import read_reply
from normative.model.draft import Draft, Fingerprint, FrozenParagraph, FrozenText
from normative.model.paragraph import Force
from normative.model.text import Block, Span

WORDS = ("States parties hear <b>every</b> person.", "</script><script>document.title = 'run'</script>")
DRAFT = Draft(
    name="1</script>",
    date=datetime.date(2026, 11, 20),
    load=lambda: FrozenText(
        paragraphs=tuple(
            FrozenParagraph(
                id=f"p-{number}",
                number=number,
                force=Force.PLAIN,
                section=("Rights",),
                blocks=(Block(spans=(Span(text=text),)),),
                fingerprint=Fingerprint(own="0" * 12, rests_on="0" * 12),
            )
            for number, text in enumerate(WORDS, 1)
        ),
        entries=(),
        provisions={},
    ),
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.html"
    write_page(path, FormHead(draft=DRAFT, standing="A test"))
    return path


def test_comments_are_saved_and_read_back(form: Path, open_page: Open, tmp_path: Path) -> None:
    page = open_page(form)
    assert page.title() == "Comments on draft 1</script>"
    page.get_by_role("button", name="Comment on paragraph 1", exact=True).click()
    # What is to be written is where the keyboard is.
    page.keyboard.type('=1+1 "quoted", and\nmore')
    page.get_by_label("Kind").select_option("wording")
    page.get_by_role("button", name="Comment on the heading Rights", exact=True).click()
    page.keyboard.type("On the chapter.")
    page.get_by_role("button", name="Comment on paragraph 2", exact=True).click()
    assert page.get_by_role("status").text_content() == "Comments: 3, not saved"
    assert serious_findings(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    path = tmp_path / "saved.csv"
    saved.value.save_as(path)
    assert page.get_by_role("status").text_content() == "Comments: 3"
    assert path.read_bytes().startswith(b"\xef\xbb\xbfdraft,id,")
    reply = read_reply(path, {DRAFT.name: DRAFT}, "", "")
    assert reply.wrong == ()
    found = [remark.comment for remark in reply.remarks]
    assert [(item.subject, item.kind.value, item.text, item.matched.value) for item in found] == [
        ("chapter/rights", "general", "On the chapter.", "id"),
        ("p-1", "wording", '=1+1 "quoted", and\nmore', "id"),
    ]


def test_a_comment_can_be_taken_back(form: Path, open_page: Open) -> None:
    page = open_page(form)
    page.get_by_role("button", name="Comment on paragraph 1", exact=True).click()
    page.get_by_role("button", name="Remove").click()
    assert page.locator("fieldset").count() == 0
    assert page.evaluate("document.activeElement.ariaLabel") == "Comment on paragraph 1"
