"""The two errors of pyopencga, as names for errors of this package.

They are sorted by what the server says: pyopencga called everything with status 401 an invalid token, also a missing
permission.
"""

from opencga_frames.errors import NotAllowedError, NotAuthenticatedError

__all__ = ["OpencgaAuthorisationError", "OpencgaInvalidToken"]

OpencgaInvalidToken = NotAuthenticatedError
OpencgaAuthorisationError = NotAllowedError
