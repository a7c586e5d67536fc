"""The parts of the pages: each shows one thing of a city, or says it in words."""
