"""The pieces of the Frames page."""
