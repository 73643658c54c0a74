"""The school answers to its own names only."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.alike

OURS = ("localhost", "127.0.0.1", "[::1]", "XueXi.example", "学习.example")


@pytest.fixture
def ask(with_settings):
    """Return what asks for the sign-in page of a school with several names."""
    client = with_settings(trusted_hosts=OURS).client
    return lambda path, host: client.get(path, headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:5000",
        "127.0.0.1:5000",
        "[::1]",
        "[::1]:5000",
        "xuexi.example",
        "xn--vjq503a.example:8443",
    ],
)
def test_it_answers_to_its_names_on_any_port(ask, host):
    assert ask("/healthz", host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "localhost.",
        "localhost@evil.example",
        "evil.example:localhost",
        "localhost, evil.example",
        "[::2]",
        "[::1",
        "::1",
        "",
        "a b",
    ],
)
@pytest.mark.parametrize("path", ["/healthz", "/study", "/static/css/base.css", "/nothing"])
def test_it_answers_to_no_other_name(ask, path, host):
    assert ask(path, host) == 400
