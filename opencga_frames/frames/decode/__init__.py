"""Bytes of a page into lists of values: which fields are read, and how."""
