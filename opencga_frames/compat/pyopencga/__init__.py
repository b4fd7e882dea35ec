"""For code that was written for pyopencga 5.0.

Change the import and keep the rest::

    from opencga_frames.compat.pyopencga.opencga_config import ClientConfiguration
    from opencga_frames.compat.pyopencga.opencga_client import OpenCGAClient, OpencgaClient

or shorter, ``from opencga_frames.compat.pyopencga import ClientConfiguration, OpencgaClient``. What differs from
pyopencga is said at :class:`OpencgaClient` and :class:`RestResponse`. ``OpenCGAClient``, as the class was called up to
1.4, is that of :mod:`opencga_frames.compat.v1`.
"""

from opencga_frames.compat.pyopencga.exceptions import OpencgaAuthorisationError, OpencgaInvalidToken
from opencga_frames.compat.pyopencga.opencga_client import OpenCGAClient, OpencgaClient
from opencga_frames.compat.pyopencga.opencga_config import ClientConfiguration
from opencga_frames.compat.pyopencga.rest_response import RestResponse

__all__ = [
    "ClientConfiguration",
    "OpenCGAClient",
    "OpencgaAuthorisationError",
    "OpencgaClient",
    "OpencgaInvalidToken",
    "RestResponse",
]
