"""Module of the old client with the client, under its old and its later name."""

from opencga_frames.compat.configuration import ClientConfiguration
from opencga_frames.compat.v1.client import OpenCGAClient

__all__ = ["ClientConfiguration", "OpenCGAClient", "OpencgaClient"]

OpencgaClient = OpenCGAClient
