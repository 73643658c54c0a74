"""加班费 (劳动法第四十四条)."""

from __future__ import annotations

from decimal import Decimal

from cadreschool.laws.calculators.values import (
    Calculator,
    Fault,
    Field,
    Inputs,
    Local,
    Outcome,
    Parameter,
    Sort,
    Step,
    amount_of,
    cents,
    money,
    plain,
)

PAY_DAYS = Decimal("21.75")
"""月计薪天数（企业职工带薪年休假实施办法第十一条）。"""
HOURS_A_DAY = 8
MOST_HOURS = 36
"""每月延长工作时间的上限（劳动法第四十一条）。"""
_RATES = (
    ("weekday", "延长工作时间", Decimal("1.5"), "150%"),
    ("restday", "休息日、又不能补休", Decimal(2), "200%"),
    ("holiday", "法定休假日", Decimal(3), "300%"),
)


def _calculate(inputs: Inputs, local: Local) -> Outcome | Fault:
    wage = amount_of(inputs, "wage")
    hourly = wage / PAY_DAYS / HOURS_A_DAY
    steps = [
        Step(
            f"小时工资 {money(hourly)}",
            f"{money(wage)} ÷ 21.75 天 ÷ 8 小时",
            "[[企业职工带薪年休假实施办法#11]]",
        )
    ]
    total = Decimal(0)
    for name, words, rate, percent in _RATES:
        hours = amount_of(inputs, name)
        if hours:
            amount = cents(hourly * hours * rate)
            total += amount
            working = f"{money(hourly)} × {plain(hours)} 小时 × {percent}"
            steps.append(Step(f"{words} {money(amount)}", working, "[[劳动法#44]]"))
    if not total:
        return Fault("weekday", "请至少填一种加班的小时数。")
    notes = [
        Step("休息日加班，先看能不能安排补休；不能补休的才按 200% 支付。", ground="[[劳动法#44]]"),
        Step("计算基数从劳动合同、集体合同的约定；没有约定或约定不明的，以当地规定为准，请核对。"),
    ]
    if amount_of(inputs, "weekday") > MOST_HOURS:
        text = f"延长工作时间每月不得超过 {MOST_HOURS} 小时，付了加班费也不能超。"
        notes.insert(0, Step(text, ground="[[劳动法#41]]"))
    least = local.get(Parameter.MINIMUM_WAGE)
    if least is not None and wage < least:
        notes.insert(0, Step(f"月工资低于当地最低工资标准 {money(least)}，请先核对工资。"))
    return Outcome(
        "加班费",
        money(total),
        tuple(steps),
        tuple(notes),
        missing=() if least is not None else (Parameter.MINIMUM_WAGE,),
    )


_MOST = Decimal(744)

CALCULATOR = Calculator(
    name="overtime",
    title="加班费",
    summary="一个月里延时、休息日和法定休假日的加班费。",
    fields=(
        Field("wage", "正常工作时间的月工资（元）", Sort.MONEY, hint="不含加班费"),
        Field("weekday", "工作日延长的小时", Sort.NUMBER, is_optional=True, most=_MOST),
        Field(
            "restday", "休息日加班的小时", Sort.NUMBER, "没有补休的", is_optional=True, most=_MOST
        ),
        Field("holiday", "法定休假日加班的小时", Sort.NUMBER, is_optional=True, most=_MOST),
    ),
    calculate=_calculate,
    parameters=(Parameter.MINIMUM_WAGE,),
)
