"""Comments as Web Annotations of the W3C: what was said, of which words of which draft.

Made of what the public may see alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from normative.model.comment import Comment
from normative.model.inputs import ShownInputs
from normative.outputs.exchange.identifiers import Work

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def render(inputs: ShownInputs, works: Mapping[str, Work]) -> bytes:
    """Return the file.

    :param works: the drafts by name, and the text under an empty one.
    """
    items = [_annotation(comment, inputs, works) for comment in inputs.listed]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": _CONTEXT,
        "id": "urn:normative:comments",
        "type": "AnnotationCollection",
        "label": f"Comments on {works[''].title}",
        "total": len(items),
        "first": page,
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _annotation(comment: Comment, inputs: ShownInputs, works: Mapping[str, Work]) -> Mapping[str, Any]:
    work = works.get(comment.draft, works[""])
    source = f"{work.expression}#{quote(comment.subject)}" if comment.subject else work.expression
    target: dict[str, Any] = {"source": source}
    if comment.quote:
        target["selector"] = {"type": "TextQuoteSelector", "exact": comment.quote}
    found: dict[str, Any] = {
        "id": f"urn:normative:comment:{comment.number}",
        "type": "Annotation",
        "motivation": "editing" if comment.proposal else "commenting",
        "creator": {"name": inputs.inputs.sender(comment).name},
        "body": [*_bodies(comment)],
        "target": target,
    }
    if answer := inputs.inputs.answers.get(comment.number):
        words = ": ".join(filter(None, [str(answer.decision), answer.reason]))
        found["body"].append({"type": "TextualBody", "purpose": "replying", "format": "text/plain", "value": words})
    return found


def _bodies(comment: Comment) -> Iterator[Mapping[str, str]]:
    for purpose, words in (("commenting", comment.text), ("editing", comment.proposal), ("describing", comment.reason)):
        if words:
            yield {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": words}
