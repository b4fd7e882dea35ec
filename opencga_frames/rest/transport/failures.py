"""What a failed answer means, read from the class and message of its events; the status is only the last resort.

The status cannot be trusted: an unknown study is 500, a limit too high 404, an expired token 400 in two calls, a
missing permission 401 in some and 403 in others, and servers 2.0 and 2.1 answer 200 with error events inside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.errors import (
    BadQueryError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ServerFaultError,
    TokenExpiredError,
    UnreadableAnswerError,
)
from opencga_frames.ground.limits import INTEGER_PARAMETERS
from opencga_frames.ground.secret import mask
from opencga_frames.rest.transport.failure_rules import ADVICE, EXPIRED, RULES, STATUS_CLASSES
from opencga_frames.rest.transport.masking import masked_page, masked_reply
from opencga_frames.rest.transport.network_errors import shown_path
from opencga_frames.rest.wire.envelope import Event, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.errors import AnswerError
    from opencga_frames.ground.secret import Mask
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Reply, Request

__all__ = ["failure", "says_expired"]

#: Where the errors of one answer differ, the first of these classes is raised.
_GRAVITY: Final[tuple[type[AnswerError], ...]] = (
    TokenExpiredError,
    NotAuthenticatedError,
    NotAllowedError,
    ServerFaultError,
    BadQueryError,
    NotFoundError,
)
_JAVA_CLASS: Final = re.compile(r"^(?:[a-z_]\w*\.)+[\w$]*(?:Exception|Error)$")
#: Servers 1.4 put the class into the text.
_CLASS_IN_TEXT: Final = re.compile(r"^DEPRECATED: ((?:[a-z_]\w*\.)+[\w$]*(?:Exception|Error)): (.*)$", re.DOTALL)
_MISSING_IN_TEXT: Final = re.compile(r"(?:Missing [a-z ]{1,60}(?: at \d+)?|Some users were not found): ?(.+)$")
#: How descriptions of an answer begin, as opposed to words of the server.
_OF_THE_ANSWER: Final = (
    "a web page",
    "an empty answer",
    "an answer that is empty",
    "JSON that is",
    "JSON nested",
    "a redirect to",
)
_SMALL: Final = 65_536
_MAX_TEXT: Final = 500
_LONGEST_NAME: Final = 500
_LONGEST_LIST: Final = 20_000
_END: Final = 2_000


def failure(reply: Reply, request: Request, page: Page | None, hide: Mask | None = None) -> AnswerError | None:
    """Return the error for an answer that reports a failure.

    Parameters
    ----------
    reply
        What came back.
    request
        What was asked.
    page
        The envelope of the answer; None when it has none.
    hide
        Masks the secrets that are known, where the answer quotes them.

    Returns
    -------
    AnswerError or None
        The error to raise; None for a good answer. Also an answer that holds some of the entries asked for gives
        an error, with the ids of the others as ``missing``: the caller attaches what was found.
    """
    error = _failure(reply, request, page)
    if error is None or hide is None:
        return error
    # Judged again without the secrets: a message that was cut in the middle of one could not be masked any more.
    shown = page if page is None else masked_page(page, hide)
    masked = _failure(masked_reply(reply, hide, _SMALL), request, shown) or error
    masked.args = tuple(hide.known(str(text)) for text in masked.args)
    return masked


def _failure(reply: Reply, request: Request, page: Page | None) -> AnswerError | None:
    events = () if page is None else tuple(_errors(page))
    if events:
        return _from_events(events, reply, request)
    if reply.status < 300:
        return None if page is not None else _unusual(reply, request)
    return _from_status(reply, request)


def says_expired(reply: Reply) -> bool:
    """Return whether the server called the token expired, in whichever of its ways.

    A 401 alone does not say so: it is also the status of a missing permission, which no login cures.
    """
    if reply.status not in {200, 400, 401} or len(reply.body) > _SMALL:
        return False
    if not EXPIRED.search(reply.body.decode("utf-8", "replace")):
        return False
    page = read_page(reply.body)
    return page is not None and any(EXPIRED.search(event.message) for event, _ in _errors(page))


def _errors(page: Page) -> Iterator[tuple[Event, str]]:
    """Yield each error event with the id of the entry it is about, secrets masked."""
    for event in page.events:
        if event.type == "ERROR":
            yield _clean(event), ""
    for block in page.blocks:
        for event in block.events:
            if event.type == "ERROR":
                clean = _clean(event)
                yield clean, block.id if not clean.id else "" if _is_class(clean.id) else clean.id


def _clean(event: Event) -> Event:
    found = _CLASS_IN_TEXT.match(event.message)
    name, text = (found.group(1), found.group(2)) if found else (event.id, event.message)
    return msgspec.structs.replace(event, id=mask(name), message=mask(text))


def _from_events(events: tuple[tuple[Event, str], ...], reply: Reply, request: Request) -> AnswerError:
    verdicts = [(*_judge(event, reply.status), event) for event, _ in events]
    kind, advice, event = min(verdicts, key=lambda verdict: _rank(verdict[0]))
    missing = [
        name
        for (judged, *_), (event_, entry) in zip(verdicts, events, strict=True)
        if judged is NotFoundError
        for name in _missing(event_, entry)
    ]
    said = event.message or event.name or event.id.rpartition(".")[2] or "no reason given"
    if len(events) > 1:
        said += f" (and {len(events) - 1} more)"
    return _error(
        kind,
        said,
        reply,
        request,
        advice=advice,
        events=[event for event, _ in events],
        missing=list(dict.fromkeys(missing)),
    )


def _judge(event: Event, status: int) -> tuple[type[AnswerError], str]:
    """Return the class of error for an event, and the advice of the rule that matched."""
    name = re.split(r"[.$]", event.id)[-1] if _is_class(event.id) else ""
    text = _ends(event.message)
    for rule in RULES:
        if re.fullmatch(rule.event, name) and re.search(rule.text, text):
            return rule.error, rule.advice
    if not name and status < 500:
        return BadQueryError, ""
    return _class_of_status(status), ""


def _is_class(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and _JAVA_CLASS.match(name) is not None


def _ends(text: str) -> str:
    """Return the two ends of a long message: the patterns look at these, and would be slow on what lies between."""
    return text if len(text) <= 2 * _END else f"{text[:_END]} ... {text[-_END:]}"


def _rank(kind: type[AnswerError]) -> int:
    return _GRAVITY.index(kind) if kind in _GRAVITY else len(_GRAVITY)


def _missing(event: Event, entry: str) -> list[str]:
    if entry:
        return [entry]
    # A hundred ids of a usual length fit in; what is longer is no list of ids that were asked for.
    found = _MISSING_IN_TEXT.search(event.message[:_LONGEST_LIST])
    if not found:
        return []
    quoted = re.findall(r"'([^']*)'", found.group(1))
    if len(quoted) > 1 and event.message.startswith("Missing files"):
        return []  # this message names the files that do exist, too
    names = re.sub(r" not found\.?$", "", found.group(1)).rstrip(".").split(",")
    return quoted or [name.strip() for name in names if name.strip()]


def _unusual(reply: Reply, request: Request) -> AnswerError | None:
    """Judge a good status without an envelope: a file, bare JSON, an error in disguise, somebody's page."""
    if "html" in reply.media_type or reply.body[:64].lstrip().lower().startswith((b"<!doctype", b"<html")):
        if "json" not in request.accept and "html" not in reply.media_type:
            return None  # a file that happens to be HTML
        return _error(UnreadableAnswerError, "a web page", reply, request)
    if "json" not in reply.media_type and "json" not in request.accept:
        return None
    if reply.media_type and "json" not in reply.media_type:
        return None
    return _bare_json(reply, request)


def _bare_json(reply: Reply, request: Request) -> AnswerError | None:
    try:
        content = msgspec.json.decode(reply.body)
    except RecursionError:
        return _error(UnreadableAnswerError, "JSON nested too deeply to be read", reply, request)
    except (msgspec.MsgspecError, ValueError):
        said = "an answer that is empty" if not reply.body.strip() else "JSON that is cut or broken"
        return _error(UnreadableAnswerError, said, reply, request)
    told = content.get("error") if isinstance(content, dict) else None
    if not told or "responses" in content:
        return None
    return _error(BadQueryError, _plain(told), reply, request)


def _from_status(reply: Reply, request: Request) -> AnswerError:
    """Judge a bad status without an error event: only the status and the page of a container are left."""
    if 300 <= reply.status < 400:
        place = mask(reply.headers.get("location", "")).partition("?")[0]
        said = f"a redirect to {place or 'nowhere'}"
        return _error(UnreadableAnswerError, said, reply, request, advice=ADVICE["redirect"])
    said, kind = _said(reply), _class_of_status(reply.status)
    odd = [
        name for name, value in request.query if name in INTEGER_PARAMETERS and not re.fullmatch(r"-?\d{1,9}", value)
    ]
    if reply.status == 500 and odd:
        # The container fails before the web service runs, so there is no message that would say why.
        names = " and ".join(odd)
        return _error(BadQueryError, said, reply, request, advice=f"{names} must be a whole number.")
    key = {404: "elsewhere", 414: "too long", 431: "too long"}.get(reply.status)
    if said.startswith('Unrecognized field "organization"'):
        key = "no organizations"
    return _error(kind, said, reply, request, instead=key)


def _class_of_status(status: int) -> type[AnswerError]:
    known = STATUS_CLASSES.get(status)
    return known or (ServerFaultError if status >= 500 else BadQueryError)


def _said(reply: Reply) -> str:
    """Find the words in a body that is no envelope."""
    text = reply.body[:_SMALL].decode("utf-8", "replace").strip()
    if not text:
        return "an empty answer"
    if "html" in reply.media_type or text.startswith("<"):
        found = re.search(r"(?is)<title>(.{0,500}?)</title>|reason:([^<]{0,500})<|<h1>(.{0,500}?)</h1>", text)
        words = next((group for group in found.groups() if group), "") if found else ""
        return f"a web page: {words.strip()}" if words.strip() else "a web page"
    try:
        content = msgspec.json.decode(text)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return text.partition("\n")[0]
    fields = content if isinstance(content, dict) else {}
    if "responses" in fields:
        return "no reason given"
    return _plain(fields.get("message") or fields.get("error") or "JSON that is no answer of OpenCGA")


def _verb(words: str) -> str:
    """Tell what the server says from what this module says of the answer."""
    return "The server sent" if words.startswith(_OF_THE_ANSWER) else "The server says:"


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else "an error that is no string"


def _error(
    kind: type[AnswerError],
    said: str,
    reply: Reply,
    request: Request,
    *,
    advice: str = "",
    instead: str | None = None,
    **more: Any,
) -> AnswerError:
    words = " ".join(mask(said).split())
    words = words if len(words) <= _MAX_TEXT else words[: _MAX_TEXT - 3] + "..."
    end = "" if words.endswith((".", "!", "?")) else "."
    host = reply.url.partition("/webservices/")[0]
    refused = kind is NotAuthenticatedError and request.path.endswith("users/login")
    usual = ADVICE[instead or ("login" if refused else kind.__name__)]
    message = (
        f"{_verb(words)} {words}{end} {usual}{' ' if advice else ''}{advice} "
        f"[{request.method} {shown_path(request.path)} at {host or 'the server'}, status {reply.status}]"
    )
    return kind(message, status=reply.status, host=host, path=request.path, **more)
