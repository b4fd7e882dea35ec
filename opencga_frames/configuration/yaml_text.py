"""YAML of a configuration, in which names and secrets are taken as they are written.

YAML 1.1 reads ``0123456`` as an octal number, ``12:34:56`` as one of base 60 and ``no`` as false: none of that is meant
where a password or a user stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["load_yaml"]

#: Keys whose values are strings, wherever they stand.
_STRINGS: Final = frozenset(
    {"user", "password", "token", "organization", "study", "host", "name", "url", "defaultHost", "version"}
    | {"session_folder", "cache_folder"}
)
#: Keys of mappings whose values are all strings.
_MAPPINGS: Final = frozenset({"cookies"})
_STRING_TAG: Final = "tag:yaml.org,2002:str"
_NULL_TAG: Final = "tag:yaml.org,2002:null"


def load_yaml(text: str) -> Any:
    """Read a YAML document.

    Parameters
    ----------
    text
        The document. Scalars without quotes stay as they are written under the keys that hold strings; nothing, ``~``
        and ``null`` are no value there as elsewhere.

    Raises
    ------
    yaml.YAMLError
        When it is not YAML.

    Examples
    --------
    >>> load_yaml("{user: 007, password: 12:34:56, token: ~, workers: 4}")
    {'user': '007', 'password': '12:34:56', 'token': None, 'workers': 4}
    """
    loader = yaml.SafeLoader(text)
    try:
        root = loader.get_single_node()
        for scalar in _string_scalars(root):
            scalar.tag = scalar.tag if scalar.tag == _NULL_TAG else _STRING_TAG
        return None if root is None else loader.construct_document(root)
    finally:
        loader.dispose()


def _string_scalars(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Find the scalars that are strings; an anchor makes the nodes a graph, which may lead back to itself."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    continue
                if key.value in _STRINGS and isinstance(value, yaml.ScalarNode):
                    yield value
                elif key.value in _MAPPINGS and isinstance(value, yaml.MappingNode):
                    yield from (inner for _, inner in value.value if isinstance(inner, yaml.ScalarNode))
