"""What must be done first: pages lead there, what is sent still arrives."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.people.models import Cadre, SignIn
from cadreschool.people.policies.actions import change_policies
from tests.school.cast import MONDAY, PASSWORD
from tests.web.account.phone import set_up
from tests.web.seeing import FIRST, text

NEW = "Seven paper boats, 7"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def decide(app):
    """Return a way to change policies."""

    def change(**values):
        with app.app_context():
            write(lambda: change_policies(values, by=None, at=clock.now()))

    return change


@pytest.fixture
def _password_age(app):
    """Let everybody's password be of today."""
    with app.app_context():
        today = update(Cadre).values(password_set_at=clock.now())
        write(lambda: db.session.execute(today))


def test_an_old_password_leads_every_page_to_a_new_one(browse, decide):
    decide(password_profile="dengbao")
    browse.enter("li_mei")

    assert browse.client.get("/study/").location == "/account/password/"
    page = browse.get("account.password")
    assert "您的密码已经用了太久" in text(page)
    assert "每90天换一次" in text(page)
    changed = browse.post("account.update_password", current=PASSWORD, new=NEW, repeat=NEW)
    assert changed.status_code == 303
    assert browse.client.get("/study/").status_code == 200


def test_a_password_that_grows_old_in_the_middle_of_a_paper_costs_no_answer(browse, decide):
    browse.enter("li_mei")
    begun = browse.post("study.create_sitting", into=FIRST)
    decide(password_profile="dengbao")
    path = begun.location.rstrip("/") + "/answers"

    assert browse.send(path, {}).status_code == 303
    assert browse.client.get(begun.location).location == "/account/password/"


def test_after_ninety_days_the_password_is_old(browse, decide):
    decide(password_profile="dengbao")
    with time_machine.travel(MONDAY, tick=False) as now:
        browse.enter("li_mei")
        browse.post("account.update_password", current=PASSWORD, new=NEW, repeat=NEW)
        now.shift(timedelta(days=90) - MINUTE)
        before = browse.another().enter("li_mei").client.get("/study/").status_code
        now.shift(2 * MINUTE)
        after = browse.another().enter("li_mei").client.get("/study/").location

    assert (before, after) == (200, "/account/password/")


@pytest.mark.usefixtures("_password_age")
def test_whoever_is_appointed_must_have_a_second_factor_where_the_school_says_so(browse, decide):
    decide(second_factor="appointed")
    supervisor, cadre = browse.enter("sun"), browse.another().enter("li_mei")

    assert cadre.client.get("/study/").status_code == 200
    assert supervisor.client.get("/supervise/").location == "/account/second-factor/"
    assert "单位要求有任命的人" in text(supervisor.get("account.second_factor"))
    set_up(supervisor)
    assert supervisor.client.get("/supervise/").location != "/account/second-factor/"


@pytest.mark.usefixtures("_password_age")
def test_who_must_have_one_cannot_give_it_up(browse, decide):
    decide(second_factor="appointed")
    set_up(browse.enter("sun"))

    assert "关闭第二重验证" not in browse.get("account.second_factor").get_text()
    refused = browse.post("account.withdraw_second_factor", current=PASSWORD)
    assert refused.status_code == 409


def test_without_the_second_factor_nothing_is_sent_to_a_desk_of_the_appointed(
    app, browse, cast, decide
):
    decide(second_factor="appointed")
    browse.enter("sun")
    response = browse.post("office.create_code", into={"cadre_id": cast.li_mei})

    assert response.status_code == 403
    assert "须先开启第二重验证" in response.text


def _ends_in(app):
    with app.app_context():
        row = db.session.scalars(db.select(SignIn).order_by(SignIn.id.desc()).limit(1)).one()
        return row.ends_at - clock.now()


@pytest.mark.usefixtures("_password_age")
def test_under_classified_protection_half_an_hour_without_a_sign_ends_the_sign_in(
    app, browse, decide
):
    with time_machine.travel(clock.now(), tick=False) as now:
        decide(password_profile="dengbao")
        browse.sign_in("li_mei")
        first = _ends_in(app)
        now.shift(timedelta(minutes=20))
        browse.post("study.create_sitting", into=FIRST)

        assert first == _ends_in(app) == timedelta(minutes=30)
        now.shift(timedelta(minutes=20))
        block = browse.get("study.lesson", **FIRST).select_one(".prose [id]")["id"]
        browse.post("study.create_position", into=FIRST, block=block)
        now.shift(timedelta(minutes=20))
        assert browse.client.get("/study/").status_code == 200
        now.shift(timedelta(minutes=11))
        assert browse.client.get("/study/").status_code == 303
