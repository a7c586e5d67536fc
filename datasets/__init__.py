"""What is kept: the store, the readers of files, the shipped facts and what leaves the program."""
