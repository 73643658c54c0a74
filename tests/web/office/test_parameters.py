"""Local parameters in the 管理台: set, refused, withdrawn."""

from __future__ import annotations

import pytest

from tests.browse import check
from tests.web.neighbourhood import settle
from tests.web.seeing import text

MINE = {"name": "minimum_wage", "value": "1,880", "from_on": "2026-01-01", "source": "省政府通告"}


@pytest.fixture
def office(app, browse):
    """Return the browser of the county's system administrator."""
    school = settle(app)
    browse.enter("tianye")
    return school, browse


def _set(browse, organisation_id, **changes):
    fields = {**MINE, "organisation_id": organisation_id, **changes}
    return browse.post("office.create_parameter", **fields)


def _withdraw(browse, parameter_id):
    return browse.post("office.withdraw_parameter", into={"parameter_id": parameter_id})


def test_an_amount_is_set_for_a_union_and_stands_in_the_list(office, cast):
    _, browse = office
    page = browse.follow(_set(browse, cast.county))

    assert "月最低工资标准已设置，从2026年1月1日起执行" in text(page)
    assert "1,880" in text(page)
    assert "省政府通告" in text(page)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": "多"}, "请写一个数"),
        ({"value": "-1"}, "请填0到10000000之间的数"),
        ({"name": "dues_share", "value": "101"}, "比例不超过100"),
        ({"from_on": "1026-01-01"}, "请核对日期"),
        ({"source": " "}, "请写明出处"),
    ],
)
def test_what_cannot_be_is_refused_with_the_form_kept(office, cast, changes, words):
    _, browse = office
    answer = _set(browse, cast.county, **changes)

    assert answer.status_code == 422
    assert words in text(check(answer))


def test_the_same_amount_from_the_same_day_is_not_set_twice(office, cast):
    _, browse = office
    _set(browse, cast.county)
    answer = _set(browse, cast.county, value="1900")

    assert answer.status_code == 409
    assert "已经设为1880" in text(check(answer))


def test_what_was_mistaken_is_withdrawn_and_stays_to_be_seen(office):
    school, browse = office
    page = browse.follow(_withdraw(browse, school.parameters["limei"]))

    assert "已撤下，不再用于计算" in text(page)
    assert _withdraw(browse, school.parameters["limei"]).status_code == 409


def test_below_one_sees_what_applies_and_changes_only_ones_own(app, browse):
    school = settle(app)
    page = browse.enter("shixiao").get("office.parameters")

    assert "上级设置" in text(page)
    assert _withdraw(browse, school.parameters["sun"]).status_code == 404
