"""A one-time code by the union's administrator: seen once, printed, told to the person."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update

from cadreschool.audit.models import AuditRow
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.keys import RequestKey
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from tests.school.cast import PASSWORD
from tests.web.account.phone import set_up
from tests.web.seeing import links, text

CODE = re.compile(r"(?<![\w-])[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}(?![\w-])")
KEY = "0c7b6a52-0000-4000-8000-000000000000"
NEW = "a quiet street by the river"


def _appoint(app, cadre_id, role, organisation_id):
    def unit():
        cadre, union = (
            db.session.get(Cadre, cadre_id),
            db.session.get(Organisation, organisation_id),
        )
        appoint(cadre, role, union, from_on=clock.today(), by=None, at=clock.now())

    with app.app_context():
        write(unit)


@pytest.fixture
def administrator(app, cast, browse):
    """Let 陈晓 administer the textile union, and sign in."""
    _appoint(app, cast.chen_xiao, Role.SYSTEM_ADMIN, cast.textile)
    return browse.enter("chen_xiao")


def _make(browse, cadre_id, key=None):
    return browse.post("office.create_code", into={"cadre_id": cadre_id}, key=key)


def _code(response):
    found = CODE.search(response.text)
    return found.group() if found else None


def test_the_slip_shows_the_code_with_which_the_person_sets_a_password(administrator, cast):
    before = text(administrator.get("office.code", cadre_id=cast.li_mei))
    response = _make(administrator, cast.li_mei)

    assert "未用的激活码没有" in before
    assert response.status_code == 200
    assert "激活码只显示这一次" in response.text
    activated = administrator.another().post(
        "account.create_activation", login="limei", code=_code(response), new=NEW, repeat=NEW
    )
    assert activated.status_code == 303


def test_the_page_afterwards_tells_that_there_is_a_code_and_not_which(administrator, cast):
    _make(administrator, cast.li_mei)
    page = administrator.get("office.code", cadre_id=cast.li_mei)

    assert "未用的激活码有一个" in text(page)
    assert not CODE.search(page.get_text())
    assert f"/office/people/{cast.li_mei}/code/" in links(administrator.get("office.codes"))


def test_the_button_pressed_twice_makes_one_code_and_shows_it_twice(administrator, cast):
    first, second = (_make(administrator, cast.li_mei, key=KEY) for _ in range(2))
    other = _make(administrator, cast.li_mei)
    again = _make(administrator, cast.li_mei, key=KEY)

    assert _code(first) == _code(second) != _code(other)
    assert _code(again) is None
    assert "已经用过，或者换了新的" in again.text


def test_the_code_lies_nowhere_in_clear(app, administrator, cast):
    response = _make(administrator, cast.li_mei, key=KEY)
    bare = _code(response).replace("-", "")

    with app.app_context():
        kept = [
            str(row) for row in db.session.execute(select(RequestKey.body, RequestKey.location))
        ]
        audited = [str(row) for row in db.session.execute(select(AuditRow.action, AuditRow.detail))]
    assert not any(bare in line or _code(response) in line for line in kept + audited)
    assert any("activation.make" in line for line in audited)


def test_the_old_password_is_good_until_the_code_is_used_and_the_person_is_told(
    administrator, cast
):
    _make(administrator, cast.li_mei)
    owner = administrator.another().sign_in("li_mei", password=PASSWORD)

    assert "为您发了一个激活码" in text(owner.get("study.home"))


def test_codes_of_administrators_come_from_the_security_administrator(app, browse, cast):
    _appoint(app, cast.chen_xiao, Role.SYSTEM_ADMIN, cast.county)
    _appoint(app, cast.zhou, Role.SECURITY_ADMIN, cast.county)
    _appoint(app, cast.li_mei, Role.AUDIT_ADMIN, cast.county)
    system, security = browse.enter("chen_xiao"), browse.another().enter("zhou")

    assert _make(system, cast.li_mei).status_code == 403
    assert _make(system, cast.zhou).status_code == 403
    assert _make(system, cast.wang_qiang).status_code == 200
    assert _make(security, cast.li_mei).status_code == 200
    assert _make(security, cast.wang_qiang).status_code == 403
    assert "由安全管理员发" in text(system.get("office.code", cadre_id=cast.li_mei))


def test_who_is_appointed_further_up_gets_no_code_from_further_down(app, administrator, cast):
    _appoint(app, cast.li_mei, Role.SUPERVISOR, cast.chengguan)

    assert _make(administrator, cast.li_mei).status_code == 403
    assert _make(administrator, cast.wang_qiang).status_code == 404
    assert _make(administrator, cast.chen_xiao).status_code == 409


def test_a_code_that_is_out_is_void_once_its_owner_becomes_an_administrator(
    app, administrator, cast
):
    code = _code(_make(administrator, cast.li_mei))
    _appoint(app, cast.li_mei, Role.AUDIT_ADMIN, cast.county)
    response = administrator.another().post(
        "account.create_activation", login="limei", code=code, new=NEW, repeat=NEW
    )

    assert response.status_code == 422
    assert administrator.another().sign_in("li_mei").client.get("/study/").status_code == 200


@pytest.mark.parametrize("has_password", [True, False])
def test_a_code_that_is_out_opens_no_supervision_from_further_up(
    app, administrator, cast, has_password
):
    if not has_password:
        silent = update(Cadre).where(Cadre.id == cast.li_mei).values(password_hash=None)
        with app.app_context():
            write(lambda: db.session.execute(silent))
    code = _code(_make(administrator, cast.li_mei))
    _appoint(app, cast.li_mei, Role.SUPERVISOR, cast.county)
    response = administrator.another().post(
        "account.create_activation", login="limei", code=code, new=NEW, repeat=NEW
    )

    assert response.status_code == (422 if has_password else 303), "a first code stays good"


def test_nobody_without_a_password_is_made_an_administrator_by_another(app, session, cast):
    silent = update(Cadre).where(Cadre.id == cast.li_mei).values(password_hash=None)
    write(lambda: db.session.execute(silent))

    def make(by):
        cadre, union = (
            db.session.get(Cadre, cast.li_mei),
            db.session.get(Organisation, cast.textile),
        )
        appoint(cadre, Role.AUDIT_ADMIN, union, from_on=clock.today(), by=by, at=clock.now())

    with pytest.raises(ConflictError, match="还没有设密码"):
        write(lambda: make(cast.sun))
    write(lambda: make(None))


def test_the_security_administrator_resets_the_second_factor_of_who_lost_their_phone(
    app, browse, cast
):
    _appoint(app, cast.zhou, Role.SECURITY_ADMIN, cast.county)
    _appoint(app, cast.sun, Role.AUDIT_ADMIN, cast.county)
    set_up(browse.another().enter("li_mei"))
    set_up(browse.another().enter("sun"))
    security = browse.enter("zhou")
    page = security.get("office.code", cadre_id=cast.li_mei)
    response = security.send(str(page.select_one("main form")["action"]), {})

    assert "第二重验证已重设" in text(security.follow(response))
    owner = browse.another().sign_in("li_mei")
    assert "周建国于" in text(owner.get("study.home"))
    assert "关闭了第二重验证" in text(owner.get("account.home"))
    refused = security.post("office.withdraw_second_factor", into={"cadre_id": cast.sun})
    assert refused.status_code == 409
    assert "由运维人员" in text(security.get("office.code", cadre_id=cast.sun))


def test_an_account_out_of_use_gets_no_code(app, administrator, cast):
    silenced = update(Cadre).where(Cadre.id == cast.li_mei).values(deactivated_at=clock.now())
    with app.app_context():
        write(lambda: db.session.execute(silenced))

    assert _make(administrator, cast.li_mei).status_code == 409
