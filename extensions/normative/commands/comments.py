"""``normative comments FILE ... --from KEY``: what was sent in, placed in its draft and appended to a file."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from normative.check.settings import read_settings
from normative.commands.drafts import drafts_of
from normative.commands.folders import check_source
from normative.commands.received.reading import Reply, read_letter, read_reply
from normative.model.call import KEY, Call
from normative.model.characters import visible
from normative.model.comment import Comment, Matched
from normative.model.draft import Draft
from normative.model.files.call import SUBMITTERS
from normative.model.files.comment import append_comments
from normative.model.files.containers import RefusedError
from normative.model.files.inputs import FOLDER, read_inputs
from normative.model.history.placing import Placing
from normative.model.history.remarks import comments_of
from normative.model.inputs import Inputs

_WIDTH = 60


def main(arguments: Sequence[str]) -> int:
    """Append what files say; return 0, or 1 where anything is wrong with one and nothing of any was appended."""
    parser = _parser()
    options = parser.parse_args(arguments)
    check_source(parser, options.source)
    settings = read_settings(options.source / "conf.py")
    drafts = drafts_of(options.source, settings)
    inputs = read_inputs(options.source / FOLDER)[0]
    call = _call(parser, inputs, options)
    _check_submitter(parser, inputs, call, options.by)
    replies, wrong = _read(options, drafts, call)
    if wrong:
        sys.stderr.writelines(f"ERROR: {visible(problem)}\n" for problem in wrong)
        sys.stderr.write("ERROR: nothing was kept of any file; mend what is reported above, or ask for it again\n")
        return 1
    comments = [comment for reply in replies for comment in _comments(reply, drafts)]
    try:
        added = append_comments(options.source / FOLDER / call.name, options.by, comments)
    except (OSError, ValueError) as error:
        parser.exit(1, f"ERROR: {error}\n")
    sys.stdout.writelines(f"{line}\n" for line in _told(added, len(comments), drafts))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="normative comments",
        description="Read forms that were filled in (.xlsx, .csv) and Word files of a draft with comments and changes, "
        "tracked or not; say of each remark which paragraph it is on, and append all to the file of who sent them. "
        "What was read before is not appended again.",
        allow_abbrev=False,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="that was sent in")
    parser.add_argument("--from", dest="by", required=True, metavar="KEY", help="who sent it, as submitters.csv says")
    parser.add_argument("--call", default="", help="the folder of the call that it answers, where several can be meant")
    parser.add_argument("--draft", default="", help="the draft that it is on, whatever the file says")
    parser.add_argument(
        "--free", action="store_true", help="a letter: a remark for each paragraph, to be placed by hand"
    )
    parser.add_argument("--source", default="source", type=Path, help="the folder of the source (source)")
    return parser


def _call(parser: argparse.ArgumentParser, inputs: Inputs, options: argparse.Namespace) -> Call:
    """Return the call that is named, or the one that can be meant: by who sent it in, and by the draft it is on."""
    calls, name = {call.name: call for call in inputs.calls}, options.call
    if name in calls:
        return calls[name]
    listed = {submitter.call for submitter in inputs.submitters if submitter.key == options.by}
    meant = [call for call in inputs.calls if call.name in listed and options.draft in ("", call.draft)]
    for possible in (meant, inputs.calls):
        if not name and len(possible) == 1:
            return possible[0]
    known = f"there are {', '.join(calls)}" if calls else f"there is none; write {FOLDER}/CALL/call.toml first"
    return parser.error(
        f"unknown call '{name}'; {known}" if name else f"say with --call which call is answered; {known}"
    )


def _check_submitter(parser: argparse.ArgumentParser, inputs: Inputs, call: Call, key: str) -> None:
    known = [submitter.key for submitter in inputs.submitters if submitter.call == call.name]
    if not KEY.fullmatch(key):
        parser.error(f"--from '{key}' is no key; write capital letters, digits and hyphens, such as 'NGO-B'")
    if key not in known:
        file, listed = f"{FOLDER}/{call.name}/{SUBMITTERS}", ", ".join(known) or "nobody"
        remedy = "add a row with name, category and whether the words may be published"
        parser.error(f"--from '{key}' is nobody in {file}, which has {listed}; {remedy}")


def _read(options: argparse.Namespace, drafts: Mapping[str, Draft], call: Call) -> tuple[list[Reply], list[str]]:
    """Return what files say, and what is wrong with them."""
    replies, wrong = [], []
    for path in options.files:
        try:
            reply = read_letter(path) if options.free else read_reply(path, drafts, options.draft, call.draft)
        except RefusedError as error:
            wrong.append(f"{path.name} {error}")
            continue
        replies.append(reply)
        wrong += [f"{path.name}: {problem}" for problem in reply.wrong]
    return replies, wrong


def _comments(reply: Reply, drafts: Mapping[str, Draft]) -> Iterator[Comment]:
    if not reply.draft:
        yield from (remark.comment for remark in reply.remarks)
        return
    yield from comments_of(reply.remarks, Placing(drafts[reply.draft].text), reply.draft)


def _told(added: Sequence[Comment], count: int, drafts: Mapping[str, Draft]) -> Iterator[str]:
    """Yield what was appended, each with how it was placed, and below it what a person must look at."""
    for comment in added:
        where = comment.subject or ("" if comment.matched is Matched.UNPLACED else "the whole draft")
        number = drafts[comment.draft].text.numbers.get(comment.subject) if comment.draft in drafts else None
        paragraph = f"para. {number}, {where}" if number else where
        placed = " ".join(filter(None, (paragraph, comment.part, f"({comment.matched})")))
        words = " ".join(f"{comment.text} {comment.proposal}".split())
        yield visible(f"{comment.number}: {placed}: {words if len(words) <= _WIDTH else f'{words[:_WIDTH]}...'}")
    ways = Counter(comment.matched for comment in added)
    told = ", ".join(f"{ways[way]} {way}" for way in Matched if ways[way])
    yield f"{len(added)} comments{f': {told}' if told else ''}; {count - len(added)} were there already"
    if ways[Matched.UNPLACED]:
        yield "unplaced: write into their column 'paragraph' what they are about, and 'hand' into 'matched'"
    if ways[Matched.LIKENESS]:
        yield "likeness: read these beside their paragraphs, and write 'hand' into 'matched' where they are right"
