"""Names and secrets are taken as they are written, whatever YAML would make of them."""

from __future__ import annotations

import pytest
import yaml

from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.configuration.yaml_text import load_yaml
from opencga_frames.errors import ConfigurationError

# Each of these is something else than a string to a YAML 1.1 reader, or to one of YAML 1.2.
TYPED = [
    *("0123456", "007", "012", "0o17", "0x1F", "0b101", "1_000", "12:34:56", "190:20:30", "+12", "-7", "0", "42"),
    *("1.10", "1e3", "1.5e+3", ".5", "5.", "6.8523015e+5", "685_230.15", ".inf", "-.INF", ".nan", "20:30.15"),
    *("true", "False", "yes", "NO", "on", "Off", "y", "n"),
    *("2024-01-31", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43", "="),
]


@pytest.mark.parametrize("written", TYPED)
@pytest.mark.parametrize("key", ["user", "password", "token", "organization", "study"])
def test_as_written(tmp_path, key, written):
    file = tmp_path / "client-configuration.yml"
    file.write_text(f"rest:\n  host: https://ws.example.org/opencga\n{key}: {written}   # ours\n")
    value = getattr(ClientConfiguration(file, environ={}), key)
    assert (value.reveal() if key in {"password", "token"} else value) == written


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "''"])
def test_nothing_is_no_value(tmp_path, written):
    file = tmp_path / "client-configuration.yml"
    file.write_text(f"rest: {{host: https://ws.example.org/opencga}}\npassword: {written}\n")
    assert ClientConfiguration(file, environ={}).password is None


def test_wherever_the_string_stands():
    text = """
rest:
  defaultHost: 010
  hosts:
    - {name: 010, url: h}
    - &other
      name: 1_0
      url: k
    - <<: *other
      name: 0x10
cookies: {JSESSIONID: 0777, on: 1_0}
attributes: {cookies: {sid: 1:30}}
workers: 1_0
verify: no
"""
    read = load_yaml(text)
    assert [host["name"] for host in read["rest"]["hosts"]] == ["010", "1_0", "0x10"]
    assert read["rest"]["hosts"][2]["url"] == "k"
    assert (read["rest"]["defaultHost"], read["workers"], read["verify"]) == ("010", 10, False)
    assert list(read["cookies"].values()) == ["0777", "1_0"]
    assert read["attributes"]["cookies"] == {"sid": "1:30"}


def test_documents_of_any_shape_are_read():
    assert load_yaml("") is None
    assert load_yaml("- 012") == [10]
    with pytest.raises(yaml.YAMLError, match="unhashable"):
        load_yaml("? [user, 1]\n: 012")
    itself = load_yaml("&a {user: 012, self: *a}")
    assert (itself["user"], itself["self"] is itself) == ("012", True)


def test_a_number_whose_digits_are_lost_is_refused_with_advice(tmp_path):
    file = tmp_path / "c.json"
    file.write_text('{"rest": {"host": "https://ws.example.org"}, "password": 1.10}')
    with pytest.raises(
        ConfigurationError, match=r"^password in .*json is a number, expected a string: put it in quotes"
    ):
        ClientConfiguration(file, environ={})
    file.write_text('{"rest": {"host": "https://ws.example.org"}, "password": 110}')
    assert ClientConfiguration(file, environ={}).password.reveal() == "110"
