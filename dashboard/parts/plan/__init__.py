"""The parts of the page Plan, where targets and actions are entered."""
