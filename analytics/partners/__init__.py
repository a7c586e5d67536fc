"""Who is like a city: partners suggested among many by what counts, and where it stands among similar ones."""
