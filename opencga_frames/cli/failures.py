"""How a command ends that did not do its work: one message, and an exit code for scripts."""

from __future__ import annotations

from typing import Final

import click

from opencga_frames.errors import (
    AnswerError,
    ConfigurationError,
    DecodeError,
    IncompleteResultError,
    JobError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    NotReachableError,
    StorageError,
    UsageError,
)

__all__ = ["EXIT_CODES", "failed"]

#: Exit code by class; the first that fits counts. 1 is anything else, 2 also what click itself refuses.
EXIT_CODES: Final[tuple[tuple[type[Exception], int], ...]] = (
    (UsageError, 2),
    (ConfigurationError, 2),
    (NotAuthenticatedError, 3),
    (NotAllowedError, 4),
    (NotFoundError, 5),
    (NotReachableError, 6),
    (AnswerError, 7),
    (DecodeError, 7),
    (IncompleteResultError, 8),
    (StorageError, 9),
    (OSError, 9),
    (JobError, 10),
)


def failed(error: Exception) -> click.ClickException:
    """Return what click shows for an error: its message, and the exit code of its class."""
    return _Failed(
        "\n".join([str(error), *getattr(error, "__notes__", ())]),
        next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1),
    )


class _Failed(click.ClickException):
    """A message with an exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]
