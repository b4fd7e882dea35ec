"""``users/login`` and ``users/anonymous``: the two ways to a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import check_account, identify, organization_named
from opencga_frames.sandbox.catalog.catalog import ADMIN
from opencga_frames.sandbox.catalog.fragments import date_digits
from opencga_frames.sandbox.catalog.passwords import fits
from opencga_frames.sandbox.wire.answers import Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal, unauthenticated
from opencga_frames.sandbox.wire.tokens import issue_token

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Account, Organization
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["anonymous", "login"]

_RESPONSE = "org.opencb.opencga.core.models.user.AuthenticationResponse"
_MAX_FAILURES = 5
_WARNED_DAYS = 15
_ADVICE = {"Account": "talk to your administrator", "Password": "change your password"}
_NEITHER = "Neither 'user' and 'password' for login nor 'refreshToken' for refreshing token were provided."
_BOTH = "Only 'user' and 'password' fields or 'refreshToken' field are allowed at the same time"


def _warnings(account: Account | None, now: float) -> list[Document]:
    """Return a warning for an account, and one for a password, that end within a fortnight."""
    if account is None:
        return []
    soon = date_digits(now + _WARNED_DAYS * 86400)
    ends = {"Account": account.expires, "Password": account.password_expires}
    return [
        {"type": "WARNING", "code": 0, "message": f"{what} expiration date is close. Please, {_ADVICE[what]}."}
        for what, end in ends.items()
        if end and end < soon
    ]


def _token(context: Context, organization: Organization, user: str) -> Result:
    token = issue_token(user, organization.id, organization.secret, now=context.clock(), seconds=organization.seconds)
    row = {"token": token, "refreshToken": token}
    events = _warnings(organization.accounts.get(user), context.clock())
    return Result(
        rows=[row], kind="org.opencb.opencga.core.models.user.AuthenticationResponse", matches=1, events=events
    )


def _organization(context: Context, name: str | None, user: str) -> Organization:
    organizations = context.catalog.organizations
    if name:
        return organization_named(context.catalog, name)
    if user == ADMIN and ADMIN in organizations:
        return organizations[ADMIN]
    if not context.catalog.only:
        raise Refusal(Java.PARAMETER, "Parameter 'organization' is missing or null.")
    return organizations[context.catalog.only]


def _check_password(account: Account, password: str, origin: str) -> None:
    check_account(account)
    if fits(account.password, password):
        account.failures = 0
        return
    account.failures += 1
    if account.failures >= _MAX_FAILURES:
        account.status = "BANNED"
    message = f"{origin}: Incorrect user or password."
    raise unauthenticated(message)


def _refresh(context: Context, token: str) -> Result:
    caller = identify(context.catalog, token, context.clock())
    if caller.user == "*":
        message = "Cannot refresh token for '*'."
        raise unauthenticated(message)
    return _token(context, caller.organization, caller.user)


def login(context: Context, call: Call) -> Result:
    """Exchange a password, or a token that is still good, for a token."""
    data = call.fields
    user, password, refresh = data.get("user"), data.get("password"), data.get("refreshToken")
    if refresh and (user or password):
        raise Refusal(Java.PLAIN, _BOTH)
    if refresh:
        return _refresh(context, refresh)
    if not user or not password:
        raise Refusal(Java.PLAIN, _NEITHER)
    organization = _organization(context, data.get("organization"), user)
    account = organization.accounts.get(user)
    if account is None:
        message = "Incorrect user or password."
        raise unauthenticated(message)
    _check_password(account, password, "OPENCGA" if context.server.since("3.0.0") else "Internal")
    return _token(context, organization, user)


def anonymous(context: Context, call: Call) -> Result:
    """Return a token for nobody, once some study has let nobody in."""
    name = call.query.get("organization")
    if not name:
        message = f"Error in parameter: parameter 'organization id' is null or empty: {name or 'null'}."
        raise Refusal(Java.PARAMETER, message)
    organization = organization_named(context.catalog, name)
    if not any("*" in study.groups["@members"] for _, study in organization.studies()):
        message = f"User '*' not found in organization '{name}'."
        raise unauthenticated(message)
    return _token(context, organization, "*")
