"""What editors complete: Esbonio is told which objects each role names, and lists those of the domains."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx.application import Sphinx

from conftest import MakeProject
from small_projects import build, write_project

WORK = "@misc{gc2, title = {General comment No. 2}, shorttitle = {GC 2}, date = {2013}, url = {https://a.example}}\n"
SETTINGS = "bibtex_bibfiles = ['works.bib']\n"


class Editor:
    """Stands for what Esbonio adds to an application."""

    def __init__(self) -> None:
        self.named: dict[str, set[str]] = {}

    def create_role_target_provider(self, name: str, **details: Any) -> dict[str, Any]:
        assert name == "objects"
        return details

    def add_role(self, name: str, role: object, targets: list[dict[str, Any]]) -> None:
        self.named[name] = {kind for details in targets for kind in details["obj_types"]}


@pytest.mark.parametrize(
    ("role", "target"),
    [
        ("para", "duty"),
        ("provision", "CONV 3 (1)"),
        ("instrument", "CONV"),
        ("footcite", "gc2"),
        ("quote", "CONV 3 (1)"),
    ],
)
def test_targets_complete_before_they_are_used(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, role: str, target: str
) -> None:
    editor = Editor()
    monkeypatch.setattr(Sphinx, "esbonio", editor, raising=False)
    page = "T\n=\n\n.. obligation:: duty\n   :basis: CONV 1\n\n   States parties must act.\n\n.. instrument:: CONV\n"
    source = write_project(
        tmp_path_factory.mktemp(role),
        {"index.rst": page, "works.bib": WORK},
        configuration=SETTINGS,
    )
    domains = build(source).app.env.domains
    offered = {
        name
        for kind in editor.named[role]
        for name, _, type_, *_ in domains[kind.split(":")[0]].get_objects()
        if kind.endswith(f":{type_}")
    }
    assert target in offered


def test_a_work_leads_to_its_place_in_the_list_and_is_not_searched(make_project: MakeProject) -> None:
    page = "T\n=\n\nText. :footcite:`gc2`\n\n.. bibliography::\n"
    built = make_project({"index.rst": page, "works.bib": WORK}, configuration=SETTINGS)
    [(key, title, kind, docname, place, priority)] = built.app.env.domains["cite"].get_objects()
    assert (key, title, kind, docname, priority) == ("gc2", "General comment No. 2", "citation", "index", -1)
    assert f'id="{place}"' in (built.outdir / "index.html").read_text(encoding="utf-8")
