"""Three texts at a drill, as people of the demonstration school write them: two ask for an answer.

Where the courses have no such drill nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from cadreschool.courses.catalogue import Catalogue, PublishedCourse
from cadreschool.courses.drills.values import Drill
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.drills import actions
from cadreschool.learning.drills.actions import Marking

_COURSE, _LESSON = "w1-writing", "reply-overtime"
_DAY, _NEXT = timedelta(days=44), timedelta(days=2)
_SHORT = timedelta(minutes=9)
_TEXTS = {
    "李梅": (
        "吕师傅，上周日盘点从八点到四点，除去午饭七个小时，打卡都在。休息日安排干活，公司应当先给补休，"
        "补不了的按不低于工资百分之二百付。我上午去问人事，周三下班前在群里答复大家。"
    ),
    "杜秀英": (
        "吕师傅您好，周日盘点肯定算加班，班长说义务是不对的。公司应当按百分之二百给大家发加班费。"
        "工会会替大家去问的，请放心，有消息马上告诉大家。"
    ),
    "薛芳": (
        "收到。周日来盘点属于休息日加班，先安排补休，不能补休的付不低于百分之二百的工资。"
        "打卡记录我先导出来，明天找人事和班长一起定，后天中午在群里说结果。"
    ),
}
_OWN = {
    "李梅": Marking((2, 2, 1, 2, 2), "小时数写清楚了，下次会记得请大家留好截图。"),
    "杜秀英": Marking((1, 1, 2, 1, 0), "漏了补休在前，也没有写哪一天答复。"),
}
_TEACHER, _ANSWERED = "何静", "杜秀英"
_ANSWER = Marking(
    (1, 1, 2, 1, 0),
    "第一句就答了他问的，这一点很好。改一处：先补休、补不了才付钱，前一半漏了，人事一句话就能挡回来。"
    "“马上”改成“周三下班以前”，他就知道该等到哪天。",
)


def write_some(
    people: Mapping[str, Viewer], catalogue: Catalogue, story: tuple[datetime, datetime]
) -> None:
    """Let three people write; the teacher has answered one text, and one waits."""
    course = catalogue.course(_COURSE)
    lesson = course.lesson(_LESSON) if course else None
    at = story[0] + _DAY
    if course is None or lesson is None or lesson.drill is None or at + _NEXT > story[1]:
        return
    drill = lesson.drill
    for name, text in _TEXTS.items():
        if name not in people:
            continue
        at += _SHORT
        work_id = actions.start_work(people[name], course, lesson, at=at)
        actions.save_text(people[name], work_id, text, 0, at=at)
        actions.close_work(people[name], work_id, lambda _: drill, at=at)
        if name in _OWN:
            _submit(people[name], work_id, _OWN[name], (course, drill), at=at)
        if name == _ANSWERED and _TEACHER in people:
            teacher, later = people[_TEACHER], at + _NEXT
            actions.answer_work(teacher, work_id, _ANSWER, lambda _: drill, (course.id,), at=later)


def _submit(
    viewer: Viewer,
    work_id: int,
    own: Marking,
    of: tuple[PublishedCourse, Drill],
    *,
    at: datetime,
) -> None:
    """Mark a text oneself, then hand it to the teachers."""
    course, drill = of
    actions.mark_own(viewer, work_id, own, lambda _: drill, current=lambda _: course, at=at)
    actions.submit_work(viewer, work_id, at=at)
