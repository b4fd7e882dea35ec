"""What a query of variants answers: rows, counts, and what the storage knows beside them."""
