"""Iteration over pages and batches of ids: order, prefetching, and what complete means."""
