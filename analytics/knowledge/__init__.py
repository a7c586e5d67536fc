"""What was learned elsewhere: what an entry is about, how a result is checked, what fits the gap of a city and why."""
