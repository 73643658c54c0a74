"""The sections of a file and their columns: the one table that page, files and document follow.

Reserved for later, and not used for anything else: `credits`, `certificates`, `classes`.
"""

from __future__ import annotations

from cadreschool.reports.portfolio.values import Column, Kind, Layout

_COURSE = Column("course", "课程")
_LESSON = Column("lesson", "课")
_EDITION = Column("edition", "版", Kind.NUMBER)
_NUMBER = Column("number", "第几次", Kind.NUMBER)
_SCORE = Column("score", "得分", Kind.NUMBER)
_MARK = Column("pass_mark", "合格线", Kind.NUMBER)
_RESULT = Column("result", "结果")
_UNION = Column("organisation", "工会")

POSTINGS = Layout(
    "postings",
    "任职经历",
    (
        _UNION,
        Column("post", "岗位"),
        Column("tie", "专/兼/挂"),
        Column("from", "任职日期", Kind.DAY),
        Column("until", "到", Kind.DAY),
        Column("is_main", "主要岗位", Kind.FLAG),
    ),
    "平台上还没有登记岗位。",
)
COURSES = Layout(
    "courses",
    "课程",
    (
        Column("unit", "单元"),
        _COURSE,
        _EDITION,
        Column("started_on", "开始", Kind.DAY),
        Column("finished_on", "完成", Kind.DAY),
        Column("lessons_done", "学完几课", Kind.NUMBER),
    ),
    "还没有开始课程。",
)
LESSONS = Layout(
    "lessons",
    "学完的课",
    (
        _COURSE,
        _LESSON,
        _EDITION,
        Column("finished_on", "完成", Kind.DAY),
        Column("how", "怎样完成"),
        _SCORE,
        _MARK,
    ),
    "还没有学完的课。",
)
CHECKS = Layout(
    "checks",
    "课末检测",
    (_COURSE, _LESSON, _NUMBER, Column("submitted_on", "交卷", Kind.DAY), _SCORE, _MARK, _RESULT),
    "还没有交过课末检测。",
    is_long=True,
)
EXAMS = Layout(
    "exams",
    "考试",
    (
        Column("title", "试卷"),
        Column("mode", "用途"),
        _NUMBER,
        Column("submitted_on", "交卷", Kind.DAY),
        _SCORE,
        _MARK,
        _RESULT,
    ),
    "还没有参加考试。",
)
RETESTS = Layout(
    "retests",
    "延时复测",
    (
        _COURSE,
        _LESSON,
        Column("days", "满几天", Kind.NUMBER),
        Column("submitted_on", "交卷", Kind.DAY),
        _SCORE,
        _MARK,
        _RESULT,
    ),
    "还没有做过复测。",
)
SCENARIOS = Layout(
    "scenarios",
    "情景",
    (
        Column("scenario", "情景"),
        Column("ended_on", "首次走完", Kind.DAY),
        Column("ending", "结局"),
        Column("outcome", "事情"),
        Column("walks", "走完几次", Kind.NUMBER),
    ),
    "还没有走完的情景。",
)
WRITING = Layout(
    "writing",
    "经人评阅的写作",
    (
        Column("drill", "题目"),
        _NUMBER,
        Column("submitted_on", "提交", Kind.DAY),
        Column("marked_on", "评阅", Kind.DAY),
        Column("points", "得分", Kind.NUMBER),
        Column("most_points", "满分", Kind.NUMBER),
    ),
    "还没有经人评阅的写作。",
)
PRACTICE = Layout(
    "practice",
    "实践记录",
    (
        Column("happened_on", "日期", Kind.DAY),
        Column("kind", "类型"),
        _UNION,
        Column("place", "地点"),
        Column("role", "担任"),
        Column("deed", "做了什么", is_long=True),
        Column("citations", "依据", is_long=True),
        Column("outcome", "结果", is_long=True),
        Column("state", "状态"),
        Column("signed_by", "签认人"),
        Column("signed_on", "签认", Kind.DAY),
    ),
    "还没有签认的实践记录。",
)
CASES = Layout(
    "cases",
    "案例",
    (
        Column("title", "标题"),
        _UNION,
        Column("state", "状态"),
        Column("submitted_on", "提交", Kind.DAY),
        Column("published_on", "发布", Kind.DAY),
    ),
    "还没有提供案例。",
)
PROFILE = Layout(
    "profile",
    "素质画像",
    (
        Column("competency", "能力"),
        Column("level", "级别", Kind.NUMBER),
        Column("level_name", "级别名称"),
        Column("mean", "均值（%）", Kind.NUMBER),
        Column("low", "八成区间下限（%）", Kind.NUMBER),
        Column("high", "八成区间上限（%）", Kind.NUMBER),
        Column("evidence", "依据（条）", Kind.NUMBER),
        Column("as_of", "算到", Kind.DAY),
    ),
    "画像还没有算出来，稍后再看。",
)

LAYOUTS = (
    POSTINGS,
    COURSES,
    LESSONS,
    CHECKS,
    EXAMS,
    RETESTS,
    SCENARIOS,
    WRITING,
    PRACTICE,
    CASES,
    PROFILE,
)
"""All sections, in the order of the file."""
