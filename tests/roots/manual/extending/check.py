"""A check for model/checks.py."""

from collections.abc import Iterator

from normative.model.checks import _finding
from normative.model.diagnostics import Diagnostic, Finding
from normative.model.paragraph import Force
from normative.model.register import Register


def check_holders(register: Register) -> Iterator[Finding]:
    """An obligation names the persons whose right it is."""
    for paragraph in register.paragraphs:
        if paragraph.force is Force.OBLIGATION and not paragraph.holder:
            yield _finding(
                Diagnostic.OBLIGATION_WITHOUT_HOLDER,
                paragraph,
                "obligation names no rights-holder; name one in :holder:",
            )
