"""What the fields of a record are called, and workers' personal data in them, field by field.

Knows where personal data could be written; how it is recognised, and what to write instead, is
`kernel.personal_data`'s to know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cadreschool.kernel.faults import Faults
from cadreschool.kernel.personal_data import find_personal_data

NAMES = {
    "kind": "哪一类",
    "happened_on": "日期",
    "place": "地点",
    "role": "我担任什么",
    "case_code": "案件编号",
    "deed": "我做了什么",
    "citations": "用到的法条",
    "result": "结果",
    "next_time": "下次怎样做",
    "competencies": "看得出哪些能力",
    "witness": "见证人",
}
"""What the fields of a record are called."""


def personal_faults(texts: Mapping[str, str], known: Collection[str] = ()) -> Faults:
    """Say where personal data stands in these texts, why that may not be, and what to write.

    `known` are names that are refused wherever they stand.
    """
    faults: Faults = {}
    for name, text in texts.items():
        found = [one.said for one in find_personal_data(text, known=known)]
        if found:
            faults[name] = found
    return faults
