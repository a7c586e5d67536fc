"""Measurements against floors that nobody can beat and against what people would write: ``make bench``."""
