"""Strings that must not be seen: passwords and tokens, and how they are masked in strings from elsewhere."""

from __future__ import annotations

import base64
import json
import re
from functools import wraps
from html import escape
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self, TypeVar
from urllib.parse import quote, quote_plus

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["SECRET_NAME", "STARS", "Mask", "Sealed", "Secret", "bare", "mask", "mask_address", "sealed"]

ResultT = TypeVar("ResultT")

STARS: Final = "***"

#: What is replaced, in this order; the first group of each pattern is kept. Whoever sends the string may have made it
#: to be slow to search, so that nothing here looks at more than a bounded stretch twice.
_PATTERNS: Final = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # The server quotes the token it refuses, whatever its shape, up to the end of the line.
        (r"((?:token is expired|Invalid authentication token)\s{0,5}:\s{0,5})[^\n]*", re.IGNORECASE),
        (r"(\b(?:Bearer|Basic)\s{1,5})[^\s\"',;]+", re.IGNORECASE),
        (r"()\beyJ[A-Za-z0-9_\-+/=]{4,}(?:\.[A-Za-z0-9_\-+/=]*){0,2}", 0),
        (
            r"(\"(?:access_?token|refresh_?token|token|password|newPassword|sessionId)\"\s{0,5}:\s{0,5}\")"
            # The quotes stay: the text may be JSON, which must remain so.
            r"(?:[^\"\\]|\\.)*+(?=\")",
            re.IGNORECASE,
        ),
        (r"(\b(?:sid|token|refreshToken|sessionId|password)=)[^&\s\"']+", re.IGNORECASE),
        # A password may have a slash in it; what follows a port may not.
        (r"(://)[^/@\s:]{0,200}:(?!\d{1,5}[/?#])[^@\s]{0,300}(?=@)", 0),
        (r"(://)[^/@\s]+(?=@)", 0),
    )
)
#: Known secrets that are shorter than this are left: they would star words all over.
#: Names of parameters that hold secrets, whatever their writing.
SECRET_NAME: Final = re.compile(
    r"^sid$|^jwt$|^pwd$|pass(?:word|wd|phrase)|token|secret|credential|authori[sz]ation|cookie|session_?id"
    r"|(?:api|access|private|signing)[-_]?key",
    re.IGNORECASE,
)
_SHORTEST: Final = 4
#: From these lengths on a string, or a part of a token, is a secret wherever it stands.
_LONG: Final = 8
_LONG_PART: Final = 16


class Secret:
    r"""A string that prints as stars, and refuses to be pickled.

    Parameters
    ----------
    text
        The secret; surrounding white space (a line end from a file) is dropped.

    Examples
    --------
    >>> Secret("open sesame")
    Secret('***')
    >>> Secret("open sesame\n").reveal()
    'open sesame'
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text.strip()

    @classmethod
    def of(cls, text: str | Secret | None) -> Secret | None:
        """Take a secret as it was given: None and secrets as they are, anything else as a string.

        Parameters
        ----------
        text
            What was given.
        """
        return text if text is None or isinstance(text, Secret) else cls(str(text))

    def reveal(self) -> str:
        """Return the string itself."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        msg = (
            "A secret was about to be pickled, and pickles end in files and caches. Leave it out, or send a "
            "configuration that takes its secrets along: pickle configuration.with_secrets()."
        )
        raise UsageError(msg)

    def __str__(self) -> str:
        return STARS

    def __format__(self, spec: str) -> str:
        return format(STARS, spec)

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{STARS}')"


class Mask:
    """Masks the secrets that are known, by value, and what looks like one.

    Parameters
    ----------
    secrets
        Tokens, passwords and values of cookies, as strings or :class:`Secret`; very short ones are left.

    Examples
    --------
    >>> Mask(["sesame-7"])("a proxy echoes sesame-7 and sid=8")
    'a proxy echoes *** and sid=***'
    """

    __slots__ = ("_known",)

    def __init__(self, secrets: Iterable[str | Secret | None]) -> None:
        strings = {text.reveal() if isinstance(text, Secret) else text for text in secrets if text}
        written = {way for text in strings for way in _ways(text)}
        # A secret that holds another one is replaced first.
        self._known = tuple(sorted((way for way in written if len(way) >= _SHORTEST), key=len, reverse=True))

    def __repr__(self) -> str:
        return f"<Mask of {len(self._known)} strings>"

    def __call__(self, text: str) -> str:
        """Mask known secrets and what looks like one."""
        return mask(self.known(text))

    def known(self, text: str) -> str:
        """Mask known secrets only."""
        for secret in self._known:
            text = text.replace(secret, STARS)
        return text

    def values(self, value: Any) -> Any:
        """Mask known secrets in the strings of a JSON value, those too long to be an ordinary word by chance."""
        if isinstance(value, str):
            for secret in self._known:
                value = value.replace(secret, STARS) if len(secret) >= _LONG else value
            return value
        if isinstance(value, list):
            return [self.values(item) for item in value]
        return {name: self.values(item) for name, item in value.items()} if isinstance(value, dict) else value


def _ways(secret: str) -> Iterator[str]:
    """Return a secret as it is, and as addresses, JSON, HTML and headers write it."""
    yield secret
    if len(secret) < _SHORTEST:
        return
    plain = secret.encode("utf-8", "surrogatepass")
    yield from (quote(plain, safe=""), quote_plus(plain), escape(secret), base64.b64encode(plain).decode())
    yield from (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1])
    # The parts of a token: any of them may be quoted alone.
    yield from (part for part in secret.split(".") if secret.count(".") == 2 and len(part) >= _LONG_PART)


class Sealed:
    """Arguments of a call with a secret among them; they print as stars.

    Parameters
    ----------
    args, kwargs
        The arguments.
    """

    __slots__ = ("_args", "_kwargs")

    def __init__(self, args: tuple[Any, ...], kwargs: Mapping[str, Any] | None = None) -> None:
        self._args = args
        self._kwargs = dict(kwargs or {})

    def __repr__(self) -> str:
        return f"<{STARS}>"

    def call(self, function: Callable[..., ResultT]) -> ResultT:
        """Call a function with the arguments; an error comes without the frames whose variables hold them."""
        try:
            return function(*self._args, **self._kwargs)
        except BaseException as error:  # noqa: BLE001 - also Ctrl-C
            caught = bare(error)
        raise caught


def sealed(method: Callable[..., ResultT]) -> Callable[..., ResultT]:
    """Keep passwords out of the variables that the errors of a method show.

    Parameters
    ----------
    method
        Takes secrets among its arguments.
    """

    @wraps(method)
    def sealed_method(*args: Any, **kwargs: Any) -> ResultT:
        kept = Sealed(args, kwargs)
        del args, kwargs
        return kept.call(method)

    return sealed_method


def bare(error: BaseException) -> BaseException:
    """Remove the traceback frames from an error, its causes and its context.

    Reporters of errors print the variables of frames; those of an HTTP library hold tokens and bodies.

    Parameters
    ----------
    error
        An error that was caught, to be raised after the ``except`` clause.
    """
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        link.__traceback__ = None
        link.__context__ = link.__cause__
        link = link.__cause__
    return error


def mask_address(text: str) -> str:
    """Mask user and password of an address that could not be read, whatever is in them.

    Examples
    --------
    >>> mask_address("http://nadia:pa/ss@proxy.example.org:3128")
    'http://***@proxy.example.org:3128'
    """
    before, at, after = text.rpartition("@")
    scheme, found, _ = before.partition("://")
    return mask(f"{scheme + found if found else ''}{STARS}{at}{after}" if at else text)


def mask(text: str) -> str:
    """Replace what looks like a token, a password or user information in an address.

    Parameters
    ----------
    text
        Any string that came from outside: a message of the server, an address, the reason of a failure.

    Returns
    -------
    str
        The string with ``***`` in place of each secret.

    Examples
    --------
    >>> mask("Authorization: Bearer abc.def.ghi")
    'Authorization: Bearer ***'
    """
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\g<1>{STARS}", text)
    return text
