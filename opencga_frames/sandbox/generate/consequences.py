"""What a substitution in a gene does, drawn from its id: the same wherever it is met."""

from __future__ import annotations

from zlib import crc32

__all__ = ["LOSSES", "substitution_in_gene"]

#: Consequences by which a gene is lost.
LOSSES = frozenset({"stop_gained", "frameshift_variant", "splice_donor_variant"})
#: Of a hundred small substitutions in a gene, how many have each consequence.
_SUBSTITUTIONS = (
    *["intron_variant"] * 44,
    *["missense_variant"] * 28,
    *["synonymous_variant"] * 22,
    *["stop_gained"] * 4,
    *["splice_donor_variant"] * 2,
)


def substitution_in_gene(key: str) -> str:
    """Return the consequence of a substitution by its id."""
    return _SUBSTITUTIONS[crc32(f"consequence {key}".encode()) % len(_SUBSTITUTIONS)]
