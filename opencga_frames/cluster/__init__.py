"""Rows read by many machines: Dask and Spark over the parts of a scan or dataset. Tokens never travel."""

from opencga_frames.cluster.connection import Connection
from opencga_frames.cluster.dask import dask_dataset, dask_frame

__all__ = ["Connection", "dask_dataset", "dask_frame"]
