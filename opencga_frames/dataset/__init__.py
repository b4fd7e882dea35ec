"""Datasets: tables as they were at one time in a folder, with a manifest that is written last.

``layout``, ``manifest``, ``commit`` and ``lock`` are the protocol; ``part`` writes files; ``dataset`` and ``verify``
read.
"""

from __future__ import annotations

from opencga_frames.dataset.dataset import Dataset, open_dataset
from opencga_frames.dataset.verify import verify

__all__ = ["Dataset", "open_dataset", "verify"]
