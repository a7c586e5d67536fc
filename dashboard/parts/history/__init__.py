"""The parts of the History page, and what every page shows of the past."""
