"""Completion inside the strings of a call, for IPython and Jupyter."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["complete_names", "load_ipython_extension", "unload_ipython_extension"]

#: Identifies our matcher among those of a shell.
_NAME = "opencga_frames"


def complete_names() -> None:
    """Have the notebook in which this runs complete names; nothing happens elsewhere, or a second time."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None and hasattr(ipython, "get_ipython") else None
    if shell is not None and _can_match() and not _registered(shell):
        shell.Completer.custom_matchers.append(_matcher(shell))


def load_ipython_extension(shell: Any) -> None:
    """Complete names in a shell: ``%load_ext opencga_frames``. A client that is made in a notebook does it as well.

    Raises
    ------
    UsageError
        When IPython is older than 8.6.
    """
    if not _can_match():
        msg = "Completion of names needs IPython 8.6 or later: pip install -U ipython."
        raise UsageError(msg)
    if not _registered(shell):
        shell.Completer.custom_matchers.append(_matcher(shell))


def unload_ipython_extension(shell: Any) -> None:
    """Complete no names any more: ``%unload_ext opencga_frames``."""
    for matcher in _registered(shell):
        shell.Completer.custom_matchers.remove(matcher)


def _registered(shell: Any) -> list[Any]:
    matchers = getattr(getattr(shell, "Completer", None), "custom_matchers", ())
    return [matcher for matcher in matchers if getattr(matcher, "matcher_identifier", "") == _NAME]


def _can_match() -> bool:
    try:
        from IPython.core.completer import context_matcher  # noqa: F401
    except ImportError:
        return False
    return True


def _matcher(shell: Any) -> Callable[[Any], Any]:
    from IPython.core.completer import SimpleCompletion, context_matcher

    def names(context: Any) -> Any:
        from opencga_frames.notebook.names import fitting_names
        from opencga_frames.notebook.typed_argument import typed_argument

        above = context.full_text.split("\n")[: context.cursor_line]
        argument = typed_argument("\n".join([*above, context.text_until_cursor]))
        found = () if argument is None else fitting_names(argument, shell.user_ns)
        typed = "" if argument is None else argument.typed
        fitting = [SimpleCompletion(name, type="param") for name in found if name.startswith(typed)]
        # File names are no help where names are known.
        return {"completions": fitting, "matched_fragment": typed, "ordered": True, "suppress": bool(fitting)}

    marked: Callable[[Any], Any] = context_matcher(identifier=_NAME)(names)
    return marked
