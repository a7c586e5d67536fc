"""The pieces of the page of the three pillars."""
