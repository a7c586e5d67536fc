"""How numbers, years and units are read from text, and how sentences are made that can be said in any language."""
