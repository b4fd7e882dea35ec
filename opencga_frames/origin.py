"""The call that made a dataset or a file, made again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from opencga_frames.dataset.manifest import read_manifest
from opencga_frames.errors import StorageError, UsageError
from opencga_frames.parquet import StreamWriter, read_provenance
from opencga_frames.parquet.read import read_schema
from opencga_frames.parquet.storage import location_of
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.walk.options import CallOptions
from opencga_frames.scan import Scan

if TYPE_CHECKING:
    import pyarrow as pa

    from opencga_frames.dataset import Dataset
    from opencga_frames.dataset.manifest import Manifest
    from opencga_frames.parquet import Provenance
    from opencga_frames.parquet.storage import Location, PathOrUrl
    from opencga_frames.resources import Resources
    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["provenance", "rerun"]

_PLACEHOLDER = re.compile(r"\{\w+\}")


def provenance(path: PathOrUrl) -> Provenance | dict[str, Provenance] | None:
    """Read where tables came from: host, study, call, parameters, versions, time and counts.

    Parameters
    ----------
    path
        A dataset, the folder of one of its tables, or a file: a local path, or an address that fsspec knows.

    Returns
    -------
    Provenance or dict or None
        By table for a dataset; None for a file that this package did not write.

    Raises
    ------
    StorageError
        When there is nothing of that kind.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from opencga_frames import OpenCGAClient
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
    >>> study = oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study)
    >>> with TemporaryDirectory() as folder:
    ...     _ = study.to_parquet(folder, tables=["samples"])
    ...     provenance(folder)["samples"].endpoint
    'samples/search'
    """
    manifest = read_manifest(location_of(path))
    if manifest is None:
        return read_provenance(path)
    return {name: manifest.provenance_of(name) for name in manifest.tables}


def rerun(path: PathOrUrl, oc: Resources, *, to: PathOrUrl | None = None) -> Dataset | str:
    """Make the call again that a dataset or a file came from.

    Parameters
    ----------
    path
        A dataset or a file that this package wrote.
    oc
        The client that makes the call; of the same server.
    to
        Where to; in place of the old one unless given.

    Returns
    -------
    Dataset or str
        The new dataset, or the path of the new file.

    Raises
    ------
    StorageError
        When the dataset or file does not say where it came from.
    UsageError
        When the client is one of another server, or the call is not known.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from opencga_frames import OpenCGAClient
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
    >>> study = oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study)
    >>> with TemporaryDirectory() as folder:
    ...     _ = study.to_parquet(folder, tables=["samples"])
    ...     rerun(folder, oc).rows
    {'samples': 30}
    """
    location = location_of(path)
    manifest = read_manifest(location)
    if manifest is not None:
        _check_host(manifest.call.host, oc)
        return _export(manifest, path if to is None else to, oc, mode="replace" if to is None else "error")
    origin = read_provenance(path)
    if origin is None or not origin.endpoint:
        msg = f"{location.text} does not say where it came from: another program wrote it. Give a file of this package."
        raise StorageError(msg)
    _check_host(origin.host, oc)
    target = location if to is None else location_of(to)
    _write(origin, read_schema(location), oc, target)
    return target.text


def _export(manifest: Manifest, folder: PathOrUrl, oc: Resources, **how: Any) -> Dataset:
    from opencga_frames.study import Study

    call = manifest.call
    return Study(oc, call.study).to_parquet(
        folder,
        tables=call.tables,
        core=call.core,
        where=call.filters,
        limit=call.limit,
        partition_by=call.partition_by,
        **how,
    )


def _scan(origin: Provenance, table: str, oc: Resources) -> Scan:
    """Describe the call of a file."""
    endpoint = _endpoint(origin.endpoint)
    asked = dict(origin.parameters)
    limit, skip = asked.pop("limit", None), asked.pop("skip", "0")
    options = CallOptions(limit=None if limit is None else int(limit), skip=int(skip))
    arguments = {name: _value(endpoint, name, value) for name, value in asked.items()}
    return Scan(endpoint, arguments, options, (table,), core=False, source=oc.page_source)


def _value(endpoint: Endpoint, name: str, value: str) -> Any:
    return value.split(",") if endpoint.takes(name) and endpoint.parameter(name).multiple else value


def _endpoint(path: str) -> Endpoint:
    """Find the call by its path; only calls that list entries can be made again."""
    for resource in resource_names():
        for endpoint in load_resource(resource).endpoints.values():
            same = _PLACEHOLDER.sub("{}", endpoint.path) == _PLACEHOLDER.sub("{}", path)
            if same and endpoint.method == "GET" and endpoint.paged:
                return endpoint
    msg = f"The call {path} cannot be made again from a file, only searches can. Make it with the client."
    raise UsageError(msg)


def _write(origin: Provenance, schema: pa.Schema, oc: Resources, target: Location) -> None:
    """Read the rows and write a file with the columns of a schema."""
    table = (schema.metadata or {}).get(b"table", b"").decode()
    reading, last = _scan(origin, table, oc).reading(), None
    with StreamWriter(target, schema, origin) as writer:
        for part in reading.parts():
            writer.write(part.tables[table].select(schema.names))
            last = part
        writer.close(reading.origin(last))


def _check_host(host: str, oc: Resources) -> None:
    if host != oc.configuration.url:
        msg = (
            f"The data came from {host}, the client is one of {oc.configuration.url}. Give a client of the same server."
        )
        raise UsageError(msg)
