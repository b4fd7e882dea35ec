"""The document of a job that was just submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.fragments import internal, uuid_of

if TYPE_CHECKING:
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["NO_FILE", "pending_job"]

NO_FILE: Document = {"release": 0, "external": False, "resource": False, "size": 0}


def pending_job(tool: str, params: Document, user: str, now: str, *, server: ServerVersion) -> Document:
    """Return a job that waits.

    Parameters
    ----------
    tool
        Id of its tool.
    params
        What it was given; holds the study.
    user, now
        Who submits it, and when.
    server
        The server it is on.
    """
    key = f"{tool}.{now}.{uuid_of('08', tool, now)[:6]}"
    return {
        "id": key,
        "uuid": uuid_of("08", key, user),
        "type": "NATIVE_TOOL",
        "tool": {
            "id": tool,
            "minimumRequirements": {"cpu": "2", "memory": "8G", "processorType": "CPU", "queue": "scpu"},
        },
        "study": {"id": params["study"], "others": []},
        "userId": user,
        "params": params,
        "creationDate": now,
        "modificationDate": now,
        "priority": "MEDIUM",
        "internal": {
            **internal("PENDING", now, server),
            "webhook": {"status": {}},
            "events": [],
            "killJobRequested": False,
        },
        "outDir": NO_FILE,
        "input": [],
        "output": [],
        "dependsOn": [],
        "parentId": "",
        "dryRun": False,
        "execution": _no_execution(server),
        "stdout": NO_FILE,
        "stderr": NO_FILE,
        "visited": False,
        "release": 1,
        "attributes": {},
    }


def _no_execution(server: ServerVersion) -> Document:
    """Return what stands in a job before it runs."""
    return {
        "executor": {},
        "status": server.fields,
        "dependencies": [],
        "externalFiles": [],
        "steps": [],
        "events": [],
        "attributes": {},
    }
