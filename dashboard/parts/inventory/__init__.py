"""The parts of the Inventory page."""
