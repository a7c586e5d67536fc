"""A city that brought no file: what others published of it."""
