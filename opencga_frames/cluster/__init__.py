"""Rows read by many machines: Dask and Spark over the parts of a scan. Tokens never travel."""

from opencga_frames.cluster.connection import Connection
from opencga_frames.cluster.dask import dask_frame

__all__ = ["Connection", "dask_frame"]
