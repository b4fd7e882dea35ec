"""Variants of the sandbox's studies: read from VCF files or generated, and queried as the server does it."""
