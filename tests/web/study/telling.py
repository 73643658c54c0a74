"""What a cadre types into the form of a case."""

from __future__ import annotations

FORM = {
    "title": "夜班津贴少发了三个月",
    "situation": "一家四十多人的纺织厂，夜班津贴三个月没有发，七名职工来工会反映。",
    "action": "先请他们推两个人说清楚天数，再对着考勤算出数目，第二天约行政一起谈。",
    "outcome": "十天以后补发到位，津贴写进了工资条。",
    "thoughts": "先把数目算清再开口，话就站得住。",
    "citations": "测试法第2条",
    "lesson_1": "课 speaking-1（为职工说话）",
    "consent": "y",
}


def tell(browse, *, do="submit", **changes):
    """Send a new case; returns the answer."""
    fields = {name: value for name, value in (FORM | changes).items() if value is not None}
    return browse.post("study.create_case", do=do, **fields)


def told(browse, **changes) -> dict[str, int]:
    """Send a new case and return its place."""
    response = tell(browse, **changes)
    assert response.status_code == 303, response.text
    return {"case_id": int(response.location.split("/")[2])}


def publish(browse, place) -> None:
    """Publish a case as the reviewer."""
    response = browse.post("teach.create_case_publication", into=place, version="1", reviewed="yes")
    assert response.status_code == 303, response.text
