"""Practice: question by question, never counting, never telling what is to be kept."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.learning.marking.models import MarkingTask
from cadreschool.learning.marking.queries import unqueued_sittings
from cadreschool.learning.mistakes.queries import mistakes_of
from cadreschool.learning.models import Mode
from cadreschool.learning.practice import actions
from cadreschool.learning.practice.queries import OwnChoice, open_exercises, own_choice
from cadreschool.learning.practice.rules import MOST_WRONG, WITHIN, needs_a_person
from cadreschool.learning.queries import own_facts
from cadreschool.learning.sittings import queries
from cadreschool.learning.sittings.actions import SittingClosedError
from cadreschool.learning.sittings.rules import Given
from cadreschool.questions.queries import published_questions
from tests.school.cast import MONDAY
from tests.school.marking import fill_bank
from tests.school.practising import answer, begin, pool, practise
from tests.school.steps import MINUTE, right_answers, save, start, submit, viewer_of


@pytest.fixture
def questions(li_mei, catalogue):
    """Return what 李梅 may practise: thirty questions of three lessons."""
    return pool(li_mei, catalogue)


def _sheet(viewer, sitting_id):
    return queries.sheet_for(viewer, sitting_id)


def test_with_the_last_question_practice_is_over_and_counts_for_nothing(li_mei, questions):
    sitting_id = practise(li_mei, questions[:3])

    sheet = _sheet(li_mei, sitting_id)
    assert (sheet.is_open, sheet.score, sheet.pending) == (False, 100, 0)
    assert own_facts(li_mei, ["speaking", "listening"]) == {}


def test_what_was_handed_in_changes_no_more(li_mei, questions):
    sitting_id = begin(li_mei, questions[:2])
    answer(li_mei, sitting_id, 1, right=False)

    again = answer(li_mei, sitting_id, 1, right=True)

    assert again.is_done
    assert queries.newest_marks(sitting_id) == {1: 0}
    assert _sheet(li_mei, sitting_id).drawn[0].newest.seq == 1


def test_an_empty_answer_is_not_handed_in(li_mei, questions):
    sitting_id = begin(li_mei, questions[:2])
    handed = write(
        lambda: actions.hand_in_question(
            li_mei, sitting_id, 1, lambda _: [Given(1, "", 0)], queries.questions_of, at=MONDAY
        )
    )

    assert not handed.is_done
    assert queries.handed_positions(sitting_id) == set()


def test_ended_early_it_tells_of_what_was_done_and_of_nothing_else(li_mei, questions):
    sitting_id = begin(li_mei, questions[:4])
    answer(li_mei, sitting_id, 1)
    answer(li_mei, sitting_id, 2, right=False)
    save(li_mei, sitting_id, Given(3, "nonsense", 0))

    for _ in range(2):
        write(lambda: actions.end_exercise(li_mei, sitting_id, queries.questions_of, at=MONDAY))

    sheet = _sheet(li_mei, sitting_id)
    assert (sheet.is_open, sheet.score, sheet.pending) == (False, 50, 0)
    assert [one.question_id for one in mistakes_of(li_mei)] == [questions[1].question.id]
    with pytest.raises(SittingClosedError):
        answer(li_mei, sitting_id, 4)


def test_it_is_gone_on_with_on_another_device(li_mei, cast, questions):
    sitting_id = begin(li_mei, questions[:3], Mode.REDO)
    answer(li_mei, sitting_id, 1)
    elsewhere = viewer_of(cast.li_mei)

    assert begin(elsewhere, questions[5:8], Mode.REDO) == sitting_id
    assert open_exercises(elsewhere)[Mode.REDO].handed == 1
    assert answer(elsewhere, sitting_id, 2).is_done


def test_a_new_choice_ends_the_practice_before(li_mei, questions):
    first = begin(li_mei, questions[:3])
    answer(li_mei, first, 1, right=False)

    second = begin(li_mei, questions[3:5])

    assert second != first
    assert not _sheet(li_mei, first).is_open
    assert list(open_exercises(li_mei)) == [Mode.PRACTICE]


def test_without_questions_nothing_begins_and_nothing_ends(li_mei, questions):
    sitting_id = begin(li_mei, questions[:3])

    with pytest.raises(ConflictError):
        begin(li_mei, [])
    assert _sheet(li_mei, sitting_id).is_open


def test_nobody_practises_in_the_place_of_somebody_else(li_mei, cast, questions):
    sitting_id = begin(li_mei, questions[:3])

    with pytest.raises(NotFoundError):
        answer(viewer_of(cast.wang_qiang), sitting_id, 1)


# What is to be kept


def test_what_stands_in_an_open_check_is_neither_offered_nor_told(li_mei, course, catalogue):
    everything = pool(li_mei, catalogue)
    practice = begin(
        li_mei, [one for one in everything if one.question.id.startswith("speaking-1")]
    )
    check = start(li_mei, course)
    drawn = queries.drawn_versions(check)

    assert not drawn & {one.version_id for one in pool(li_mei, catalogue)}
    for row in _sheet(li_mei, practice).drawn:
        handed = answer(li_mei, practice, row.position, at=MONDAY + row.position * MINUTE)
        assert handed.is_untold == (row.question_version_id in drawn)
        assert handed.is_done != handed.is_untold


def test_after_handing_the_check_in_it_may_be_told(li_mei, course, catalogue):
    check = start(li_mei, course)
    save(li_mei, check, *right_answers(li_mei, check, course))
    submit(li_mei, check, course)

    assert len(pool(li_mei, catalogue)) == 30


# Too many wrong ones


def test_after_ten_wrong_answers_in_a_minute_there_is_a_pause_for_right_ones_too(li_mei, questions):
    sitting_id = begin(li_mei, questions[:14])
    for position in range(1, MOST_WRONG + 1):
        at = MONDAY + timedelta(seconds=position)
        assert answer(li_mei, sitting_id, position, right=False, at=at).is_done

    handed = answer(li_mei, sitting_id, 11, at=MONDAY + timedelta(seconds=20))

    assert not handed.is_done
    assert handed.wait_until == MONDAY + timedelta(seconds=1) + WITHIN
    assert _sheet(li_mei, sitting_id).drawn[10].value
    assert answer(li_mei, sitting_id, 11, at=handed.wait_until).is_done


def test_who_is_right_is_never_kept_waiting(li_mei, questions):
    sitting_id = begin(li_mei, questions[:20])

    assert all(answer(li_mei, sitting_id, position).is_done for position in range(1, 21))


def test_a_new_practice_begins_no_new_minute(li_mei, questions):
    practise(li_mei, questions[:10], right=False)
    sitting_id = begin(li_mei, questions[10:12])

    assert answer(li_mei, sitting_id, 1, at=MONDAY + timedelta(seconds=59)).wait_until


# Choices


def test_the_newest_choice_counts_and_the_same_again_is_no_choice(li_mei):
    for size in (3, 10, 10):
        write(lambda size=size: actions.choose(li_mei, OwnChoice(4, size), at=MONDAY))

    assert own_choice(li_mei.cadre_id) == OwnChoice(4, 10)


# What only a person can mark


def _answer_blank(viewer, sitting_id, text):
    given = [Given(1, json.dumps([text], ensure_ascii=False), 0)]
    find = queries.questions_of
    return write(
        lambda: actions.hand_in_question(viewer, sitting_id, 1, lambda _: given, find, at=MONDAY)
    )


def test_what_no_rule_can_decide_is_neither_right_nor_wrong_and_keeps_no_marker_busy(li_mei):
    version = fill_bank()["mark-blanks"]
    question = published_questions({version})[version]
    sitting_id = begin(li_mei, [question], Mode.REDO)

    handed = _answer_blank(li_mei, sitting_id, "企业那一方的管理者")

    sheet = _sheet(li_mei, sitting_id)
    assert handed.is_last
    assert (sheet.is_open, sheet.pending) == (False, 1)
    assert mistakes_of(li_mei) == []
    assert unqueued_sittings(10) == []
    assert db.session.scalar(db.select(db.func.count()).select_from(MarkingTask)) == 0


def test_an_essay_is_not_practised(li_mei, catalogue):
    versions = fill_bank()
    found = published_questions(set(versions.values()))

    assert needs_a_person(found[versions["mark-essay"]].question)
    assert needs_a_person(found[versions["mark-case"]].question)
    assert not needs_a_person(found[versions["mark-blanks"]].question)
