"""The names of bookmarks in Word files: a paragraph's is its permanent id, as far as Word can write it.

In the model, because what comes back is read by the names under which it went out.
"""

from __future__ import annotations

import hashlib
import re

#: The most characters a bookmark's name may have.
_LONGEST = 40
_SIGN = re.compile(r"[^A-Za-z0-9]")
#: What the bookmark begins with that says of which draft a form was made; ids of paragraphs begin with a letter.
_FORM = "_Form_"


def paragraph_bookmark(identifier: str) -> str:
    """Return the bookmark for a paragraph's id: ``effective_remedy`` for ``effective-remedy``."""
    name = _SIGN.sub("_", identifier)
    if not name[:1].isalpha():
        name = f"p_{name}"
    return name if len(name) <= _LONGEST else shortened(name, identifier)


def form_bookmark(draft: str) -> str:
    """Return the bookmark that says of which draft a file was made."""
    name = f"{_FORM}{_SIGN.sub('_', draft)}"
    return name if name == f"{_FORM}{draft}" and len(name) <= _LONGEST else shortened(name, draft)


def shortened(name: str, distinct: str) -> str:
    """Return a name that is short enough and, by what it is of, differs from others."""
    digest = hashlib.sha256(distinct.encode()).hexdigest()[:6]
    return f"{name[: _LONGEST - 7]}_{digest}"
