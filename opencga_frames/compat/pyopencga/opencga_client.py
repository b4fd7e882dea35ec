"""Module of pyopencga with the client."""

from opencga_frames.compat.client import OpencgaClient
from opencga_frames.compat.configuration import ClientConfiguration

__all__ = ["ClientConfiguration", "OpencgaClient"]
