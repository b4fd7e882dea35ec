"""Genotype matrices: variants by samples, dense or sparse."""
