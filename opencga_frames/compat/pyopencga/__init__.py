"""The door for code that was written for pyopencga 5.0.

Change the import and keep the rest::

    from opencga_frames.compat.pyopencga.opencga_config import ClientConfiguration
    from opencga_frames.compat.pyopencga.opencga_client import OpencgaClient

or shorter, ``from opencga_frames.compat.pyopencga import ClientConfiguration, OpencgaClient``. What differs from
pyopencga is said at :class:`OpencgaClient` and :class:`RestResponse`.
"""

from opencga_frames.compat.pyopencga.exceptions import OpencgaAuthorisationError, OpencgaInvalidToken
from opencga_frames.compat.pyopencga.opencga_client import OpencgaClient
from opencga_frames.compat.pyopencga.opencga_config import ClientConfiguration
from opencga_frames.compat.pyopencga.rest_response import RestResponse

__all__ = ["ClientConfiguration", "OpencgaAuthorisationError", "OpencgaClient", "OpencgaInvalidToken", "RestResponse"]
