"""The folder of what was sent in: one folder a call, with its submitters, comments and dispositions."""

from __future__ import annotations

import datetime
from pathlib import Path

from normative.model.diagnostics import Diagnostic, Finding, Place
from normative.model.files.call import CALL, SUBMITTERS, read_call, read_submitters
from normative.model.files.comment import read_comments
from normative.model.files.disposition import read_dispositions
from normative.model.inputs import Inputs

#: The folder in the source folder.
FOLDER = "inputs"
#: Where originals lie, of which nothing is read or copied.
PRIVATE = f"{FOLDER}/*/private"


def read_inputs(folder: Path) -> tuple[Inputs, list[Finding]]:
    """Read all calls of a project.

    :param folder: a folder in it is a call where it has a ``call.toml``; others are not looked into.
    :returns: what can be read, by call in the order in which they opened, and what is wrong with the rest.
    """
    submitters, comments, dispositions = [], [], []
    read = [read_call(path, folder) for path in sorted(folder.glob(f"*/{CALL}"))]
    findings = [finding for _, wrong in read for finding in wrong]
    calls = sorted((call for call, _ in read), key=lambda call: (call.opens or datetime.date.max, call.name))
    for call in calls:
        path = folder / call.name
        answered, wrong_submitters = read_submitters(path, folder)
        said, wrong_comments = read_comments(path, folder)
        settled, wrong_dispositions = read_dispositions(path, folder)
        findings += [*wrong_submitters, *wrong_comments, *wrong_dispositions]
        known = {submitter.key for submitter in answered}
        for comment in {comment.key: comment for comment in reversed(said)}.values():
            if comment.key not in known:
                name = Path(comment.place.path).name if comment.place else ""
                message = f"{name}: nobody in {SUBMITTERS} is '{comment.key}'; add a row with its name and category"
                place = Place(path=comment.place.path if comment.place else "")
                findings.append(Finding(kind=Diagnostic.INPUT, message=message, place=place))
        submitters += answered
        # Of whom nothing is known it is not known either whether a word may be printed.
        comments += [comment for comment in said if comment.key in known]
        dispositions += settled
    return Inputs(
        calls=tuple(calls), submitters=tuple(submitters), comments=tuple(comments), dispositions=tuple(dispositions)
    ), findings
