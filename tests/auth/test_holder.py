"""One holder, one renewal: every rule of the holder, with a clock and a server of our own."""

from __future__ import annotations

import base64
import json
import threading
import warnings

import pytest

from opencga_frames.auth.holder import Credentials, TokenHolder
from opencga_frames.auth.login import AnonymousLogin, Grant, PasswordLogin, RefreshLogin
from opencga_frames.auth.token import Token
from opencga_frames.errors import (
    NotAllowedError,
    NotAuthenticatedError,
    NotReachableError,
    OpenCGAWarning,
    ServerFaultError,
)
from opencga_frames.ground.secret import Secret

NADIA = PasswordLogin("nadia", Secret("pw"), "northlake")


def token(ends=None, number=0):
    claims = {"sub": "nadia", "aud": "northlake", "n": number, **({} if ends is None else {"exp": ends})}
    return Token(f"eyJh.{base64.b64encode(json.dumps(claims).encode()).decode()}.c2ln")


class Server:
    """Hands out tokens that live an hour, or raises what it is told to."""

    def __init__(self, clock, life=3600):
        self.clock, self.life = clock, life
        self.asked = []
        self.errors = {}

    def __call__(self, login):
        self.asked.append(type(login))
        error = self.errors.get(type(login))
        if error is not None:
            raise error
        granted = token(self.clock.now + self.life, len(self.asked))
        return Grant(granted, Secret(granted.reveal()))


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server(clock):
    return Server(clock)


def holder(clock, **credentials):
    return TokenHolder(Credentials(**credentials), clock=clock, margin=60.0)


def test_nothing_is_sent_while_a_token_is_good(clock, server):
    held = holder(clock, token=token(3600), login=NADIA)
    clock.now = 3539.0
    assert held.fresh(server) == token(3600)
    assert server.asked == []


def test_an_opaque_token_is_never_renewed_by_the_clock(clock, server):
    held = holder(clock, token=Token("opaque"), login=NADIA)
    clock.now = 1e12
    assert held.fresh(server) == Token("opaque")
    assert server.asked == []


def test_the_first_call_logs_in(clock, server):
    held = holder(clock, login=NADIA)
    assert (held.user, held.organization, held.token) == ("nadia", "northlake", None)
    first = held.fresh(server)
    assert held.fresh(server) is first
    assert server.asked == [PasswordLogin]


def test_a_token_about_to_expire_is_refreshed_once(clock, server):
    held = holder(clock, token=token(3600))
    clock.now = 3540.0
    renewed = held.fresh(server)
    assert renewed != token(3600)
    assert held.fresh(server) is renewed
    assert server.asked == [RefreshLogin]


def test_when_refreshing_fails_the_password_is_used(clock, server):
    held = holder(clock, token=token(3600), login=NADIA)
    server.errors[RefreshLogin] = NotAuthenticatedError("refused")
    clock.now = 3540.0
    assert held.fresh(server) != token(3600)
    assert server.asked == [RefreshLogin, PasswordLogin]


def test_when_nothing_helps_the_old_token_is_kept_and_not_asked_about_again(clock, server):
    held = holder(clock, token=token(3600))
    server.errors[RefreshLogin] = NotAuthenticatedError("refused")
    clock.now = 3540.0
    assert [held.fresh(server) for _ in range(3)] == [token(3600)] * 3
    assert server.asked == [RefreshLogin]


def test_a_server_out_of_reach_is_tried_again_a_little_later(clock, server):
    held = holder(clock, token=token(3600))
    server.errors[RefreshLogin] = NotReachableError("away")
    clock.now = 3540.0
    held.fresh(server)
    held.fresh(server)
    assert server.asked == [RefreshLogin]
    server.errors.clear()
    clock.now = 3550.0
    assert held.fresh(server) != token(3600)


def test_an_expired_token_is_not_offered_for_refreshing(clock, server):
    held = holder(clock, token=token(3600), login=NADIA)
    clock.now = 3600.0
    held.fresh(server)
    assert server.asked == [PasswordLogin]


def test_a_refresh_token_of_its_own_outlives_the_token(clock, server):
    held = holder(clock, token=token(3600), refresh_token=Secret("longer"))
    assert held.renew(token(3600), server) is not None
    assert server.asked == [RefreshLogin]


def test_a_token_that_arrives_expired_by_our_clock_does_not_cause_a_login_per_call(clock, server):
    held = holder(clock, login=NADIA)
    server.life = -7200
    held.fresh(server)
    held.fresh(server)
    assert server.asked == [PasswordLogin]


def test_a_token_that_lives_shorter_than_the_margin_is_renewed_at_half_its_life(clock, server):
    held = holder(clock, login=NADIA)
    server.life = 30
    first = held.fresh(server)
    clock.now = 14.0
    assert held.fresh(server) is first
    clock.now = 15.0
    assert held.fresh(server) is not first


def test_many_threads_with_the_same_expired_token_cause_one_login(clock, server):
    held = holder(clock, token=token(3600), login=NADIA)
    start, got = threading.Barrier(8), []

    def work():
        start.wait()
        got.append(held.renew(token(3600), server))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.asked == [PasswordLogin]
    assert len(got) == 8
    assert set(got) == {held.token}


@pytest.mark.parametrize("error", [NotAuthenticatedError, NotAllowedError])
def test_a_refused_login_is_never_sent_again(clock, server, error):
    held = holder(clock, login=NADIA)
    server.errors[PasswordLogin] = error("refused", status=401)
    for _ in range(3):
        with pytest.raises(error, match="refused"):
            held.fresh(server)
    assert server.asked == [PasswordLogin]


@pytest.mark.parametrize("error", [NotReachableError("away"), ServerFaultError("busy", status=503)])
def test_a_login_that_met_a_passing_fault_may_be_sent_at_the_next_call(clock, server, error):
    held = holder(clock, login=NADIA)
    server.errors[PasswordLogin] = error
    with pytest.raises(type(error)):
        held.fresh(server)
    server.errors.clear()
    assert held.fresh(server) is not None


def test_a_new_login_lifts_the_refusal_of_an_old_one(clock, server):
    held = holder(clock, login=NADIA)
    server.errors[PasswordLogin] = NotAuthenticatedError("refused", status=401)
    with pytest.raises(NotAuthenticatedError):
        held.fresh(server)
    server.errors.clear()
    held.login(NADIA, server)
    assert held.fresh(server) is not None


def test_a_failed_login_keeps_what_was_there(clock, server):
    held = holder(clock, token=token(3600))
    server.errors[PasswordLogin] = NotAuthenticatedError("refused", status=401)
    with pytest.raises(NotAuthenticatedError):
        held.login(NADIA, server)
    assert held.token == token(3600)


def test_after_logout_nothing_is_left(clock, server):
    held = holder(clock, token=token(3600), login=NADIA, cookies={"JSESSIONID": "x"})
    held.logout()
    clock.now = 1e9
    assert held.fresh(server) is None
    assert held.renew(token(3600), server) is None
    assert (held.user, dict(held.cookies), server.asked) == (None, {}, [])


def test_an_anonymous_token_is_asked_for_again_not_refreshed(clock, server):
    held = holder(clock, login=AnonymousLogin("northlake"))
    held.fresh(server)
    clock.now = 3590.0
    held.fresh(server)
    assert server.asked == [AnonymousLogin, AnonymousLogin]


def test_a_given_token_replaces_everything(clock, server):
    held = holder(clock, login=NADIA)
    held.use(Token("x"))
    assert held.fresh(server) == Token("x")
    assert server.asked == []


def test_what_the_server_says_at_login_becomes_a_warning(clock):
    held = holder(clock, login=NADIA)
    with pytest.warns(OpenCGAWarning, match="expiration date is close"):
        held.fresh(lambda login: Grant(token(9e9), None, ("Account expiration date is close.",)))


def test_a_warning_made_an_error_loses_no_token(clock):
    held = holder(clock, login=NADIA)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(OpenCGAWarning):
            held.fresh(lambda login: Grant(token(9e9), None, ("close",)))
    assert held.token == token(9e9)


def test_no_secret_is_printed(clock):
    held = holder(clock, token=token(3600), login=NADIA, cookies={"JSESSIONID": "hush"})
    shown = repr(held) + repr(held._state) + repr(NADIA)
    assert "hush" not in shown
    assert "'pw'" not in shown
    assert "eyJ" not in shown


def test_arguments_of_logins():
    assert NADIA.arguments() == {"organization": "northlake", "user": "nadia", "password": "pw"}
    assert PasswordLogin("u", Secret("p")).arguments() == {"user": "u", "password": "p"}
    assert RefreshLogin(Secret("r")).arguments() == {"refreshToken": "r"}
    anonymous = AnonymousLogin("northlake")
    assert (anonymous.endpoint, anonymous.arguments()) == ("anonymous", {"organization": "northlake"})
