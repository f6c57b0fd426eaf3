"""What editors complete: the objects that the targets of a role name.

Esbonio, the language server for Sphinx, knows the objects of every domain, but must be told which of them a role names
that belongs to no domain; for that it adds an attribute ``esbonio`` to the application.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import RoleFunction

#: Early enough for Esbonio, which writes its list of roles last of all at this event, with 999.
PRIORITY = 900


def add_roles(app: Sphinx, roles: Mapping[str, tuple[RoleFunction, str]], *, override: bool = False) -> None:
    """Register roles whose targets complete in editors.

    :param roles: by name, each with the type of the objects it names, such as ``normative:paragraph``.
    :param override: whether roles of these names may be there already.
    """
    for name, (role, _) in roles.items():
        app.add_role(name, role, override=override)
    if hasattr(app, "esbonio"):
        app.connect("builder-inited", partial(_offer_targets, roles), priority=PRIORITY)


def _offer_targets(roles: Mapping[str, tuple[RoleFunction, str]], app: Sphinx) -> None:
    editor = app.esbonio  # type: ignore[attr-defined]
    for name, (role, named) in roles.items():
        targets = editor.create_role_target_provider("objects", obj_types=[named], projects=None)
        editor.add_role(name, role, [targets])
