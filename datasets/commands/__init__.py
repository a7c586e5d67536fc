"""What the command line asks and answers."""
