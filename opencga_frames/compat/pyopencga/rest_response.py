"""Module of pyopencga with the answer."""

from opencga_frames.compat.response import RestResponse

__all__ = ["RestResponse"]
