"""What regions specialise in: priorities of their strategies, and the domains that two of them share."""
