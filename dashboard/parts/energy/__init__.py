"""The pieces of the Energy access page."""
