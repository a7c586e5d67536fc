"""The pieces of the Innovation page."""
