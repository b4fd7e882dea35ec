"""Answers of a server that were recorded, given again without it."""
