"""The parts of the pages, a room for each page: a part shows one thing of a city, or says it in words."""
