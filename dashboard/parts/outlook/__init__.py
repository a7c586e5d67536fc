"""The parts of the Outlook page."""
