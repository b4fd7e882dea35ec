"""The version of this package: the build reads it here, the server's log and files are given it."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
