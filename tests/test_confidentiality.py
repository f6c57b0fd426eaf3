"""Who did not agree to be named is in no byte of any output for the public, whatever wraps or packs that byte."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from normative.commands.freeze import main as freeze
from normative.model.call import Category, Publish, Submitter
from normative.model.comment import Comment
from normative.model.diagnostics import Place
from normative.model.dossier import Dossier
from normative.model.inputs import Audience, Inputs
from normative.model.paragraph import Force, Paragraph
from normative.project.sent import SentInputs
from small_projects import BuiltProject, build, command, rewriting, write_files, write_project, written

#: What the public may not read: names, keys, a State, files and a language of two who are not to be named, the words of one.
SECRETS = (
    "Quixotia",
    "QXT",
    "Zephyrine",
    "ZPH",
    "Freedonia",
    "zephyr-letter",
    "5e5e5e5e",
    "x-quixotic",
    "unspeakable",
    "unsayable",
    "2027-03-04",
)
#: What must be there, so that nothing is found because nothing is shown.
SHOWN = ("State Alpha", "ALPHA-1", "Say when", "speakable remark", "civil-society-1-1")
TEXT = """\
One
===

.. obligation:: hear
   :basis: CONV 1
   :draws-on: QXT-1; ZPH-1; ALPHA-1

   States parties hear every person before they decide on a return.

.. guidance:: write
   :basis: COMP obj. 1

   Reasons in writing help courts to review what was decided.

.. disposition:: ALPHA-1; QXT-1; ZPH-2
   :decision: noted
   :by: group

   To all of these.

.. disposition:: ZPH-1
   :decision: noted

   To nobody that may be shown.
"""
TABLES = """\
Tables
======

.. inputs-received::

.. dispositions::
   :group-by: submitter

.. comment-statistics::

.. inputs-matrix::

.. inputs-matrix::
   :rows: categories
   :columns: paragraphs

.. paragraph-list::
"""
HEAD = "number,draft,paragraph,part,kind,quote,text,proposal,reason,matched,fingerprint\n"
FILES = {
    "inputs/draft/call.toml": 'title = "Call"\nwhat = ["draft"]\ndraft = "1"\n',
    "inputs/draft/submitters.csv": (
        "key,name,category,state,via,received,language,publish,file,sha256\n"
        "ALPHA,State Alpha,State,AAA,written,2027-01-01,en,yes,alpha.docx,\n"
        f"QXT,Quixotia Society,civil society,Freedonia,panel 2,2027-03-04,x-quixotic,without name,zephyr-letter.docx,{'5e' * 32}\n"
        f"ZPH,Zephyrine Union,civil society,Freedonia,meeting,2027-03-04,x-quixotic,no,zephyr-letter.docx,{'5e' * 32}\n"
    ),
    "inputs/draft/comments/ALPHA.csv": (
        f"{HEAD}ALPHA-1,1,hear,,wording,,Say when. Quixotia Society and Zephyrine Union agree (see QXT-1 and ZPH-2).,,,id,\n"
    ),
    "inputs/draft/comments/QXT.csv": f"{HEAD}QXT-1,1,hear,,substance,,A speakable remark of Quixotia Society.,,,id,\n",
    "inputs/draft/comments/ZPH.csv": (
        f"{HEAD}ZPH-1,1,write,(a),source,unsayable,unspeakable,unspeakable,unspeakable,id,\n"
        "ZPH-2,1,hear,,general,,unspeakable,,,id,\nZPH-3,1,gone,,general,,unspeakable,,,id,\n"
    ),
    "inputs/draft/dispositions.csv": (
        'comments,decision,changes,by,reason\nQXT-2,noted,,"with Zephyrine Union",No.\n'
        'ALPHA-1,noted,,"Quixotia Society",As Zephyrine Union said in ZPH-2.\n'
    ),
    "inputs/draft/private/zephyr-letter.rst": "Zephyrine\n=========\n\nunspeakable\n",
    "tables.rst": TABLES,
}
INDEX = "Text\n====\n\n.. toctree::\n\n   one\n   tables\n"
BUILDERS = (
    *(
        "html",
        "dirhtml",
        "singlehtml",
        "epub",
        "text",
        "latex",
        "man",
        "texinfo",
        "xml",
        "pseudoxml",
        "gettext",
        "needs",
    ),
    *(
        "normative-docx",
        "normative-pdf",
        "normative-epub",
        "normative-matrices",
        "normative-words",
        "normative-draft",
        "normative-exchange",
    ),
)


def test_a_paragraph_names_what_it_draws_on_as_its_readers_may() -> None:
    """As those are named who agreed, with another number those who did not, and not at all who is only counted."""
    agreed = {"ALPHA": Publish.YES, "ZPH": Publish.WITHOUT_NAME, "QXT": Publish.NO}
    inputs = Inputs(
        submitters=tuple(
            Submitter(call="draft", key=key, name=key, category=Category.CIVIL_SOCIETY, publish=publish)
            for key, publish in agreed.items()
        ),
        comments=tuple(Comment(number=f"{key}-1", draft="1", text="Said.", call="draft") for key in agreed),
    )
    drawn = Paragraph(
        id="a", force=Force.PLAIN, draws_on=("QXT-1", "ZPH-1", "ALPHA-1", "GONE-1"), place=Place(path="a.rst")
    )
    plain = replace(drawn, draws_on=())
    for audience, shown in (
        (Audience.PUBLIC, ("civil-society-1-1", "ALPHA-1")),
        (Audience.SECRETARIAT, ("QXT-1", "ZPH-1", "ALPHA-1")),
    ):
        sent = SentInputs(Dossier(inputs=inputs, audience=audience), {}, [])
        assert sent.with_shown_inputs(drawn) == replace(drawn, draws_on=shown)
        assert sent.with_shown_inputs(plain) == plain


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project on whose draft three have commented, of whom one may be named, with findings that name the others."""
    text = re.sub(r"\n\.\. disposition.*", "", TEXT, flags=re.DOTALL).replace(
        "   :draws-on: QXT-1; ZPH-1; ALPHA-1\n", ""
    )
    source = write_project(
        tmp_path / "project",
        {"index.rst": INDEX, "one.rst": text, "tables.rst": "Tables\n======\n"},
        configuration="html_copy_source = True\nepub_show_urls = 'no'\n",
    )
    assert freeze(["1", "--date=2026-11-20", f"--source={source}", f"--into={tmp_path / 'out'}"]) == 0
    return write_files(source, {**FILES, "one.rst": TEXT})


def contents(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file's bytes, and those of what is packed in it: parts of ZIP files, streams and words of PDFs."""
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield f"{name}/{part}", part.encode()
                yield from contents(f"{name}/{part}", archive.read(part))
    elif content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for item in pdf.objects:
                yield name, item.read_bytes() if isinstance(item, pikepdf.Stream) else item.unparse()
        with pypdfium2.PdfDocument(content) as document:
            words = " ".join(page.get_textpage().get_text_range() for page in document)
            yield name, " ".join(words.split()).encode()
    elif name.endswith("objects.inv"):
        yield name, zlib.decompress(content.split(b"zlib.\n", 1)[1])


def places_of(built: BuiltProject, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Return where each word is, in UTF-8 or UTF-16, also in names of files."""
    everything = [
        (name, data)
        for file, content in written(built.outdir).items()
        for name, data in ((file, file.encode()), *contents(file, content))
    ]
    return {
        word: [
            name
            for name, data in everything
            if any(word.lower().encode(code) in data.lower() for code in ("utf-8", "utf-16-be", "utf-16-le"))
        ]
        for word in words
    }


@pytest.mark.parametrize("builder", BUILDERS)
def test_nobody_is_in_any_byte_who_did_not_agree(builder: str, project: Path) -> None:
    built = build(project, builder, into=project.parent / "public")
    assert any("ZPH-3" in warning for warning in built.warnings)
    found = places_of(built, SECRETS)
    assert {word: places for word, places in found.items() if places} == {}
    if builder in (
        "html",
        "singlehtml",
        "text",
        "normative-pdf",
        "normative-docx",
        "normative-matrices",
        "normative-epub",
        "normative-exchange",
    ):
        assert [word for word, places in places_of(built, SHOWN).items() if not places] == []


def test_figures_count_whoever_is_not_shown(project: Path) -> None:
    built = build(project, "normative-matrices", into=project.parent / "public")
    statistics = json.loads((built.outdir / "comment-statistics.json").read_bytes())
    totals = {total["label"]: total["value"] for total in statistics["totals"]}
    assert totals == {
        "Comments on drafts": 5,
        "Accepted": 0,
        "Accepted in part": 0,
        "Not accepted": 0,
        "Noted": 4,
        "Outside the scope": 0,
        "No answer yet": 1,
    }
    assert statistics["notes"] == ["Comments among these that are not to be published: 3."]
    listed = json.loads((built.outdir / "dispositions.json").read_bytes())
    assert [row["cells"][0] for row in listed["rows"]] == ["ALPHA-1", "civil-society-1-1"]
    assert listed["notes"] == ["Comments that are not to be published, and are counted in the statistics alone: 3."]
    received = json.loads((built.outdir / "inputs-received.json").read_bytes())
    assert received["totals"][0]["value"] == 3


def test_who_is_named_in_one_call_is_not_found_by_the_numbers_of_another(project: Path) -> None:
    write_files(
        project,
        {
            "inputs/outline/call.toml": 'title = "Outline"\nwhat = ["outline"]\n',
            "inputs/outline/submitters.csv": "key,name,category,publish\nQXT,Quixotia Society,civil society,yes\n",
            "inputs/outline/comments/QXT.csv": f"{HEAD}QXT-2,,,,general,,Named here.,,,id,\n",
        },
    )
    built = build(project, "normative-matrices", into=project.parent / "public")
    rows = json.loads((built.outdir / "dispositions.json").read_bytes())["rows"]
    assert sorted(row["cells"][0] for row in rows) == ["ALPHA-1", "QXT-2", "civil-society-1-1"]


def test_a_build_for_the_public_after_one_for_the_secretariat_keeps_nothing_of_it(project: Path) -> None:
    ask = rewriting("conf.py", "extensions", 'normative_audience = "secretariat"\nextensions')
    ask(project)
    built = build(project, into=project.parent / "site")
    assert all(places_of(built, ("Quixotia", "Zephyrine", "unspeakable")).values())
    rewriting("conf.py", 'normative_audience = "secretariat"\n', "")(project)
    built = build(project, into=project.parent / "site")
    assert {word: places for word, places in places_of(built, SECRETS).items() if places} == {}


@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "normative-epub", "normative-matrices", "normative-docx", "normative-pdf"]
)
def test_every_page_for_the_secretariat_says_so(builder: str, project: Path) -> None:
    rewriting("conf.py", "extensions", 'normative_audience = "secretariat"\nextensions')(project)
    built = build(project, builder, into=project.parent / "secretariat")
    mark = "For the secretariat alone"
    if builder == "normative-pdf":
        for path in built.outdir.glob("*.pdf"):
            with pypdfium2.PdfDocument(path) as document:
                pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
            assert [number for number, page in enumerate(pages, 1) if mark not in page] == []
        return
    everything = {name: dict(contents(name, content)) for name, content in written(built.outdir).items()}
    tables = ("dispositions.json", "comment-statistics.json", "inputs-received.json")
    for name, parts in everything.items():
        if name.endswith((".docx", ".xlsx", ".epub")):
            assert any(mark.encode() in data for data in parts.values()), name
        elif (name.endswith(".html") and name != "permalink.html") or (
            builder == "normative-matrices" and name in tables
        ):
            assert mark.encode() in parts[name], name
    assert everything


def test_commands_for_the_public_leave_nothing_that_was_for_the_secretariat(project: Path) -> None:
    outputs, into = ("html", "pdf", "docx", "matrices"), project.parent / "built"
    command(project, *outputs, into=into, options=["-D", "normative_audience=secretariat"])
    kept = [
        (name, data) for file, content in written(into / "matrices").items() for name, data in contents(file, content)
    ]
    assert any(b"Zephyrine" in data for _, data in kept)
    command(project, *outputs, into=into)
    for output in outputs:
        everything = [item for file, content in written(into / output).items() for item in contents(file, content)]
        assert everything
        assert [(word, name) for name, data in everything for word in SECRETS if word.encode() in data] == []


def test_comments_go_to_other_systems_for_the_public_alone(project: Path) -> None:
    built = build(project, "normative-exchange", into=project.parent / "public")
    written_out = json.loads((built.outdir / "annotations/comments.json").read_bytes())
    assert [item["creator"]["name"] for item in written_out["first"]["items"]] == ["State Alpha", "Civil society 1"]
    rewriting("conf.py", "extensions", 'normative_audience = "secretariat"\nextensions')(project)
    built = build(project, "normative-exchange", into=project.parent / "secretariat")
    assert not (built.outdir / "annotations").exists()
