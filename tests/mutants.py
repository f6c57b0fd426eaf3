"""What share of small faults put into the package its tests see: ``nox -s mutants``.

A copy of the project is mutated, never the project itself; cosmic-ray knows the mutations.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from cosmic_ray.commands.init import _all_work_items
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_item import MutationSpec

ROOT = Path(__file__).parents[1]
PACKAGE = Path("extensions/normative")
#: The tests that should see faults in a room; those of the others are all but the browser's.
TESTS = {
    "model": [
        "tests/model",
        "tests/outputs/test_typst_text.py",
        "tests/outputs/test_finding_files.py",
        "tests/test_check.py",
    ],
    "project": ["tests/test_paragraphs.py", "tests/test_findings.py", "tests/test_incremental.py"],
    "outputs/docx": [
        "tests/outputs/test_docx.py",
        "tests/outputs/test_docx_house.py",
        "tests/outputs/test_docx_redline.py",
        "tests/outputs/test_docx_schema.py",
        "tests/outputs/test_texts_agree.py",
        "tests/outputs/test_tables_agree.py",
    ],
    "outputs/table": [
        "tests/outputs/test_typst_tables.py",
        "tests/outputs/test_docx.py",
        "tests/outputs/test_charts.py",
        "tests/outputs/test_shades.py",
        "tests/outputs/test_matrices_formats.py",
    ],
    "outputs/typst": [
        "tests/outputs/test_typst_*.py",
        "tests/outputs/test_pdf_*.py",
        "tests/outputs/test_texts_agree.py",
    ],
}
OTHER_TESTS = ["tests", "--ignore=tests/browser"]
#: The rooms tried where none is named, and the least share in per cent that their tests and those of others see.
ROOMS, LEAST, LEAST_OF_OTHERS = ("model", "project"), 95, 85
#: Seconds after which tests of a mutant count as failed.
LIMIT = 900
Span = tuple[tuple[int, int], tuple[int, int]]


def main() -> int:
    """Mutate the rooms asked for; return 1 if in one of them too few mutants are caught."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS))
    parser.add_argument("--sample", type=int, default=100, help="how many mutants of each room")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "project")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".nox", ".venv", "build", "__pycache__"))
        os.chdir(copy)
        # It goes before the installed package, which is the project itself.
        os.environ["PYTHONPATH"] = str(copy / "extensions")
        shares = [_try_room(room, arguments.sample, arguments.seed) for room in arguments.rooms]
    return int(not all(shares))


def _try_room(room: str, sample: int, seed: int) -> bool:
    """Print what survives in a room, and tell whether enough is caught."""
    names = TESTS.get(room, OTHER_TESTS)
    tests = shlex.join(found for name in names for found in sorted(map(str, Path().glob(name))) or [name])
    command = f"{shlex.quote(sys.executable)} -m pytest -x -q -n 0 -p no:cacheprovider {tests}"
    if mutate_and_test([], command, LIMIT).is_killed:
        sys.exit(f"{room}: its tests fail without a mutant")
    files = sorted((PACKAGE / room).rglob("*.py"))
    notes = {path: _annotations(path) for path in files}
    items = [item for item in _all_work_items(files, {}) if _is_code(item.mutations[0], notes)]
    chosen = random.Random(seed).sample(items, min(sample, len(items)))
    survivors = 0
    for item in chosen:
        result = mutate_and_test(item.mutations, command, LIMIT)
        if not result.is_killed:
            survivors += 1
            print(_told(item.mutations[0], result.diff or ""), flush=True)
    share = 100 * (len(chosen) - survivors) / max(len(chosen), 1)
    print(f"{room}: {share:.0f} % of {len(chosen)} mutants caught (of {len(items)}), {survivors} survive", flush=True)
    return bool(chosen) and share >= (LEAST if room in ROOMS else LEAST_OF_OTHERS)


def _annotations(path: Path) -> list[Span]:
    """Return where the annotations of a module stand, which nothing evaluates."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [getattr(node, name, None) for node in ast.walk(tree) for name in ("annotation", "returns")]
    return [
        ((note.lineno, note.col_offset), (note.end_lineno or 0, note.end_col_offset or 0))
        for note in found
        if isinstance(note, ast.expr)
    ]


def _is_code(mutation: MutationSpec, notes: dict[Path, list[Span]]) -> bool:
    """Tell whether a mutation changes what is run."""
    return not any(start <= mutation.start_pos <= end for start, end in notes[mutation.module_path])


def _told(mutation: MutationSpec, diff: str) -> str:
    changed = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    return "\n".join([f"{mutation.module_path}:{mutation.start_pos[0]}: survives", *changed])


if __name__ == "__main__":
    sys.exit(main())
