"""Handing in: marked once, recorded once, counted once; what was finished stays finished."""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import NotFoundError
from cadreschool.learning.models import CourseRecord, LessonRecord, Mark, Sitting
from cadreschool.learning.sittings.actions import SittingClosedError
from cadreschool.learning.sittings.queries import newest_marks, sheet_for
from cadreschool.learning.sittings.rules import RULE, Given
from cadreschool.organisations.queries import all_counters
from tests.school.cast import MONDAY
from tests.school.steps import (
    MINUTE,
    finish,
    right_answers,
    save,
    start,
    submit,
    take,
    viewer_of,
    wrong_answer,
)


def _records(model, *columns):
    return [tuple(row) for row in db.session.execute(select(*(getattr(model, c) for c in columns)))]


def _counted(cast, what, union="textile"):
    return all_counters().get((getattr(cast, union), "speaking", what), 0)


@pytest.mark.parametrize(("wrong", "percent"), [(0, 100), (1, 80), (2, 60), (5, 0)])
def test_the_score_is_the_share_of_right_answers(course, li_mei, wrong, percent):
    sitting_id = take(li_mei, course, wrong=wrong)

    sheet = sheet_for(li_mei, sitting_id)

    assert (sheet.score, sheet.submitted_at, sheet.is_open) == (percent, MONDAY, False)
    assert newest_marks(sitting_id) == {
        position: 0 if position <= wrong else 1000 for position in range(1, 6)
    }


def test_an_empty_paper_is_worth_nothing(course, li_mei):
    assert submit(li_mei, start(li_mei, course), course) == 0
    assert _records(LessonRecord, "lesson_id") == []


def test_an_answer_taken_back_is_worth_nothing(course, li_mei):
    sitting_id = start(li_mei, course)
    answers = right_answers(li_mei, sitting_id, course)
    save(li_mei, sitting_id, *answers)
    save(li_mei, sitting_id, Given(1, "", 1))

    assert submit(li_mei, sitting_id, course) == 80


def test_the_newest_answer_counts(course, li_mei):
    sitting_id = start(li_mei, course)
    save(li_mei, sitting_id, *right_answers(li_mei, sitting_id, course, wrong=5))
    save(li_mei, sitting_id, *right_answers(li_mei, sitting_id, course))

    assert submit(li_mei, sitting_id, course) == 100


def test_every_question_has_one_mark_with_its_rule(course, li_mei):
    sitting_id = start(li_mei, course)
    submit(li_mei, sitting_id, course, at=MONDAY + MINUTE)

    assert _records(Mark, "sitting_id", "position", "seq", "thousandths", "rule", "marked_at") == [
        (sitting_id, position, 1, 0, RULE, MONDAY + MINUTE) for position in range(1, 6)
    ]


def test_the_newest_mark_is_in_force(course, li_mei):
    sitting_id = take(li_mei, course)
    correction = {"sitting_id": sitting_id, "position": 2, "seq": 2, "thousandths": 0}
    write(
        lambda: db.session.execute(
            insert(Mark).values(**correction, rule="regrade", reason="", marked_at=MONDAY)
        )
    )

    assert newest_marks(sitting_id) == {1: 1000, 2: 0, 3: 1000, 4: 1000, 5: 1000}


def test_a_passed_check_finishes_its_lesson_and_nothing_else(cast, course, li_mei):
    sitting_id = take(li_mei, course)

    assert _records(
        LessonRecord,
        "cadre_id",
        "course_id",
        "lesson_id",
        "edition_id",
        "sitting_id",
        "finished_at",
    ) == [(cast.li_mei, "speaking", "speaking-1", course.edition_id, sitting_id, MONDAY)]
    assert _records(CourseRecord, "cadre_id") == []
    assert (_counted(cast, "started"), _counted(cast, "finished")) == (1, 0)


def test_a_check_below_the_mark_finishes_nothing(course, li_mei):
    take(li_mei, course, wrong=2)

    assert _records(LessonRecord, "lesson_id") == []


def test_the_last_passed_check_finishes_the_course_and_is_counted_once(cast, course, li_mei):
    take(li_mei, course, 2)
    take(li_mei, course, 1, at=MONDAY + MINUTE)

    assert _records(CourseRecord, "cadre_id", "course_id", "edition_id", "finished_at") == [
        (cast.li_mei, "speaking", course.edition_id, MONDAY + MINUTE)
    ]
    assert _counted(cast, "finished") == 1
    assert _counted(cast, "finished", "building") == 0


def test_passing_again_changes_neither_record_nor_count(cast, course, li_mei):
    finish(li_mei, course)
    before = (_records(LessonRecord, "lesson_id", "sitting_id", "finished_at"),)

    take(li_mei, course, at=MONDAY + 10 * MINUTE)
    take(li_mei, course, wrong=5, at=MONDAY + 20 * MINUTE)

    assert (_records(LessonRecord, "lesson_id", "sitting_id", "finished_at"),) == before
    assert _counted(cast, "finished") == 1


def test_two_cadres_of_a_union_are_counted_both(cast, course, li_mei):
    finish(li_mei, course)
    finish(viewer_of(cast.chen_xiao), course)
    finish(viewer_of(cast.wang_qiang), course)

    assert (_counted(cast, "started"), _counted(cast, "finished")) == (2, 2)
    assert _counted(cast, "finished", "building") == 1


def test_a_paper_is_handed_in_once(cast, course, li_mei):
    sitting_id = take(li_mei, course)

    with pytest.raises(SittingClosedError) as refusal:
        submit(li_mei, sitting_id, course, at=MONDAY + MINUTE)

    assert refusal.value.message == "本次检测已经交卷，不能再改。"
    assert sheet_for(li_mei, sitting_id).submitted_at == MONDAY
    assert db.session.scalar(select(func.count()).select_from(Mark)) == 5


def test_nobody_hands_in_the_paper_of_somebody_else(cast, course, li_mei):
    sitting_id = start(li_mei, course)

    with pytest.raises(NotFoundError):
        submit(viewer_of(cast.chen_xiao), sitting_id, course)

    assert sheet_for(li_mei, sitting_id).is_open


def test_what_happened_is_audited_with_the_score_and_no_answer(course, li_mei):
    take(li_mei, course, 1)
    take(li_mei, course, 2)

    rows = db.session.execute(
        select(AuditRow.action, AuditRow.detail)
        .where(AuditRow.action.in_(["sitting.submit", "lesson.finish", "course.finish"]))
        .order_by(AuditRow.id)
    )

    assert [tuple(row) for row in rows] == [
        ("sitting.submit", '{"score": 100}'),
        ("lesson.finish", '{"lesson": "speaking-1"}'),
        ("sitting.submit", '{"score": 100}'),
        ("lesson.finish", '{"lesson": "speaking-2"}'),
        ("course.finish", f'{{"cadre": {li_mei.cadre_id}}}'),
    ]


def test_the_mark_in_force_at_the_draw_decides(course, li_mei):
    sitting_id = start(li_mei, course)
    write(lambda: db.session.execute(db.update(Sitting).values(pass_mark=100)))
    save(li_mei, sitting_id, *right_answers(li_mei, sitting_id, course, wrong=1))

    submit(li_mei, sitting_id, course)

    assert _records(LessonRecord, "lesson_id") == []


def test_a_wrong_answer_of_every_kind_is_really_wrong(course, li_mei):
    kinds = {question.question.kind for question in course.lessons[0].questions}

    assert kinds == {"single", "multiple", "true_false", "numeric"}
    for question in course.lessons[0].questions:
        assert wrong_answer(question.question) != question.question.answer
