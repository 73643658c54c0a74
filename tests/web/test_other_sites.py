"""A form that another site sends changes nothing."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.alike


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ],
)
def test_what_another_site_sends_is_refused(browse, headers):
    response = browse.client.post(
        "/display", data={"csrf_token": browse.token(), "text_size": "26"}, headers=headers
    )

    assert response.status_code == 400
    assert "Set-Cookie" not in response.headers


def test_what_our_own_page_sends_is_taken(browse):
    response = browse.client.post(
        "/display",
        data={"csrf_token": browse.token(), "text_size": "26", "theme": "dark"},
        headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    )

    assert response.status_code == 303
