"""From rows to inventories: totals and their levels, completeness, comparison, other frameworks."""
