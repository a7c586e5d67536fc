"""What people see: the pages, the pictures and the words. Uses ``datasets`` and ``analytics``, is used by neither."""

VERSION = "1.0.0"
"""The version of the program, as the change log will name it."""
