"""What the school decides for itself, and what its server was given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from cadreschool.audit.actions import record
from cadreschool.audit.models import AuditRow
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.policy import CHOICES
from cadreschool.web.office.environment import ENVIRONMENT
from tests.web.neighbourhood import LOGINS, settle
from tests.web.seeing import text

USUAL = {"password_profile": "nist", "second_factor": "off", "review_required": "0"}


@pytest.fixture
def administrators(app, browse):
    """Return the system and the security administrator of the county."""
    settle(app)
    return browse.enter(LOGINS["system admin"]), browse.another().enter(LOGINS["security admin"])


def _save(browse, **fields):
    return browse.post("office.update_policies", **(USUAL | fields))


def test_each_choice_belongs_to_one_of_the_two_administrators(administrators):
    pages = [one.get("office.settings") for one in administrators]
    offered = [
        {one["name"] for one in page.select("main [name]")} - {"csrf_token", "request_key"}
        for page in pages
    ]

    assert offered[0] | offered[1] == {choice.name for choice in CHOICES}
    assert offered[0] & offered[1] == set()
    assert "由另一位管理员决定" in text(pages[0])


def test_a_footer_stands_on_every_page_from_the_next_request_on(browse, administrators):
    system, _ = administrators
    response = _save(system, host="云岭县总工会", icp="某ICP备12345678号", telephone="0000-1234567")

    assert "已保存：主办单位、ICP备案号、投诉建议电话。" in text(system.follow(response))
    stranger = browse.another()
    assert "主办单位：云岭县总工会" in stranger.get("public.about").footer.get_text()
    assert "0000-1234567" in text(stranger.get("account.sign_in"))


def test_nobody_decides_what_is_the_other_administrators(administrators):
    system, security = administrators
    _save(system, password_profile="dengbao", second_factor="appointed")
    _save(security, host="云岭县总工会")

    page = security.get("office.settings")
    assert page.select_one("[name=password_profile][checked]")["value"] == "nist"
    assert "云岭县总工会" not in page.footer.get_text()


@pytest.mark.parametrize(
    ("choice", "said"),
    [({"password_profile": "none"}, "没有这个选项"), ({"second_factor": ""}, "没有这个选项")],
)
def test_what_is_not_offered_is_refused(administrators, choice, said):
    response = _save(administrators[1], **choice)

    assert response.status_code == 422


def test_a_text_that_is_too_long_comes_back_to_be_mended(administrators):
    response = _save(administrators[0], host="工" * 61)

    assert response.status_code == 422
    assert "最多 60 个字，现在是 61 个" in response.text
    assert "工" * 61 in response.text


def test_a_change_is_audited_with_what_was_before(app, administrators):
    _save(administrators[1], password_profile="dengbao")
    _save(administrators[1], password_profile="dengbao")

    with app.app_context():
        rows = db.session.execute(
            select(AuditRow.object_id, AuditRow.detail)
            .where(AuditRow.action == "policy.change")
            .order_by(AuditRow.id)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("password_profile", '{"after": "dengbao", "before": "nist"}')
    ]


def test_many_failures_in_a_day_are_pointed_out(app, administrators):
    def fail():
        for number in range(100):
            record("sign_in.fail", "cadre", number % 10, by=None, at=clock.now())

    assert "可能有人在猜密码" not in text(administrators[0].get("office.settings"))
    with app.app_context():
        write(fail)

    page = text(administrators[0].get("office.settings"))
    assert "有100次登录没有成功，涉及10个账户，可能有人在猜密码" in page


def test_every_setting_of_the_server_is_there_and_no_secret(app, administrators):
    page = administrators[0].get("office.settings")
    source = (Path(__file__).resolve().parents[3] / "config.py").read_text(encoding="utf-8")
    names = set(re.findall(r'"(CADRESCHOOL_[A-Z_]+)"', source))

    assert names <= {one.name for one in ENVIRONMENT}
    assert all(one.name in page.get_text() for one in ENVIRONMENT)
    assert app.config["SECRET_KEY"] not in page.get_text()


def test_the_form_is_filled_with_what_holds(administrators):
    _save(administrators[0], review_required="1")

    page = administrators[0].get("office.settings")
    assert page.select_one("[name=review_required][checked]")["value"] == "1"
