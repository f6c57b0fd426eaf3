"""Pictures in the Word file: drawings become points, each in a process that may end, and none is left without words."""

from __future__ import annotations

import docx
import pytest
from test_docx import PNG, word_of

from conftest import MakeProject
from normative.outputs.docx import rasters
from normative.outputs.docx.pictures import millimetres


def test_pictures_that_cannot_be_read_leave_their_description(make_project: MakeProject) -> None:
    text = "T\n=\n\n.. image:: broken.png\n   :alt: A broken picture\n\n.. image:: https://example.org/a.png\n   :alt: Elsewhere\n\n.. image:: good.png\n"
    project = make_project({"index.rst": text, "broken.png": b"no picture", "good.png": PNG}, "normative-docx")
    assert {"[A broken picture]", "[Elsewhere]"} <= set(word_of(project).lines())
    assert project.warnings == [
        "index.rst:7: the image 'https://example.org/a.png' is on the web, so its description stands there; save it in the "
        "source folder [normative.outside-file]",
        "index.rst:4: the image 'broken.png' cannot be read, so its description stands there; save it as PNG or JPEG "
        "[normative.image]",
        "index.rst:10: the image 'good.png' has no description; add ':alt:' with what it shows [normative.alternative-text]",
    ]


def test_drawings_are_pictures_of_points_of_their_own_size(make_project: MakeProject) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt"><rect width="9" height="9"/></svg>'
    text = "T\n=\n\n.. image:: a.svg\n   :alt: A\n\n.. image:: a.svg\n   :alt: B\n   :width: 50mm\n\n.. image:: b.svg\n   :alt: C\n\n.. image:: c.svg\n   :alt: D\n"
    large = drawing.replace('"72pt"', '"100000"').replace('"36pt"', '"100000"')
    project = make_project({"index.rst": text, "a.svg": drawing, "b.svg": "<svg", "c.svg": large}, "normative-docx")
    end = "so its description stands there; save it as PNG or JPEG [normative.image]"
    assert project.warnings == [
        f"index.rst:11: the image 'b.svg' cannot be read, {end}",
        f"index.rst:14: the image 'c.svg' is too large to be drawn, {end}",
    ]
    (path,) = project.outdir.glob("*.docx")
    shapes = docx.Document(str(path)).inline_shapes
    assert [(round(shape.width.mm, 1), round(shape.height.mm, 1)) for shape in shapes] == [(25.4, 12.7), (50.0, 25.0)]


def test_a_drawing_that_takes_too_long_ends_its_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasters, "SECONDS", 0.01)
    with pytest.raises(rasters.DrawingError, match=r"is not drawn in 0\.01 seconds"):
        rasters.rasterize_apart(b"<svg/>")


def test_a_drawing_that_takes_too_much_memory_ends_its_own_process() -> None:
    layers = 40
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="3300pt" height="3300pt">'
        + '<g opacity="0.5">' * layers
        + '<rect width="3000" height="3000"/>'
        + "</g>" * layers
        + "</svg>"
    )
    with pytest.raises(rasters.DrawingError, match="takes too much memory to be drawn"):
        rasters.rasterize_apart(drawing.encode())


def test_lengths_of_docutils_become_millimetres() -> None:
    assert millimetres("50%", 130) == 65
    assert millimetres("96px", 130) == pytest.approx(25.4)
    assert [millimetres(text, 130) for text in ("2.5 cm", "25mm", "1in", "6pc", "72pt", "96")] == pytest.approx(
        [25, 25, 25.4, 25.4, 25.4, 25.4]
    )
    assert millimetres("wide", 130) is None
    assert millimetres("3 ells", 130) is None
