"""The running program as a person meets it, in a real Chromium."""
