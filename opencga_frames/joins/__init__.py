"""Frames of several tables joined by the keys that the tables' descriptions name."""

from __future__ import annotations

from opencga_frames.joins.join import join
from opencga_frames.joins.related import related
from opencga_frames.joins.report import join_report

__all__ = ["join", "join_report", "related"]
