"""What people see: the pages, the pictures and the words. Uses ``datasets`` and ``analytics``, is used by neither."""

import analytics  # noqa: F401 - refuses an older Python before anything else is read

VERSION = "1.0.0"
"""The version of the program, as the change log will name it."""
