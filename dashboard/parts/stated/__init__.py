"""What the Figures page is made of: what a city states by itself, its entry in the register, and files to take away."""
