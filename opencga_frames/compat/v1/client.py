"""The client for code that was written for the client of OpenCGA 1.4."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from opencga_frames.compat import client
from opencga_frames.compat.v1.resources import old_class
from opencga_frames.ground.interrupt import pause
from opencga_frames.ground.secret import Sealed, Secret
from opencga_frames.rest.old_calls.names import old_attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import requests

    from opencga_frames.compat.configuration import ClientConfiguration
    from opencga_frames.configuration.client_configuration import ClientConfiguration as Settings

__all__ = ["OpenCGAClient"]


def _made(attribute: str, resource: str, client: Any) -> Any:
    return old_class(attribute, resource)(client)


@client.attach({old: partial(_made, old, new) for old, new in old_attributes().items() if "." not in old}, {})
class OpenCGAClient(client.OpencgaClient):
    """Client with the methods and arguments of the client of OpenCGA 1.4; it speaks to servers 2.0 and later.

    ``oc.samples.update_annotations(query_id, annotationset_id, data)`` and the others work as they did, with positional
    or keyword arguments. What has another name today warns at its first use. Calls without an endpoint are made of
    others where that gives the same rows; where nothing does, :class:`~opencga_frames.errors.UsageError` says since
    when it is gone and what to use. Answers are those of the client for pyopencga, with ``results()``,
    ``num_matches()`` and ``num_results()``.

    Parameters
    ----------
    configuration
        A ``ClientConfiguration`` of this module or of the package, or what one is made of.
    token
        A token got elsewhere.
    on_retry, auto_refresh, session, clock, sleep
        As for :class:`opencga_frames.compat.pyopencga.OpencgaClient`.

    Examples
    --------
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
    >>> oc.login("viewer", "Sandbox-2026").samples.search(study=sandbox.study).num_results()
    30
    """

    def __init__(
        self,
        configuration: ClientConfiguration | Settings | Mapping[str, Any] | str,
        token: str | Secret | None = None,
        on_retry: Callable[..., Any] | None = None,
        auto_refresh: bool = True,  # noqa: FBT001, FBT002 - the signature of the old client
        *,
        session: requests.Session | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = pause,
    ) -> None:
        # First of all, so that no error shows them among the variables of this function.
        token, given = Secret.of(token), Sealed((configuration,))
        del configuration
        given.call(
            partial(
                super().__init__,
                token=token,
                on_retry=on_retry,
                auto_refresh=auto_refresh,
                session=session,
                clock=clock,
                sleep=sleep,
            )
        )
        self._used: set[str] = set()

    def first_use(self, label: str) -> bool:
        """Note the use of a name, and return whether it is the first one.

        Parameters
        ----------
        label
            Name of the call.
        """
        known = label in self._used
        self._used.add(label)
        return not known
