"""Iteration over variants by region and by samples."""
