"""Sends a recorded trace to a sandbox, in order, and compares each answer with the recorded one."""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from opencga_frames.sandbox import Sandbox

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w=-]+\.[\w=-]*")
_LABEL = re.compile(r"<token (?:\d+ of [^>]*|made by hand[^>]*)>")
_BY_HAND = re.compile(r"<token made by hand: sub (\S+), aud (\S+), exp ([+-]\d+) s, signature (\w+)>")
_SETS = frozenset({"variables", "allowedKeys", "entities"})
_VARYING = frozenset({"time", "federationNode", "commit", "expirationDate", "dueDate", "uid"})
_RECORDED_DAY = "20261123"
_FIRST_YEAR_OF_CLOCKS = 1_600_000_000_000


@dataclass(frozen=True)
class Verdict:
    """How one answer compares with the recorded one."""

    n: int
    part: str
    name: str
    status: bool
    events: bool
    differences: list[tuple[str, Any, Any]]

    @property
    def equal(self) -> bool:
        return self.status and not self.differences


def read_trace(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


class Replay:
    """One run of a trace: knows which token and uuid of this run stands for which recorded one."""

    def __init__(self, sandbox: Sandbox, secret: str) -> None:
        self._sandbox = sandbox
        self._secret = secret
        self._tokens: dict[str, str] = {}
        self._uuids: dict[str, str] = {}
        self._today = time.strftime("%Y%m%d", time.gmtime())

    def verdicts(self, trace: list[dict[str, Any]]) -> Iterator[Verdict]:
        for exchange in trace:
            status, text = self._send(exchange["request"])
            yield self._verdict(exchange, status, text)

    def _send(self, request: dict[str, Any]) -> tuple[int, str]:
        body = request.get("raw_body")
        if body is None and "body" in request:
            body = json.dumps(request["body"])
        headers = {name: self._out(value) for name, value in request["headers"].items()}
        raw = None if body is None else self._out(body).encode()
        status, _, content = self._sandbox.answer(request["method"], self._out(request["path"]), headers, raw)
        return status, "" if request["method"] == "HEAD" else content.decode("utf-8", "replace")

    def _verdict(self, exchange: dict[str, Any], status: int, text: str) -> Verdict:
        wanted = exchange["answer"]
        try:
            want, got = json.loads(wanted.get("body", "")), json.loads(text)
        except ValueError:
            same = wanted.get("body", "") == text
            events, found = same, [] if same else [("", wanted.get("body", ""), text)]
        else:
            self._learn(want, got)
            want, got = self._plain(want), self._plain(got)
            events, found = _events(want) == _events(got), list(_differences(want, got))
        part = (
            "load" if exchange["phase"] == "load" else "reads" if exchange["request"]["method"] == "GET" else "writes"
        )
        name = exchange["name"] or exchange["request"]["path"].partition("/v2/")[2]
        return Verdict(exchange["n"], part, name, status == wanted["status"], events, found)

    def _out(self, text: str) -> str:
        text = _LABEL.sub(lambda match: self._tokens.get(match[0]) or self._forged(match[0]), text)
        return _UUID.sub(lambda match: self._uuids.get(match[0], match[0]), text)

    def _forged(self, label: str) -> str:
        match = _BY_HAND.match(label)
        if match is None:
            return label
        now = int(time.time())
        claims = {"authOrigin": "OPENCGA", "sub": match[1], "aud": match[2], "iss": "OpenCGA", "iat": now - 9000}
        head = f"{_base64(json.dumps({'alg': 'HS256'}))}.{_base64(json.dumps({**claims, 'exp': now + int(match[3])}))}"
        key = self._secret if match[4] == "good" else "another secret"
        return f"{head}.{_base64(hmac.new(key.encode(), head.encode(), hashlib.sha256).digest())}"

    def _learn(self, want: Any, got: Any) -> None:
        if isinstance(want, dict) and isinstance(got, dict):
            for key in want:
                self._learn(want[key], got.get(key))
        elif isinstance(want, list) and isinstance(got, list):
            for one, other in zip(want, got, strict=False):
                self._learn(one, other)
        elif isinstance(want, str) and isinstance(got, str):
            if _LABEL.fullmatch(want) and _TOKEN.fullmatch(got):
                self._tokens[want] = got
            if _UUID.fullmatch(want) and _UUID.fullmatch(got):
                self._uuids[want] = got

    def _plain(self, value: Any) -> Any:
        """Return a value without what changes from run to run."""
        if isinstance(value, dict):
            kept = {key: self._plain(below) for key, below in value.items() if key not in _VARYING}
            return {
                key: _sorted(below) if key in _SETS and isinstance(below, list) else below
                for key, below in kept.items()
            }
        if isinstance(value, list):
            return [self._plain(below) for below in value]
        if isinstance(value, str):
            return self._masked(value)
        return "<ms>" if isinstance(value, int) and value > _FIRST_YEAR_OF_CLOCKS else value

    def _masked(self, text: str) -> str:
        text = _UUID.sub("<uuid>", _LABEL.sub("<token>", _TOKEN.sub("<token>", text)))
        text = re.sub(rf"(?:{_RECORDED_DAY}|{self._today})\d{{6}}(?:\d{{3}})?", "<now>", text)
        text = re.sub(r"<now>\.\w{6}\b", "<now>.<random>", text)
        text = re.sub(r"http://[^/\"]+", "<host>", text)
        return re.sub(r"(?:file://)?/[^\"\s:]*?/?sessions/", "<folder>", text)


def _base64(raw: str | bytes) -> str:
    return base64.urlsafe_b64encode(raw.encode() if isinstance(raw, str) else raw).rstrip(b"=").decode()


def _sorted(values: list[Any]) -> list[Any]:
    return sorted(values, key=lambda value: json.dumps(value, sort_keys=True))


def _events(body: Any) -> list[str]:
    """Return the classes of all events of an envelope."""
    if not isinstance(body, dict):
        return []
    blocks = [body, *(body.get("responses") or [])]
    return sorted(str(event.get("name") or event.get("id")) for block in blocks for event in block.get("events") or [])


def _differences(want: Any, got: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    if type(want) is not type(got):
        yield path, want, got
    elif isinstance(want, dict):
        for key in sorted(want.keys() | got.keys()):
            yield from _differences(want.get(key, "<absent>"), got.get(key, "<absent>"), f"{path}.{key}")
    elif isinstance(want, list):
        if len(want) != len(got):
            yield f"{path}#", len(want), len(got)
        for one, other in zip(want, got, strict=False):
            yield from _differences(one, other, f"{path}[]")
    elif want != got:
        yield path, want, got
