"""One decision marks every equal answer, also those of later; its learners are told."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.jobs.models import Job
from cadreschool.kernel.db import db, write
from cadreschool.learning.marking import deciding
from cadreschool.learning.marking.deciding import mark_waiting
from cadreschool.learning.marking.models import MarkingAnswer, MarkingTask
from cadreschool.learning.marking.queries import next_task_id, waiting_answers
from cadreschool.learning.marking.rules import TaskState
from cadreschool.learning.models import Mark
from cadreschool.learning.sittings.queries import newest_marks, sheet_for
from cadreschool.notices.queries import messages_to
from cadreschool.reports.audited_facts import facts_that_differ
from tests.school.cast import MONDAY
from tests.school.marking import a_marked_paper, hand_in, mark, take_next

HOUR = timedelta(hours=1)
FULL, TWO_FIFTHS, NOTHING = (
    (Fraction(1), Fraction(1)),
    (Fraction(1), Fraction(0)),
    (Fraction(0), Fraction(0)),
)


def _marks(sitting_id):
    rows = db.session.execute(
        select(Mark.thousandths, Mark.rule, Mark.marked_by, Mark.reason)
        .where(Mark.sitting_id == sitting_id, Mark.rule.not_like("whole%"))
        .order_by(Mark.position, Mark.seq)
    )
    return [tuple(row) for row in rows]


def test_one_decision_marks_all_equal_answers(paper, cast, sun, li_mei, chen_xiao, wang_qiang):
    equal = [hand_in(li_mei, paper, essay="听 说"), hand_in(chen_xiao, paper, essay="听说。")]
    other = hand_in(wang_qiang, paper, essay="不听不说")
    task = take_next(sun)

    state = mark(sun, task, TWO_FIFTHS, "还要公布结果", at=MONDAY + HOUR)

    assert state is TaskState.DECIDED
    for sitting in equal:
        assert _marks(sitting) == [(400, f"task:{task}", cast.sun, "还要公布结果")]
    assert _marks(other) == []
    assert list(facts_that_differ()) == []


def test_equal_answers_of_later_get_the_same_mark_at_once(paper, sun, li_mei, chen_xiao):
    hand_in(li_mei, paper, essay="听说")
    task = take_next(sun)
    mark(sun, task, TWO_FIFTHS, "还要公布")

    later = hand_in(chen_xiao, paper, essay="听 说", at=MONDAY + HOUR)

    assert _marks(later) == [(400, f"same:{task}", None, "还要公布")]
    assert sheet_for(chen_xiao, later).pending == 0
    assert next_task_id(sun, at=MONDAY + HOUR) is None
    assert list(facts_that_differ()) == []


def test_a_decision_rescored_the_sitting_and_told_its_learner(paper, sun, li_mei):
    sitting = hand_in(li_mei, paper)
    before = sheet_for(li_mei, sitting)

    mark(sun, take_next(sun), FULL, at=MONDAY + HOUR)

    after = sheet_for(li_mei, sitting)
    assert (before.score, before.pending, before.is_passed) == (33, 1, False)
    assert (after.score, after.pending, after.is_passed) == (88, 0, True)
    (told,) = messages_to(li_mei)
    assert told.text == "“春季考试”第 1 次作答里由人评阅的题已经全部评完，成绩 88 分，已合格。"
    assert told.link == f"/sittings/{sitting}/result/"


def test_the_learner_is_told_when_everything_is_marked_and_not_before(paper, sun, li_mei):
    hand_in(li_mei, paper, essay="甲", reply="乙")

    mark(sun, take_next(sun), NOTHING)
    assert messages_to(li_mei) == []
    mark(sun, take_next(sun), FULL)

    assert len(messages_to(li_mei)) == 1


def test_a_second_marker_who_agrees_settles_it_in_the_middle(cast, sun, zhou, li_mei):
    paper = a_marked_paper(by=cast.sun, second_marker=True)
    sitting = hand_in(li_mei, paper)
    task = take_next(sun)
    state = mark(sun, task, FULL, "好")

    assert state is TaskState.SECOND
    assert next_task_id(sun, at=MONDAY) is None  # never twice the same
    assert _marks(sitting) == []
    again = take_next(zhou)
    mark(zhou, again, (Fraction(1), Fraction(2, 3)), "差一点")

    assert again == task
    assert _marks(sitting) == [(900, f"task:{task}", cast.zhou, "好\n差一点")]


def test_two_who_differ_leave_it_to_a_third(cast, sun, zhou, li_mei, chen_xiao):
    paper = a_marked_paper(by=cast.sun, second_marker=True)
    sitting = hand_in(li_mei, paper)
    task = take_next(sun)
    mark(sun, task, FULL)
    take_next(zhou)
    state = mark(zhou, task, NOTHING)

    assert state is TaskState.THIRD
    assert next_task_id(sun, at=MONDAY) is None
    assert next_task_id(zhou, at=MONDAY) is None
    assert _marks(sitting) == []


def test_papers_that_demand_two_and_that_do_not_are_apart(cast, sun, li_mei):
    one = a_marked_paper(by=cast.sun)
    two = a_marked_paper(by=cast.sun, second_marker=True)
    hand_in(li_mei, one, essay="听说")
    hand_in(li_mei, two, essay="听说")

    mark(sun, take_next(sun), FULL)
    tasks = db.session.execute(
        select(MarkingTask.needs_second, MarkingTask.state).order_by(MarkingTask.id)
    )

    assert [tuple(row) for row in tasks] == [(False, "decided"), (True, "first")]


def test_very_many_equal_answers_are_marked_by_a_job(
    monkeypatch, paper, sun, li_mei, chen_xiao, wang_qiang
):
    monkeypatch.setattr(deciding, "AT_ONCE", 1)
    for viewer in (li_mei, chen_xiao, wang_qiang):
        hand_in(viewer, paper, essay="听说")
    task = take_next(sun)
    mark(sun, task, FULL)

    assert len(waiting_answers(task, 10)) == 2
    job = db.session.execute(select(Job.kind, Job.payload)).one()
    assert tuple(job) == ("marking", f'{{"task_id": {task}}}')
    while write(lambda: mark_waiting(task, 1, at=MONDAY)):
        pass
    assert waiting_answers(task, 10) == []
    assert [row[0] for row in db.session.execute(select(Mark.rule).where(Mark.rule.like("task%")))]
    write(lambda: mark_waiting(task, 5, at=MONDAY))
    marks = select(Mark.sitting_id).where(Mark.rule == f"task:{task}")
    assert len(db.session.scalars(marks).all()) == 3


def test_an_answer_that_a_regrade_has_marked_keeps_that_mark(paper, sun, li_mei):
    sitting = hand_in(li_mei, paper)
    position = db.session.scalars(select(MarkingAnswer.position)).one()
    db.session.close()
    row = {"sitting_id": sitting, "position": position, "seq": 1, "thousandths": 1000}
    write(
        lambda: db.session.execute(
            db.insert(Mark).values(**row, rule="regrade:1", reason="", marked_at=MONDAY)
        )
    )
    mark(sun, take_next(sun), NOTHING)

    assert newest_marks(sitting)[position] == 1000


def test_verdicts_are_audited_without_a_word_of_the_answer(paper, cast, sun, li_mei):
    hand_in(li_mei, paper, essay="秘密的回答")
    task = take_next(sun)
    mark(sun, task, TWO_FIFTHS, "评语")

    rows = db.session.execute(
        select(AuditRow.action, AuditRow.actor_id, AuditRow.detail)
        .where(AuditRow.object_kind == "marking_task")
        .order_by(AuditRow.id)
    )
    assert [tuple(row) for row in rows] == [
        ("marking.mark", cast.sun, '{"round": 1, "thousandths": 400}'),
        ("marking.decide", None, '{"thousandths": 400}'),
    ]
