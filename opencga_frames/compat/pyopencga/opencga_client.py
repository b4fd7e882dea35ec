"""Module of pyopencga with the client, under its present name and that of the 1.4 line."""

from opencga_frames.compat.client import OpencgaClient
from opencga_frames.compat.configuration import ClientConfiguration
from opencga_frames.compat.v1.client import OpenCGAClient

__all__ = ["ClientConfiguration", "OpenCGAClient", "OpencgaClient"]
