"""Conveniences that lead upwards: a method of a lower layer whose work lies in a higher one.

Imports go one way. Where a user expects ``scan.dask()`` although Dask stands above scans, the method asks for the
higher module here, when it is called; ``tests/test_house.py`` lists who may.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["upward"]


def upward(module: str, name: str) -> Any:
    """Return something of a module of this package that stands above the caller.

    Parameters
    ----------
    module
        Name below the package, such as ``"cluster"``.
    name
        What is wanted of it.
    """
    return getattr(import_module(f"opencga_frames.{module}"), name)
