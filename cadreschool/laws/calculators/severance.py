"""经济补偿 and 赔偿金 when a labour contract is ended (劳动合同法第四十六、四十七、八十七条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cadreschool.laws.calculators.spans import months_and_days
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
    day_of,
    money,
    plain,
)

LCL_START = date(2008, 1, 1)
"""劳动合同法施行之日（第九十八条）；此前的年限按当时的规定（第九十七条第三款）。"""
MOST_YEARS = 12
HALF = Decimal("0.5")
UNLAWFUL = "unlawful"


def _calculate(inputs: Inputs, local: Local) -> Outcome | Fault:
    start, end = day_of(inputs, "start"), day_of(inputs, "end")
    if start is None or end is None:
        return Fault("start", "请填入职和离职的日期。")
    if end < start:
        return Fault("end", "离职日期早于入职日期。")
    is_unlawful = inputs.get("sort") == UNLAWFUL
    counted_from = start if is_unlawful else max(start, LCL_START)
    if end < counted_from:
        return Fault("end", "劳动合同法自 2008 年 1 月 1 日起施行，此前离职按当时的规定计算。")
    months, days = months_and_days(counted_from, end)
    years = service_years(months, days)
    wage = amount_of(inputs, "wage")
    base, capped, steps = _base(wage, local)
    worked = f"{months // 12} 年 {months % 12} 个月" + (f"零 {days} 天" if days else "")
    steps.append(
        Step(
            f"本单位工作年限折算为 {plain(years)} 年",
            f"{worked}；六个月以上不满一年按一年，不满六个月按半年",
            "[[劳动合同法#47]]",
        )
    )
    if capped and years > MOST_YEARS:
        years = Decimal(MOST_YEARS)
        steps.append(
            Step("年限最高按 12 年", "月工资高于三倍的，才有这个限制", "[[劳动合同法#47]]")
        )
    amount = base * years
    steps.append(
        Step(f"经济补偿 {money(amount)}", f"{money(base)} × {plain(years)}", "[[劳动合同法#47]]")
    )
    if is_unlawful:
        amount *= 2
        steps.append(Step(f"赔偿金 {money(amount)}", "经济补偿标准的二倍", "[[劳动合同法#87]]"))
    missing = tuple(
        one for one in (Parameter.AVERAGE_WAGE, Parameter.MINIMUM_WAGE) if local.get(one) is None
    )
    return Outcome(
        title="赔偿金" if is_unlawful else "经济补偿",
        result=money(amount),
        steps=tuple(steps),
        notes=_notes(start, is_unlawful=is_unlawful),
        missing=missing,
    )


def service_years(months: int, days: int) -> Decimal:
    """Turn service into years of compensation (劳动合同法第四十七条第一款)."""
    whole, rest = divmod(months, 12)
    if rest >= 6:  # noqa: PLR2004 -- six months, as the article says
        return Decimal(whole + 1)
    return whole + (HALF if rest or days else Decimal(0))


def _base(wage: Decimal, local: Local) -> tuple[Decimal, bool, list[Step]]:
    """Return the monthly base, whether it was cut down to three times the average, and why."""
    average, least = local.get(Parameter.AVERAGE_WAGE), local.get(Parameter.MINIMUM_WAGE)
    if average is not None and wage > 3 * average:
        step = Step(
            f"计算基数为 {money(3 * average)}",
            f"月工资 {money(wage)} 高于当地上年度职工月平均工资 {money(average)} 的三倍",
            "[[劳动合同法#47]]",
        )
        return 3 * average, True, [step]
    if least is not None and wage < least:
        step = Step(
            f"计算基数为 {money(least)}",
            f"月工资 {money(wage)} 低于当地最低工资标准",
            "[[劳动合同法实施条例#27]]",
        )
        return least, False, [step]
    step = Step(
        f"计算基数为 {money(wage)}",
        "离职前十二个月的月平均应得工资，含奖金、津贴和补贴",
        "[[劳动合同法#47]][[劳动合同法实施条例#27]]",
    )
    return wage, False, [step]


def _notes(start: date, *, is_unlawful: bool) -> tuple[Step, ...]:
    notes = []
    if start < LCL_START and not is_unlawful:
        notes.append(
            Step(
                "2008 年以前的工作年限没有算在内：是否补偿，按当时的有关规定。",
                ground="[[劳动合同法#97]]",
            )
        )
    if is_unlawful:
        notes.append(
            Step(
                "支付了赔偿金的，不再支付经济补偿；赔偿金的年限自用工之日起算。",
                ground="[[劳动合同法实施条例#25]]",
            )
        )
        notes.append(
            Step(
                "劳动者要求继续履行、合同也能继续履行的，应当继续履行，这时不是赔偿金的问题。",
                ground="[[劳动合同法#48]]",
            )
        )
    else:
        notes.append(Step("先看清是不是应当支付经济补偿的情形。", ground="[[劳动合同法#46]]"))
    notes.append(
        Step(
            "非因本人原因被安排到新单位的，原单位的年限合并计算；原单位已经补偿过的除外。",
            ground="[[劳动合同法实施条例#10]]",
        )
    )
    return tuple(notes)


CALCULATOR = Calculator(
    name="severance",
    title="经济补偿与赔偿金",
    summary="劳动合同解除、终止时的经济补偿；违法解除、终止时的赔偿金。",
    fields=(
        Field(
            "sort",
            "算哪一种",
            Sort.CHOICE,
            choices=(("lawful", "经济补偿"), (UNLAWFUL, "违法解除或终止的赔偿金")),
        ),
        Field("start", "入职日期", Sort.DAY),
        Field("end", "解除或终止的日期", Sort.DAY),
        Field(
            "wage",
            "离职前十二个月的月平均工资（元）",
            Sort.MONEY,
            hint="应得工资，含奖金、津贴和补贴；不满十二个月的，按实际工作的月数平均",
        ),
    ),
    calculate=_calculate,
    parameters=(Parameter.AVERAGE_WAGE, Parameter.MINIMUM_WAGE),
    day_field="end",
)
