"""``covenant``, the program as it is installed: alone it serves, with a command it answers from the data."""

from __future__ import annotations

import sys
from importlib import import_module

from dashboard import __main__ as serving


def main() -> None:
    """Run what is asked for, and end the process with its status."""
    given = sys.argv[1:]
    if not given or given[0].startswith("-") or given[0] in (*serving.FILES, "window"):
        sys.exit(serving.main(given))
    # The command line enters by the front door itself, which therefore cannot name it.
    import_module("datasets.__main__").console()
