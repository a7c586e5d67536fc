"""What leaves the screen: slides whose numbers are those of the pages."""
