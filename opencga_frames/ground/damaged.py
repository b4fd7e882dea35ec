r"""Broken characters: halves of surrogate pairs and bytes that are not UTF-8, each replaced on its own.

A string that was cut in the middle of an emoji is written as ``\ud83d``, which readers of JSON refuse together with
everything around it. It is replaced by the escape ``\ufffd``, which servers do not write themselves (they write the
character), so that tables can still count what was replaced.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["REPLACED", "readable"]

#: What stands in place of a damaged character.
REPLACED: Final = rb"\ufffd"
_MARK: Final = b"\xef\xbb\xbf"
_HIGH: Final = rb"\\u[dD][89abAB][0-9a-fA-F]{2}"
_LOW: Final = rb"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
# Escaped backslashes and whole pairs are stepped over, so that what is left in the group is a half.
_HALF: Final = re.compile(rb"\\\\|%b%b|(%b|%b)" % (_HIGH, _LOW, _HIGH, _LOW))
_NO_UTF8: Final = re.compile("[\udc80-\udcff]+")


def readable(body: bytes) -> bytes:
    r"""Make JSON readable in spite of damaged characters, and drop a byte order mark.

    Parameters
    ----------
    body
        JSON as it arrived.

    Returns
    -------
    bytes
        The same bytes where nothing is damaged.

    Examples
    --------
    >>> print(readable(rb'["cut \ud83d", "whole \ud83d\ude00", "C:\\ud83d"]').decode())
    ["cut \ufffd", "whole \ud83d\ude00", "C:\\ud83d"]
    >>> readable(b'\xef\xbb\xbf["\xff"]')
    b'["\\ufffd"]'
    """
    body = body.removeprefix(_MARK)
    # One byte is found ten times as fast as three.
    if b"\\" in body and (rb"\ud" in body or rb"\uD" in body):
        body = _HALF.sub(lambda found: REPLACED if found[1] else found[0], body)
    try:
        body.isascii() or body.decode()
    except UnicodeDecodeError:
        text = body.decode("utf-8", "surrogateescape")
        return _NO_UTF8.sub(REPLACED.decode().replace("\\", r"\\"), text).encode()
    return body
