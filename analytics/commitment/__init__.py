"""What a city promised, where it stands, and what it plans."""
