"""Forms of other sites, forms without tokens, and addresses that would lead away."""

from __future__ import annotations

import uuid

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db
from tests.browse import Browse
from tests.school.cast import PASSWORD
from tests.web.forms import DESKS, forms_of
from tests.web.seeing import FIRST, begin, text

pytestmark = pytest.mark.alike


def _changes(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(AuditRow))


@pytest.mark.parametrize("desk", DESKS)
def test_no_form_is_taken_without_a_token_of_this_visitor(app, desk):
    for endpoint, browse, path in forms_of(app, desk):
        foreign = Browse(app).enter("zhou").token()
        before = _changes(app)

        for token in (None, "", "x", foreign, browse.token()[:-1] + "?"):
            tokens = {} if token is None else {"csrf_token": token}
            response = browse.client.post(path, data={"request_key": str(uuid.uuid4())} | tokens)
            assert response.status_code == 400, endpoint
            assert "页面已经过期，没有保存。" in response.text, endpoint

        assert _changes(app) == before, endpoint


@pytest.mark.parametrize("desk", DESKS)
def test_no_form_is_taken_from_another_site_even_with_a_token(app, desk):
    for endpoint, browse, path in forms_of(app, desk):
        data = {"csrf_token": browse.token(), "request_key": str(uuid.uuid4())}
        before = _changes(app)

        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://localhost.evil.example"},
        ):
            response = browse.client.post(path, data=data, headers=headers)
            assert response.status_code == 400, endpoint
            assert "表单来自别的网站，没有保存。" in response.text, endpoint

        assert _changes(app) == before, endpoint


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=["an old browser", "our own page", "typed by hand"],
)
def test_forms_of_our_own_pages_are_taken(browse, headers):
    browse.enter("li_mei")
    data = {"csrf_token": browse.token(), "request_key": str(uuid.uuid4())}

    response = browse.client.post(
        browse.address("study.create_sitting", **FIRST), data=data, headers=headers
    )

    assert response.status_code == 303


def test_pages_may_be_reached_from_other_sites(browse):
    response = browse.client.get("/about/", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 200


def test_every_form_on_a_page_carries_a_token_and_a_key_of_its_own(browse):
    browse.enter("li_mei")
    forms = [
        form
        for path in ("/study/", begin(browse), "/account/password/")
        for form in browse.open(path).select("form[method=post]")
    ]

    keys = [form.select_one("input[name=request_key]")["value"] for form in forms]
    assert len(keys) == len(set(keys)) > 5
    assert all(form.select_one("input[name=csrf_token]")["value"] for form in forms)


def test_no_form_sends_what_it_holds_in_an_address(browse):
    browse.enter("li_mei")

    for path in ("/study/", "/account/password/", "/sign-in/", begin(browse)):
        page = browse.client.get(path, follow_redirects=True)
        forms = BeautifulSoup(page.data, "html.parser").select("form:not([role=search])")
        assert {str(form["method"]) for form in forms} == {"post"}


AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "evil.example",
    " //evil.example",
    "@evil.example",
    "/x\\..\\evil",
    "",
]
HERE = ["/laws/", "/courses/?track=law&x=1", "/laws/工会法/", "/?next=//evil.example"]


@pytest.mark.parametrize("target", AWAY)
def test_nobody_is_led_away_from_the_school(browse, target):
    account = {"login": "limei", "password": PASSWORD}
    locations = [
        browse.post("account.update_display", next=target).location,
        browse.post("account.create_sign_in", next=target, **account).location,
        browse.client.get("/sign-in/", query_string={"next": target}).location,
    ]

    assert locations == ["/", "/", "/"]


@pytest.mark.parametrize("target", HERE)
def test_addresses_of_the_school_are_followed(browse, target):
    location = browse.post("account.update_display", next=target).location

    assert browse.client.get(location).request.full_path.rstrip("?") == target


def test_a_host_that_is_not_ours_is_refused(browse):
    response = browse.client.get("/about/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "evil.example" not in response.text


def test_a_page_does_not_repeat_the_host_it_was_asked_for(browse):
    page = browse.client.get("/about/", headers={"Host": "127.0.0.1"}).text

    assert "127.0.0.1" not in page
    assert "http://" not in text(browse.get("public.about"))
