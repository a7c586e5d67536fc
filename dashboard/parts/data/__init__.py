"""The parts of the Data page: a file from its choice to its commit."""
