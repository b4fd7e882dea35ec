"""Module of pyopencga with its internals, of which one function is used elsewhere."""

from opencga_frames.compat.parameters import snake_to_camel_case

__all__ = ["snake_to_camel_case"]
