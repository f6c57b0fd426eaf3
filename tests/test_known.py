"""No directive and no role is forgotten: each that can be written is in the guard's table, and held as that says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from docutils.parsers.rst import directives, roles
from sphinx.directives import ObjectDescription
from sphinx.testing.util import SphinxTestApp

from conftest import MakeProject
from normative.guard import code, known, rules
from normative.needs.refusals import REFUSALS
from small_projects import write_project


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SphinxTestApp]:
    """A build with all parts of the worked example, begun and not finished."""
    app = SphinxTestApp(srcdir=write_project(tmp_path, {"index.rst": "Title\n=====\n"}))
    yield app
    app.cleanup()


def test_every_directive_is_in_the_table_and_nothing_else_is(app: SphinxTestApp) -> None:
    registered = {*vars(directives)["_directives"], *vars(directives)["_directive_registry"]}
    # From other extensions that some projects list.
    elsewhere = {"todo", "todolist", "uml"}
    assert registered == known.KNOWN - elsewhere


def test_every_role_is_in_the_table_and_nothing_else_is(app: SphinxTestApp) -> None:
    registered = {*vars(roles)["_roles"], *vars(roles)["_role_registry"]} - {""}
    assert registered == known.PLAIN_ROLES | known.HELD_ROLES
    assert known.PLAIN_ROLES.isdisjoint(known.HELD_ROLES)


def test_every_domain_is_in_the_table_and_nothing_else_is(app: SphinxTestApp) -> None:
    assert {domain.name for domain in app.env.domains.sorted()} == known.DOMAINS
    others = {
        f"{domain.name}:{name}"
        for domain in app.env.domains.sorted()
        for name, directive in domain.directives.items()
        if not issubclass(directive, ObjectDescription)
    }
    assert others == {
        *(f"{domain}:namespace{end}" for domain in ("c", "cpp") for end in ("", "-push", "-pop")),
        *("js:module", "py:currentmodule", "py:module"),
        *("std:glossary", "std:productionlist", "std:program"),
    }


def test_what_the_table_says_is_what_holds_a_directive() -> None:
    refused, ruled, readers = set(REFUSALS), set(rules.RULES), set(rules.READERS)
    assert known.RUN_NOTHING.isdisjoint(refused | ruled | readers)
    assert known.READ_FILES.issubset(readers | ruled)
    assert known.HAVE_MARKUP.issubset(ruled)
    assert (refused | ruled) - readers >= known.RUN_CODE - readers | known.NONE
    assert refused.isdisjoint(known.READ_FILES | known.HAVE_MARKUP)
    assert (readers | ruled).isdisjoint(known.COMPARE_VALUES)
    groups = (known.RUN_NOTHING, known.COMPARE_VALUES, known.READ_FILES, known.HAVE_MARKUP, known.RUN_CODE, known.NONE)
    assert sum(map(len, groups)) == len(known.KNOWN), "a directive is in two groups"


def test_a_directive_that_nobody_has_looked_at_is_not_carried_out(make_project: MakeProject) -> None:
    # As a later release of Sphinx might bring it.
    text = "Title\n=====\n\n.. automodule:: payload\n\n   Kept words.\n"
    pages = {"index.rst": text, "payload.py": "raise SystemExit"}
    configuration = 'import sys\nsys.path.insert(0, ".")\nextensions.append("sphinx.ext.autodoc")\n'
    built = make_project(pages, configuration=configuration)
    assert built.warnings == [
        "index.rst:4: automodule: nobody has looked at what it does; set 'normative_code' in conf.py if everybody who "
        "writes the text is trusted [normative.raw-markup]"
    ]
    assert "Kept words." in built.text()


def test_a_directive_made_in_conf_py_is_carried_out(make_project: MakeProject) -> None:
    configuration = """\
from docutils import nodes
from docutils.parsers.rst import directives, Directive

told = nodes.paragraph("", "Made in conf.py.")
directives.register_directive("aside", type("Aside", (Directive,), {"run": lambda self: [told.deepcopy()]}))
"""
    built = make_project({"index.rst": "Title\n=====\n\n.. aside::\n"}, configuration=configuration)
    assert built.warnings == []
    assert "Made in conf.py." in built.text()


def test_the_installed_sphinx_needs_runs_something_where_it_is_known_to() -> None:
    code.check_places()


@pytest.mark.parametrize(
    ("places", "unknown"),
    [
        ({"utils": {}}, "importlib in utils"),
        ({"utils": {"importlib": None, "eval": None}}, "eval in utils"),
    ],
)
def test_a_release_that_runs_something_elsewhere_is_not_built_with(
    places: Mapping[str, Mapping[str, None]],
    unknown: str,
    make_project: MakeProject,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(code, "PLACES", {**code.PLACES, **places})
    code.check_places.cache_clear()
    with pytest.raises(code.UnknownCodeError) as caught:
        make_project({"index.rst": "Title\n=====\n"})
    code.check_places.cache_clear()
    assert f"({unknown}); install the one that requirements.txt names" in str(caught.value)
    make_project({"index.rst": "Title\n=====\n"}, configuration="normative_code = True\n", name="trusted")


def test_names_in_capitals_and_in_the_language_of_a_text_are_guarded(make_project: MakeProject) -> None:
    text = (
        "Title\n=====\n\n.. RAW:: html\n\n   <script>one</script>\n\n.. brut:: html\n\n   <script>two</script>\n\n"
        ".. role:: wild(brut)\n   :format: html\n\nSome :wild:`<script>three</script>`.\n\n"
        ".. inclure:: ../secret.txt\n\n.. m\u00e9ta::\n   :http-equiv=refresh: 0\n"
    )
    built = make_project({"index.rst": text, "../secret.txt": "SECRET"}, configuration='language = "fr"\n')
    kinds = [warning.rpartition("[normative.")[2] for warning in built.warnings]
    assert kinds == ["raw-markup]", "raw-markup]", "raw-markup]", "outside-file]", "raw-markup]"]
    assert (
        built.page().xpath("//script[not(@src)][contains(., 'one') or contains(., 'two') or contains(., 'three')]")
        == []
    )
    assert "SECRET" not in built.text()
