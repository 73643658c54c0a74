"""The register: what somebody chose in scenarios, and wrote in drills."""

from __future__ import annotations

from cadreschool.privacy.register.entries import IN_OFFICE, LEARNING, Entry, cleared, kept

_RUN = ("run_id>scenario_run",)
_WROTE = "接着写，评定是否学完，看到教员的回复"
_WALKED = "换设备接着走，评定是否学完，走完以后重看"

ENTRIES = (
    Entry(
        "scenario_run",
        "走情景",
        ("cadre_id",),
        _WALKED,
        LEARNING,
        IN_OFFICE,
        kept(
            id="编号",
            cadre_id="本人",
            course_id="课程",
            lesson_id="课",
            edition_id="哪一版",
            number="第几次",
            is_first="是不是第一次",
            started_at="何时开始",
        ),
    ),
    Entry(
        "scenario_choice",
        "情景里的选择",
        _RUN,
        _WALKED,
        LEARNING,
        IN_OFFICE,
        kept(
            run_id="哪一次",
            seq="第几步",
            node="在哪里",
            letter="选了什么",
            place="到了哪里",
            chosen_at="何时选的",
        ),
    ),
    Entry(
        "scenario_end",
        "走到的结局",
        _RUN,
        _WALKED,
        LEARNING,
        IN_OFFICE,
        kept(run_id="哪一次", ending="哪个结局", ended_at="何时走到"),
    ),
    Entry(
        "drill_work",
        "写作",
        ("cadre_id",),
        _WROTE,
        LEARNING,
        IN_OFFICE,
        kept(
            id="编号",
            cadre_id="本人",
            course_id="课程",
            lesson_id="课",
            edition_id="哪一版",
            number="第几篇",
            started_at="何时开始",
            version="存过几次",
            saved_at="何时存的",
            closed_at="何时写好",
            submitted_at="何时交给教员",
        )
        | cleared(text="所写"),
    ),
    Entry(
        "drill_mark",
        "写作的评价",
        ("work_id>drill_work",),
        _WROTE,
        LEARNING,
        IN_OFFICE,
        kept(
            work_id="哪一篇",
            seq="第几次评",
            marked_by="谁评的",
            is_own="是不是自评",
            points="各条要点",
            marked_at="何时评的",
        )
        | cleared(words="写的话"),
    ),
)
