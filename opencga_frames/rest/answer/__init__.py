"""The answer to a call: rows, counts, events, and the record of the call."""
