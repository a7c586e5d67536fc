"""From a file to a draft: bytes to cells, cells to tables, tables to their meaning, every problem with its place."""
