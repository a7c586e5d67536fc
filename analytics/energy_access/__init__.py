"""Access to energy that is secure, sustainable and affordable: its indicators, and what households spend on energy."""
