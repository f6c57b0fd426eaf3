"""What means something else as long as a build lasts, in modules of others."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Held:
    """Puts values in the place of others, and these back.

    :param fill: called before documents are read, to hold names.
    """

    #: What holds anything in this process, all for one build.
    _holding: ClassVar[list[Held]] = []
    _build: ClassVar[Sphinx | None] = None

    def __init__(self, fill: Callable[[Sphinx, Held], None]) -> None:
        self._fill = fill
        self._undo: list[Callable[[], object]] = []

    def hold(self, names: MutableMapping[Any, Any], name: object, value: object) -> None:
        """Have a name mean a value; one that a module does not have itself stands before what Python always has."""
        before = names.get(name)
        names[name] = value

        def put_back() -> None:
            if before is None:
                del names[name]
            else:
                names[name] = before

        self.later(put_back)

    def later(self, undo: Callable[[], object]) -> None:
        """Have something called at the end, the last first."""
        self._undo.append(undo)

    def begin(self, app: Sphinx, *_arguments: object) -> None:
        """On ``env-before-read-docs``: hold them; what a build left that was stopped is released first."""
        if Held._build is not app:
            while Held._holding:
                Held._holding[-1].release()
            Held._build = app
        Held._holding.append(self)
        self._fill(app, self)

    def release(self, *_arguments: object) -> None:
        """On ``build-finished``, or when all is read: leave everything as it was, for others may build here too."""
        while self._undo:
            self._undo.pop()()
        if self in Held._holding:
            Held._holding.remove(self)

    def setup(self, app: Sphinx, *, priority: int = 500, is_for_reading: bool = False) -> None:
        """Connect the events.

        :param is_for_reading: whether it ends when all is read, and with the build only where reading has failed.
        """
        app.connect("env-before-read-docs", self.begin, priority=priority)
        if is_for_reading:
            app.connect("env-updated", self.release, priority=0)
        app.connect("build-finished", self.release, priority=0 if is_for_reading else 500)
