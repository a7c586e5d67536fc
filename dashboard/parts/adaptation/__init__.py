"""The pieces of the Adaptation page."""
