"""A wrong key is corrected for everybody once, and can be taken back; nothing is deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import LessonRecord, Mark, Mode, Sitting
from cadreschool.learning.practice.models import HandedQuestion
from cadreschool.learning.regrading import applying
from cadreschool.learning.regrading.models import RegradeLine
from cadreschool.learning.regrading.planning import grounds_of
from cadreschool.learning.regrading.queries import regrade_for
from cadreschool.learning.regrading.rules import LineState, RegradeKind, RegradeState
from cadreschool.learning.sittings.actions import NewMark, add_marks
from cadreschool.notices.queries import messages_to
from cadreschool.reports.audited_facts import facts_that_differ
from tests.school.cast import MONDAY
from tests.school.marking import a_marked_paper, hand_in, mark, take_next
from tests.school.regrading import (
    apply,
    approve,
    carry_out,
    propose,
    rules_of,
    scores,
    state_of,
    take_back,
    undo,
)
from tests.school.steps import submit

DAY = timedelta(days=1)


def _lessons():
    rows = db.session.execute(select(LessonRecord.cadre_id, LessonRecord.sitting_id))
    return {tuple(row) for row in rows}


def test_those_who_gain_finish_the_lesson_and_those_who_lose_keep_it(w):
    lost = w.take_with(w.li_mei, "a", wrong=1)
    gained = w.take_with(w.chen_xiao, "b", wrong=1)
    assert _lessons() == {(w.cast.li_mei, lost)}

    apply(w.sun, propose(w.sun, w.question.id, new_version_id=w.corrected), at=MONDAY + DAY)

    assert scores() == {lost: (60, 0), gained: (80, 0)}
    assert _lessons() == {(w.cast.li_mei, lost), (w.cast.chen_xiao, gained)}
    assert list(facts_that_differ()) == []


def test_marks_are_added_and_say_by_which_rule(take_with, question, corrected, sun, li_mei):
    sitting = take_with(li_mei, "b")
    regrade = propose(sun, question.id, new_version_id=corrected)
    apply(sun, regrade)

    assert rules_of(sitting, 1) == [(0, True, "whole-1"), (1000, True, f"regrade:{regrade}")]


def test_the_preview_tells_who_gains_and_loses_and_what_follows(w):
    w.take_with(w.li_mei, "a", wrong=1)
    w.take_with(w.chen_xiao, "b", wrong=1)
    w.take_with(w.wang_qiang, "c", wrong=0)
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)

    found = regrade_for(w.sun, regrade)

    assert found.state is RegradeState.PREVIEWED
    assert dict(found.summary) == {
        "answers": 3,
        "changed": 2,
        "people": 2,
        "gain": 1,
        "lose": 1,
        "passes": 1,
        "fails": 1,
        "papers": 0,
        "paper_passes": 0,
        "paper_fails": 0,
        "lessons": 1,
        "courses": 0,
        "keeps": 1,
    }
    assert [one.cadre_id for one in grounds_of(regrade)] == [w.li_mei.cadre_id]


def test_a_preview_changes_nothing(take_with, question, corrected, sun, li_mei):
    sitting = take_with(li_mei, "b")
    before = scores()
    propose(sun, question.id, new_version_id=corrected)

    assert scores() == before
    assert rules_of(sitting, 1) == [(0, True, "whole-1")]


def test_everybody_concerned_is_told_old_and_new_score_and_why(w):
    w.take_with(w.li_mei, "a", wrong=1)
    w.take_with(w.chen_xiao, "b", wrong=1)
    w.take_with(w.wang_qiang, "c")
    apply(w.sun, propose(w.sun, w.question.id, new_version_id=w.corrected))

    (lost,), (gained,), nothing = (
        messages_to(one) for one in (w.li_mei, w.chen_xiao, w.wang_qiang)
    )
    assert lost.text == (
        "“课 speaking-1”第 1 次检测第 1 题改判了。成绩由 80 分改为 60 分，须 80 分。"
        "已经记为完成的课不收回。\n\n理由：答案标错了。"
    )
    assert gained.text == (
        "“课 speaking-1”第 1 次检测第 1 题改判了。成绩由 60 分改为 80 分，已合格。\n\n"
        "理由：答案标错了。"
    )
    assert nothing == []


def test_undoing_lets_the_marks_of_before_hold_again(w):
    lost, gained = w.take_with(w.li_mei, "a", wrong=1), w.take_with(w.chen_xiao, "b", wrong=1)
    before = scores()
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)
    apply(w.sun, regrade)

    undo(w.sun, regrade, at=MONDAY + DAY)

    assert scores() == before
    assert rules_of(lost, 1)[-1] == (1000, True, f"undo:{regrade}")
    assert len(rules_of(gained, 1)) == 3
    assert _lessons() == {(w.cast.li_mei, lost), (w.cast.chen_xiao, gained)}  # facts stay
    assert state_of(w.sun, regrade) is RegradeState.UNDONE
    assert [one.title for one in messages_to(w.li_mei)] == ["改判撤销", "成绩改判"]
    assert list(facts_that_differ()) == []


def test_carried_out_twice_is_carried_out_once(take_with, question, corrected, sun, li_mei):
    sitting = take_with(li_mei, "b")
    regrade = propose(sun, question.id, new_version_id=corrected)
    apply(sun, regrade)

    assert write(lambda: applying.apply_some(regrade, 10, at=MONDAY)) == 0
    assert not write(lambda: applying.finish_applying(regrade, at=MONDAY))
    assert len(rules_of(sitting, 1)) == 2
    assert len(messages_to(li_mei)) == 1


def test_a_job_that_broke_off_goes_on_where_it_stopped(w):
    taken = [w.take_with(one, "b") for one in (w.li_mei, w.chen_xiao, w.wang_qiang)]
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)
    approve(w.sun, regrade)
    write(lambda: applying.apply_some(regrade, 1, at=MONDAY))
    assert not write(lambda: applying.finish_applying(regrade, at=MONDAY))

    carry_out(regrade)

    assert [len(rules_of(one, 1)) for one in taken] == [2, 2, 2]
    assert state_of(w.sun, regrade) is RegradeState.APPLIED


def test_what_was_drawn_before_and_is_handed_in_after_is_corrected_at_once(w):
    w.take_with(w.li_mei, "b")
    late = w.take_with.begin(w.chen_xiao, "b")
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)
    apply(w.sun, regrade)

    percent = submit(w.chen_xiao, late, w.course, at=MONDAY + DAY)

    assert percent == 100
    assert rules_of(late, 1) == [(0, True, "whole-1"), (1000, True, f"regrade:{regrade}")]
    assert messages_to(w.chen_xiao) == []  # they never knew another score
    undo(w.sun, regrade)
    assert scores()[late] == (80, 0)


def test_what_was_handed_in_while_it_was_approved_is_found_by_the_job(w):
    w.take_with(w.li_mei, "b")
    missed = w.take_with.begin(w.chen_xiao, "b")
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)
    submit(
        w.chen_xiao, missed, w.course
    )  # another transaction, which does not know of the approval
    write(
        lambda: db.session.execute(
            db.text("UPDATE regrade SET state = 'applying' WHERE id = :id"), {"id": regrade}
        )
    )

    carry_out(regrade)

    assert scores()[missed] == (100, 0)


def test_a_version_that_is_asked_from_now_on_is_not_touched(
    take_with, question, corrected, sun, li_mei
):
    sitting = take_with(li_mei, "b")
    apply(sun, propose(sun, question.id, new_version_id=corrected))

    drawn = db.session.execute(
        db.text("SELECT question_version_id FROM drawn_question WHERE sitting_id = :id"),
        {"id": sitting},
    )
    assert corrected not in {row[0] for row in drawn}


def test_full_marks_are_for_everybody_also_without_an_answer(
    take_with, question, sun, li_mei, chen_xiao
):
    wrong, empty = take_with(li_mei, "c"), take_with(chen_xiao, "")
    regrade = propose(sun, question.id, RegradeKind.FULL)
    apply(sun, regrade)
    assert scores() == {wrong: (100, 0), empty: (100, 0)}

    undo(sun, regrade)

    assert scores() == {wrong: (80, 0), empty: (80, 0)}


def test_an_annulled_question_counts_on_neither_side(take_with, question, sun, li_mei, chen_xiao):
    wrong, right = take_with(li_mei, "c", wrong=1), take_with(chen_xiao, "a", wrong=1)
    regrade = propose(sun, question.id, RegradeKind.ANNUL)
    apply(sun, regrade)
    assert scores() == {wrong: (75, 0), right: (75, 0)}

    undo(sun, regrade)

    assert scores() == {wrong: (60, 0), right: (80, 0)}


def test_answers_that_wait_for_a_person_wait_again_after_undoing(session, cast, sun, li_mei):
    sitting = hand_in(li_mei, a_marked_paper(by=cast.sun))
    before = scores()
    regrade = propose(sun, "mark-essay", RegradeKind.FULL)
    apply(sun, regrade)
    assert scores()[sitting] == (88, 0)

    undo(sun, regrade)

    assert scores() == before
    assert before[sitting] == (33, 1)
    task = take_next(sun)
    mark(sun, task, (1, 1))
    assert scores()[sitting] == (88, 0)


def test_a_group_that_was_marked_wrongly_is_corrected_with_all_its_answers(
    session, cast, sun, li_mei, chen_xiao, wang_qiang
):
    paper = a_marked_paper(by=cast.sun)
    equal = [hand_in(one, paper, essay="听说") for one in (li_mei, chen_xiao)]
    task = take_next(sun)
    mark(sun, task, (0, 0), "看漏了")
    regrade = propose(sun, "mark-essay", RegradeKind.GROUP, task_id=task, thousandths=600)
    apply(sun, regrade)
    later = hand_in(wang_qiang, paper, essay="听 说")

    found = scores()
    assert {found[one] for one in (*equal, later)} == {(66, 0)}
    undo(sun, regrade)
    found = scores()
    assert {found[one] for one in equal} == {(33, 0)}


def test_an_answer_marked_anew_meanwhile_is_left_alone_and_named(
    take_with, question, corrected, sun, li_mei, chen_xiao
):
    changed, other = take_with(li_mei, "b"), take_with(chen_xiao, "b")
    regrade = propose(sun, question.id, new_version_id=corrected)
    approve(sun, regrade)
    write(lambda: add_marks(changed, [NewMark(1, 500, "person", sun.cadre_id)], at=MONDAY))

    carry_out(regrade)

    states = dict(
        tuple(row) for row in db.session.execute(select(RegradeLine.sitting_id, RegradeLine.state))
    )
    assert states == {changed: LineState.LEFT, other: LineState.APPLIED}
    row = select(AuditRow.detail).where(AuditRow.action == "regrade.applied")
    assert db.session.scalars(row).one() == '{"count": 1, "skipped": 1}'


def test_undoing_leaves_alone_what_somebody_marked_after(
    take_with, question, corrected, sun, li_mei
):
    sitting = take_with(li_mei, "b")
    regrade = propose(sun, question.id, new_version_id=corrected)
    apply(sun, regrade)
    write(lambda: add_marks(sitting, [NewMark(1, 500, "person", sun.cadre_id)], at=MONDAY))

    undo(sun, regrade)

    assert rules_of(sitting, 1)[-1] == (500, True, "person")


def test_practice_is_corrected_and_nobody_is_written_to(
    take_with, question, corrected, sun, li_mei
):
    sitting = take_with(li_mei, "b")
    change = {"mode": Mode.PRACTICE, "course_id": None, "lesson_id": None, "edition_id": None}
    handed = [{"sitting_id": sitting, "position": n, "handed_at": MONDAY} for n in (1, 2)]
    write(lambda: db.session.execute(db.update(Sitting).values(**change)))
    write(lambda: db.session.execute(db.insert(HandedQuestion), handed))
    apply(sun, propose(sun, question.id, new_version_id=corrected))

    assert scores()[sitting] == (100, 0)
    assert messages_to(li_mei) == []


def test_nobody_learns_the_key_of_a_paper_that_is_still_being_sat(session, cast, sun, li_mei):
    paper = a_marked_paper(by=cast.sun)  # released after the end
    hand_in(li_mei, paper)
    apply(sun, propose(sun, "mark-essay", RegradeKind.FULL))

    (told,) = messages_to(li_mei)
    assert "题改判了" in told.text
    assert "答案标错了" not in told.text
    assert "第 1 题" not in told.text.replace("第 1 次", "")


OPTIONS = st.sampled_from(["a", "b", "c", ""])


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(OPTIONS, st.integers(0, 4)), min_size=1, max_size=3),
    st.sampled_from([RegradeKind.KEY, RegradeKind.FULL, RegradeKind.ANNUL]),
)
def test_applying_and_undoing_is_as_if_nothing_had_been(w, answers, kind):
    viewers = (w.li_mei, w.chen_xiao, w.wang_qiang)
    for viewer, (option, wrong) in zip(viewers, answers, strict=False):
        w.take_with(viewer, option, wrong=wrong)
    before = scores()
    key = w.corrected if kind is RegradeKind.KEY else None
    regrade = propose(w.sun, w.question.id, kind, new_version_id=key)
    summary = regrade_for(w.sun, regrade).summary
    if not summary["changed"]:
        with pytest.raises(Exception, match="没有一份成绩会变"):
            approve(w.sun, regrade)
        write(lambda: db.session.execute(db.text("UPDATE regrade SET state = 'discarded'")))
        return
    apply(w.sun, regrade)
    if summary["gain"] or summary["lose"]:
        assert scores() != before
    undo(w.sun, regrade)

    assert scores() == before
    take_back(regrade)
    assert scores() == before
    seqs = select(Mark.sitting_id, Mark.position, Mark.seq)
    rows = [tuple(row) for row in db.session.execute(seqs)]
    assert len(rows) == len(set(rows))
    assert list(facts_that_differ()) == []
