"""Takes the secrets out of exchanges. Tokens become tokens of nobody, which a client can read and no server takes."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from opencga_frames.auth.token import Token
from opencga_frames.ground.secret import SECRET_NAME, STARS, Mask, mask
from opencga_frames.recording.exchange import RecordedExchange, decoded_json
from opencga_frames.recording.secrets_found import TOKEN_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["Masking", "token_of_nobody"]

#: A secret that is shorter is masked where it stands alone, and left within words.
_SHORTEST = 6
#: 1 January 2100.
_EXPIRES = 4_102_444_800


def token_of_nobody(user: str | None, organization: str | None) -> str:
    """Return a token with the claims of a user, whose signature is a word."""
    claims = {"sub": user or "somebody", "aud": organization or "somewhere", "iss": "OpenCGA", "exp": _EXPIRES}
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in ({"alg": "HS256"}, claims))
    return f"{b'.'.join(parts).decode()}.recorded"


class Masking:
    """Masks secrets in exchanges.

    Parameters
    ----------
    secrets
        Every secret that was found in any exchange, or that the client holds.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        found = {secret.strip() for secret in secrets} - {"", STARS}
        self._tokens = {one: token_of_nobody(Token(one).user, Token(one).organization) for one in found if _is_jwt(one)}
        self._alone = found
        self._mask = Mask([one for one in found if len(one) >= _SHORTEST and one not in self._tokens])
        long = [one for one in found if len(one) >= _SHORTEST]
        self._rest = Mask(long)
        self._raw = Mask([*long, *(one.encode().decode("latin-1") for one in long)])

    def owners(self) -> Iterator[tuple[str, str]]:
        """Yield the users and organizations of all tokens, each with what it is."""
        for token in map(Token, self._tokens):
            yield from ((kind, one) for kind in ("user", "organization") if (one := getattr(token, kind)))

    def renamed(self, names: Mapping[str, str]) -> dict[str, str]:
        """Return the tokens of nobody, and those of nobody by other names."""
        found = {}
        for token, instead in self._tokens.items():
            claims = Token(token)
            user, organization = (one and names.get(one, one) for one in (claims.user, claims.organization))
            found[instead] = token_of_nobody(user, organization)
        return found

    def string(self, text: str) -> str:
        """Return a string without secrets."""
        for token, instead in self._tokens.items():
            text = text.replace(token, instead)
        kept = set(self._tokens.values())
        if text in kept:
            return text
        if text in self._alone:
            return STARS
        return _apart(self._mask.known(text), kept)

    def content(self, raw: bytes) -> bytes:
        """Return the bytes of a body that is no text without secrets."""
        return self._raw.known(raw.decode("latin-1")).encode("latin-1")

    def exchange(self, exchange: RecordedExchange) -> RecordedExchange:
        """Return an exchange without secrets: by their names first, then wherever they stand."""
        named = RecordedExchange(
            **{
                **vars(exchange),
                "query": tuple((name, _hidden(name, value, STARS)) for name, value in exchange.query),
                "sent": self._fields(exchange.sent),
                "form": exchange.form and {name: _hidden(name, value, STARS) for name, value in exchange.form.items()},
                "content": exchange.content if isinstance(exchange.content, bytes) else self._fields(exchange.content),
            }
        )
        return named.mapped(self.string, self.content)

    def _fields(self, text: str | None) -> Any:
        value = decoded_json(text) if text else None
        if not isinstance(value, (dict, list)):
            return text
        masked = _named(value, lambda name, one: self._tokens.get(one, STARS) if name in TOKEN_NAMES else STARS)
        return text if masked == value else json.dumps(masked, ensure_ascii=False, separators=(",", ":"))

    def line(self, line: str) -> str:
        """Return a line of the file as it may be written, after one more look at the whole of it."""
        return self._rest.known(line)


def _is_jwt(text: str) -> bool:
    return text.count(".") == 2 and text.startswith("ey")


def _apart(text: str, kept: set[str]) -> str:
    """Mask what looks like a secret, but for the tokens of nobody."""
    for token in kept:
        if token in text:
            return token.join(_apart(part, kept) for part in text.split(token))
    return mask(text)


def _hidden(name: str, value: str, instead: str) -> str:
    return instead if value and SECRET_NAME.search(name) else value


def _named(value: Any, instead: Callable[[str, str], str]) -> Any:
    """Mask the strings of a JSON value whose names say that they are secret."""
    if isinstance(value, list):
        return [_named(one, instead) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: instead(name, one) if isinstance(one, str) and one and SECRET_NAME.search(name) else _named(one, instead)
        for name, one in value.items()
    }
