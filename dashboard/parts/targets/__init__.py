"""The parts of the Targets page."""
