"""Where a figure is from, and whether it still is what it was."""
