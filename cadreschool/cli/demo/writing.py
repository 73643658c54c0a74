"""Texts at two drills, as people of the demonstration school write them: most ask for an answer.

Where the courses have no such drill nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cadreschool.courses.catalogue import Catalogue, PublishedCourse, PublishedLesson
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.drills import actions
from cadreschool.learning.drills.actions import Marking

_COURSE = "w1-writing"
_OVERTIME, _WAIVER = "reply-overtime", "reply-waiver"
_DAY, _NEXT = timedelta(days=44), timedelta(days=2)
_SHORT = timedelta(minutes=9)


@dataclass(frozen=True, slots=True)
class _Text:
    """Who wrote what, how they marked it themselves when they handed it in, and the answer."""

    who: str
    lesson: str
    text: str
    own: Marking | None = None
    answer: Marking | None = None


_TEXTS = (
    _Text(
        "李梅",
        _OVERTIME,
        "吕师傅，上周日盘点从八点到四点，除去午饭七个小时，打卡都在。休息日安排干活，公司应当先给补休，"
        "补不了的按不低于工资百分之二百付。我上午去问人事，周三下班前在群里答复大家。",
        Marking((2, 2, 1, 2, 2), "小时数写清楚了，下次会记得请大家留好截图。"),
    ),
    _Text(
        "杜秀英",
        _OVERTIME,
        "吕师傅您好，周日盘点肯定算加班，班长说义务是不对的。公司应当按百分之二百给大家发加班费。"
        "工会会替大家去问的，请放心，有消息马上告诉大家。",
        Marking((1, 1, 2, 1, 0), "漏了补休在前，也没有写哪一天答复。"),
        Marking(
            (1, 1, 2, 1, 0),
            "第一句就答了他问的，这一点很好。改一处：先补休、补不了才付钱，前一半漏了，人事一句话就能挡回来。"
            "“马上”改成“周三下班以前”，他就知道该等到哪天。",
        ),
    ),
    _Text(
        "薛芳",
        _OVERTIME,
        "收到。周日来盘点属于休息日加班，先安排补休，不能补休的付不低于百分之二百的工资。"
        "打卡记录我先导出来，明天找人事和班长一起定，后天中午在群里说结果。",
    ),
    _Text(
        "李梅",
        _WAIVER,
        "别急，您入职那天签的纸不算数，公司应当从入职起给您缴社保，您可以要求补缴。不过每月多给的三百块，"
        "补缴以后公司可以要回去，先心里有数。那张纸拍照留好。明天午休来工会，我陪您想怎么跟人事说。",
        Marking((2, 2, 1, 2, 2), "两面都说了，留什么写少了。"),
        Marking(
            (2, 2, 1, 2, 2),
            "把要退钱也说在前面，她会信您。改一处：转账记录也请她留着，补缴时要对得上数。",
        ),
    ),
    _Text(
        "康健",
        _WAIVER,
        "这种承诺法律上无效，您有权要求公司补缴，我们支持您。补贴的转账记录和那张纸都留好，"
        "公司补缴以后可能要您退回补贴。提这个要求不会成为辞退的理由，需要时我陪您去找人事谈。",
        Marking((2, 2, 2, 2, 0), "没有写什么时候去。"),
        Marking((1, 2, 2, 2, 1), "该说的都说了。缺一个日子：哪天、几点、在哪里，她才敢来。"),
    ),
)
_TEACHER = "何静"


def write_some(
    people: Mapping[str, Viewer], catalogue: Catalogue, story: tuple[datetime, datetime]
) -> None:
    """Let people write, mark their own and hand it in; the teacher answers what is told here."""
    course = catalogue.course(_COURSE)
    at = story[0] + _DAY
    if course is None or at + _NEXT > story[1]:
        return
    for one in _TEXTS:
        lesson = course.lesson(one.lesson)
        if one.who in people and lesson is not None and lesson.drill is not None:
            at += _SHORT
            _write(one, people, course, lesson, at=at)


def _write(
    one: _Text,
    people: Mapping[str, Viewer],
    course: PublishedCourse,
    lesson: PublishedLesson,
    *,
    at: datetime,
) -> None:
    drill, writer = lesson.drill, people[one.who]
    if drill is None:
        return
    work_id = actions.start_work(writer, course, lesson, at=at)
    actions.save_text(writer, work_id, one.text, 0, at=at)
    actions.close_work(writer, work_id, lambda _: drill, at=at)
    if one.own is None:
        return
    actions.mark_own(writer, work_id, one.own, lambda _: drill, current=lambda _: course, at=at)
    actions.submit_work(writer, work_id, at=at)
    if one.answer is not None and _TEACHER in people:
        actions.answer_work(
            people[_TEACHER], work_id, one.answer, lambda _: drill, (course.id,), at=at + _NEXT
        )
