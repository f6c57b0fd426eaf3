#!/usr/bin/env python3
"""The check of a source from a checkout with nothing installed: what ``nox -s check`` and the pre-commit hook start."""

from __future__ import annotations

import sys

from normative.check.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
