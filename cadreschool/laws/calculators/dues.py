"""用人单位拨缴的工会经费 (工会法第四十三条)."""

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

RATE = Decimal("0.02")


def _calculate(inputs: Inputs, local: Local) -> Outcome | Fault:
    wages, months, paid = (amount_of(inputs, name) for name in ("wages", "months", "paid"))
    due = cents(wages * RATE) * months
    if not due:
        return Fault("wages", "请填工资总额和月数。")
    steps = [
        Step(
            f"应拨缴 {money(due)}",
            f"{money(wages)} × 2% × {plain(months)} 个月",
            "[[工会法#43]]",
        )
    ]
    if paid:
        steps.append(Step(f"还差 {money(max(due - paid, Decimal(0)))}", f"已经拨缴 {money(paid)}"))
    share = local.get(Parameter.DUES_SHARE)
    if share is not None:
        own = cents(due * share / 100)
        steps.append(Step(f"其中留在基层工会 {money(own)}", f"按本地比例 {plain(share)}%"))
    notes = (
        Step("“全部职工”“工资总额”按国家有关部门规定的标准计算。", ground="[[工会法解释#4]]"),
        Step("拨缴的经费在税前列支。", ground="[[工会法#43]]"),
        Step(
            "无正当理由拖延或拒不拨缴的，基层工会或上级工会可以申请支付令；拒不执行的，申请强制执行。",
            ground="[[工会法#44]]",
        ),
    )
    return Outcome(
        "应拨缴的工会经费",
        money(max(due - paid, Decimal(0))),
        tuple(steps),
        notes,
        missing=() if share is not None else (Parameter.DUES_SHARE,),
    )


CALCULATOR = Calculator(
    name="dues",
    title="工会经费",
    summary="用人单位每月应向工会拨缴多少，还差多少。",
    fields=(
        Field("wages", "每月全部职工工资总额（元）", Sort.MONEY, most=Decimal(10**11)),
        Field("months", "几个月", Sort.NUMBER, least=Decimal(1), most=Decimal(120)),
        Field("paid", "已经拨缴（元）", Sort.MONEY, is_optional=True, most=Decimal(10**11)),
    ),
    calculate=_calculate,
    parameters=(Parameter.DUES_SHARE,),
)
