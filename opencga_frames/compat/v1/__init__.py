"""For code that was written for the client of OpenCGA 1.4, against today's servers.

Change the import and keep the rest::

    from opencga_frames.compat.v1.opencga_config import ClientConfiguration
    from opencga_frames.compat.v1.opencga_client import OpenCGAClient

or shorter, ``from opencga_frames.compat.v1 import ClientConfiguration, OpenCGAClient``. Old names and arguments work;
the first use of a name that has changed warns, once for each client, and says what the call is today.
"""

from opencga_frames.compat.v1.opencga_client import OpenCGAClient, OpencgaClient
from opencga_frames.compat.v1.opencga_config import ClientConfiguration
from opencga_frames.rest.old_calls.names import OldCall, old_names

__all__ = ["ClientConfiguration", "OldCall", "OpenCGAClient", "OpencgaClient", "old_names"]
