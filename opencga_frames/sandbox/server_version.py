"""The version a server reports, wherever it writes it, and how versions are compared."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from opencga_frames.errors import UsageError

__all__ = ["RECORDED", "ServerVersion", "version_named"]

_VERSION = re.compile(r"\d+(\.\d+){1,3}")
#: Commits of the servers that were recorded.
_COMMITS = {
    "5.0.0": "dd4c82e29c61418826a05f7c6344de161888e074",
    "4.0.0": "c6950b0aa04352df610703c2cbb3ca3f1f2ee386",
    "2.12.9": "40c95aa686e263737c854242253b5cc16f35fc5a",
}


@dataclass(frozen=True, slots=True)
class ServerVersion:
    """Version and commit of a server."""

    version: str
    commit: str

    @property
    def fields(self) -> dict[str, str]:
        """The two fields as documents show them."""
        return {"version": self.version, "commit": self.commit}

    def since(self, version: str) -> bool:
        """Return whether this version is another one or a later one."""
        return _numbers(self.version) >= _numbers(version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def version_named(version: str) -> ServerVersion:
    """Return a server of a version; of one that was not recorded the commit is invented.

    Raises
    ------
    UsageError
        When the version is not numbers joined by dots.
    """
    if not _VERSION.fullmatch(version):
        message = f"server_version is {version!r}; give numbers such as '4.0.0'."
        raise UsageError(message)
    return ServerVersion(version, _COMMITS.get(version) or hashlib.sha1(version.encode()).hexdigest())  # noqa: S324 - a name


#: The server the sandbox was recorded from.
RECORDED = version_named("5.0.0")
