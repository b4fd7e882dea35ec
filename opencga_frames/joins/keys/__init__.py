"""Keys of rows: their codes, their hash index, and which rows match."""
