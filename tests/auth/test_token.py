from __future__ import annotations

import base64
import json

import pytest

from opencga_frames.auth.token import Token
from opencga_frames.errors import ConfigurationError
from opencga_frames.ground.secret import Secret


def jwt(encode=base64.urlsafe_b64encode, pad=False, **claims):
    middle = encode(json.dumps(claims, ensure_ascii=False).encode()).decode()
    return f"eyJhbGciOiJIUzI1NiJ9.{middle if pad else middle.rstrip('=')}.c2ln"


@pytest.mark.parametrize("encode", [base64.urlsafe_b64encode, base64.b64encode])
@pytest.mark.parametrize("pad", [True, False])
def test_claims_are_read_in_both_alphabets_with_and_without_padding(encode, pad):
    token = Token(jwt(encode, pad, sub="ñ?>~nadia", aud="northlake", exp=1_767_229_200))
    assert (token.user, token.organization, token.expires) == ("ñ?>~nadia", "northlake", 1_767_229_200.0)


def test_a_token_of_2x_names_no_organization():
    assert Token(jwt(sub="nadia", aud="OpenCGA users")).organization is None


@pytest.mark.parametrize(
    "text", ["opaque", "a.b", "a.b.c", "a.!!!.c", "..", "<token 1 of nadia@northlake>", jwt(exp="soon", sub=1, aud=[])]
)
def test_a_token_that_tells_nothing_is_still_a_token(text):
    token = Token.from_text(text)
    assert (token.user, token.organization, token.expires) == (None, None, None)
    assert token.reveal() == text
    assert not token.expires_within(1e12, 0)


def test_expiry_counts_the_margin():
    token = Token(jwt(exp=1000))
    assert token.expires_within(60, 940)
    assert not token.expires_within(60, 939)


@pytest.mark.parametrize("text", ["a.b.c\n", "  a.b.c ", "Bearer a.b.c", "bearer  a.b.c"])
def test_what_people_paste_is_cleaned(text):
    assert Token.from_text(text).reveal() == "a.b.c"
    assert Token.from_text(Secret(text)).reveal() == "a.b.c"


@pytest.mark.parametrize("text", ["", "  \n", "hush\nhush", "hush\r\nX: y", "hüsh"])
def test_what_no_header_can_carry_is_refused_without_showing_it(text):
    with pytest.raises(ConfigurationError) as caught:
        Token.from_text(text)
    assert "hush" not in str(caught.value)


def test_a_token_prints_as_stars():
    assert repr(Token("a.b.c")) == "Token('***')"
