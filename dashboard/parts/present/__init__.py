"""The parts of the presentation of a city, full screen."""
