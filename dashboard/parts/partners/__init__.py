"""The Partners page: who is like a city and why, what should count, and where it stands among similar ones."""
