"""What a command keeps of the templates of pages from one build to the next."""

from __future__ import annotations

from pathlib import Path

from small_projects import command, write_project, written


def kept(into: Path) -> dict[str, int]:
    """Return when each of what is kept was written."""
    return {path.name: path.stat().st_mtime_ns for path in (into / ".doctrees/templates").iterdir()}


def test_templates_are_compiled_once(tmp_path: Path) -> None:
    source, into = write_project(tmp_path / "project", {"index.rst": "T\n=\n"}), tmp_path / "build"
    command(source, "html", into=into)
    first, pages = kept(into), written(into / "html")
    (source / "other.rst").write_text(":orphan:\n\nO\n=\n", encoding="utf-8")
    command(source, "html", into=into)
    assert first
    assert kept(into) == first
    assert "other.html" in written(into / "html").keys() - pages.keys()


def test_one_that_was_changed_is_compiled_anew(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", {"index.rst": "T\n=\n"}, configuration='templates_path = ["own"]\n')
    layout = source / "own/layout.html"
    layout.parent.mkdir()
    for words in ("One.", "Two."):
        layout.write_text(f'{{% extends "!layout.html" %}}{{% block footer %}}<p>{words}</p>{{% endblock %}}')
        command(source, "html", into=tmp_path / "build", options=["-a"])
        assert f"<p>{words}</p>" in (tmp_path / "build/html/index.html").read_text(encoding="utf-8")


def test_they_are_compiled_anew_for_a_text_that_runs_the_other_way(tmp_path: Path) -> None:
    source = write_project(tmp_path / "project", {"index.rst": "T\n=\n"})
    settings = (source / "conf.py").read_text(encoding="utf-8")
    for language, is_turned in (("en", False), ("ar", True), ("en", False)):
        (source / "conf.py").write_text(f'{settings}\nlanguage = "{language}"\n', encoding="utf-8")
        command(source, "html", into=tmp_path / "build")
        page = (tmp_path / "build/html/index.html").read_text(encoding="utf-8")
        assert ('dir="rtl"' in page) is is_turned
