"""One door to the data. Knows no noun: it is handed ledgers."""
