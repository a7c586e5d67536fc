"""What a city owes the Covenant of Mayors by when, and how far its three pillars are: rules with their sources."""
