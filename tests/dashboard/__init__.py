"""Claims about the screen."""
