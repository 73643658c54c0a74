"""The register: what somebody learned."""

from __future__ import annotations

from cadreschool.privacy.register.entries import (
    IN_OFFICE,
    LEARNING,
    Entry,
    cleared,
    deleted,
    kept,
)

_OWN = ("cadre_id",)
_SITTING = ("sitting_id>sitting",)
_CHECKED = "评定是否学完，对评定有异议时查得清"

ENTRIES = (
    Entry(
        "course_start",
        "开始的课程",
        _OWN,
        "接着学，让上级工会知道开始了没有",
        LEARNING,
        IN_OFFICE,
        kept(cadre_id="本人", course_id="课程", started_at="何时开始"),
    ),
    Entry(
        "lesson_record",
        "学完的课",
        _OWN,
        "评定是否学完",
        LEARNING,
        IN_OFFICE,
        kept(
            cadre_id="本人",
            course_id="课程",
            lesson_id="课",
            edition_id="哪一版",
            sitting_id="凭哪次检测",
            finished_at="何时学完",
        ),
    ),
    Entry(
        "course_record",
        "学完的课程",
        _OWN,
        "评定是否学完",
        LEARNING,
        IN_OFFICE,
        kept(cadre_id="本人", course_id="课程", edition_id="哪一版", finished_at="何时学完"),
    ),
    Entry(
        "reading_position",
        "读到哪里",
        _OWN,
        "换设备时从原处继续；只记位置，不记时间",
        LEARNING,
        "读完为止",
        deleted(cadre_id="本人", course_id="课程", lesson_id="课", block="段落", turn="先后次序"),
    ),
    Entry(
        "sitting",
        "检测",
        _OWN,
        _CHECKED,
        LEARNING,
        IN_OFFICE,
        kept(
            id="编号",
            cadre_id="本人",
            course_id="课程",
            lesson_id="课",
            edition_id="哪一版",
            number="第几次",
            pass_mark="合格线",
            started_at="何时开始",
            submitted_at="何时交卷",
            score="得分",
        ),
    ),
    Entry(
        "drawn_question",
        "抽到的题",
        _SITTING,
        _CHECKED,
        LEARNING,
        IN_OFFICE,
        kept(
            sitting_id="哪次检测",
            position="第几题",
            question_version_id="题目版本",
            option_order="选项次序",
        ),
    ),
    Entry(
        "answer",
        "答案",
        _SITTING,
        _CHECKED,
        LEARNING,
        IN_OFFICE,
        kept(sitting_id="哪次检测", position="第几题", seq="第几次存", saved_at="何时存的")
        | cleared(value="所答"),
    ),
    Entry(
        "mark",
        "评分",
        _SITTING,
        _CHECKED,
        LEARNING,
        IN_OFFICE,
        kept(
            sitting_id="哪次检测",
            position="第几题",
            seq="第几次评",
            thousandths="得分",
            rule="按哪条规则",
            marked_at="何时评的",
        ),
    ),
)
