"""The method: inventories, factors, targets and verdicts as plain arithmetic. No files, no SQL, no screen."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one cannot even read what is imported next
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.stderr.write(f"Found Python {found}. Expected Python 3.11 or newer. Install one, and start it with that.\n")
    raise SystemExit(2)
