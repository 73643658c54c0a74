"""The register: what somebody learned."""

from __future__ import annotations

from cadreschool.privacy.register.entries import (
    IN_OFFICE,
    LEARNING,
    Entry,
    cleared,
    deleted,
    hidden,
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
            mode="检测、考试还是练习",
            subject="哪一课、哪份试卷或哪种练习",
            course_id="课程",
            lesson_id="课",
            edition_id="哪一版",
            paper_id="哪份试卷",
            form="哪一卷",
            number="第几次",
            pass_mark="合格线",
            started_at="何时开始",
            due_at="到何时为止",
            submitted_at="何时交卷",
            score="得分",
            pending="几题待人工评阅",
        )
        | hidden(kept(seat="考试在哪个登录上进行")),
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
            part="案例的第几小题",
            points="分值",
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
            counts="计不计分",
            rule="按哪条规则",
            marked_by="谁评的",
            reason="评语",
            marked_at="何时评的",
        ),
    ),
    Entry(
        "late_answer",
        "过时送到的答案",
        _SITTING,
        "到时以后送到的答案不计分，留给教员核对",
        LEARNING,
        IN_OFFICE,
        kept(id="编号", sitting_id="哪次考试", position="第几题", received_at="何时收到")
        | cleared(value="所答"),
    ),
)
