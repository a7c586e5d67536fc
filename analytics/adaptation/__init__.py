"""How a city faces a changing climate: which hazards it names, how bad they are, whom they hit, and what it does."""
