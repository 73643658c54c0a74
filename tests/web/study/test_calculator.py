"""A calculator's page: filled in, calculated, explained."""

from __future__ import annotations

from datetime import date

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.laws.calculators import all_calculators
from cadreschool.laws.calculators.values import Parameter
from cadreschool.organisations.parameters.models import LocalParameter
from tests.school.cast import MONDAY
from tests.web.seeing import links, text

OVERTIME = {"wage": "4,350", "weekday": "１０", "restday": "", "holiday": ""}


@pytest.fixture
def set_amount(app, cast):
    """Return what sets a local amount, as an administrator does."""

    def set_it(parameter, value, *, from_on=date(2020, 1, 1), organisation_id=cast.county):
        row = LocalParameter(
            organisation_id=organisation_id,
            name=parameter.value,
            value=value,
            from_on=from_on,
            source="市政府公告",
            made_by=cast.sun,
            made_at=MONDAY,
        )
        with app.app_context():
            write(lambda: db.session.add(row))

    return set_it


def _calculate(browse, name, **filled):
    return browse.get("study.calculator", calculator_name=name, **filled)


@pytest.mark.parametrize("calculator", all_calculators(), ids=lambda one: one.name)
def test_a_calculator_begins_empty_and_says_what_comes(browse, calculator):
    page = _calculate(browse.enter("limei"), calculator.name)

    assert calculator.title in text(page)
    assert "按“计算”" in text(page)
    assert not page.select(".field__error")


def test_the_result_comes_with_its_steps_and_articles(browse):
    page = _calculate(browse.enter("limei"), "overtime", **OVERTIME)

    assert "375.00元" in text(page)
    assert "×10小时×150%" in text(page)
    assert "/laws/%E5%8A%B3%E5%8A%A8%E6%B3%95/?article=44#article-44" in links(page)


def test_what_is_missing_or_unreadable_is_said_at_its_field(browse):
    page = _calculate(browse.enter("limei"), "overtime", wage="六千左右", weekday="-3")

    errors = [text(one) for one in page.select(".field__error")]
    assert errors == ["请写一个数，如8或6000.50。", "请填0到744之间的数。"]
    assert page.select_one("#wage")["value"] == "六千左右"


def test_what_does_not_fit_together_is_said_at_its_field(browse):
    filled = {"sort": "lawful", "start": "2025-03-01", "end": "2025-01-01", "wage": "5000"}
    page = _calculate(browse.enter("limei"), "severance", **filled)

    assert "离职日期早于入职日期。" in text(page)


SEVERANCE = {"sort": "lawful", "start": "2020-01-01", "end": "2020-12-31", "wage": "30000"}


def test_a_local_amount_that_nobody_set_is_said_and_may_be_filled_in(browse):
    page = _calculate(browse.enter("limei"), "severance", **SEVERANCE)
    assert "没有核对：上年度职工月平均工资、月最低工资标准（本地参数未设置）" in text(page)
    assert "30,000.00元" in text(page)

    own = {f"own-{Parameter.AVERAGE_WAGE.value}": "8000"}
    page = _calculate(browse, "severance", **SEVERANCE, **own)
    assert "24,000.00元" in text(page)


def test_the_amount_of_the_day_is_taken_from_the_nearest_union(browse, cast, set_amount):
    set_amount(Parameter.AVERAGE_WAGE, "9000")
    set_amount(Parameter.AVERAGE_WAGE, "7000", organisation_id=cast.chengguan)
    set_amount(
        Parameter.AVERAGE_WAGE, "7500", from_on=date(2021, 7, 1), organisation_id=cast.chengguan
    )
    page = _calculate(browse.enter("limei"), "severance", **SEVERANCE)
    later = {**SEVERANCE, "end": "2021-12-31", "start": "2021-01-01"}

    assert "21,000.00元" in text(page)
    assert "城关街道工会联合会" in text(page)
    assert "22,500.00元" in text(_calculate(browse, "severance", **later))
    browse.enter("wangqiang")
    assert "27,000.00元" in text(_calculate(browse, "severance", **SEVERANCE))


def test_what_a_region_decides_is_marked_to_be_checked(browse):
    assert "待核对当地规定" in text(_calculate(browse.enter("limei"), "hardship"))
