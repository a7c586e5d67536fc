"""The parts of the Drivers page."""
