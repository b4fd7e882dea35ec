"""Users as clinical documents show them, and remarks with their author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.entries.lists import combined
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.catalog import Account
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Author"]


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and when: the user, the accounts of the organization, the current time as 14 digits."""

    user: str
    accounts: Mapping[str, Account]
    now: str

    def person(self, user: str) -> Document:
        """Return name and address of a user, or refuse one that does not exist."""
        account = self.accounts.get(user)
        if account is None:
            raise Refusal(Java.DATABASE, f"User id '{user}' does not exist")
        return {"id": user, "name": account.name, "email": account.email}

    def analyst(self, user: str) -> Document:
        """Return a user as an analyst; the role is the user who entered them."""
        return {**self.person(user), "role": self.user, "attributes": {}}

    def comments(self, given: Any) -> list[Document]:
        """Return comments with their author and a date to the millisecond."""
        return [{"author": self.user, **one, "date": f"{self.now}000"} for one in given or []]

    def changed_comments(self, old: list[Document], given: list[Document], action: str | None) -> list[Document]:
        """Return comments after an update; those to remove or replace are known by their date."""
        if action in {"REMOVE", "REPLACE"}:
            return combined(old, [{"author": self.user, **one} for one in given], action, key="date")
        return [*old, *self.comments(given)]

    def audit(self, action: str, message: str) -> Document:
        """Return an entry of the list of what was done to a case."""
        return {"author": self.user, "action": action, "message": message, "date": self.now}

    def status(self, given: Any, choices: list[Document], server: Mapping[str, str]) -> Document:
        """Return a state of a case or interpretation, chosen among those of the study; the first is the default."""
        key = given.get("id") if isinstance(given, dict) else given
        chosen = next((one for one in choices if one["id"] == key), None)
        if chosen is None and key:
            known = ", ".join(one["id"] for one in choices)
            raise Refusal(Java.CATALOG, f"Unknown status '{key}'. The list of valid statuses are: '{known}'")
        return {**(chosen or choices[0]), "author": self.user, **server, "date": self.now}
