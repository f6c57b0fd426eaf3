"""The templates of pages, kept beside what was read as they were compiled: a theme has dozens of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
import sphinx
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from sphinx.jinja2glue import BuiltinTemplateLoader

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment
    from sphinx.builders import Builder


class _Compiled(FileSystemBytecodeCache):
    """A folder of compiled templates, each of use only to the libraries and the extensions that it was compiled by."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        compiled_by = [jinja2.__version__, sphinx.__version__, *sorted(environment.extensions)]
        return super().get_bucket(environment, name, filename, f"{compiled_by}{source}")


def keep_templates(builder: Builder, folder: Path) -> None:
    """Have a builder whose pages are made of Sphinx's templates keep these in a folder, which is made."""
    templates = getattr(builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader):
        folder.mkdir(parents=True, exist_ok=True)
        templates.environment.bytecode_cache = _Compiled(str(folder))
