"""Samples of the cohorts of a study, by the id of the cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

__all__ = ["CohortSamples"]


class CohortSamples:
    """The samples of each cohort, read when asked for.

    Parameters
    ----------
    read
        Reads samples by filters.
    names
        Gives the ids of the cohorts.

    Examples
    --------
    >>> from opencga_frames.client import OpenCGAClient
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
    >>> study = oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study)
    >>> len(study.cohort_samples["ALL"])
    30
    """

    def __init__(self, read: Callable[..., pd.DataFrame], names: Callable[[], list[str]]) -> None:
        self._read = read
        self._names = names

    def __getitem__(self, cohort: str) -> pd.DataFrame:
        """Read one row per sample of a cohort.

        Raises
        ------
        UnknownNameError
            When the study has no such cohort; a search by a cohort that is not there finds nothing and says nothing.
        """
        names = self._names()
        if names and cohort not in names:
            raise UnknownNameError("cohort", cohort, names, "this study")
        filters: dict[str, Any] = {"cohort_ids": cohort}
        return self._read(**filters)

    def names(self) -> list[str]:
        """Give the ids of the cohorts that the user may see; asked for once."""
        return self._names()

    def _ipython_key_completions_(self) -> list[str]:
        return self._names()

    def __repr__(self) -> str:
        return f"<samples by cohort: {', '.join(self._names()) or 'none'}>"
