"""What in an inventory contradicts itself, its other years, or what is possible."""
