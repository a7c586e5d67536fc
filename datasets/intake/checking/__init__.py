"""A file under check: its columns, words and numbers, every problem with its place, the account of its rows."""
