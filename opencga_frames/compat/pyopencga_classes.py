"""The clients of pyopencga 5.0 as data: attribute, class, getter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["PyopencgaClass", "pyopencga_classes"]


@dataclass(frozen=True)
class PyopencgaClass:
    """One client of pyopencga.

    Attributes
    ----------
    attribute
        Attribute of ``OpencgaClient``, and resource of the catalogue.
    class_name
        Name of the class.
    getter
        Method of ``OpencgaClient`` that gives the same.
    same_as
        Attribute that this one is an older name for, or None.
    """

    attribute: str
    class_name: str
    getter: str
    same_as: str | None = None


@cache
def pyopencga_classes() -> tuple[PyopencgaClass, ...]:
    """Return the clients in the order of pyopencga."""
    text = files("opencga_frames.compat").joinpath("pyopencga_classes.yaml").read_text(encoding="utf-8")
    content: dict[str, dict[str, Any]] = yaml.safe_load(text)["classes"]
    return tuple(
        PyopencgaClass(name, words["class"], words["getter"], words.get("same_as")) for name, words in content.items()
    )
