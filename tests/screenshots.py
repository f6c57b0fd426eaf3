"""Takes the pictures of the manual and the README: pages of the built site in Chromium, and a page of the PDF."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from programs import path_of

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "source" / "manual" / "images"
#: The pictures of pages: name, page with its anchor, width and height in pixels.
PAGES = (
    ("page-chapter", "chapters/09-expulsion-and-return.html", 1360, 900),
    ("page-convergence", "annexes/convergence.html", 1360, 900),
    ("page-coverage", "annexes/coverage.html", 1360, 900),
    ("page-phone", "chapters/09-expulsion-and-return.html", 500, 900),
)
#: The page of the PDF that is shown, counted from 0.
PDF_PAGE = 11


def main() -> int:
    """Write the pictures; return 1 with a message where there is no browser."""
    browser = path_of("chromium")
    if browser is None:
        print("no Chromium found; install it (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, page, width, height in PAGES:
        photograph(browser, (ROOT / "build" / "html" / page).as_uri(), IMAGES / f"{name}.png", width, height)
    pdf = ROOT / "build" / "pdf" / "general-comment.pdf"
    with pypdfium2.PdfDocument(pdf) as document:
        document[PDF_PAGE].render(scale=1.2).to_pil().save(IMAGES / "page-pdf.png", optimize=True)
    return 0


def photograph(browser: str, address: str, path: Path, width: int, height: int) -> None:
    """Write a picture of a page as it first shows, without any connection to the network."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--screenshot={path}",
                address,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


if __name__ == "__main__":
    sys.exit(main())
