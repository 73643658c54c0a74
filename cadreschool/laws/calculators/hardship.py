"""困难职工测算: income after hardship costs, per head and month, beside the local standard.

Which categories there are is set by unions' local rules, not by a statute: every outcome says so.
"""

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
    money,
    plain,
)


def _calculate(inputs: Inputs, local: Local) -> Outcome | Fault:
    income, costs = amount_of(inputs, "income"), amount_of(inputs, "costs")
    people = amount_of(inputs, "people")
    net = max(income - costs, Decimal(0)) / 12 / people
    per_head = income / people
    steps = [
        Step(
            f"扣除因困支出后，每人每月 {money(net)}",
            f"（{money(income)} − {money(costs)}）÷ 12 ÷ {plain(people)} 人",
        )
    ]
    missing = tuple(one for one in _PARAMETERS if local.get(one) is None)
    province, standard = (local.get(one) for one in reversed(_PARAMETERS))
    if province is not None:
        words = "低于" if per_head < province else "不低于"
        working = f"上年度全省居民人均可支配收入 {money(province)}"
        steps.append(Step(f"家庭人均年收入 {money(per_head)}，{words}全省水平", working))
    if standard is None or province is None:
        return Outcome("测算结果", f"每人每月 {money(net)}", tuple(steps), _NOTES, missing)
    steps.append(Step(f"当地低保标准 {money(standard)}，两倍是 {money(standard * 2)}"))
    return Outcome(
        "测算结果", _category(net, standard, is_below=per_head < province), tuple(steps), _NOTES
    )


def _category(net: Decimal, standard: Decimal, *, is_below: bool) -> str:
    if is_below and net <= standard:
        return "数额上符合深度困难"
    if is_below and net <= 2 * standard:
        return "数额上符合相对困难"
    return "数额上不属于深度困难或相对困难"


_PARAMETERS = (Parameter.SUBSISTENCE, Parameter.PROVINCE_INCOME)
_NOTES = (
    Step("数额只是一个条件：还要有患病、残疾、子女上学等致困原因，并经入户和信息比对。"),
    Step("遇到突发事件、意外伤害、重大疾病的，可以按意外致困另行研究。"),
    Step(
        "能进低保、低保边缘、临时救助的，先帮助申请政策救助，工会帮扶是补充。",
        ground="[[社会救助法#7]]",
    ),
)

CALCULATOR = Calculator(
    name="hardship",
    title="困难职工测算",
    summary="扣除因困支出以后，家庭每人每月还有多少。",
    fields=(
        Field("income", "家庭年可支配收入（元）", Sort.MONEY),
        Field("costs", "一年的因困支出（元）", Sort.MONEY, "医疗、残疾康复、子女上学等自付的部分"),
        Field("people", "共同生活的人数", Sort.NUMBER, least=Decimal(1), most=Decimal(20)),
    ),
    calculate=_calculate,
    parameters=_PARAMETERS,
    caution="困难职工的分类和口径由各地工会规定，各地不同。这里按常见的算法测算，认定前请核对当地文件。",
)
