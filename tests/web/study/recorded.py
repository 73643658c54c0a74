"""What tests of practice records fill in."""

from __future__ import annotations

from cadreschool.kernel import clock

KEY = "00000000000000000000000000000001"


def typed(**changes: object) -> dict[str, object]:
    """Return a whole form as a browser sends it."""
    return {
        "form_key": KEY,
        "base": "0",
        "kind": "mediation",
        "happened_on": clock.today().isoformat(),
        "place": "城关街道",
        "role": "主持",
        "case_code": "2026-017",
        "deed": "双方各说一遍，我把能谈的和不能谈的分开写在纸上。",
        "citations": "测试法第1条",
        "result": "双方同意补发，写了协议。",
        "next_time": "先把考勤记录要来再谈。",
        "competencies": ["able", "skilled"],
        "witness": "",
        **changes,
    }


def save(browse, do: str = "save", **changes: object):
    """Send the form and return the answer."""
    return browse.post("study.create_practice_record", **typed(do=do, **changes))


def number_in(location: str) -> int:
    """Return the record's number in an address."""
    return int(location.split("/")[2])
