"""The examples of docstrings run, and give what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import opencga_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A script, what needs Spark, and what is no part of an installed package.
LEFT_OUT = ("opencga_frames.__main__", "opencga_frames.cluster.spark", "opencga_frames.renew")


def examples() -> Iterator[doctest.DocTest]:
    """Find every docstring with examples."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    for found in pkgutil.walk_packages(opencga_frames.__path__, "opencga_frames."):
        if not found.name.startswith(LEFT_OUT):
            module = importlib.import_module(found.name)
            yield from (test for test in finder.find(module, found.name, module=module) if test.examples)


EXAMPLES = list(examples())


def test_there_are_examples_of_what_is_public() -> None:
    named = {test.name.rpartition(".")[2] for test in EXAMPLES}
    public = {name for name in opencga_frames.__all__ if not isinstance(getattr(opencga_frames, name), ModuleType)}
    assert public - named - {"__version__", "OpencgaClient", "Job"} == set()


@pytest.mark.newest
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_gives_what_it_says(example: doctest.DocTest) -> None:
    """With the newest versions, since these write some values otherwise than older ones."""
    runner = doctest.DocTestRunner(verbose=False)
    printed: list[str] = []
    runner.run(example, out=printed.append)
    assert not runner.failures, "".join(printed)
