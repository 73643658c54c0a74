"""The tables that texts about law are read with: what is said in two ways and means the same.

Only what is the same in law stands here. 单位 is not 用人单位 (it may be 用工单位), 岁 is not 周岁,
三十日 is not 一个月: such things are left to a person. Adding a line here makes answers right that
were undecided before, so each needs a reason and a pair in `tests/questions/law_text`.
"""

from __future__ import annotations

from fractions import Fraction

SYNONYMS = (
    ("法院", "人民法院"),
    ("检察院", "人民检察院"),
    ("政府", "人民政府"),
    ("人大", "人民代表大会"),
    ("常委会", "常务委员会"),
    ("全国总工会", "中华全国总工会"),
    ("职代会", "职工代表大会"),
    ("经济补偿", "经济补偿金"),
    ("仲裁委", "仲裁委员会"),
    ("应当", "应该"),
    ("或", "或者"),
    ("和", "以及"),
    ("和", "与"),
    ("和", "及"),
    ("作出", "做出"),
    ("其他", "其它"),
    ("账", "帐"),
    ("唯一", "惟一"),
    ("每日", "每天"),
)
"""The form that is compared, and one that means the same."""

NOT_HAVING = ("过错", "正当理由", "固定期限")
"""What 没有 stands before as well as 无. 无条件 is not 没有条件: elsewhere a person decides."""

UNITS: dict[str, tuple[str, Fraction]] = {
    "工作日": ("工作日", Fraction(1)),
    "自然日": ("自然日", Fraction(1)),
    "星期": ("日", Fraction(7)),
    "礼拜": ("日", Fraction(7)),
    "周岁": ("周岁", Fraction(1)),
    "周年": ("周年", Fraction(1)),
    "周": ("日", Fraction(7)),
    "日": ("日", Fraction(1)),
    "天": ("日", Fraction(1)),
    "季度": ("月", Fraction(3)),
    "月份": ("月份", Fraction(1)),
    "月": ("月", Fraction(1)),
    "年": ("月", Fraction(12)),
    "小时": ("分钟", Fraction(60)),
    "钟头": ("分钟", Fraction(60)),
    "分钟": ("分钟", Fraction(1)),
    "百分点": ("百分点", Fraction(1)),
    "美元": ("美元", Fraction(1)),
    "港元": ("港元", Fraction(1)),
    "块钱": ("元", Fraction(1)),
    "元": ("元", Fraction(1)),
    "圆": ("元", Fraction(1)),
    "块": ("元", Fraction(1)),
    "角": ("元", Fraction(1, 10)),
    "倍": ("倍", Fraction(1)),
    "成": ("倍", Fraction(1, 10)),
    "%": ("倍", Fraction(1, 100)),
    "‰": ("倍", Fraction(1, 1000)),
    "岁": ("岁", Fraction(1)),
    "号": ("号", Fraction(1)),
    "平方米": ("平方米", Fraction(1)),
    "公里": ("公里", Fraction(1)),
    "学时": ("学时", Fraction(1)),
    "课时": ("课时", Fraction(1)),
    "人次": ("人次", Fraction(1)),
    "人": ("人", Fraction(1)),
    "名": ("人", Fraction(1)),
    "位": ("人", Fraction(1)),
    **{name: (name, Fraction(1)) for name in "次级条款项章节编届家户份件票分种类批"},
}
"""The unit each is compared in, and how many of it there are in one."""

NOT_UNITS = {
    "年": "度轻龄终会",
    "日": "常报",
    "天": "津然",
    "周": "期末边",
    "元": "旦月",
    "成": "员立年为本果绩功",
    "号": "码",
    "人": "民员事才身格大力",
    "名": "单称义额",
    "位": "置",
    "次": "数日月年序",
    "级": "别",
    "条": "件例文",
    "款": "项",
    "项": "目",
    "章": "程",
    "节": "日",
    "家": "庭属",
    "户": "籍口",
    "份": "额",
    "件": "数",
    "票": "据",
    "分": "之支公会级配别类立工",
    "种": "类植",
    "类": "型别似",
    "批": "准评",
}
"""Characters after which a unit is the beginning of another word."""

COUNTERS = frozenset("次级条款项章节编届家户份件票分种类批人") | {"人次", "学时", "课时"}
"""Words that things are counted with: 三项措施 and 三条措施 may be the same."""

NEAR_UNITS: dict[frozenset[str], tuple[int, int]] = {
    frozenset({"月", "日"}): (28, 31),
    frozenset({"月", "自然日"}): (28, 31),
    frozenset({"月", "周年"}): (12, 12),
    frozenset({"日", "分钟"}): (1440, 1440),
    frozenset({"工作日", "分钟"}): (480, 1440),
    frozenset({"日", "自然日"}): (1, 1),
    frozenset({"分钟", "分"}): (1, 1),
    frozenset({"岁", "周岁"}): (1, 1),
    frozenset({"月", "周岁"}): (12, 12),
    frozenset({"月", "岁"}): (12, 12),
    frozenset({"倍", "百分点"}): (100, 100),
    frozenset({"倍", "分"}): (100, 100),
    frozenset({"月", "月份"}): (1, 1),
    frozenset({"月", "季"}): (1, 1),
    frozenset({"日", "号"}): (1, 1),
    frozenset({"月", "年份"}): (12, 12),
}
"""Units that are not the same in law, though some answers mean it: how many of the smaller one
make one of the larger, at least and at most. Which of the two is larger follows from the number."""

AT_LEAST, AT_MOST, MORE, LESS = "不少于", "不超过", "超过", "不满"
WITHIN, BEYOND, FULL = "以内", "以外", "满"

SUFFIXES = {
    "和以上": AT_LEAST,
    "或以上": AT_LEAST,
    "以上": AT_LEAST,
    "和以下": AT_MOST,
    "或以下": AT_MOST,
    "以下": AT_MOST,
    "以内": WITHIN,
    "之内": WITHIN,
    "内": WITHIN,
    "以外": BEYOND,
    "之外": BEYOND,
}
"""What is said behind a quantity, 及 being 和 by now. 以上、以下、以内 include the number itself
(民法典 1259)."""

FIXED = {
    "至少": AT_LEAST,
    "最少": AT_LEAST,
    "起码": AT_LEAST,
    "至多": AT_MOST,
    "最多": AT_MOST,
}
BASES = {
    "超过": MORE,
    "高于": MORE,
    "多于": MORE,
    "大于": MORE,
    "超出": MORE,
    "逾": MORE,
    "过": MORE,
    "低于": LESS,
    "少于": LESS,
    "小于": LESS,
    "满": FULL,
    "达到": FULL,
    "达": FULL,
    "足": FULL,
    "够": FULL,
    "到": FULL,
}
"""What is said before a quantity."""
DENIED = {MORE: AT_MOST, LESS: AT_LEAST, FULL: LESS}
"""What each of them becomes with 不, 未, 没有 or 不得 before it."""

CONTRARY = frozenset(
    frozenset(pair)
    for pair in (
        (AT_LEAST, AT_MOST),
        (AT_LEAST, MORE),
        (AT_LEAST, LESS),
        (AT_LEAST, WITHIN),
        (AT_MOST, MORE),
        (AT_MOST, LESS),
        (AT_MOST, BEYOND),
        (MORE, LESS),
        (MORE, WITHIN),
        (WITHIN, BEYOND),
        (LESS, BEYOND),
        (LESS, FULL),
    )
)
"""Limits of one quantity that cannot both be right. 不满 and 以下 differ in the number itself."""

NEGATIONS = ("禁止", "不", "未", "无", "非", "没", "免", "勿", "毋")
WHOLE_WORDS = (
    "不仅",
    "不但",
    "不论",
    "不管",
    "不断",
    "无论",
    "无非",
    "非常",
    "除非",
    "未来",
    "避免",
    "罢免",
    "减免",
    "没收",
    "任免",
    "以免",
    "难免",
    "一般",
    "一切",
    "一律",
    "一定",
    "一旦",
    "一致",
    "一并",
    "唯一",
    "统一",
    "同一",
    "万一",
)
"""Words with a character that denies or counts elsewhere, and does not here."""
