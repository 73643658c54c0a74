"""未订立书面劳动合同的二倍工资 (劳动合同法第八十二条；实施条例第六、七条；解释（二）第六条)."""

from __future__ import annotations

from decimal import Decimal

from cadreschool.laws.calculators.overtime import PAY_DAYS
from cadreschool.laws.calculators.spans import DAY, add_months, months_and_days
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


def _calculate(inputs: Inputs, local: Local) -> Outcome | Fault:  # noqa: ARG001 -- no local amount
    start, until = day_of(inputs, "start"), day_of(inputs, "until")
    if start is None or until is None:
        return Fault("start", "请填用工之日和截止的日期。")
    if until < start:
        return Fault("until", "截止的日期早于用工之日。")
    first, latest = add_months(start, 1), add_months(start, 12) - DAY
    last = min(until - DAY if inputs.get("ended") == "signed" else until, latest)
    if last < first:
        text = "自用工之日起满一个月以内，还没有二倍工资"
        step = Step(text, f"从 {first:%Y-%m-%d} 起算", "[[劳动合同法实施条例#6]]")
        return Outcome("二倍工资的差额", money(Decimal(0)), (step,), _notes())
    months, days = months_and_days(start, last)
    months -= 1  # counted from the first day of work, so that a short February adds no days
    wage, worked = amount_of(inputs, "wage"), amount_of(inputs, "worked")
    if worked > days:
        return Fault("worked", f"不满一个月的部分只有 {days} 天。")
    steps = [
        Step(
            f"从 {first:%Y-%m-%d} 到 {last:%Y-%m-%d}",
            "用工之日起满一个月的次日起，到补订合同的前一日止，最长到满一年的前一日",
            "[[劳动合同法实施条例#6、7]]",
        ),
        Step(
            f"整月 {months} 个：{money(wage * months)}",
            f"{money(wage)} × {months}",
            "[[劳动合同法#82]]",
        ),
    ]
    amount = wage * months
    if days and worked:
        part = wage / PAY_DAYS * worked
        amount += part
        working = f"{money(wage)} ÷ 21.75 × {plain(worked)} 个工作日"
        steps.append(Step(f"不满一个月的部分：{money(part)}", working, "[[劳动争议解释(二)#6]]"))
    elif days:
        text = f"还有不满一个月的 {days} 天没有算：填上这些天里的实际工作日再算"
        steps.append(Step(text, ground="[[劳动争议解释(二)#6]]"))
    return Outcome("二倍工资的差额", money(amount), tuple(steps), _notes())


def _notes() -> tuple[Step, ...]:
    return (
        Step("这是正常工资以外再付的一倍。"),
        Step(
            "满一年仍未订立的，视为已订立无固定期限劳动合同，一年以后不再有这种二倍工资。",
            ground="[[劳动合同法实施条例#7]][[劳动争议解释(二)#9]]",
        ),
        Step(
            "因不可抗力、劳动者本人故意或重大过失没有订立的，不支持；合同依法自动续延的也不算。",
            ground="[[劳动争议解释(二)#7、8]]",
        ),
        Step(
            "申请仲裁有一年的时效，起算的口径各地不同，请尽早提出并核对当地做法。",
            ground="[[劳动争议调解仲裁法#27]]",
        ),
    )


CALCULATOR = Calculator(
    name="double-pay",
    title="二倍工资",
    summary="没有订立书面劳动合同时，多付的那一倍有多少。",
    fields=(
        Field("start", "用工之日", Sort.DAY),
        Field(
            "ended",
            "到什么时候为止",
            Sort.CHOICE,
            choices=(("signed", "后来补订了书面合同"), ("open", "一直没有订立")),
        ),
        Field("until", "补订合同或离职的日期", Sort.DAY, "都没有的，填今天"),
        Field("wage", "月工资（元）", Sort.MONEY),
        Field(
            "worked",
            "不满一个月的部分有几个工作日",
            Sort.NUMBER,
            "按该月实际工作日计算；先不填，算出有几天再填",
            is_optional=True,
            most=Decimal(23),
        ),
    ),
    calculate=_calculate,
)
