"""Frames of descriptions, printed with their strings in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["WholeStrings"]

_IN_FULL: Final = ("display.max_colwidth", None, "display.max_columns", None)


class WholeStrings(pd.DataFrame):
    """A DataFrame that prints all columns and their strings in full, as do the frames made from it.

    pandas cuts strings at 50 characters, in the middle of most sentences, and leaves out columns in the middle.

    Examples
    --------
    >>> WholeStrings({"meaning": ["When the sample was entered into the catalogue (server time)."]})
                                                             meaning
    0  When the sample was entered into the catalogue (server time).
    """

    @property
    def _constructor(self) -> Callable[..., WholeStrings]:
        return WholeStrings

    def _constructor_from_mgr(self, mgr: object, axes: object) -> WholeStrings:
        # Some versions of pandas hand their own blocks to the constructor, and warn of it, where this is missing.
        made: WholeStrings = WholeStrings._from_mgr(mgr, axes)  # type: ignore[attr-defined]
        return made

    def __repr__(self) -> str:
        with pd.option_context(*_IN_FULL):
            return super().__repr__()

    def _repr_html_(self) -> str | None:
        with pd.option_context(*_IN_FULL):
            html: str | None = super()._repr_html_()  # type: ignore[misc]
            return html
