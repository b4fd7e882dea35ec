"""Calls of older clients as data, and the one engine that makes them today's."""
