"""Word and Excel files as containers of parts: what is read of them, and what is refused before it is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from normative.model.files.containers import Container, RefusedError, attribute, below, parsed, read_file, tag_of

TYPES = '<Types><Override ContentType="application/{kind}.main+xml"/><Override/></Types>'
WORD = "wordprocessingml.document"
LINKS = """\
<Relationships><Relationship Id="one" Target="media/one.png"/><Relationship Id="two" Target="/word/two.xml"/>
<Relationship Id="out" Target="https://example.org" TargetMode="External"/></Relationships>
"""


def packed(path: Path, parts: Mapping[str, str | bytes], *, kind: str = WORD, how: int = zipfile.ZIP_STORED) -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as file:
        for name, part in {"[Content_Types].xml": TYPES.format(kind=kind), **parts}.items():
            file.writestr(name, part)
    path.write_bytes(content.getvalue())
    return path


def refused(path: Path) -> str:
    with pytest.raises(RefusedError) as refusal:
        Container(path, "wordprocessingml")
    return str(refusal.value)


def test_parts_are_found_by_their_names_whatever_their_capitals(tmp_path: Path) -> None:
    parts = {"word/document.xml": "<a/>", "word/_rels/document.xml.rels": LINKS, "_rels/top.xml.rels": LINKS}
    container = Container(packed(tmp_path / "reply.docx", parts), "wordprocessingml")
    assert [container.has(name) for name in ("word/document.xml", "/Word/Document.xml", "word/other.xml")] == [
        *(True, True, False)
    ]
    assert container.part("/WORD/document.xml").tag == "a"
    assert container.links("word/document.xml") == {"one": "word/media/one.png", "two": "word/two.xml"}
    assert container.links("top.xml") == {"one": "media/one.png", "two": "word/two.xml"}
    assert container.links("word/other.xml") == {}
    with pytest.raises(RefusedError, match=r"^has no part word/other\.xml; save it anew$"):
        container.part("word/other.xml")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"../out.xml": "<a/>"}, "has a part whose name leads out of it"),
        ({"word\\..\\out.xml": "<a/>"}, "has a part whose name leads out of it"),
        ({"/root.xml": "<a/>"}, "has a part whose name leads out of it"),
        ({"c:root.xml": "<a/>"}, "has a part whose name leads out of it"),
        ({"a.xml": "<a/>", "A.xml": "<a/>"}, "has two parts of one name; save it anew"),
        ({f"{number}.xml": "" for number in range(5_000)}, "has 5001 parts; save it anew"),
    ],
)
def test_parts_that_no_reply_has_are_refused(parts: Mapping[str, str], said: str, tmp_path: Path) -> None:
    assert refused(packed(tmp_path / "reply.docx", parts)).startswith(said)


def test_what_unpacks_to_many_times_its_size_is_refused_unless_it_is_small(tmp_path: Path) -> None:
    small, large = b"<a/>" + b" " * 900_000, b"<a/>" + b" " * 2_000_000
    Container(packed(tmp_path / "small.docx", {"a.xml": small}, how=zipfile.ZIP_DEFLATED), "wordprocessingml")
    Container(packed(tmp_path / "stored.docx", {"a.xml": large}), "wordprocessingml")
    path = packed(tmp_path / "large.docx", {"a.xml": large}, how=zipfile.ZIP_DEFLATED)
    assert refused(path).startswith("unpacks to many times its size, as no reply does")


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("reply.docx", "spreadsheetml.sheet", "is no .docx file, whatever its name says; save it anew as .docx"),
        ("reply.DOC", "spreadsheetml.sheet", "is no .docx file, whatever its name says; save it anew as .docx"),
        ("reply.docm", f"{WORD}.macroEnabled", "has macros; save it as .docx without them"),
        ("reply.docx", f"{WORD}.vbaProject", "has macros; save it as .docx without them"),
        ("reply.odt", "opendocument", "is no .odt file, whatever its name says; save it anew as .odt"),
    ],
)
def test_another_kind_of_file_is_told_from_its_content(name: str, kind: str, said: str, tmp_path: Path) -> None:
    assert refused(packed(tmp_path / name, {}, kind=kind)) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
            "is encrypted, or in an old form; remove the password and save it as .docx",
        ),
        (b"no container", "is damaged or no .docx file; save it anew as .docx"),
        (b"", "is damaged or no .docx file; save it anew as .docx"),
    ],
)
def test_what_is_no_container_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "reply.docx").write_bytes(content)
    assert refused(tmp_path / "reply.docx") == said


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"^is no file; name one that was sent in$"):
        read_file(tmp_path)
    (tmp_path / "reply").write_bytes(b"Words.")
    assert read_file(tmp_path / "reply") == b"Words."
    with (tmp_path / "large").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(RefusedError, match=r"^is larger than 50 MB; "):
        read_file(tmp_path / "large")


@pytest.mark.parametrize(
    "content",
    [
        b"<a/>",
        b'<?xml version="1.0" encoding="UTF-8"?><a/>',
        b"<?xml version='1.0' encoding = 'us-ascii'?><a/>",
        b'\xef\xbb\xbf<?xml version="1.0" encoding="utf8"?><a/>',
        b"<a>" * 200 + b"</a>" * 200,
    ],
)
def test_xml_in_utf_8_is_read(content: bytes) -> None:
    assert parsed(content, "x.xml").tag == "a"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<?xml version="1.0" encoding="UTF-16"?><a/>', "is not in UTF-8 in its part x.xml"),
        (b'\n<?xml version="1.0" encoding="latin-1"?><a/>', "is not in UTF-8 in its part x.xml"),
        ("<a/>".encode("utf-16"), "is not in UTF-8 in its part x.xml"),
        (b"<!DOCTYPE a><a/>", "defines entities in its part x.xml"),
        (b'<!ENTITY x "y"><a/>', "defines entities in its part x.xml"),
        (b"<a>", "is damaged in its part x.xml"),
        (b"", "is damaged in its part x.xml"),
        (b"<a>" * 201 + b"</a>" * 201, "is damaged in its part x.xml (elements lie too deep"),
    ],
)
def test_other_xml_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parsed(content, "x.xml")
    assert str(refusal.value).startswith(said)


def test_elements_and_attributes_are_found_in_any_name_space() -> None:
    root = parsed(b'<w:a xmlns:w="urn:w"><w:b w:val="1"/><c><b val="2"/></c></w:a>', "x.xml")
    assert [tag_of(item) for item in root.iter()] == ["a", "b", "c", "b"]
    assert [attribute(item, "val") for item in below(root, "b")] == ["1", "2"]
    assert attribute(root, "val") == ""
