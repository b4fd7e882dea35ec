from __future__ import annotations

import pytest

from opencga_frames.ground.secret import Secret, mask

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJuYWRpYSJ9.c2lnbmF0dXJl-_x"


def test_a_secret_prints_as_stars_however_it_is_printed():
    secret = Secret("hush\n")
    assert [str(secret), repr(secret), f"{secret:>5}"] == ["***", "Secret('***')", "  ***"]
    assert secret.reveal() == "hush"


def test_secrets_compare_by_their_text():
    assert Secret(" a ") == Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a")}) == 1
    assert not Secret(" ")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"got {JWT} here", "got *** here"),
        ("Authorization: Bearer abc def", "Authorization: Bearer *** def"),
        ("Authentication token is expired : <token 1 of nadia>", "Authentication token is expired : ***"),
        ("Invalid authentication token : garbage", "Invalid authentication token : ***"),
        ("https://nadia:hush@ws.example.org/opencga", "https://***@ws.example.org/opencga"),
        ("/search?sid=abc&limit=1", "/search?sid=***&limit=1"),
        ('{"user": "nadia", "password": "hu\\"sh"}', '{"user": "nadia", "password": "***"}'),
        ('{"refreshToken":"abc"}', '{"refreshToken":"***"}'),
        ("Missing samples: 'a@b.org' not found.", "Missing samples: 'a@b.org' not found."),
        ("Missing token parameter", "Missing token parameter"),
    ],
)
def test_what_is_masked(text, masked):
    assert mask(text) == masked
