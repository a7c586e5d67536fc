"""The method: inventories, factors, targets and verdicts as plain arithmetic. No files, no SQL, no screen."""
