"""The dossier of a text as files: what stands at its head, its frozen drafts, its reviews, what was sent in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from normative.model.diagnostics import Finding, Place
from normative.model.dossier import Dossier
from normative.model.files import inputs as sent
from normative.model.files import review
from normative.model.files.collection import read_collection
from normative.model.files.document import read_document
from normative.model.files.draft import read_drafts
from normative.model.inputs import read_audience
from normative.model.review import read_needed


def read_dossier(
    source: Path, *, drafts: str, reviews: Mapping[str, Any], audience: str
) -> tuple[Dossier, list[Finding]]:
    """Read the dossier of a project.

    :param source: the folder of the source; ``drafts`` is the folder of drafts in it.
    :param reviews: how many people must review what, and ``audience`` for whom outputs are made, as ``conf.py`` says.
    :returns: what can be read, and what is wrong in the files and in these values.
    """
    document, wrong_document = read_document(source)
    frozen, wrong_drafts = read_drafts(source / drafts)
    needed, wrong_needed = read_needed(reviews)
    read_reviews, wrong_reviews = review.read_reviews(source / review.FOLDER, needed)
    inputs, wrong_inputs = sent.read_inputs(source / sent.FOLDER)
    wanted, wrong_audience = read_audience(audience)
    settings = Place(path=str(source / "conf.py"))
    wrong_settings = [problem.at(settings) for problem in (*wrong_needed, *wrong_audience)]
    collection, wrong_collection = read_collection(source)
    dossier = Dossier(
        document=document, drafts=frozen, reviews=read_reviews, inputs=inputs, audience=wanted, collection=collection
    )
    wrong = [*wrong_document, *wrong_drafts, *wrong_settings, *wrong_reviews, *wrong_inputs, *wrong_collection]
    return dossier, wrong
