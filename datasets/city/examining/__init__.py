"""The inventory detective on drafts and on what is on file."""
