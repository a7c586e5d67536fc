"""Bytes to cells: nothing is guessed silently, every cell keeps its place."""
