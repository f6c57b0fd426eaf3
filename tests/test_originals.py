"""The original that translations are compared with: it is read first, once, and only where something is compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from normative.commands.making import Output
from normative.commands.original import with_original
from small_projects import write_files


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_files(tmp_path / "source", {"conf.py": 'language = "en"\n', "reviews/people.toml": ""})


def output(source: Path, name: str, *options: str, doctrees: str = ".doctrees", into: str = "build") -> Output:
    folder = source.parent / into
    target, trees = folder / name, folder / doctrees
    return Output(name=name, builder=name, source=source, target=target, doctrees=trees, options=options)


def french(source: Path, name: str = "html", *options: str, into: str = "build") -> Output:
    return output(source, name, "-D", "language=fr", *options, doctrees=".doctrees-fr", into=into)


def compared_with(target: Path) -> tuple[str, str]:
    return "-D", f"normative_original={target / 'draft.json'}"


def test_the_original_is_that_of_the_reading_beside_the_translation(source: Path) -> None:
    english = output(source, "html", "-q")
    original, first, second = with_original([english, french(source)])
    assert first == english
    assert (original.name, original.builder, original.source) == ("original", "normative-draft", source)
    assert (original.target, original.doctrees) == (source.parent / "build/.original", english.doctrees)
    assert original.options == ("-q", "-D", "normative_findings=", "-Q")
    assert second.options == (*compared_with(original.target), "-D", "language=fr")


def test_alone_a_translation_has_the_original_read_for_it(source: Path) -> None:
    for others in ([], [output(source, "text", "-D", "language=en")], [output(source, "text", doctrees=".doctrees-x")]):
        original, *_, translated = with_original([*others, french(source)])
        assert original.doctrees == source.parent / "build/.doctrees-original"
        assert original.options == (*("-D", "language=fr", "-D", "language=en"), *("-D", "normative_findings=", "-Q"))
        assert translated.options[:2] == compared_with(original.target)


def test_each_folder_of_outputs_has_one_original(source: Path) -> None:
    outputs = [french(source), french(source, "text"), french(source, into="other")]
    made = with_original(outputs)
    assert [item.name for item in made] == ["original", "original", "html", "text", "html"]
    assert [item.target.parent.name for item in made[:2]] == ["build", "other"]
    assert [item.options[1].split("/")[-3] for item in made[2:]] == ["build", "build", "other"]


@pytest.mark.parametrize("option", [("-Dlanguage=fr",), ("--define", "language=fr"), ("-D", "language=fr", "-W")])
def test_a_language_is_seen_however_it_is_written(option: tuple[str, ...], source: Path) -> None:
    assert [item.name for item in with_original([output(source, "html", *option)])] == ["original", "html"]


def test_nothing_is_read_first_where_nothing_is_compared(source: Path) -> None:
    (source / "reviews" / "people.toml").unlink()
    (source / "reviews").rmdir()
    assert with_original([french(source)]) == [french(source)]
    (source / "drafts").mkdir()
    assert len(with_original([french(source)])) == 2
    for kept in (output(source, "html"), output(source, "html", "-D", "language=en")):
        assert with_original([kept]) == [kept]
    shown = french(source, "html", "-D", "normative_shown=public")
    assert with_original([shown]) == [shown]
