"""What browsers are told, on every route and in every state."""

from __future__ import annotations

import pytest

from cadreschool.web.headers import POLICY
from tests.browse import Browse
from tests.web.expectations import EXPECTED
from tests.web.neighbourhood import LOGINS, settle
from tests.web.visitors import BELOW, NOTHING, OWN, THERE

pytestmark = pytest.mark.alike

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
MAY_BE_KEPT = {"study.lesson", "study.media", "static"}


def _answers(app):
    """Yield (endpoint, response) of every route as the county's supervisor, and of refusals."""
    school = settle(app)
    browse = Browse(app).enter(LOGINS["supervisor above"])
    for (endpoint, method), row in EXPECTED.items():
        rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
        places = row.cells["supervisor above"]
        place = next(one for one in (NOTHING, OWN, THERE, BELOW) if one in places)
        names = set(rule.arguments)
        values = school.arguments(endpoint, names, "supervisor above", place) if names else {}
        path = browse.address(endpoint, **values)
        if method == "GET":
            yield endpoint, browse.client.get(path)
        elif endpoint != "account.withdraw_sign_in":
            yield endpoint, browse.send(path, dict(row.fields))
    for path in ("/nowhere/", "/static/nowhere.css", "/sittings/1/nowhere", "/study"):
        yield "refusal", browse.client.get(path)
    yield "refusal", browse.client.post("/display")
    yield "static", browse.client.get("/static/css/base.css?v=1")


def test_every_answer_carries_the_headers_that_protect_it(app):
    missing = []
    for endpoint, response in _answers(app):
        response.close()
        missing += [
            (endpoint, response.status_code, name)
            for name, value in ALWAYS.items()
            if response.headers.get(name) != value
        ]
        assert endpoint == "static" or len(response.headers["X-Request-ID"]) == 16

    assert missing == []


def test_nothing_personal_is_kept_by_anybody_on_the_way(app):
    kept = {}
    for endpoint, response in _answers(app):
        response.close()
        said = response.headers.get("Cache-Control", "")
        if said != "no-store":
            kept[endpoint] = said

    assert set(kept) <= MAY_BE_KEPT
    assert kept["study.lesson"] == "private, no-cache"
    assert "private" in kept["study.media"]
    assert "public" not in kept["study.media"]


@pytest.mark.parametrize("danger", ["unsafe-inline", "unsafe-eval", "*", "http:", "https:"])
def test_the_policy_allows_no_code_but_our_files(danger):
    assert danger not in POLICY


def test_the_policy_says_what_it_must():
    said = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))

    assert said["default-src"] == "'none'"
    for name in ("script-src", "style-src", "connect-src", "form-action"):
        assert said[name] == "'self'"
    for name in ("base-uri", "frame-ancestors", "object-src"):
        assert said[name] == "'none'"
    assert said["img-src"] == "'self' data:"


def test_over_https_browsers_are_told_to_stay_there(browse, with_settings):
    secure = with_settings(is_https=True).client.get("/about/", base_url="https://localhost")

    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in browse.client.get("/about/").headers


def test_nothing_tells_what_the_server_is_made_of(browse):
    response = browse.client.get("/about/")

    assert "Server" not in response.headers
    assert "X-Powered-By" not in response.headers


def test_every_static_file_of_a_page_is_there_and_may_be_kept_for_a_year(browse):
    page = browse.enter("li_mei").get("study.home")
    addresses = {
        one[name] for name in ("href", "src") for one in page.select(f"[{name}^='/static/']")
    }

    for address in sorted(addresses):
        with browse.client.get(address.partition("#")[0]) as response:
            assert response.status_code == 200
            assert "max-age=31536000" in response.headers["Cache-Control"]
            assert "v=" in address
