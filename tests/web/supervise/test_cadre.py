"""One cadre's lessons with reasons: never what they answered."""

from __future__ import annotations

import pytest
import time_machine

from tests.school.cast import MONDAY
from tests.web.seeing import begin, take, text


def test_every_lesson_says_where_its_cadre_stands_and_why(browse, cast):
    with time_machine.travel(MONDAY, tick=False):
        li_mei = browse.another().enter("li_mei")
        take(li_mei, wrong=(1,))
        begin(li_mei, course_id="speaking", lesson_id="speaking-2")

        page = browse.enter("sun").get("supervise.cadre", cadre_id=cast.li_mei)

    said = text(page)
    for one in (
        "李梅",
        "工会主席",
        "缺第2课（共2课）；第2课检测尚未交卷",
        "2026年3月2日检测80分",
        "检测尚未交卷",
        "共1课，尚未开始",
    ):
        assert one in said


def test_the_page_is_the_same_whether_answers_were_right_or_wrong(browse, cast):
    with time_machine.travel(MONDAY, tick=False) as now:
        li_mei = browse.another().enter("li_mei")
        take(li_mei, wrong=(1, 2))
        first = browse.enter("sun").get("supervise.cadre", cadre_id=cast.li_mei)
        now.shift(600)
        take(li_mei, wrong=(4, 5))
        second = browse.enter("sun").get("supervise.cadre", cadre_id=cast.li_mei)

    assert text(first) == text(second), "only the best score shows"
    assert "题干" not in text(first)
    assert "KEY-" not in text(first)


@pytest.mark.parametrize(
    ("name", "whom", "status"),
    [
        ("sun", "li_mei", 200),
        ("sun", "wang_qiang", 200),
        ("sun", "sun", 200),
        ("zhou", "wang_qiang", 200),
        ("zhou", "li_mei", 404),
        ("zhou", "sun", 404),
        ("li_mei", "li_mei", 403),
        ("chen_xiao", "li_mei", 403),
    ],
)
def test_only_supervisors_above_see_a_cadre(browse, cast, name, whom, status):
    browse.enter(name).get("supervise.cadre", cadre_id=getattr(cast, whom), status=status)


def test_a_foreign_cadre_looks_like_one_who_is_not_there(browse, cast):
    browse.enter("zhou")

    foreign = browse.get("supervise.cadre", cadre_id=cast.li_mei, status=404)
    missing = browse.get("supervise.cadre", cadre_id=999, status=404)

    assert text(foreign)[:-16] == text(missing)[:-16], "all but the number of the request"
