"""Role × route × unit: every cell of `expectations.py` is tried, and no route is left out."""

from __future__ import annotations

import re
from functools import cache

import pytest
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db
from tests.browse import Browse
from tests.school import engines
from tests.school.keeping import kept
from tests.web.expectations import EXPECTED
from tests.web.neighbourhood import LOGINS, settle
from tests.web.visitors import NOTHING, STRANGER

CHANGING = re.compile(
    r'(name="(?:csrf_token|request_key|next)" value=")[^"]*|(本次编号：<span class="number">)\w+'
)
USED_BY_ALL = {"HEAD", "OPTIONS"}


def _rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def _routes(app):
    return {
        (rule.endpoint, method): rule
        for rule in _rules(app)
        for method in rule.methods - USED_BY_ALL
    }


def _changes(app):
    """Count what was changed; that somebody was refused something is told, but changes nothing."""
    done = select(func.count()).where(AuditRow.action != "request.refuse")
    with app.app_context():
        return db.session.scalar(done)


def without_what_changes(text):
    """Return a page without its tokens, keys, number and own address."""
    return CHANGING.sub(r"\1\2", text)


def test_every_route_has_its_row_and_every_row_its_route(app):
    assert set(EXPECTED) == set(_routes(app))


def _visitors(app):
    """Return what gives the browser of an actor of a settled school, signed in once."""
    name = app.config["SESSION_COOKIE_NAME"]

    def enter_all():
        clients = {actor: Browse(app).enter(login).client for actor, login in LOGINS.items()}
        return {actor: client.get_cookie(name).value for actor, client in clients.items()}

    cookies = kept(app, "settled, and everybody is in", enter_all)

    @cache
    def visitor(actor):
        browse = Browse(app)
        if actor != STRANGER:
            browse.client.set_cookie(name, cookies[actor])
        return browse

    return visitor


def _tried(app, school, routes, endpoint, method, visitor):
    """Try every cell of a row; returns the answers, and what closed doors look like.

    Forms that come back with a mistake name what they are about, and so look different.
    """
    row = EXPECTED[endpoint, method]
    answers, refusals = {}, {}
    for actor, cells in row.cells.items():
        browse = visitor(actor)
        before = _changes(app)
        for place, told in cells.items():
            if engines.IS_POSTGRESQL and told >= 400:
                continue  # who may see what is decided alike; here the pages that come are tried
            names = set(routes[endpoint, method].arguments)
            arguments = {} if place == NOTHING else school.arguments(endpoint, names, actor, place)
            path = browse.address(endpoint, **arguments)
            if method == "GET":
                response = browse.client.get(path)
            else:
                response = browse.send(path, dict(row.fields))
            response.close()
            answers[actor, place] = response.status_code
            if response.status_code in {403, 404}:
                page = without_what_changes(response.text)
                refusals.setdefault((actor, response.status_code), set()).add(page)
            if response.status_code >= 400:
                assert _changes(app) == before, f"a refused {method} changed something"
            elif method == "POST":
                before = _changes(app)
    return answers, refusals


def _told(endpoint, method):
    return {
        (actor, place): status
        for actor, cells in EXPECTED[endpoint, method].cells.items()
        for place, status in cells.items()
    }


PAGES = [endpoint for endpoint, method in EXPECTED if method == "GET"]
DESKS = sorted({endpoint.partition(".")[0] for endpoint in PAGES})


@pytest.mark.parametrize("desk", DESKS)
def test_every_visitor_sees_the_pages_that_the_table_says(app, desk):
    school, routes, visitor = settle(app), _routes(app), _visitors(app)
    wrong, unlike = {}, {}

    for endpoint in PAGES:
        if endpoint.startswith(f"{desk}."):
            answers, refusals = _tried(app, school, routes, endpoint, "GET", visitor)
            told = _told(endpoint, "GET")
            wrong |= {(endpoint, *key): got for key, got in answers.items() if got != told[key]}
            unlike |= {(endpoint, key): 1 for key, pages in refusals.items() if len(pages) > 1}

    assert wrong == {}
    assert unlike == {}, "foreign and missing look the same"


@pytest.mark.alike
@pytest.mark.parametrize("endpoint", [one for one, method in EXPECTED if method == "POST"])
def test_every_visitor_sends_what_the_table_says(app, endpoint):
    answers, refusals = _tried(app, settle(app), _routes(app), endpoint, "POST", _visitors(app))

    assert answers == _told(endpoint, "POST")
    looks_alike = {key: len(pages) for key, pages in refusals.items()}
    assert looks_alike == dict.fromkeys(refusals, 1), "foreign and missing look the same"


@pytest.mark.alike
def test_a_route_answers_to_no_other_method(app):
    browse = Browse(app).enter("li_mei")
    methods = {}
    for endpoint, method in EXPECTED:
        methods.setdefault(endpoint, set()).add(method)

    wrong = {}
    for rule in _rules(app):
        numbers = {name for name in rule.arguments if rule._converters[name].regex == r"\d+"}
        arguments = {name: 1 if name in numbers else "x" for name in rule.arguments}
        path = browse.address(rule.endpoint, **arguments)
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods[rule.endpoint]:
            data = {"csrf_token": browse.token()}
            response = browse.client.open(path, method=method, data=data)
            leads_to_its_page = response.location == f"http://localhost{path}/"
            if response.status_code != 405 and not leads_to_its_page:
                wrong[rule.endpoint, method] = response.status_code

    assert wrong == {}
