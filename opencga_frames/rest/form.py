"""Encodes a form with parts, as uploads are sent."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from urllib3.filepost import encode_multipart_formdata

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["encode_form"]


def encode_form(texts: Mapping[str, str], contents: Mapping[str, Any]) -> tuple[bytes, str]:
    """Encode texts and files as ``multipart/form-data``.

    Parameters
    ----------
    texts
        Text parts by name.
    contents
        Files by name: a path, an open binary file, bytes, or a pair of file name and bytes. Only the
        last part of a file's path is sent.

    Returns
    -------
    body, content_type : bytes and str
        The same input gives the same bytes.

    Raises
    ------
    UsageError
        If a file cannot be read or is none of these.
    """
    fields: dict[str, Any] = dict(texts)
    digest = hashlib.sha256(repr(sorted(texts.items())).encode())
    for name, value in contents.items():
        file_name, content = _read(name, value)
        digest.update(content)
        fields[name] = (file_name, content, "application/octet-stream")
    return encode_multipart_formdata(fields, boundary=digest.hexdigest())


def _read(name: str, value: Any) -> tuple[str, bytes]:
    if isinstance(value, (bytes, bytearray)):
        return name, bytes(value)
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], (bytes, bytearray)):
        return _base_name(value[0]), bytes(value[1])
    if isinstance(value, (str, os.PathLike)):
        return _base_name(value), _read_path(name, Path(value))
    content = value.read() if hasattr(value, "read") else None
    if not isinstance(content, bytes):
        msg = f"Parameter {name!r} got {type(value).__name__}; expected a path, an open binary file or bytes."
        raise UsageError(msg)
    return _base_name(getattr(value, "name", name)), content


def _read_path(name: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"Parameter {name!r} got {str(path)!r}, which cannot be read: {error.strerror}. Give a readable file."
        raise UsageError(msg) from error


def _base_name(value: object) -> str:
    # The folders of the sender are nobody's business.
    return PurePath(str(value).replace("\\", "/")).name
