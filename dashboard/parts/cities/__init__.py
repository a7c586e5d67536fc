"""The parts of the Cities page."""
