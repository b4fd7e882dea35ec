"""Module of the old client with the settings."""

from opencga_frames.compat.configuration import ClientConfiguration

__all__ = ["ClientConfiguration"]
