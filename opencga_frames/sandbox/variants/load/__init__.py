"""Variants on their way into a study: read from VCF files, or generated."""
