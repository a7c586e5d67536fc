"""The ledger of several dashboards: kept by a PostgreSQL server, and followed by the database file of each of them."""
