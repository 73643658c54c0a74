"""劳动争议仲裁时效 (劳动争议调解仲裁法第二十七条)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cadreschool.laws.calculators.spans import add_months
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
    plain,
)

WAGES = "wages"
_ARTICLE = "[[劳动争议调解仲裁法#27]]"


def _calculate(inputs: Inputs, local: Local) -> Outcome | Fault:  # noqa: ARG001 -- no local amount
    ended = day_of(inputs, "ended")
    is_about_wages = inputs.get("sort") == WAGES
    if is_about_wages and ended is None:
        step = Step("劳动关系还在，拖欠劳动报酬的争议不受一年限制", ground=_ARTICLE)
        return Outcome("现在没有期限", "劳动关系终止后一年内提出", (step,), _notes())
    begin = ended if is_about_wages else day_of(inputs, "known")
    if begin is None:
        return Fault("known", "请填知道或应当知道权利被侵害的日期。")
    text = "劳动关系终止之日" if is_about_wages else "知道或应当知道之日"
    steps = [Step(f"从 {begin:%Y-%m-%d} 起算", text, _ARTICLE)]
    interrupted = day_of(inputs, "interrupted")
    if interrupted is not None:
        if interrupted < begin:
            return Fault("interrupted", "中断的日期早于起算的日期。")
        if interrupted > add_months(begin, 12):
            return Fault("interrupted", "中断要发生在一年期满以前；期满以后的主张不使时效中断。")
        begin = interrupted
        steps.append(
            Step(
                f"中断，从 {begin:%Y-%m-%d} 重新计算",
                "最近一次主张权利、请求救济或对方同意履行",
                _ARTICLE,
            )
        )
    last = add_months(begin, 12)
    paused = amount_of(inputs, "paused")
    if paused:
        last += timedelta(days=int(paused))
        steps.append(
            Step(f"中止 {plain(paused)} 天，顺延", "不可抗力或其他正当理由的时间不算", _ARTICLE)
        )
    steps.append(Step(f"最后一日 {last:%Y-%m-%d}", "一年，到对应日为止", _ARTICLE))
    return Outcome("申请仲裁的最后一日", _written(last), tuple(steps), _notes())


def _written(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _notes() -> tuple[Step, ...]:
    return (
        Step("中断要有证据：催告的书面记录、投诉回执、对方答应付款的消息。", ground=_ARTICLE),
        Step(
            "开始的当日不计入；最后一日是法定休假日的，以休假日结束的次日为最后一日。",
            ground="[[民法典#201、203]]",
        ),
        Step(
            "过了时效也可以先申请：对方在仲裁期间不提时效抗辩的，一审、二审再提不予支持。",
            ground="[[劳动争议解释(二)#20]]",
        ),
    )


CALCULATOR = Calculator(
    name="limitation",
    title="仲裁时效",
    summary="什么时候为止还来得及申请劳动仲裁。",
    fields=(
        Field(
            "sort",
            "争的是什么",
            Sort.CHOICE,
            choices=((WAGES, "拖欠劳动报酬"), ("other", "其他争议")),
        ),
        Field("known", "知道或应当知道的日期", Sort.DAY, "其他争议必填", is_optional=True),
        Field("ended", "劳动关系终止的日期", Sort.DAY, "还在职的不填", is_optional=True),
        Field("interrupted", "最近一次中断的日期", Sort.DAY, "没有的不填", is_optional=True),
        Field("paused", "中止的天数", Sort.NUMBER, is_optional=True, most=Decimal(3650)),
    ),
    calculate=_calculate,
)
