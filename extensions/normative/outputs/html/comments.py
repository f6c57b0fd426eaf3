"""Comments at their paragraphs, for those who work on the answers: closed until a reader opens them.

They are no text of the document, so that neither its search nor its print has them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from normative.model.comment import Comment
from normative.model.history.comments import comments_at
from normative.model.inputs import ShownInputs
from normative.model.tables.dispositions import decision_of, words
from normative.outputs.html.dress import is_site
from normative.project.domain import normative_domain
from normative.project.language import _, counted, told
from normative.project.nodes import normative_paragraph, paragraph_comments

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def visit_comments(self: HTML5Translator, node: paragraph_comments) -> None:
    """Write how many there are, and below that each with its number, its submitter, its words and its answer."""
    count = len(node["comments"])
    said = counted(count, "{count} comment", "{count} comments")
    self.body.append(f'<details class="paragraph-comments"><summary>{said}</summary>\n<dl>\n')
    for head, said, answer in node["comments"]:
        lines = "<br />".join(map(escape, said.split("\n")))
        self.body.append(f'<dt>{escape(head)}</dt>\n<dd>{lines}\n<p class="comment-answer">{escape(answer)}</p></dd>\n')
    self.body.append("</dl>\n</details>\n")
    raise nodes.SkipNode


def _put_in(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On ``doctree-resolved``: put the comments on each paragraph of a site behind it, where all may be shown."""
    index = normative_domain(app.env).index
    found = comments_at(index.register) if is_site(app.builder) else {}
    for node in list(doctree.findall(normative_paragraph)) if found else ():
        if node.get("change") != "del" and node["ids"][0] in found:
            told = [_told(comment, index.sent.shown) for comment in found[node["ids"][0]]]
            node.parent.insert(node.parent.index(node) + 1, paragraph_comments(comments=told))


def _told(comment: Comment, shown: ShownInputs) -> tuple[str, str, str]:
    sender = shown.inputs.sender(comment)
    part = f", {comment.part}" if comment.part else ""
    answer = shown.inputs.answers.get(comment.number)
    decision = f"{_(decision_of(comment, shown).capitalize())}{_('.')}"
    head = f"{comment.number}, {told(sender.name)} ({told(sender.category)}){part}{_(': ')}{told(comment.kind)}"
    return (
        head,
        str(told(words(comment))),
        f"{decision} {answer.reason}" if answer and answer.reason else decision,
    )


def setup(app: Sphinx) -> None:
    """Register the node for sites, and connect the event."""
    app.add_node(paragraph_comments, html=(visit_comments, None))
    # When numbers and answers are filled in.
    app.connect("doctree-resolved", _put_in, priority=600)
