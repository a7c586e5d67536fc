"""The parts of the Twin room page."""
