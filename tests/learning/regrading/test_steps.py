"""The way of a regrade: proposed, previewed, approved by the right person, returned, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.jobs.models import Job
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from cadreschool.kernel.viewer import Role
from cadreschool.learning.regrading import actions
from cadreschool.learning.regrading.actions import StaleRegradeError
from cadreschool.learning.regrading.queries import (
    lines_for,
    regrade_for,
    regrades_for,
    regrades_of,
    steps_of,
)
from cadreschool.learning.regrading.rules import RegradeKind, RegradeState
from cadreschool.learning.sittings.actions import NewMark, add_marks
from tests.learning.marking.conftest import trainer_at
from tests.school.cast import MONDAY
from tests.school.marking import a_marked_paper, fill_bank, hand_in, mark, take_next
from tests.school.regrading import (
    apply,
    approve,
    new_version,
    propose,
    scores,
    state_of,
    undo,
    version_of,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def proposed(w):
    """Return a regrade by 孙主席 that concerns 李梅 and 陈晓."""
    w.take_with(w.li_mei, "a", wrong=1)
    w.take_with(w.chen_xiao, "b", wrong=1)
    return propose(w.sun, w.question.id, new_version_id=w.corrected)


def _do(do, viewer, regrade, **more):
    seen = version_of(regrade)
    write(lambda: do(viewer, regrade, version=seen, at=MONDAY, **more))


def test_one_person_is_enough_where_the_school_does_not_ask_for_two(w, proposed):
    approve(w.sun, proposed)

    assert state_of(w.sun, proposed) is RegradeState.APPLYING
    job = db.session.execute(select(Job.kind, Job.payload)).one()
    assert tuple(job) == ("regrade", f'{{"do": "apply", "regrade_id": {proposed}}}')


def test_who_proposed_it_does_not_approve_it_where_two_are_asked_for(w, proposed):
    _do(actions.submit_regrade, w.sun, proposed)
    with pytest.raises(ForbiddenError, match="另一名审核人"):
        approve(w.sun, proposed, needs_review=True)

    approve(w.zhou, proposed, needs_review=True)

    assert state_of(w.zhou, proposed) is RegradeState.APPLYING


def test_who_handed_it_in_for_another_does_not_approve_it_either(w, proposed):
    _do(actions.submit_regrade, w.zhou, proposed)

    with pytest.raises(ForbiddenError):
        approve(w.zhou, proposed, needs_review=True)


def test_a_trainer_alone_approves_nothing_where_two_are_asked_for(w, proposed, cast):
    other = trainer_at(cast.chen_xiao, cast.county)

    with pytest.raises(ForbiddenError):
        approve(other, proposed, needs_review=True)


def test_who_gains_by_it_never_approves_it_nor_suffices_alone(w, cast):
    """Nobody favours themselves: another person's approval is needed whatever the school says."""
    trainer_at(cast.li_mei, cast.county)
    favoured = trainer_at(cast.li_mei, cast.county, Role.REVIEWER)
    w.take_with(favoured, "b")
    regrade = propose(favoured, w.question.id, new_version_id=w.corrected)

    with pytest.raises(ForbiddenError):
        approve(favoured, regrade)
    approve(w.zhou, regrade)

    assert state_of(w.zhou, regrade) is RegradeState.APPLYING


def test_what_another_proposed_is_not_approved_by_whom_it_favours(w, cast):
    favoured = trainer_at(cast.li_mei, cast.county, Role.REVIEWER)
    w.take_with(favoured, "b")
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)

    with pytest.raises(ForbiddenError):
        approve(favoured, regrade)


def test_returned_it_is_to_be_handed_in_again(w, proposed):
    _do(actions.submit_regrade, w.sun, proposed)
    _do(actions.return_regrade, w.zhou, proposed, words="理由没有写清")

    assert state_of(w.sun, proposed) is RegradeState.PREVIEWED
    assert [(step.kind.value, step.words, step.name) for step in steps_of(proposed)] == [
        ("open", "答案标错了", "孙主席"),
        ("submit", "", "孙主席"),
        ("return", "理由没有写清", "周建国"),
    ]


def test_given_up_it_leaves_the_question_free(w, proposed):
    _do(actions.discard_regrade, w.sun, proposed)

    again = propose(w.sun, w.question.id, RegradeKind.FULL)

    assert [one.state.value for one in regrades_of(w.sun, w.question.id)] == [
        "previewed",
        "discarded",
    ]
    assert again != proposed


def test_one_regrade_of_a_question_at_a_time(w, proposed):
    with pytest.raises(ConflictError, match="没有办完"):
        propose(w.zhou, w.question.id, RegradeKind.FULL)


def test_a_page_of_before_decides_nothing(w, proposed):
    seen, zhou = version_of(proposed), w.zhou
    _do(actions.submit_regrade, w.sun, proposed)

    with pytest.raises(StaleRegradeError):
        write(
            lambda: actions.approve_regrade(
                zhou, proposed, version=seen, needs_review=False, at=MONDAY
            )
        )
    with pytest.raises(StaleRegradeError):
        _do(actions.submit_regrade, w.sun, proposed)


def test_what_changed_since_the_preview_is_told_and_previewed_again(w, proposed):
    sitting = w.take_with(w.wang_qiang, "b")
    with pytest.raises(ConflictError, match="预览以后有 1 份作答变了"):
        approve(w.sun, proposed)

    _do(actions.preview_again, w.sun, proposed)
    write(lambda: add_marks(sitting, [NewMark(1, 500, "person", w.sun.cadre_id)], at=MONDAY))
    with pytest.raises(ConflictError, match="预览以后有 1 份作答变了"):
        approve(w.sun, proposed)
    _do(actions.preview_again, w.sun, proposed)

    approve(w.sun, proposed)


def test_a_preview_anew_takes_an_approval_back_to_its_beginning(w, proposed):
    _do(actions.submit_regrade, w.sun, proposed)
    _do(actions.preview_again, w.sun, proposed)

    assert state_of(w.sun, proposed) is RegradeState.PREVIEWED


def test_undoing_takes_two_where_two_are_asked_for(w, proposed):
    apply(w.sun, proposed)
    undo(w.zhou, proposed, needs_review=True)
    assert state_of(w.zhou, proposed) is RegradeState.UNDO_SUBMITTED

    with pytest.raises(ForbiddenError):
        _do(actions.approve_undo, w.zhou, proposed, needs_review=True)
    _do(actions.approve_undo, w.sun, proposed, needs_review=True)

    assert state_of(w.sun, proposed) is RegradeState.UNDOING


def test_undoing_may_be_declined_and_asked_for_again(w, proposed):
    apply(w.sun, proposed)
    undo(w.zhou, proposed, needs_review=True)
    _do(actions.return_undo, w.sun, proposed, words="改得对")

    assert state_of(w.sun, proposed) is RegradeState.APPLIED
    undo(w.sun, proposed, needs_review=True)
    _do(actions.approve_undo, w.zhou, proposed, needs_review=True)


def test_the_later_of_two_regrades_is_undone_first(w, proposed):
    apply(w.sun, proposed)
    full = propose(w.sun, w.question.id, RegradeKind.FULL)
    apply(w.sun, full)

    with pytest.raises(ConflictError, match="后来又改判过"):
        undo(w.sun, proposed)
    undo(w.sun, full)
    undo(w.sun, proposed)


def test_where_nothing_changes_there_is_nothing_to_approve(w):
    w.take_with(w.li_mei, "c")
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)

    with pytest.raises(ConflictError, match="没有一份成绩会变"):
        approve(w.sun, regrade)


def test_what_nobody_was_asked_cannot_be_regraded(w):
    with pytest.raises(InvalidError, match="还没有人答过"):
        propose(w.sun, w.question.id, new_version_id=w.corrected)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "multiple"}, "题型变了"),
        ({"unit": "人"}, "单位变了"),
    ],
)
def test_a_version_that_asks_something_else_is_no_key(w, change, reason):
    w.take_with(w.li_mei, "b")
    other = new_version(replace(w.question, **change))

    with pytest.raises(InvalidError, match=reason):
        propose(w.sun, w.question.id, new_version_id=other)


def test_other_options_are_no_key_and_another_order_is(w):
    sitting = w.take_with(w.li_mei, "b")
    first, second, third = w.question.options
    worded = replace(w.question, options=(first, replace(second, text="别的"), third))
    with pytest.raises(InvalidError, match="选项的文字变了"):
        propose(w.sun, w.question.id, new_version_id=new_version(worded))

    turned = replace(
        w.question,
        options=(
            replace(second, id="a", is_right=True),
            replace(first, id="b", is_right=False),
            third,
        ),
    )
    apply(w.sun, propose(w.sun, w.question.id, new_version_id=new_version(turned)))

    assert scores()[sitting] == (100, 0)  # what was b is the first option now, and right


def test_a_version_of_another_question_is_no_key(w, course):
    w.take_with(w.li_mei, "b")
    other = course.lessons[0].questions[5].version_id

    with pytest.raises(InvalidError, match="请选按哪个版本"):
        propose(w.sun, w.question.id, new_version_id=other)


def test_an_essay_has_no_key(w, cast):
    hand_in(w.li_mei, a_marked_paper(by=cast.sun))
    version = fill_bank()["mark-essay"]
    essay = db.session.execute(
        db.text("SELECT content FROM question_version WHERE id = :id"), {"id": version}
    ).scalar_one()
    db.session.close()
    assert "mark-essay" in essay

    with pytest.raises(InvalidError, match="还没有人答过"):
        propose(w.sun, "mark-essay", new_version_id=version)


def test_a_group_that_is_not_decided_is_simply_marked(w, cast):
    hand_in(w.li_mei, a_marked_paper(by=cast.sun))
    task = take_next(w.sun)

    with pytest.raises(ConflictError, match="还没有评完"):
        propose(w.sun, "mark-essay", RegradeKind.GROUP, task_id=task, thousandths=1000)
    mark(w.sun, task, (0, 0))
    propose(w.sun, "mark-essay", RegradeKind.GROUP, task_id=task, thousandths=1000)


def test_who_does_not_look_after_the_question_finds_nothing(w, proposed, cast):
    beside = trainer_at(cast.wang_qiang, cast.qingshi)

    assert regrades_for(beside, page=1) == ([], 0)
    with pytest.raises(NotFoundError):
        regrade_for(beside, proposed)
    with pytest.raises(NotFoundError):
        propose(beside, w.question.id, RegradeKind.FULL)
    with pytest.raises(NotFoundError):
        _do(actions.submit_regrade, beside, proposed)


def test_names_are_told_within_ones_own_part_of_the_tree(w, cast):
    """A bank of one town, and a paper that people of the whole county sat."""
    w.take_with(w.li_mei, "b")
    w.take_with(w.wang_qiang, "b")
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)
    town = trainer_at(cast.zhou, cast.qingshi)
    reduced = replace(town, grants=tuple(one for one in town.grants if one.path.startswith("/1/4")))

    everybody, number = lines_for(w.sun, regrade, page=1)
    own, own_number = lines_for(reduced, regrade, page=1)

    assert (number, {one.name for one in everybody}) == (2, {"李梅", "王强"})
    assert (own_number, [one.name for one in own]) == (1, ["王强"])


def test_every_step_is_audited_with_its_reason(w, proposed):
    apply(w.sun, proposed)
    undo(w.sun, proposed)

    rows = db.session.execute(
        select(AuditRow.action, AuditRow.actor_id)
        .where(AuditRow.object_kind == "regrade")
        .order_by(AuditRow.id)
    )
    assert [tuple(row) for row in rows] == [
        ("regrade.open", w.sun.cadre_id),
        ("regrade.approve", w.sun.cadre_id),
        ("regrade.applied", None),
        ("regrade.undo", w.sun.cadre_id),
        ("regrade.undo_approve", w.sun.cadre_id),
        ("regrade.undone", None),
    ]
    reason = select(AuditRow.detail).where(AuditRow.action == "regrade.open")
    assert db.session.scalars(reason).one() == '{"reason": "答案标错了"}'


def test_a_large_regrade_is_previewed_by_a_job(monkeypatch, w):
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    w.take_with(w.li_mei, "b")
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)

    assert state_of(w.sun, regrade) is RegradeState.PREVIEWING
    with pytest.raises(StaleRegradeError):
        approve(w.sun, regrade)
    job = db.session.execute(select(Job.payload)).scalar_one()
    assert job == f'{{"do": "preview", "regrade_id": {regrade}}}'
