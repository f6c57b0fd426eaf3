"""``python -m normative.commands``: the same as ``normative``."""

import sys

from normative.commands import main

if __name__ == "__main__":
    sys.exit(main())
