"""Adding somebody to a union."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from cadreschool.people.models import Cadre
from tests.web.neighbourhood import settle
from tests.web.seeing import links, text

PERSON = {"name": "沈 月", "login": "１３８00138000", "post": "finance", "tie": "full_time"}


def _send(browse, union_id, **fields):
    return browse.post("office.create_person", into={"organisation_id": union_id}, **fields)


def test_they_are_there_and_wait_for_a_code(app, browse, cast):
    settle(app)
    browse.enter("shixiao")

    page = browse.follow(_send(browse, cast.textile, **PERSON, from_on="2026-09-01"))

    assert page.select_one("h1").get_text() == "沈月"
    assert "2026年9月1日起" in text(page)
    assert "登录名13800138000" in text(page)
    assert [one for one in links(page) if one.endswith("/code/")]


def test_a_sign_in_name_that_is_taken_keeps_the_form(app, browse, cast):
    settle(app)

    response = _send(browse.enter("shixiao"), cast.textile, **(PERSON | {"login": "WangQiang"}))

    assert response.status_code == 409
    assert "这个登录名已经有人使用。" in response.text
    assert "王强" not in response.text, "whose it is lies outside"
    assert 'value="沈 月"' in response.text


@pytest.mark.parametrize(
    ("field", "written", "words"),
    [
        ("name", "=HYPERLINK(1)", "不像姓名"),
        ("name", "沈\u202e月", "看不见的控制字符"),
        ("name", "<b>沈月</b>", "不像姓名"),
        ("login", "a", "登录名应是"),
        ("login", "138001380", "像手机号"),
        ("post", "emperor", "有效"),
        ("from_on", "2999-01-01", "到岗日期不能晚于今天"),
    ],
)
def test_mistakes_are_told_at_their_field(app, browse, cast, field, written, words):
    settle(app)

    response = _send(browse.enter("shixiao"), cast.textile, **(PERSON | {field: written}))

    assert response.status_code == 422
    assert words in response.text


def test_fields_that_the_form_does_not_have_change_nothing(app, browse, cast):
    settle(app)
    browse.enter("shixiao")

    _send(
        browse,
        cast.textile,
        **PERSON,
        organisation_id=cast.county,
        role="system_admin",
        password_hash="x",
        is_demonstration="1",
    )

    with app.app_context():
        added = db.session.scalars(select(Cadre).where(Cadre.name == "沈月")).one()
        audited = db.session.scalars(select(AuditRow).where(AuditRow.action == "cadre.add")).all()
    assert (added.organisation_id, added.password_hash) == (cast.textile, None)
    assert not added.is_demonstration
    assert audited[-1].object_id == str(added.id)


def test_the_form_begins_today(app, browse, cast):
    settle(app)

    page = browse.enter("shixiao").get("office.new_person", organisation_id=cast.textile)

    assert page.select_one("input[name=from_on]")["value"] == clock.today().isoformat()
