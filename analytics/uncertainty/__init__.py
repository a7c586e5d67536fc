"""How sure a figure is: errors of activity data and of factors, carried into totals, trends, gaps and verdicts."""
