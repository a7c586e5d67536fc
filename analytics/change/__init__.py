"""What moved emissions between two years."""
