"""Names in modules of others that mean something else as long as a build lasts."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Held:
    """Puts values in the place of others, and these back.

    :param fill: called before documents are read, to hold names.
    """

    #: What holds names in this process, all for one build.
    _holding: ClassVar[list[Held]] = []
    _build: ClassVar[Sphinx | None] = None

    def __init__(self, fill: Callable[[Sphinx, Held], None]) -> None:
        self._fill = fill
        self._before: list[tuple[MutableMapping[Any, Any], object, object]] = []

    def hold(self, names: MutableMapping[Any, Any], name: object, value: object) -> None:
        """Have a name mean a value; one that a module does not have itself stands before what Python always has."""
        self._before.append((names, name, names.get(name)))
        names[name] = value

    def begin(self, app: Sphinx, *_arguments: object) -> None:
        """On ``env-before-read-docs``: hold them; what a build left that was stopped is released first."""
        if Held._build is not app:
            while Held._holding:
                Held._holding[-1].release()
            Held._build = app
        Held._holding.append(self)
        self._fill(app, self)

    def release(self, *_arguments: object) -> None:
        """On ``build-finished``: leave everything as it was, for others may build in this process too."""
        while self._before:
            names, name, value = self._before.pop()
            if value is None:
                del names[name]
            else:
                names[name] = value
        if self in Held._holding:
            Held._holding.remove(self)

    def setup(self, app: Sphinx) -> None:
        """Connect the events."""
        app.connect("env-before-read-docs", self.begin)
        app.connect("build-finished", self.release)
