"""The ``acl`` filter: entries on which a user has some permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import CallingUser, governs, visibility
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy

__all__ = ["acl_test"]

_FORMAT = (
    "Unexpected format for 'acl'. Format: acl={user}:{permissions}. Example: acl=john:WRITE,WRITE_ANNOTATIONS will "
    "return all entries for which user john has both WRITE and WRITE_ANNOTATIONS permissions. Only study owners or "
    "administrators can query by this field. "
)
_UNKNOWN = 'Cannot invoke "String.equals(Object)" because the return value of "String.toString()" is null'


def acl_test(kind: Kind, study: SandboxStudy, caller: CallingUser, text: str) -> Callable[[str], bool]:
    """Return a test over ids: a user has every permission named.

    Parameters
    ----------
    kind, study, caller
        The caller, and what they want.
    text
        ``user:PERMISSION,...``.
    """
    user, colon, permissions = text.partition(":")
    if not colon or ":" in permissions:
        raise Refusal(Java.PARAMETER, _FORMAT)
    if not governs(caller, study) and user != caller.user:
        message = "Only study owners or administrators are authorised to see other user's permissions."
        raise denied(message)
    if not kind.entry_permissions.issuperset(permissions.split(",")):
        # Known bug of the server (LIVE_CHECK D28): a permission it does not know makes it stumble.
        raise Refusal(Java.NULL, _UNKNOWN)
    other = CallingUser(user, caller.organization)
    tests = [visibility(other, study, kind, permission) for permission in permissions.split(",")]
    return lambda key: all(test is None or test(key) for test in tests)
