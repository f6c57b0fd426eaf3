"""The comments in a PDF, read in a process of its own: what reads PDFs is large, and what is in them is not known."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from normative.model.comment import Comment, CommentKind, Matched
from normative.model.files.containers import RefusedError, read_file
from normative.model.history.remarks import Remark
from normative.project.libraries import require

#: How many seconds a PDF may take.
_SECONDS = 120
#: What strikes words out.
_STRUCK = "StrikeOut"


def read_pdf(path: Path, identifiers: Collection[str]) -> list[Remark]:
    """Return the comments of a PDF, each with the words below it or beside it.

    :param identifiers: of paragraphs, by which the PDFs that this package makes can be opened.
    :raises RefusedError: the file is none, is encrypted, or takes more time or memory than any reply.
    :raises MissingLibraryError: pikepdf or pypdfium2 is not installed.
    """
    require("pikepdf", "pypdfium2", extra="pdf-comments", product="reading comments in a PDF")
    if not read_file(path).startswith(b"%PDF-"):
        raise RefusedError("is no PDF, whatever its name says; send it as it was saved")
    command = [sys.executable, "-m", "normative.commands.received.pdf_process", str(path.resolve())]
    try:
        done = subprocess.run(  # noqa: S603  # our own module
            command,
            check=False,
            input=json.dumps([*identifiers]),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
        )
        found: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"refused": ""}
    except subprocess.TimeoutExpired:
        found = {"refused": ""}
    if "refused" in found:
        raise RefusedError(
            found["refused"] or "is damaged, or too large to be read; ask for the comments in another form"
        )
    return [_remark(item) for item in found["notes"]]


def _remark(found: dict[str, Any]) -> Remark:
    is_struck = found["kind"] == _STRUCK
    comment = Comment(
        subject=found["near"],
        kind=CommentKind.WORDING if is_struck else CommentKind.GENERAL,
        quote=found["quote"],
        text=found["text"],
        proposal=f"{found['quote']} → –" if is_struck and found["quote"] else "",
        matched=Matched.UNPLACED,
    )
    place = f"page {found['page']}"
    return Remark(comment=comment, place=place, words=found["words"], is_beside=found["is_above"])
