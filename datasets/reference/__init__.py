"""What ships or is known of others: factors, signatories, countries, sample cities; finding a city by its name."""
