"""On a machine without a program that tests drive, the others run, and the last lines say what did not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from programs import ALL_TESTS

BOOK = Path(__file__).parent / "outputs" / "test_epub.py"
CHOSEN = "test_the_standard_finds_nothing_wrong or test_every_page_says_what_the_text_is"


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(("everything", "status"), [(False, 0), (True, 1)])
def test_what_a_missing_program_drives_does_not_run(
    tmp_path: Path, workers: str, everything: bool, status: int
) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST", ALL_TESTS))
    }
    environment |= {"PATH": str(tmp_path), **({ALL_TESTS: "1"} if everything else {})}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers, str(BOOK), "-k", CHOSEN]
    done = subprocess.run(command, cwd=BOOK.parents[2], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    assert "1 passed" in done.stdout
    remedy = "apt-get install --no-install-recommends default-jre-headless"
    assert f"java is missing; tests that did not run: 1; to run them: {remedy}" in done.stdout.splitlines()
