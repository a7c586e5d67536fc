"""The pieces of the Duties page."""
