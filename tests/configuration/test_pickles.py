"""Configurations can be sent to other processes; secrets go along only when that is asked for by name."""

from __future__ import annotations

import copy
import pickle

import pytest

from opencga_frames.auth.login import PasswordLogin
from opencga_frames.auth.token import Token
from opencga_frames.compat.pyopencga.opencga_config import ClientConfiguration as CompatConfiguration
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import UsageError
from opencga_frames.ground.secret import Secret

SOURCE = {
    "rest": {"host": "https://ws.example.org/opencga", "name": "prod"},
    "user": "nadia",
    "password": "hush-hush",
    "token": "a.b.c-hush",
    "cookies": {"JSESSIONID": "node-hush"},
    "organization": "northlake",
    "workers": 2,
}
SECRETS = (b"hush-hush", b"a.b.c-hush", b"node-hush")


@pytest.fixture
def settings():
    return ClientConfiguration(SOURCE, environ={})


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_holds_everything_but_the_secrets(settings, protocol):
    written = pickle.dumps(settings, protocol)
    assert not [secret for secret in SECRETS if secret in written]
    expected = settings.replace(password=None, token=None, cookies={})
    assert pickle.loads(written) == expected
    assert pickle.loads(pickle.dumps(pickle.loads(written), protocol)) == expected


def test_without_secrets_it_comes_back_equal():
    plain = ClientConfiguration({"rest": SOURCE["rest"]}, environ={})
    assert pickle.loads(pickle.dumps(plain)) == plain


def test_secrets_go_along_when_that_is_asked_for_by_name(settings):
    loaded = pickle.loads(pickle.dumps(settings.with_secrets()))
    assert loaded == settings == settings.with_secrets()
    assert (loaded.password, loaded.token) == (Secret("hush-hush"), Secret("a.b.c-hush"))
    assert dict(loaded.cookies) == {"JSESSIONID": "node-hush"}
    again = pickle.dumps(loaded)
    assert not [secret for secret in SECRETS if secret in again], "each pickle has to ask for itself"


def test_what_is_changed_afterwards_asks_for_itself_too(settings):
    assert b"hush-hush" not in pickle.dumps(settings.with_secrets().replace(workers=3))


def test_a_token_of_the_environment_stays_one_of_the_environment():
    read = ClientConfiguration({"rest": SOURCE["rest"]}, environ={"OPENCGA_TOKEN": "x.y.z"})
    assert pickle.loads(pickle.dumps(read.with_secrets())).token_from_environment
    assert not pickle.loads(pickle.dumps(read)).token_from_environment


def test_copies_within_the_process_keep_their_secrets(settings):
    for copied in (copy.copy(settings), copy.deepcopy(settings), copy.deepcopy({"settings": settings})["settings"]):
        assert copied == settings
        assert copied.password == Secret("hush-hush")
    assert copy.deepcopy(Secret("s")) == copy.copy(Secret("s")) == Secret("s")


@pytest.mark.parametrize(
    "secret", [Secret("hush-hush"), Token("a.b.c-hush"), PasswordLogin("nadia", Secret("hush-hush"))]
)
def test_a_secret_refuses_to_be_pickled(secret):
    with pytest.raises(UsageError, match=r"configuration\.with_secrets\(\)") as caught:
        pickle.dumps(secret)
    assert "hush" not in str(caught.value)


def test_the_configuration_of_pyopencgas_users_does_the_same():
    settings = CompatConfiguration(SOURCE, environ={"OPENCGA_TOKEN": "token-hush"})
    written = pickle.dumps(settings)
    assert b"hush" not in written
    loaded = pickle.loads(written)
    assert (loaded.host, loaded.user, loaded.workers, loaded.settings.host.name) == (
        SOURCE["rest"]["host"],
        "nadia",
        2,
        "prod",
    )
    assert copy.deepcopy(settings).configuration == SOURCE
    assert copy.deepcopy(settings).configuration is not settings.configuration


def test_user_information_in_an_address_is_left_out_too():
    address = "https://nadia:hush@ws.example.org/opencga"
    for settings in (
        ClientConfiguration(address, environ={}),
        CompatConfiguration({"rest": {"host": address}}, environ={}),
    ):
        assert b"hush" not in pickle.dumps(settings)
