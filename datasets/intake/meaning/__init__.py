"""What the names and words of a file mean, and what is asked where that is open, before any cell of it is read."""
