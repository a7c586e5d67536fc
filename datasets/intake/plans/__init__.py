"""Mitigation actions of a city, taken from a file, and what they would do."""
