"""The version of this package: the build reads it here, and it is sent to servers and written into files."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
