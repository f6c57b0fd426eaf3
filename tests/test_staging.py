"""What a build that fails while it moves leaves of the output before it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Never

import pytest

from normative.commands.staging import Staging
from normative.rebuild.files import keep_last, replace_bytes, staging_folder, status_of, target_folder
from small_projects import write_files


def _refuse(*_paths: Path) -> Never:
    raise OSError


def test_a_copy_brings_back_what_was_there_where_a_disk_knows_no_second_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"a/one.html": "old one", "two.html": "old two", "gone.html": "old three"}
    target = write_files(tmp_path / "html", before)
    # A file stands where the folder of the note must be, so the last step fails.
    staging = Staging(target, write_files(tmp_path, {"file": ""}) / "file" / "note")
    staging.begin()
    write_files(staging.new, {"a/one.html": "new one", "new/three.html": "new three"})
    monkeypatch.setattr(os, "link", _refuse)
    with pytest.raises(OSError, match="file"):
        staging.publish(before, "note")
    assert sorted(path.name for path in target.iterdir()) == ["a", "gone.html", "two.html"]
    left = {path.relative_to(target).as_posix(): path.read_text() for path in target.rglob("*") if path.is_file()}
    assert left == before


def test_where_an_output_is_made_tells_where_it_goes(tmp_path: Path) -> None:
    # Beside a folder that is a disk of its own nothing can be made.
    for target in (tmp_path / "html", Path(tmp_path.anchor)):
        assert staging_folder(target) != target
        assert target_folder(staging_folder(target)) == target
    assert target_folder(tmp_path / "html") == tmp_path / "html"


def _files(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def _published(tmp_path: Path, files: Mapping[str, str], earlier: Iterable[str] = (), note: str = "note") -> Staging:
    staging = Staging(tmp_path / "html", tmp_path / "state" / "note")
    staging.begin()
    write_files(staging.new, files)
    staging.publish(earlier, note)
    return staging


def test_what_is_published_takes_the_place_of_what_builds_have_put_there_before(tmp_path: Path) -> None:
    before = {"a/b/one.html": "one", "a/b/c/two.html": "two", "three.html": "three", "Four.html": "four"}
    _published(tmp_path, before)
    assert _files(tmp_path / "html") == before
    write_files(tmp_path / "html", {"a/mine.txt": "of somebody else"})
    same = (tmp_path / "html" / "three.html").stat()
    after = {"three.html": "three", "a/new/one.html": "one"}
    staging = _published(tmp_path, after, earlier=[*before, "never/there.html"], note="later")
    assert _files(tmp_path / "html") == {**after, "a/mine.txt": "of somebody else"}
    assert sorted(path.name for path in (tmp_path / "html" / "a").iterdir()) == ["mine.txt", "new"]
    # What has not changed stays the file that it is.
    assert (tmp_path / "html" / "three.html").stat() == same
    assert (tmp_path / "state" / "note").read_text() == "later"
    assert not staging.new.parent.exists()


def test_a_file_that_has_changed_in_nothing_but_its_capitals_is_not_removed(tmp_path: Path) -> None:
    _published(tmp_path, {"One.csv": "old"})
    _published(tmp_path, {"one.csv": "new"}, earlier=["One.csv"])
    assert _files(tmp_path / "html")["one.csv"] == "new"


def test_a_build_that_changes_nothing_writes_its_note_alone(tmp_path: Path) -> None:
    _published(tmp_path, {"one.html": "one"})
    _published(tmp_path, {"one.html": "one"}, earlier=["one.html"], note="later")
    assert _files(tmp_path) == {"html/one.html": "one", "state/note": "later"}


def test_files_that_are_not_written_anew_are_taken_over_and_look_no_older_than_the_build_before(tmp_path: Path) -> None:
    target = _published(tmp_path, {"old.html": "old", "a/young.html": "young"}).target
    os.utime(target / "old.html", ns=(1, 1_000_000_000))
    os.utime(target / "a" / "young.html", ns=(1, 9_000_000_000))
    staging = Staging(target, tmp_path / "state" / "note")
    assert staging.begin()
    staging.seed(["old.html", "a/young.html", "gone.html"], 5_000_000_000)
    assert staging.files() == ["a/young.html", "old.html"]
    times = [(staging.new / name).stat().st_mtime_ns for name in staging.files()]
    assert times == [9_000_000_000, 5_000_000_000]
    staging.publish(["old.html", "a/young.html"], "note")
    assert (target / "old.html").stat().st_mtime_ns == 1_000_000_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot copy a process, which this test does to be quick")
def test_what_a_killed_build_has_begun_to_move_the_next_one_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = _published(tmp_path, {"one.html": "old one", "gone/two.html": "old two"}).target
    moves: list[Path] = []

    def replace(source: Path, place: Path) -> None:
        # The first is that of the list of moves.
        moves.append(Path(source).rename(place))
        if len(moves) == 2:
            os._exit(9)

    child = os.fork()
    if not child:
        monkeypatch.setattr(os, "replace", replace)
        _published(tmp_path, {"one.html": "new one", "three.html": "new three"}, ["one.html", "gone/two.html"], "later")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    # New files come first, so that no page leads to one that is not there.
    assert _files(target) == {"one.html": "old one", "gone/two.html": "old two", "three.html": "new three"}
    later = Staging(target, tmp_path / "state" / "note")
    assert later.begin()
    assert _files(target) == {"one.html": "new one", "three.html": "new three"}
    assert [path.name for path in target.iterdir() if path.is_dir()] == []
    assert (tmp_path / "state" / "note").read_text() == "later"
    assert later.files() == []


def test_a_build_after_one_that_has_not_come_to_its_end_knows_it(tmp_path: Path) -> None:
    target = _published(tmp_path, {"one.html": "one"}).target
    staging = Staging(target, tmp_path / "state" / "note")
    assert staging.begin()
    write_files(staging.new, {"one.html": "half"})
    assert not Staging(target, tmp_path / "state" / "note").begin()
    assert _files(target) == {"one.html": "one"}
    assert staging.files() == []


def test_a_file_is_replaced_whole_and_not_touched_where_it_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file.txt"
    replace_bytes(path, b"one")
    before = path.stat()
    replace_bytes(path, b"one")
    assert path.stat() == before
    replace_bytes(path, b"two")
    assert _files(tmp_path) == {"a/b/file.txt": "two"}
    # What cannot be put in the place of a folder leaves nothing beside it.
    (tmp_path / "folder" / "file.txt").mkdir(parents=True)
    with pytest.raises(OSError, match="file"):
        replace_bytes(tmp_path / "folder" / "file.txt", b"three")
    assert _files(tmp_path / "folder") == {}


def test_a_file_that_could_not_be_made_is_that_of_the_build_before(tmp_path: Path) -> None:
    target = write_files(tmp_path / "pdf", {"old.pdf": "old", "new.pdf": "old"})
    new = write_files(staging_folder(target), {"new.pdf": "new"})
    for name in ("old.pdf", "new.pdf", "none.pdf"):
        keep_last(new / name)
    assert _files(new) == {"old.pdf": "old", "new.pdf": "new"}


def test_what_cannot_be_asked_for_its_state_has_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"four")
    os.utime(tmp_path / "file", ns=(1, 3_000_000_000))
    assert status_of(str(tmp_path / "file")) == (3_000_000_000, 4)
    assert status_of(str(tmp_path / "none")) == ()
