"""``python -m normative.commands``: the same as ``normative``."""

import sys

from normative.commands import run

if __name__ == "__main__":
    sys.exit(run())
