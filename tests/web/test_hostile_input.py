"""What nobody types by hand: it is refused calmly, and never becomes an error of ours."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from sqlalchemy import select, update

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre
from tests.web.forms import DESKS, POSTS, forms_of
from tests.web.neighbourhood import form_of, settle
from tests.web.seeing import begin

pytestmark = pytest.mark.alike

NUL = "a\0b"
HOSTILE = [
    "\x01\x02\x1b[31m",
    "\u202eevil\u202c",
    "\ufffe\uffff",
    "𠀀👩‍👩‍👧" * 9,
    "a\u0300" * 29,
    "'; DROP TABLE cadre; --",
    "%00%s{}{{7*7}}${7*7}",
    "<script>alert(1)</script>",
    "..\\..\\/etc/passwd",
    "\r\nSet-Cookie: x=1",
    "ﷺ" * 60,
    "x" * 5000,
]
NAMES = ("login", "password", "current", "new", "repeat", "next", "text_size", "theme", "block",
         "do", "q1", "q1-base", "basis", "code", "course_id", "file", "from_on", "kind",
         "lesson_id", "name", "number", "on", "organisation_id", "owner", "post", "reason", "role",
         "target_id", "text", "tie", "title", "track", "unit", "until_on", "version", "words",
         "base", "format", "part", "path", "place", "sure", "to", "view")  # fmt: skip


@pytest.mark.parametrize("desk", DESKS)
def test_a_nul_is_refused_by_every_form_and_changes_nothing(app, desk):
    for endpoint, browse, path in forms_of(app, desk):
        with app.app_context():
            before = db.session.scalars(select(AuditRow.id)).all()

        for fields in (dict.fromkeys(NAMES, NUL), {"request_key": NUL}, {NUL: "x"}):
            response = browse.send(path, fields)
            assert response.status_code == 422, endpoint
            assert "看不见的空字符（NUL），没有保存。" in response.text, endpoint

        with app.app_context():
            assert db.session.scalars(select(AuditRow.id)).all() == before, endpoint


def test_a_nul_in_any_one_field_is_refused(app, browse):
    path = form_of(app, browse, "account.update_password")
    good = dict.fromkeys(NAMES, "x")

    answers = {name: browse.send(path, good | {name: NUL}).text for name in NAMES}

    assert [name for name, page in answers.items() if "空字符" not in page] == []
    assert "空字符" not in browse.send(path, good).text


@pytest.mark.parametrize("endpoint", POSTS)
def test_nothing_that_is_sent_becomes_an_error_of_ours(app, browse, endpoint):
    path = form_of(app, browse, endpoint)
    answers = {}

    for value in HOSTILE:
        response = browse.send(path, dict.fromkeys(NAMES, value) | {"q1-base": "0"})
        answers[value] = response.status_code
        assert b"<script>alert" not in response.get_data()  # some answers are files
        assert "Set-Cookie: x=1" not in str(response.headers)

    assert set(answers.values()) <= {200, 204, 303, 400, 404, 409, 413, 415, 422, 429}, answers


def test_nothing_in_an_address_becomes_an_error_of_ours(browse):
    browse.enter("sun")
    answers = {}

    for path in ADDRESSES:
        for value in (*HOSTILE, NUL):
            address = path.replace("{}", quote(value, safe=""))
            with browse.client.get(address) as response:
                answers[path, value] = response.status_code
                assert "<script>alert" not in response.text

    assert set(answers.values()) <= {200, 302, 400, 404}, answers
    assert {status for (_, value), status in answers.items() if value == NUL} == {400}


ADDRESSES = [
    "/sign-in/?next={}",
    "/courses/?track={}",
    "/courses/{}/",
    "/courses/speaking/lessons/{}/",
    "/courses/speaking/lessons/{}/check/",
    "/laws/{}/",
    "/media/{}.png",
    "/media/{}.{}",
    "/sittings/{}/",
    "/static/{}",
    "/{}",
    "/supervise/organisations/1/cadres/?page={}",
]
LARGE = [2**31 - 1, 2**31, 2**63 - 1, 2**63, 10**30, "9" * 500]


@pytest.mark.parametrize(
    "path",
    [
        "/sittings/{}/",
        "/sittings/{}/result/",
        "/supervise/organisations/{}/",
        "/supervise/organisations/{}/cadres/",
        "/supervise/cadres/{}/",
    ],
)
def test_what_is_no_id_names_nothing(browse, path):
    browse.enter("sun")

    for number in (*LARGE, "-1", "0", "1.5", "0x1", "1e3"):
        browse.open(path.format(number), status=404)


def test_a_page_that_is_not_there_is_the_nearest_one(browse, cast):
    browse.enter("sun")

    for page in ("0", "-1", "abc", "2", "9" * 99, "", "1.5"):
        found = browse.get("supervise.roster", organisation_id=cast.textile, page=page)
        assert "李梅" in found.get_text()


@pytest.mark.parametrize("who", ["tianye", "shilei"])
@pytest.mark.parametrize("number", LARGE[1:])
def test_no_number_in_a_question_is_too_large(app, browse, cast, who, number):
    settle(app)
    browse.enter(who)
    person = f"/office/people/{cast.li_mei}"

    for path in (
        *(f"/office/{name}/?page={number}" for name in LISTS),
        f"/account/jobs/?page={number}",
        f"/search/?q=工会&kind=people&page={number}",
        f"/office/people/?show=waiting&page={number}",
        f"/office/organisations/{cast.textile}/people/?page={number}",
        f"/office/organisations/{cast.textile}/changes/parent/?target={number}",
        f"{person}/changes/transfer/?target={number}",
        f"{person}/appointment/?organisation={number}",
    ):
        with browse.client.get(path) as response:
            assert response.status_code in {200, 302, 303, 403, 404}, path


LISTS = ("announcements", "appointments", "codes", "jobs", "organisations", "people", "audit")


def test_a_page_after_the_last_leads_to_the_first_and_keeps_the_filter(app, browse):
    settle(app)

    first = "/office/appointments/?role=supervisor"
    response = browse.enter("shilei").client.get(f"{first}&page=9")

    assert (response.status_code, response.location) == (303, first)


def test_a_union_of_too_large_a_number_is_not_found(app, browse, cast):
    settle(app)
    fields = {"post": "chair", "tie": "part_time", "target_id": "9" * 30}
    path = browse.enter("tianye").address(
        "office.create_person_change", cadre_id=cast.li_mei, kind="transfer"
    )

    assert browse.send(path, fields).status_code == 404


NAME = "<b>\"李'&梅</b>\u202e{{7*7}}"


@pytest.mark.parametrize(
    ("who", "endpoint", "values"),
    [
        ("limei", "study.home", {}),
        ("limei", "account.sessions", {}),
        ("sun", "supervise.completion", {"organisation_id": "county"}),
        ("sun", "supervise.roster", {"organisation_id": "textile"}),
        ("sun", "supervise.cadre", {"cadre_id": "li_mei"}),
    ],
)
def test_names_are_shown_as_they_are_and_never_become_markup(
    app, browse, cast, who, endpoint, values
):
    def unit():
        db.session.execute(update(Cadre).where(Cadre.id == cast.li_mei).values(name=NAME))
        for union in (cast.textile, cast.chengguan):
            named = update(Organisation).where(Organisation.id == union)
            db.session.execute(named.values(name=f"{NAME}{union}"))

    with app.app_context():
        write(unit)

    page = browse.enter(who).get(
        endpoint, **{name: getattr(cast, one) for name, one in values.items()}
    )

    assert NAME in page.get_text()
    assert page.select("main b") == []


def test_a_form_with_two_of_everything_is_read_once(browse):
    paper = begin(browse.enter("li_mei"))

    response = browse.send(
        f"{paper}answers", {"q1-base": ["0", "7"], "q1": ["", ""], "do": ["save", "submit"]}
    )

    assert response.location == paper


def test_a_number_of_thousands_of_digits_is_an_answer_that_was_not_understood(browse):
    paper = begin(browse.enter("li_mei"))
    numbers = {f"q{n}": "9" * 5000 for n in range(1, 6)} | {f"q{n}-base": "0" for n in range(1, 6)}

    assert browse.send(f"{paper}answers", numbers).status_code == 422


def test_an_option_is_named_by_its_place_alone(browse):
    paper = begin(browse.enter("li_mei"))
    as_written = {f"q{n}": "a" for n in range(1, 6)} | {f"q{n}-base": "0" for n in range(1, 6)}

    receipt = browse.send(f"{paper}answers", as_written, json=True).json

    assert receipt["saved"] == []
    assert len(receipt["faults"]) == 5
