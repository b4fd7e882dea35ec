"""OpenCGA as a data source of Spark: ``spark.read.format("opencga")``. Extra ``spark``.

::

    spark.dataSource.register(OpencgaDataSource)
    samples = spark.read.format("opencga").options(host=url, study="demo@rare:germline", table="samples").load()

Options: ``host``, ``study``, ``table``, ``columns`` (separated by commas), ``where.<filter>``, ``limit``,
``partitions``, ``organization`` and ``provider``. Options stand in plans and logs, so that no credential is one: driver
and workers find theirs as any client does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from pyspark.sql.datasource import (
    DataSource,
    DataSourceReader,
    EqualTo,
    Filter,
    GreaterThan,
    GreaterThanOrEqual,
    In,
    InputPartition,
)

from opencga_frames.cluster.connection import Connection
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import ConfigurationError, UnknownNameError
from opencga_frames.frames.schema.registry import find_table
from opencga_frames.ground.limits import SERVER_DATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa
    from pyspark.sql.types import StructType

    from opencga_frames.scan import Scan

__all__ = ["OpencgaDataSource"]

_KNOWN: Final = ("host", "study", "table", "columns", "limit", "partitions", "organization", "provider")
_SECRET: Final = re.compile(r"token|password|secret|cookie|authorization", re.IGNORECASE)
#: Values that a filter of the server takes for themselves: no operator, list or pattern in them.
_PLAIN: Final = re.compile(r"[\w.@-]+(?: [\w.@-]+)*")
_WHERE: Final = "where."


class OpencgaDataSource(DataSource):
    """Rows of a table of a study, read by Spark's workers."""

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "opencga"

    def schema(self) -> StructType:
        """Return the columns of the table; nothing is read."""
        from pyspark.sql.pandas.types import from_arrow_schema

        scan = _ReadOptions.of(self.options).scan()
        return from_arrow_schema(_plain_schema(scan.schema()), prefer_timestamp_ntz=True)

    def reader(self, schema: StructType) -> DataSourceReader:  # noqa: ARG002 - the scan knows its columns
        """Return what reads the rows."""
        return OpencgaReader(_ReadOptions.of(self.options))


@dataclass(frozen=True)
class _ReadOptions:
    """The options, checked."""

    connection: Connection
    study: str
    table: str
    columns: tuple[str, ...] | None
    filters: Mapping[str, Any]
    partitions: int | None

    @classmethod
    def of(cls, options: Mapping[str, str]) -> _ReadOptions:
        """Check the options as Spark hands them on."""
        # Spark hands option names on in lower case.
        given = {name.lower(): value for name, value in options.items()}
        _check(given)
        configuration = ClientConfiguration({"rest": {"host": given["host"]}} if "host" in given else None)
        if "organization" in given:
            configuration = configuration.replace(organization=given["organization"])
        filters: dict[str, Any] = {n.removeprefix(_WHERE): v for n, v in given.items() if n.startswith(_WHERE)}
        if "limit" in given:
            filters["limit"] = _number("limit", given["limit"])
        columns = tuple(name.strip() for name in given["columns"].split(",")) if "columns" in given else None
        parts = _number("partitions", given["partitions"]) if "partitions" in given else None
        connection = Connection.of(configuration, given.get("provider"))
        return cls(connection, given["study"], given.get("table", "samples"), columns, filters, parts)

    def scan(self, more: Mapping[str, Any] | None = None) -> Scan:
        """Describe the rows, with more filters where Spark has some."""
        study = self.connection.client().study(self.study)
        scan = study.scan(self.table, **{**self.filters, **(more or {})})
        return scan if self.columns is None else scan.select(self.table, columns=self.columns)


def _check(given: Mapping[str, str]) -> None:
    for name in given:
        if _SECRET.search(name):
            msg = (
                f"The option {name!r} looks like a credential. Options stand in Spark's plans and logs: log in with "
                "the session file, the environment of driver and workers, or a provider."
            )
            raise ConfigurationError(msg)
        if name not in _KNOWN and not name.startswith(_WHERE):
            raise UnknownNameError("option", name, [*_KNOWN, f"{_WHERE}<filter>"], "the format opencga")
    if "study" not in given:
        msg = "The format opencga needs the option 'study', such as organization@project:study."
        raise ConfigurationError(msg)


def _number(name: str, value: str) -> int:
    if not value.isdigit():
        msg = f"The option {name!r} got {value!r}, expected a whole number."
        raise ConfigurationError(msg)
    return int(value)


class OpencgaReader(DataSourceReader):
    """Reads the parts of a scan, as Arrow record batches."""

    def __init__(self, source: _ReadOptions) -> None:
        self._source = source
        self._pushed: dict[str, str] = {}

    def pushFilters(self, filters: list[Filter]) -> Iterable[Filter]:  # noqa: N802 - the name that Spark calls
        """Take the filters that the server has; Spark checks all of them again, since the server compares loosely."""
        self._pushed = _request_filters(filters, self._source)
        return filters

    def partitions(self) -> Sequence[InputPartition]:
        """Return the parts; each holds a scan and no client."""
        return [InputPartition(part) for part in self._source.scan(self._pushed).partitions(self._source.partitions)]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """Read one part."""
        scan: Scan = partition.value
        for batch in scan.bind(self._source.connection.client()).batches():
            yield _plain(batch)


def _request_filters(filters: Sequence[Filter], source: _ReadOptions) -> dict[str, str]:
    """Return the filters of the request that let every row through which Spark's filters do."""
    endpoint = source.scan().endpoint
    keys = {c.name for c in find_table(source.table).columns if c.key and c.name != "study"}
    found: dict[str, str] = {}
    for one in filters:
        column, values = _compared(one)
        name = "id" if keys == {column} and endpoint.table == source.table else column
        if values and endpoint.takes(name) and name not in {*source.filters, *found}:
            found[name] = values
    return found


def _compared(one: Filter) -> tuple[str, str]:
    """Return column and value of a filter in the server's words; no value where it has none."""
    column = ".".join(getattr(one, "attribute", ()))
    if isinstance(one, EqualTo):
        return column, _word(one.value)
    if isinstance(one, In):
        words = [_word(value) for value in one.value]
        return column, ",".join(words) if all(words) else ""
    if isinstance(one, GreaterThan | GreaterThanOrEqual) and isinstance(one.value, date):
        return column, f">={one.value:{SERVER_DATE if isinstance(one.value, datetime) else SERVER_DATE[:6]}}"
    return column, ""


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) else ""


def _plain_schema(schema: pa.Schema) -> pa.Schema:
    """Return the types that Spark has: no dictionaries, times in microseconds."""
    import pyarrow as pa

    return pa.schema([pa.field(field.name, _plain_type(field.type)) for field in schema])


def _plain_type(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return kind.value_type
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", kind.tz)
    if pa.types.is_list(kind):
        return pa.list_(_plain_type(kind.value_type))
    return kind


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    import pyarrow as pa

    schema = _plain_schema(batch.schema)
    table = pa.Table.from_batches([batch]).cast(schema)
    return table.combine_chunks().to_batches()[0] if table.num_rows else schema.empty_table().to_batches()[0]
