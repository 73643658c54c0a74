"""What calculators give, against cases worked out by hand from the articles."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.laws.calculators import all_calculators, calculator_named
from cadreschool.laws.calculators.severance import service_years
from cadreschool.laws.calculators.spans import add_months, months_and_days
from cadreschool.laws.calculators.values import Fault, Local, Outcome, Parameter, Sort
from cadreschool.laws.citations import Citation, find_citations

LOCAL = Local(
    {
        Parameter.AVERAGE_WAGE: Decimal(8000),
        Parameter.MINIMUM_WAGE: Decimal(2000),
        Parameter.SUBSISTENCE: Decimal(700),
        Parameter.PROVINCE_INCOME: Decimal(40000),
        Parameter.DUES_SHARE: Decimal(60),
    }
)


def _run(name, local=LOCAL, **inputs):
    values = {
        key: value if isinstance(value, str | date) else Decimal(str(value))
        for key, value in inputs.items()
    }
    return calculator_named(name).calculate(values, local)


@pytest.mark.parametrize(
    ("start", "end", "wage", "sort", "result"),
    [
        # Three years and seven months are four years.
        (date(2021, 1, 1), date(2024, 7, 31), 6000, "lawful", "24,000.00 元"),
        # Five months are half a year; six whole months are one.
        (date(2024, 1, 1), date(2024, 5, 31), 6000, "lawful", "3,000.00 元"),
        (date(2024, 1, 1), date(2024, 6, 30), 6000, "lawful", "6,000.00 元"),
        (date(2024, 1, 1), date(2024, 6, 29), 6000, "lawful", "3,000.00 元"),
        # Above three times the average: 24,000 a month and twelve years at most.
        (date(2008, 1, 1), date(2023, 12, 31), 30000, "lawful", "288,000.00 元"),
        # Not above: all sixteen years count.
        (date(2008, 1, 1), date(2023, 12, 31), 24000, "lawful", "384,000.00 元"),
        # Below the minimum wage it is the base.
        (date(2023, 1, 1), date(2023, 12, 31), 1500, "lawful", "2,000.00 元"),
        # Ended unlawfully: twice, and from the first day of work.
        (date(2021, 1, 1), date(2024, 7, 31), 6000, "unlawful", "48,000.00 元"),
        (date(2006, 1, 1), date(2009, 12, 31), 6000, "lawful", "12,000.00 元"),
        (date(2006, 1, 1), date(2009, 12, 31), 6000, "unlawful", "48,000.00 元"),
    ],
)
def test_severance(start, end, wage, sort, result):
    found = _run("severance", start=start, end=end, wage=wage, sort=sort)

    assert found.result == result


def test_severance_says_which_local_amounts_are_missing():
    found = _run(
        "severance",
        Local(),
        start=date(2021, 1, 1),
        end=date(2021, 12, 31),
        wage=6000,
        sort="lawful",
    )

    assert found.missing == (Parameter.AVERAGE_WAGE, Parameter.MINIMUM_WAGE)
    assert found.result == "6,000.00 元"


def test_overtime_pays_each_sort_of_hour_at_its_rate():
    # 4,350 ÷ 21.75 ÷ 8 = 25 an hour: 10 × 25 × 1.5 + 8 × 25 × 2 + 8 × 25 × 3.
    found = _run("overtime", wage=4350, weekday=10, restday=8, holiday=8)

    assert found.result == "1,375.00 元"
    assert not any("36 小时" in note.text for note in found.notes)


def test_more_overtime_than_allowed_is_said_whatever_was_paid():
    found = _run("overtime", wage=4350, weekday=37)

    assert "不得超过 36 小时" in found.notes[0].text


@pytest.mark.parametrize(
    ("inputs", "result"),
    [
        ({"years": 11, "taken": 6, "wage": 6525}, "2,400.00 元"),
        ({"years": 9.9, "wage": 6525}, "3,000.00 元"),
        ({"years": 20, "taken": 15, "wage": 6525}, "0.00 元"),
        # 181 of 365 days of 10: 4.96, so four whole days.
        ({"years": 11, "wage": 6525, "left": date(2025, 6, 30)}, "2,400.00 元"),
        # From 1 October 92 of 365 days of 5: 1.26, so one.
        ({"years": 3, "wage": 6525, "came": date(2025, 10, 1)}, "600.00 元"),
        ({"years": 11, "wage": 6525, "why": "waived"}, "0.00 元"),
        ({"years": 11, "taken": 8, "wage": 6525, "left": date(2025, 6, 30)}, "0.00 元"),
    ],
)
def test_leave(inputs, result):
    wanted = {
        key: Decimal(v) if isinstance(v, str) and v[0].isdigit() else v for key, v in inputs.items()
    }

    assert _run("leave", **wanted).result == result


@pytest.mark.parametrize(
    ("start", "ended", "until", "worked", "result"),
    [
        # From 1 April to the day before signing on 1 August: four months.
        (date(2025, 3, 1), "signed", date(2025, 8, 1), 0, "24,000.00 元"),
        # Never signed: eleven months and no more.
        (date(2024, 3, 1), "open", date(2025, 12, 1), 0, "66,000.00 元"),
        # Signed within a month: nothing.
        (date(2025, 3, 1), "signed", date(2025, 3, 31), 0, "0.00 元"),
        (date(2025, 3, 1), "signed", date(2025, 4, 1), 0, "0.00 元"),
        # One month and ten working days at 6,000 ÷ 21.75.
        (date(2025, 3, 1), "open", date(2025, 5, 15), 10, "8,758.62 元"),
    ],
)
def test_double_pay(start, ended, until, worked, result):
    found = _run("double-pay", start=start, ended=ended, until=until, wage=6000, worked=worked)

    assert found.result == result


@pytest.mark.parametrize("day", [28, 29, 30, 31])
def test_a_short_february_adds_no_days_to_eleven_months_of_double_pay(day):
    inputs = {"start": date(2025, 1, day), "ended": "open", "until": date(2026, 6, 30)}

    found = _run("double-pay", **inputs, wage=6000)

    assert found.result == "66,000.00 元"
    assert not any("不满一个月" in step.text for step in found.steps)


@pytest.mark.parametrize(
    ("inputs", "result"),
    [
        ({"sort": "wages"}, "现在没有期限"),
        ({"sort": "wages", "ended": date(2025, 3, 15)}, "2026 年 3 月 15 日"),
        ({"sort": "other", "known": date(2024, 2, 29)}, "2025 年 2 月 28 日"),
        (
            {"sort": "other", "known": date(2024, 5, 1), "interrupted": date(2025, 4, 30)},
            "2026 年 4 月 30 日",
        ),
        ({"sort": "other", "known": date(2025, 1, 1), "paused": 31}, "2026 年 2 月 1 日"),
    ],
)
def test_limitation(inputs, result):
    found = _run("limitation", **inputs)

    assert result in (found.result, found.title)


def test_what_comes_after_the_year_does_not_begin_it_anew():
    late = _run("limitation", sort="other", known=date(2024, 5, 1), interrupted=date(2025, 5, 2))

    assert isinstance(late, Fault)


def test_dues_are_two_percent_of_all_wages():
    found = _run("dues", wages=300000, months=3, paid=5000)

    assert found.result == "13,000.00 元"
    assert any("10,800.00 元" in step.text for step in found.steps)


@pytest.mark.parametrize(
    ("income", "result"),
    [(54000, "深度困难"), (66000, "相对困难"), (120000, "不属于")],
)
def test_hardship_is_measured_by_the_local_standard(income, result):
    # (54,000 − 30,000) ÷ 12 ÷ 3 = 666.67 ≤ 700.
    assert result in _run("hardship", income=income, costs=30000, people=3).result


def test_without_local_amounts_hardship_is_not_judged():
    found = _run("hardship", Local(), income=54000, costs=30000, people=3)

    assert found.result == "每人每月 666.67 元"
    assert set(found.missing) == {Parameter.SUBSISTENCE, Parameter.PROVINCE_INCOME}


@given(st.integers(0, 600), st.integers(0, 30))
def test_service_never_counts_less_than_it_was_nor_a_year_more(months, days):
    years = service_years(months, days)

    assert Decimal(months) / 12 <= years <= Decimal(months) / 12 + 1


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 5000))
def test_months_and_days_add_up_to_the_span(start, length):
    end = start + timedelta(days=length)
    months, days = months_and_days(start, end)

    assert add_months(start, months) + timedelta(days=days) == end + timedelta(days=1)
    assert 0 <= days <= 31


def _inputs(calculator):
    kinds = {
        Sort.MONEY: st.decimals(0, 10**6, places=2),
        Sort.NUMBER: st.decimals(1, 15, places=1),
        Sort.DAY: st.dates(date(2008, 1, 1), date(2030, 1, 1)),
    }
    return st.fixed_dictionaries(
        {
            one.name: st.sampled_from([value for value, _ in one.choices])
            if one.choices
            else (st.none() | kinds[one.sort] if one.is_optional else kinds[one.sort])
            for one in calculator.fields
        }
    )


@given(st.data())
def test_every_calculator_answers_whatever_is_filled_in(data):
    calculator = data.draw(st.sampled_from(all_calculators()))
    found = calculator.calculate(
        data.draw(_inputs(calculator)), data.draw(st.sampled_from([LOCAL, Local()]))
    )

    assert isinstance(found, Outcome | Fault)
    if isinstance(found, Fault):
        assert found.field in {one.name for one in calculator.fields}
    else:
        assert "-" not in found.result
        for step in (*found.steps, *found.notes):
            assert all(isinstance(one, Citation) for one in find_citations(step.ground, 1))
