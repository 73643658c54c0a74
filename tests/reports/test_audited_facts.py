"""Abuse case 39: a mark that was changed in the database does not fit its sealed row."""

from __future__ import annotations

import pytest

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import actions
from cadreschool.reports.audited_facts import facts_that_differ
from tests.school.cast import MONDAY


@pytest.fixture
def sitting(catalogue, cast):
    """Return a sitting that 李梅 handed in."""
    viewer, course = Viewer(cast.li_mei, 0, "李梅", cast.textile, ""), catalogue.course("speaking")
    lesson = course.lessons[0]
    made = write(lambda: actions.start_sitting(viewer, course, lesson, seed=1, at=MONDAY))
    write(lambda: actions.submit_sitting(viewer, made, course, current=course, at=MONDAY))
    return made


def _by_hand(statement, **values):
    write(lambda: db.session.execute(db.text(statement), values))


def test_what_was_earned_fits(sitting):
    assert list(facts_that_differ()) == []


def test_a_mark_changed_by_hand_is_named(sitting, cast):
    _by_hand("UPDATE sitting SET score = 99 WHERE id = :id", id=sitting)

    text, added = facts_that_differ()
    name = f"第 {sitting} 次检测（{cast.li_mei} 号人员）的成绩是 99，"
    assert text.startswith(f"{name}审计行说是 ")
    assert added.startswith(f"{name}各题的分合起来是 ")


def test_a_second_row_that_bears_a_changed_mark_out_is_named_too(sitting, cast):
    _by_hand("UPDATE sitting SET score = 99 WHERE id = :id", id=sitting)
    by = cast.li_mei
    write(lambda: record("sitting.submit", "sitting", sitting, by=by, at=MONDAY, score=99))

    text, added = facts_that_differ()
    assert "又说是" in text
    assert "合起来是" in added


def test_the_mark_of_one_question_changed_by_hand_is_named(sitting):
    _by_hand("UPDATE mark SET thousandths = 1000 - thousandths WHERE position = 1")

    (text,) = facts_that_differ()
    assert text.startswith(f"第 {sitting} 次检测")
    assert "各题的分合起来是" in text


def test_an_answer_added_or_taken_away_by_hand_is_named(sitting):
    _by_hand("INSERT INTO answer VALUES (:id, 1, 1, 'a', :at)", id=sitting, at=MONDAY)

    assert list(facts_that_differ()) == [
        f"第 {sitting} 次检测第 1 题存着 1 次答案，审计行说保存过 0 次。"
    ]


def test_nobody_is_left_out_as_erased_who_was_not(sitting, cast):
    _by_hand("UPDATE sitting SET score = 99 WHERE id = :id", id=sitting)
    _by_hand("UPDATE cadre SET erased_at = :at WHERE id = :id", at=MONDAY, id=cast.li_mei)

    assert list(facts_that_differ()) == [
        f"{cast.li_mei} 号人员标着已删除个人信息，却没有删除的审计行。"
    ]


def test_a_lesson_finished_by_hand_is_named(sitting, cast, catalogue):
    edition = catalogue.course("speaking").edition_id
    _by_hand(
        "INSERT INTO lesson_record (cadre_id, course_id, lesson_id, edition_id, finished_at)"
        " VALUES (:cadre, 'speaking', 'speaking-2', :edition, :at)",
        cadre=cast.wang_qiang,
        edition=edition,
        at=MONDAY,
    )

    assert list(facts_that_differ()) == [
        f"{cast.wang_qiang} 号人员学完的课“speaking/speaking-2”没有学完的审计行。"
    ]


def test_a_course_finished_by_hand_is_named(sitting, cast, catalogue):
    edition = catalogue.course("speaking").edition_id
    _by_hand(
        "INSERT INTO course_record (cadre_id, course_id, edition_id, finished_at)"
        " VALUES (:cadre, 'speaking', :edition, :at)",
        cadre=cast.wang_qiang,
        edition=edition,
        at=MONDAY,
    )

    assert list(facts_that_differ()) == [
        f"{cast.wang_qiang} 号人员学完的课程“speaking”没有学完的审计行。"
    ]


def test_courses_finished_by_people_and_by_a_publication_fit(sitting, cast, catalogue):
    edition = catalogue.course("speaking").edition_id
    for cadre, by in ((cast.li_mei, cast.li_mei), (cast.sun, None)):
        _by_hand(
            "INSERT INTO course_record (cadre_id, course_id, edition_id, finished_at)"
            " VALUES (:cadre, 'speaking', :edition, :at)",
            cadre=cadre,
            edition=edition,
            at=MONDAY,
        )
        write(
            lambda c=cadre, b=by: record(
                "course.finish", "course", "speaking", by=b, at=MONDAY, cadre=c
            )
        )

    assert list(facts_that_differ()) == []


def test_a_sitting_handed_in_by_hand_is_named(catalogue, cast):
    viewer, course = Viewer(cast.sun, 0, "孙主席", cast.county, ""), catalogue.course("speaking")
    made = write(
        lambda: actions.start_sitting(viewer, course, course.lessons[0], seed=1, at=MONDAY)
    )
    _by_hand(
        "UPDATE sitting SET score = 100, submitted_at = :at WHERE id = :id", at=MONDAY, id=made
    )

    text, added = facts_that_differ()
    assert text == f"第 {made} 次检测（{cast.sun} 号人员）有成绩，却没有交卷的审计行。"
    assert "各题的分合起来是 0" in added
