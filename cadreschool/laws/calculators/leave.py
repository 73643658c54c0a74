"""未休年休假工资报酬 (职工带薪年休假条例第五条；企业职工带薪年休假实施办法第十至十二条)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, Decimal

from cadreschool.laws.calculators.overtime import PAY_DAYS
from cadreschool.laws.calculators.values import (
    Calculator,
    Fault,
    Field,
    Inputs,
    Local,
    Outcome,
    Sort,
    Step,
    amount_of,
    day_of,
    money,
    plain,
)

_YEAR = 365
_ENTITLED = ((20, 15), (10, 10), (1, 5))
WAIVED = "waived"
_RULES = "[[企业职工带薪年休假实施办法#%s]]"


def entitlement(years: Decimal) -> int:
    """Return the days of leave a year after so many years of work (条例第三条)."""
    return next((days for least, days in _ENTITLED if years >= least), 0)


def _calculate(inputs: Inputs, local: Local) -> Outcome | Fault:  # noqa: ARG001 -- no local amount
    years = amount_of(inputs, "years")
    full = entitlement(years)
    if not full:
        return Fault("years", "累计工作不满一年，还没有年休假。")
    steps = [
        Step(
            f"全年应休 {full} 天",
            f"累计工作 {plain(years)} 年",
            "[[职工带薪年休假条例#3]]",
        )
    ]
    due = _due_days(inputs, full, steps)
    if isinstance(due, Fault):
        return due
    taken = amount_of(inputs, "taken")
    left = max(due - taken, Decimal(0))
    steps.append(Step(f"未休 {plain(left)} 天", f"{plain(due)} − {plain(taken)}"))
    daily = amount_of(inputs, "wage") / PAY_DAYS
    steps.append(
        Step(
            f"日工资收入 {money(daily)}",
            f"{money(amount_of(inputs, 'wage'))} ÷ 21.75",
            _RULES % 11,
        )
    )
    if inputs.get("why") == WAIVED:
        text = "本人因自己的原因书面提出不休的，可以只付正常工作期间的工资"
        steps.append(Step(text, ground=_RULES % 10))
        return Outcome("未休年休假工资报酬", money(Decimal(0)), tuple(steps), _notes())
    extra = daily * left * 2
    steps.append(
        Step(
            f"还应支付 {money(extra)}",
            f"{money(daily)} × {plain(left)} 天 × 200%；300% 里的 100% 已随正常工资支付",
            "[[职工带薪年休假条例#5]]" + _RULES % 10,
        )
    )
    return Outcome("未休年休假工资报酬", money(extra), tuple(steps), _notes())


def _due_days(inputs: Inputs, full: int, steps: list[Step]) -> Decimal | Fault:
    """Return the days due this year: all, or a share for who came or left during it."""
    came, left = day_of(inputs, "came"), day_of(inputs, "left")
    known = came or left
    if known is None:
        return Decimal(full)
    first = came or date(known.year, 1, 1)
    last = left or date(known.year, 12, 31)
    if first.year != last.year or last < first:
        return Fault("left", "入职和离职应在同一年，且离职不早于入职；跨年的请分年计算。")
    days = min((last - first).days + 1, _YEAR)
    share = Decimal(days * full) / _YEAR
    whole = share.to_integral_value(ROUND_FLOOR)
    steps.append(
        Step(
            f"折算为 {plain(whole)} 天",
            f"{days} ÷ 365 × {full} = {share:.2f}，不足一整天的不算",
            _RULES % (12 if left else 5),
        )
    )
    return whole


def _notes() -> tuple[Step, ...]:
    return (
        Step("年休假要连续工作满十二个月才有；累计工作时间在不同单位合并计算。", ground=_RULES % 3),
        Step(
            "有五种情形当年不享受年休假，如事假累计二十天以上且没有扣工资。",
            ground="[[职工带薪年休假条例#4]]",
        ),
        Step("合同、集体合同或规章制度定得更高的，从其规定。", ground=_RULES % 13),
    )


_MOST_YEARS = Decimal(60)

CALCULATOR = Calculator(
    name="leave",
    title="未休年休假工资",
    summary="应休几天，没有休的还应支付多少。",
    fields=(
        Field("years", "累计工作年数", Sort.NUMBER, "在各单位的时间合并计算", most=_MOST_YEARS),
        Field("taken", "当年已安排几天", Sort.NUMBER, is_optional=True, most=Decimal(15)),
        Field(
            "wage",
            "前十二个月剔除加班工资后的月平均工资（元）",
            Sort.MONEY,
            hint="在本单位不满十二个月的，按实际月份平均",
        ),
        Field("came", "当年新进单位的日期", Sort.DAY, "不是当年新进的不填", is_optional=True),
        Field("left", "当年离职的日期", Sort.DAY, "没有离职的不填", is_optional=True),
        Field(
            "why",
            "为什么没有休",
            Sort.CHOICE,
            choices=(("work", "单位没有安排"), (WAIVED, "本人书面提出不休")),
        ),
    ),
    calculate=_calculate,
)
