"""Numbers of the server and defaults of the client, each in this one place with its source.

The server's numbers hold for OpenCGA 2.0 to 5.0; they were read in its sources and seen on running servers.
"""

from __future__ import annotations

from typing import Final

#: Most ids the server takes in one path (``More than 100 IDs are provided`` above it).
MAX_IDS: Final = 100
#: Most rows the server returns in one answer; above it the answer is an error.
MAX_PAGE_SIZE: Final = 5_000
#: Rows the server returns when no limit is sent: the client therefore always sends one.
SERVER_DEFAULT_LIMIT: Final = 10
#: Rows asked for per page unless the caller says otherwise.
PAGE_SIZE: Final = 1_000
#: Bytes of path and query per request; the server's container refuses 8,192 for line and headers together.
MAX_URL_BYTES: Final = 6_000
#: Pages fetched at the same time.
WORKERS: Final = 4
#: Seconds to wait for a connection, and for the next bytes of an answer.
CONNECT_TIMEOUT: Final = 10.0
READ_TIMEOUT: Final = 120.0
#: Seconds before a token's expiry at which it is renewed.
REFRESH_MARGIN: Final = 60.0
#: Repeats of a GET that met a fault worth repeating, and the cap of one pause in seconds.
RETRIES: Final = 4
RETRY_STATUSES: Final = (429, 502, 503, 504)
MAX_PAUSE: Final = 30.0
#: Version segment of the web service paths for servers 2.x to 5.x.
API_VERSION: Final = "v2"
