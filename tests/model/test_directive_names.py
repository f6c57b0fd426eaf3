"""Names of directives that are misspelled, and others that are not taken for that."""

from __future__ import annotations

import pytest
from docutils.parsers.rst import directives
from sphinx.domains.std import StandardDomain

from normative.model.directive_names import NAMES, in_other_markup, lacks_colon, misspelled


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("oblgation", "obligation"),
        ("obligations", "obligation"),
        ("guidence", "guidance"),
        ("comittment", "commitment"),
        ("paragaph", "paragraph"),
        ("gaps", "gap"),
        ("not-adressed", "not-addressed"),
        ("tracability-matrix", "traceability-matrix"),
    ],
)
def test_a_misspelled_name_is_told_with_the_nearest(name: str, nearest: str) -> None:
    problem = misspelled(name)
    assert problem is not None
    assert (
        problem.message == f"'.. {name}::' is no directive and is printed as it is written; nearest is '.. {nearest}::'"
    )


def test_no_name_of_this_package_of_docutils_and_of_sphinx_is_taken_for_a_misspelled_one() -> None:
    own, of_docutils = vars(directives)["_directives"], vars(directives)["_directive_registry"]
    known = {*NAMES, *own, *of_docutils, *StandardDomain.directives}
    assert [name for name in known if misspelled(name)] == []


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("obligation: one", True),
        ("gap : CONV 4", True),
        ("obligations: one", False),
        ("see obligation: one", False),
        ("gap:closed", False),
    ],
)
def test_a_comment_that_lacks_a_colon_is_told(comment: str, found: bool) -> None:
    assert (lacks_colon(comment) is not None) is found


def test_a_directive_in_markdown_is_named_by_its_line() -> None:
    found = in_other_markup("Words.\n\n```{obligation} one\nText.\n```\n")
    assert found is not None
    assert found[0] == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```{Obligation} one\n```", 1),
        (":::{gap} CONV 4\n:::", 1),
        ("> ~~~{gap} CONV 4", 1),
        ("````{note}\n```{obligation} one\n```\n````", 2),
        ("````{note}\n```{tip}\nx\n```\n```{obligation} one\n```\n````", 5),
        ("```{eval-rst}\n.. obligation:: one\n```", 2),
        ("```{eval-rst}\nText.\n\n.. |x| obligation:: one\n```", 4),
        ("```{eval-rst}\n.. note:: one\n```\n.. obligation:: one", None),
        ("````\n```{obligation} one\n```\n````", None),  # what is only quoted
        ("```python\n.. obligation:: one\n```", None),
        ("```python\nx\n```\n```{obligation} one\n```", 4),
        ("```{note}\n.. obligation:: one\n```", None),
        ("```{note} obligation\n```", None),
        ("`{obligation} one`", None),
        ("", None),
    ],
)
def test_a_directive_is_found_in_markdown_where_it_would_be_read(text: str, line: int | None) -> None:
    found = in_other_markup(text)
    assert (found[0] if found else None) == line
