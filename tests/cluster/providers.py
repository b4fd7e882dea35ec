"""Providers as a hospital would write them, in a module that workers can import."""

from __future__ import annotations

from opencga_frames import ClientConfiguration, OpenCGAClient


def viewer(configuration: ClientConfiguration) -> OpenCGAClient:
    """Log in with what a vault would give."""
    client = OpenCGAClient(configuration.replace(session_folder=None))
    return client.login("viewer", "Sandbox-2026", organization="demo")


def nothing(_configuration: ClientConfiguration) -> None:
    """Return no client."""
