"""Accounts: made, changed, and given new passwords."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.catalog import Account
from opencga_frames.sandbox.catalog.fragments import date_digits, seconds_of
from opencga_frames.sandbox.catalog.passwords import fits
from opencga_frames.sandbox.wire.refusal import Java, Refusal, unauthenticated

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Organization
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["change_password", "check_password", "create_account", "set_status", "update_account", "update_by_admin"]

_PASSWORD = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^A-Za-z0-9]).{8,}", re.DOTALL)
_WEAK = (
    "Invalid password. Password must contain at least 8 characters, including at least one uppercase letter, one "
    "lowercase letter, one digit and one special character."
)
_PASSWORD_DAYS = 90
_STATES = ("READY", "SUSPENDED")


def _days_after(now: str, days: int) -> str:
    return date_digits(seconds_of(now) + 86400 * days)


def check_password(password: str) -> None:
    """Refuse a password that is too simple."""
    if not _PASSWORD.fullmatch(password):
        raise Refusal(Java.CATALOG, _WEAK)


def create_account(organization: Organization, body: Document, now: str) -> Account:
    """Add an account that is good for a year."""
    user = str(body.get("id") or "")
    if user in organization.accounts:
        raise Refusal(Java.CATALOG, "The user already exists in our database.")
    password = str(body.get("password") or "")
    check_password(password)
    account = Account(user, body.get("name") or user, password, body.get("email") or "", created=now)
    account.expires = f"{int(now[:4]) + 1}{now[4:]}"
    account.password_expires = _days_after(now, _PASSWORD_DAYS)
    account.attributes = body.get("attributes") or {}
    organization.accounts[user] = account
    return account


def update_account(account: Account, body: Document, now: str) -> None:
    """Change what users may change of themselves."""
    known = {name: body[name] for name in ("name", "email", "attributes") if body.get(name) is not None}
    if not known:
        raise Refusal(Java.DATABASE, "Nothing to be updated.")
    account.name = known.get("name", account.name)
    account.email = known.get("email", account.email)
    account.attributes = {**account.attributes, **known.get("attributes", {})}
    account.modified = now


def update_by_admin(account: Account, body: Document, now: str) -> None:
    """Change what administrators may change: the end of an account stands in its ``internal`` part."""
    dates = [(body.get("internal") or {}).get("account", {}), body.get("account") or {}]
    for part in dates:
        if str(part.get("expirationDate") or "9") <= now:
            message = (
                "The date for 'expirationDate' introduced is already expired. "
                "Please, introduce a valid date in the future."
            )
            raise Refusal(Java.PARAMETER, message)
    expires = dates[0].get("expirationDate")
    if expires:
        account.expires, account.modified = str(expires), now
    else:
        update_account(account, body, now)


def set_status(account: Account, state: str) -> None:
    """Suspend an account, or let it in again."""
    if state not in _STATES:
        raise Refusal(Java.PARAMETER, f"Invalid status '{state}'. Valid values are: {', '.join(_STATES)}")
    account.status, account.failures = state, 0


def change_password(account: Account, password: str, now: str) -> None:
    """Set a password that the account never had."""
    if any(fits(known, password) for known in (account.password, *account.used)):
        message = "Could not update the password. The new password has already been used. Please, use a different one."
        raise unauthenticated(message)
    check_password(password)
    account.used.append(account.password)
    account.password, account.modified = password, now
    account.password_expires = _days_after(now, _PASSWORD_DAYS)
