"""Numbers of the server and defaults of the client, each in this one place with its source.

The server's numbers hold for OpenCGA 2.0 to 5.0; they were read in its sources and seen on running servers.
"""

from __future__ import annotations

from typing import Final

#: Most ids the server takes in one path (``More than 100 IDs are provided`` above it).
MAX_IDS: Final = 100
#: Most rows the server returns in one answer; above it the answer is an error.
MAX_PAGE_SIZE: Final = 5_000
#: Rows up to which pages are walked with ``skip``: the database reads past every skipped row.
MOST_BY_SKIP: Final = 50_000
#: Rows above which the server is asked before and behind a walk whether rows came, went or were modified.
COMPARED_ROWS: Final = 10_000
#: Rows of a range of dates in longer walks: what is skipped in it costs less than its rows.
RANGE_ROWS: Final = 25_000
#: Rows the server returns when no limit is sent: the client therefore always sends one.
SERVER_DEFAULT_LIMIT: Final = 10
#: Rows asked for per page unless the caller says otherwise.
PAGE_SIZE: Final = 1_000
#: Rows and bytes of a record batch unless the caller says otherwise.
BATCH_ROWS: Final = 10_000
BATCH_BYTES: Final = 1 << 26
#: Bytes of path and query per request; the server's container refuses 8,192 for line and headers together.
MAX_URL_BYTES: Final = 6_000
#: Regions of variants fetched at the same time.
WORKERS: Final = 4
#: Most pages fetched at the same time where nobody says how many, and the bytes that all of them together may have.
MAX_WORKERS: Final = 8
WINDOW_BYTES: Final = 1 << 26
#: How servers write dates, in the form of strftime.
SERVER_DATE: Final = "%Y%m%d%H%M%S"
#: Releases whose endpoints, parameters and bodies are distinguished; read in the sources of each.
RELEASES: Final = ("1.4.2.1", "2.0.5", "2.4.15", "2.8.5", "2.12.9", "3.2.3", "3.6.0", "4.1.2", "5.0.0")
#: Parameters that the container reads as numbers before the web service runs; anything else is a bare 500.
INTEGER_PARAMETERS: Final = ("limit", "skip", "timeout")
#: Beginnings of included paths that servers drop, as clients of server 1.4 wrote them.
DROPPED_PREFIXES: Final = ("projects.studies.", "projects.", "studies.")
#: Bytes read or written at a time.
CHUNK_BYTES: Final = 1 << 18
#: Redirects followed for one request, all of them on the same server.
MAX_REDIRECTS: Final = 5
#: Seconds to wait for a connection, and for the next bytes of an answer.
CONNECT_TIMEOUT: Final = 10.0
READ_TIMEOUT: Final = 120.0
#: Bytes a second that the body of an answer brings at least, over each span of READ_TIMEOUT seconds: a byte now and
#: then does not keep a call alive. The slowest lines in use bring some ten times as many.
MIN_BYTES_PER_SECOND: Final = 500
#: Bytes of an answer that a recording keeps.
MAX_RECORDED_BYTES: Final = 1 << 26
#: Bytes of an answer that is kept in memory, unpacked; a page of 5,000 large entries has a tenth of it. Files are
#: written as they come and have no such limit.
MAX_ANSWER_BYTES: Final = 1 << 28
#: Ids that the message of an error names; those of patients are in nobody's log by the hundred.
SHOWN_IDS: Final = 3
#: Seconds before a token's expiry at which it is renewed.
REFRESH_MARGIN: Final = 60.0
#: Retries of a GET after a failure that may pass, and the longest pause between two in seconds.
RETRIES: Final = 4
RETRY_STATUSES: Final = (429, 502, 503, 504)
MAX_PAUSE: Final = 30.0
#: Retries of a connection that was refused: whoever waits for an answer should soon read why there is none.
CONNECT_RETRIES: Final = 2
#: Version segment of the web service paths for servers 2.x to 5.x.
API_VERSION: Final = "v2"
#: Variants the server returns when no limit is sent.
VARIANT_DEFAULT_LIMIT: Final = 1_000
#: Most samples of a variant the server returns at once; above it the answer is an error.
MAX_SAMPLES_PER_VARIANT: Final = 1_000
