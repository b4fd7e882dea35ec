"""One exchange with a server, as it is kept."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["RecordedExchange", "decoded_json"]


def decoded_json(text: str) -> Any:
    """Return the value of a JSON string, None for any other string."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


@dataclass(frozen=True)
class RecordedExchange:
    """A request and its answer.

    Attributes
    ----------
    path
        Below the version segment, decoded.
    sent
        Body as a string; None without one, or when it was a form.
    form
        Strings and names of files by part, when the body was a form.
    headers
        Those of the answer that say what its body is.
    content
        Body of the answer: a string where it is one.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    sent: str | None
    form: dict[str, str] | None
    status: int
    headers: dict[str, str]
    content: str | bytes = field(repr=False)

    def mapped(self, strings: Callable[[str], str], contents: Callable[[bytes], bytes]) -> RecordedExchange:
        """Return the same with another string for each string in it, those within JSON one by one.

        Parameters
        ----------
        strings
            Takes a string as it is meant, without escapes.
        contents
            Takes the bytes of a body that is no text.
        """

        def text(given: str) -> str:
            value = decoded_json(given)
            changed = _mapped(value, strings) if isinstance(value, (dict, list)) else None
            if changed is None:
                return strings(given)
            return given if changed == value else json.dumps(changed, ensure_ascii=False, separators=(",", ":"))

        return replace(
            self,
            path=strings(self.path),
            query=tuple((strings(name), strings(value)) for name, value in self.query),
            sent=None if self.sent is None else text(self.sent),
            form=None if self.form is None else {strings(k): strings(v) for k, v in self.form.items()},
            headers={name: strings(value) for name, value in self.headers.items()},
            content=contents(self.content) if isinstance(self.content, bytes) else text(self.content),
        )

    def line(self) -> str:
        """Return the exchange as one line of JSON."""
        request: dict[str, Any] = {"method": self.method, "path": self.path, "query": self.query}
        if self.sent is not None:
            request["body"] = self.sent
        if self.form is not None:
            request["form"] = self.form
        answer: dict[str, Any] = {"status": self.status, "headers": self.headers}
        if isinstance(self.content, bytes):
            answer["body_base64"] = base64.b64encode(self.content).decode()
        else:
            answer["body"] = self.content
        return json.dumps({"request": request, "answer": answer}, ensure_ascii=False)


def _mapped(value: Any, strings: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return strings(value)
    if isinstance(value, list):
        return [_mapped(one, strings) for one in value]
    if isinstance(value, dict):
        return {strings(name): _mapped(one, strings) for name, one in value.items()}
    return value
