"""What must not stand in a record: workers' personal data, found and explained field by field.

Knows where personal data could be written and how to write instead; how it is recognised is
`kernel.personal_data`'s to know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.personal_data import Finding, find_personal_data
from cadreschool.learning.practice_records.rules import LONGEST_WORDS, Faults

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


class UnfitError(InvalidError):
    """A text that cannot be stored or submitted as it is; `faults` says why, field by field."""

    def __init__(self, faults: Mapping[str, list[str]]) -> None:
        """Keep what is wrong; what was typed stays with whoever sent it."""
        first = next(iter(faults))
        where = NAMES.get(first, first)
        super().__init__(f"{where}：{faults[first][0]}", "写的都还在，改好以后再保存。")
        self.faults = dict(faults)


def personal_faults(texts: Mapping[str, str], known: Collection[str] = ()) -> Faults:
    """Say where personal data stands in these texts, why that may not be, and what to write.

    `known` are names that are refused wherever they stand.
    """
    faults: Faults = {}
    for name, text in texts.items():
        found = [_said(one) for one in find_personal_data(text, known=known)]
        if found:
            faults[name] = found
    return faults


def _said(one: Finding) -> str:
    return f"“{one.text}”像是{one.kind}：{one.why}。{one.hint}。"


def require_words(words: str, *, may_be_empty: bool) -> str:
    """Return what somebody said to a record, fit to be kept."""
    plain = words.replace("\r\n", "\n").strip()
    if not plain and not may_be_empty:
        message = "请写几句话，写的人要知道为什么。"
        raise InvalidError(message)
    if len(plain) > LONGEST_WORDS:
        message = f"写的话现在 {len(plain)} 字，最多 {LONGEST_WORDS} 字。"
        raise InvalidError(message, "请写短一些。")
    found = find_personal_data(plain)
    if found:
        raise InvalidError(f"写的话里，{_said(found[0])}", "改好以后再送出。")
    return plain
