"""What a build that fails while it moves leaves of the output before it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Never

import pytest

from normative.commands.staging import Staging
from normative.rebuild.files import staging_folder, target_folder
from small_projects import write_files


def _refuse(*_paths: Path) -> Never:
    raise OSError


def test_a_copy_brings_back_what_was_there_where_a_disk_knows_no_second_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"a/one.html": "old one", "two.html": "old two"}
    target = write_files(tmp_path / "html", before)
    # A file stands where the folder of the note must be, so the last step fails.
    staging = Staging(target, write_files(tmp_path, {"file": ""}) / "file" / "note")
    staging.begin()
    write_files(staging.new, {"a/one.html": "new one", "three.html": "new three"})
    monkeypatch.setattr(os, "link", _refuse)
    with pytest.raises(OSError, match="file"):
        staging.publish(before, "note")
    left = {path.relative_to(target).as_posix(): path.read_text() for path in target.rglob("*") if path.is_file()}
    assert left == before


def test_where_an_output_is_made_tells_where_it_goes(tmp_path: Path) -> None:
    # Beside a folder that is a disk of its own nothing can be made.
    for target in (tmp_path / "html", Path(tmp_path.anchor)):
        assert staging_folder(target) != target
        assert target_folder(staging_folder(target)) == target
    assert target_folder(tmp_path / "html") == tmp_path / "html"
