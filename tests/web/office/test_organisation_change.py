"""Changes to a union: each says what will happen, and is told in the union's history."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre
from tests.web.neighbourhood import settle
from tests.web.office.test_appointments import give
from tests.web.office.test_organisation import add_unions
from tests.web.seeing import table, text


def _see(browse, organisation_id, kind, **values):
    return browse.get(
        "office.organisation_change", organisation_id=organisation_id, kind=kind, **values
    )


def _send(browse, organisation_id, kind, **fields):
    into = {"organisation_id": organisation_id, "kind": kind}
    return browse.post("office.create_organisation_change", into=into, **fields)


def _column(app, column, wanted):
    with app.app_context():
        return db.session.scalar(select(column).where(wanted))


def test_a_new_name_leaves_the_old_one_in_the_history(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    page = browse.follow(_send(browse, cast.textile, "name", name="纺织集团工会", basis="批复"))

    assert page.select_one("h1").get_text() == "纺织集团工会"
    assert "由“纺织工会”更名为“纺织集团工会”" in text(page)


def test_a_union_goes_under_another_with_all_its_people(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    before = _see(browse, cast.textile, "parent", target=cast.qingshi)
    _send(browse, cast.textile, "parent", target_id=cast.qingshi)

    assert "连同下级1个工会、3名干部一起移动" in text(before)
    after = browse.get("office.organisation", organisation_id=cast.qingshi)
    assert [row[0] for row in table(after)] == ["建材工会基层工会", "纺织工会基层工会"]
    supervisor = browse.another().enter("zhou")
    supervisor.get("supervise.completion", organisation_id=cast.textile)


def test_what_cannot_be_the_superior_says_why(app, browse, cast):
    settle(app)

    page = _see(browse.enter("tianye"), cast.chengguan, "parent", q="工会")

    told = text(page)
    assert "云岭县总工会不能选：已经是它的上级" in told
    assert "纺织工会不能选：在它之下" in told
    assert "青石镇工会联合会不能选：乡镇（街道）工会不能设在乡镇（街道）工会之下" in told


def test_a_superior_outside_is_not_to_be_had(app, browse, cast):
    settle(app)

    response = _send(browse.enter("shixiao"), cast.textile, "parent", target_id=cast.qingshi)

    assert response.status_code == 404


def test_a_merger_takes_people_and_unions_along_and_ends_appointments(app, browse, cast):
    settle(app)
    (other,) = add_unions(app, cast.chengguan, "针织工会")
    give(app, cast.li_mei, Role.SUPERVISOR, cast.textile)
    browse.enter("tianye")

    before = text(_see(browse, cast.textile, "merger", target=other))
    page = browse.follow(_send(browse, cast.textile, "merger", target_id=other, basis="县工发3号"))

    assert "本级2名干部调入“针织工会”" in before
    assert "在“纺织工会”的2项任命到此为止" in before
    assert "“纺织工会”并入" in text(page)
    assert _column(app, Cadre.organisation_id, Cadre.login == "limei") == other
    gone = browse.get("office.organisation", organisation_id=cast.textile)
    assert "并入“针织工会”，作为记录保留。" in text(gone)


def test_a_merger_needs_its_ground_and_its_other_union(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    groundless = _send(browse, cast.textile, "merger", target_id=cast.building)
    alone = _send(browse, cast.textile, "merger", basis="县工发3号")

    assert (groundless.status_code, alone.status_code) == (422, 422)
    assert "请写明依据。" in groundless.text
    assert "请先选择一个工会。" in alone.text


def test_a_union_with_people_is_not_closed(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    page = _see(browse, cast.textile, "closure")
    response = _send(browse, cast.textile, "closure", basis="县工发3号")

    assert "现在还不能撤销：本级有2名干部，下级有1个工会。" in text(page)
    assert not page.select('main form[method="post"]')
    assert response.status_code == 409


def test_an_empty_union_is_closed_and_stays_as_a_record(app, browse, cast):
    settle(app)
    (empty,) = add_unions(app, cast.chengguan, "针织工会")
    browse.enter("tianye")

    page = browse.follow(_send(browse, empty, "closure", basis="县工发3号"))

    assert "撤销，作为记录保留。" in text(page)
    assert _column(app, Organisation.closed_on, Organisation.id == empty) == clock.today()
    above = browse.get("office.organisation", organisation_id=cast.chengguan)
    assert [row[0] for row in table(above)] == ["纺织工会基层工会"]
    with_closed = browse.get("office.organisation", organisation_id=cast.chengguan, closed=1)
    assert "针织工会" in text(with_closed)
    assert not with_closed.select("td button")


def test_guidance_is_noted_and_taken_back(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    made = browse.post(
        "office.create_organisation",
        into={"organisation_id": cast.county},
        name="纺织产业工会",
        kind="industry",
    )
    industry = int(made.location.rstrip("/").rpartition("/")[2])

    wrong = _see(browse, cast.textile, "guide", q="建材")
    begun = browse.follow(_send(browse, cast.textile, "guide", target_id=industry))
    guiding = browse.get("office.organisation", organisation_id=industry)
    ended = browse.follow(_send(browse, cast.textile, "guide", do="none"))

    assert "不能选：业务指导单位须是产业工会" in text(wrong)
    assert "业务指导纺织产业工会" in text(begun)
    assert "业务指导的工会纺织工会" in text(guiding)
    assert "不再由“纺织产业工会”业务指导" in text(ended)


@pytest.mark.parametrize("kind", ["name", "closure", "merger"])
def test_the_union_of_ones_own_appointment_is_left_to_those_above(app, browse, cast, kind):
    settle(app)
    browse.enter("shixiao")

    page = _see(browse, cast.chengguan, kind)
    response = _send(
        browse, cast.chengguan, kind, name="城关总工会", basis="决定", target_id=cast.textile
    )

    assert "由上级工会的系统管理员办理" in text(page)
    assert response.status_code == 409


def test_there_are_no_other_changes(app, browse, cast):
    settle(app)

    browse.enter("tianye").get(
        "office.organisation_change", organisation_id=cast.textile, kind="deletion", status=404
    )


def test_a_form_that_others_were_quicker_than_changes_nothing(app, browse, cast):
    settle(app)
    page = _see(browse.enter("tianye"), cast.textile, "name")
    seen = page.select_one("input[name=seen]")["value"]
    _send(browse, cast.textile, "name", name="纺织集团工会", seen=seen)

    stale = _send(browse, cast.textile, "parent", target_id=cast.qingshi, seen=seen)

    assert stale.status_code == 409
    assert "“纺织集团工会”的情况改过，没有保存" in stale.text
    assert _column(app, Organisation.parent_id, Organisation.id == cast.textile) == cast.chengguan
