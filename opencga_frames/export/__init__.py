"""Whole studies into a dataset, and a dataset kept in step with its study."""

from __future__ import annotations

from opencga_frames.export.export import Mode, call_of, export_study
from opencga_frames.export.source import sources_of

__all__ = ["Mode", "call_of", "export_study", "sources_of"]
