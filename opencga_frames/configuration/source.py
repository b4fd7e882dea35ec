"""What a configuration is made from: a file, a mapping, an address; and the checks of single values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final

import yaml

from opencga_frames.configuration.yaml_text import load_yaml
from opencga_frames.errors import ConfigurationError, StorageError
from opencga_frames.ground.paths import path_string
from opencga_frames.ground.shown import shown

__all__ = ["SCHEME", "Settings", "read_source"]

_PLACEHOLDER: Final = re.compile(r"\$\{[^}]*\}")
#: An address that says its scheme.
SCHEME: Final = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]*://")


class Settings:
    """A nested mapping whose values are asked for by dotted keys, and whose errors name file and key.

    Parameters
    ----------
    content
        The mapping as read.
    where
        What it was read from, for error messages.
    """

    def __init__(self, content: Mapping[str, Any], where: str) -> None:
        self._content = content
        self.where = where

    def error(self, key: str, problem: str) -> ConfigurationError:
        """Make the error for a key."""
        return ConfigurationError(f"{key} in {self.where} {problem}")

    def raw(self, key: str) -> Any:
        """Return the value at a dotted key, None where any part is missing."""
        value: Any = self._content
        done: list[str] = []
        for part in key.split("."):
            if value is None:
                return None
            if not isinstance(value, Mapping):
                raise self.error(".".join(done), f"is {_kind(value)}, expected a mapping.")
            value = value.get(part)
            done.append(part)
        return value

    def text(self, key: str) -> str | None:
        """Return a string, None for an empty one; an unfilled placeholder is an error."""
        value = self.raw(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, str | int):
            # Not a float: 1.10 is 1.1 by now.
            raise self.error(key, f"is {_kind(value)}, expected a string: put it in quotes.")
        return self.filled(key, self.string(key, value).strip()) or None

    def string(self, key: str, value: Any) -> str:
        """Return a value as a string, whatever it is."""
        try:
            return str(value)
        except ValueError:
            raise self.error(key, f"is {shown(value)}, expected a string.") from None

    def filled(self, key: str, text: str) -> str:
        """Return the string, unless a template's placeholder was never filled in."""
        found = _PLACEHOLDER.search(text)
        if found:
            raise self.error(
                key, f"still holds the unfilled placeholder {found.group()}. Write the value there instead."
            )
        return text

    def path(self, key: str, value: Any) -> Path | None:
        """Return a value as a path, ``~`` being the home folder; None where there is no home folder."""
        if not isinstance(value, (str, PathLike)):
            raise self.error(key, f"is {_kind(value)}, expected a path.")
        try:
            return Path(path_string(value)).expanduser()
        except StorageError:
            raise self.error(key, f"is {shown(value)}, expected a path.") from None
        except RuntimeError:
            return None

    def flag(self, key: str) -> bool | None:
        """Return a boolean, None where there is none."""
        value = self.raw(key)
        if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
            return value.strip().lower() == "true"
        if value is None or isinstance(value, bool):
            return value
        raise self.error(key, f"is {_kind(value)}, expected true or false.")

    def pairs(self, key: str) -> dict[str, str]:
        """Return a mapping of strings, empty where there is none."""
        value = self.raw(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise self.error(key, f"is {_kind(value)}, expected a mapping of names and values.")
        return {str(name): self.string(key, content) for name, content in value.items() if content is not None}


def read_source(source: str | PathLike[str] | Mapping[str, Any] | None) -> Settings:
    """Read a source into one mapping.

    Parameters
    ----------
    source
        A mapping, the path of a YAML or JSON file, an address with scheme, or None for nothing.

    Raises
    ------
    ConfigurationError
        The file is missing, unreadable or no mapping.
    """
    if source is None:
        return Settings({}, "the environment")
    if isinstance(source, Mapping):
        return Settings(source, "the given mapping")
    if isinstance(source, str) and SCHEME.match(source.strip()):
        return Settings({"rest": {"host": source}}, "the given address")
    if isinstance(source, str) and not source.strip():
        msg = "The configuration is an empty string, expected a path, an address with https://, or a mapping."
        raise ConfigurationError(msg)
    return _file(_path(source))


def _path(source: Any) -> Path:
    if not isinstance(source, (str, PathLike)):
        msg = f"The configuration is {_kind(source)}, expected a path, an address with https://, or a mapping."
        raise ConfigurationError(msg)
    try:
        return Path(path_string(source)).expanduser()
    except StorageError as error:
        msg = f"The configuration file cannot be found. {error}"
        raise ConfigurationError(msg) from None
    except RuntimeError:
        msg = f"The configuration file {source} cannot be found: the home folder is not known. Give the whole path."
        raise ConfigurationError(msg) from None


def _file(path: Path) -> Settings:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        msg = (
            f"The configuration file {path} cannot be read: {error.strerror or type(error).__name__}. Give "
            "the path of a client-configuration.yml, an address with https://, or a mapping."
        )
        raise ConfigurationError(msg) from None
    except UnicodeDecodeError:
        msg = f"The configuration file {path} is not UTF-8: save it as UTF-8."
        raise ConfigurationError(msg) from None
    content = _parse(text, path)
    if content is None:
        content = {}
    if not isinstance(content, Mapping):
        msg = f"The configuration file {path} holds {_kind(content)}, expected a mapping with the key 'rest'."
        raise ConfigurationError(msg)
    return Settings(content, str(path))


def _parse(text: str, path: Path) -> Any:
    # The parsers' own messages quote the line, which may hold a password: only its line number is given.
    try:
        return json.loads(text) if path.suffix.lower() == ".json" else load_yaml(text)
    except json.JSONDecodeError as error:
        line = error.lineno
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
    except RecursionError:
        line = 1
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # What the parsers themselves do not expect: the 30th of February, a number of thousands of digits.
        msg = f"The configuration file {path} holds a value that is not of the type it is written as: {_plain(error)}."
        raise ConfigurationError(msg) from None
    msg = f"The configuration file {path} is not valid {path.suffix[1:].upper() or 'YAML'}: see line {line}."
    raise ConfigurationError(msg)


def _plain(error: Exception) -> str:
    """Give the reason without the value, which may be a password."""
    return "a day that no month has" if "month" in str(error) else "a number or datetime"


def _kind(value: Any) -> str:
    names = {bool: "true or false", str: "a string", int: "a number", float: "a number", list: "a list"}
    if isinstance(value, Mapping):
        return "a mapping"
    return names.get(type(value), f"a {type(value).__name__}")
