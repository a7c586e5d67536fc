"""Two cities in one room: what happened between them, what compares, and what each could ask the other."""
