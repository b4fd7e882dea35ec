"""Whole studies into a dataset, and a dataset kept in step with its study."""

from __future__ import annotations

from opencga_frames.export.export import Export, ExportMode, call_of, overlap_of
from opencga_frames.export.source import sources_of

__all__ = ["Export", "ExportMode", "call_of", "overlap_of", "sources_of"]
