"""Drawing, waiting and scoring."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.learning.rules import PAUSE, waits_until
from cadreschool.learning.sittings.rules import draw, option_order, score
from tests.learning.building import a_question, a_sitting
from tests.questions.building import a_question as a_read_question
from tests.school.cast import MONDAY

BANK = [a_question(number) for number in range(10)]
SEEDS = st.integers(0, 2**48)


def _versions(drawn):
    return [one.question_version_id for one in drawn]


@given(SEEDS, st.integers(0, 12), st.integers(0, 12))
def test_a_draw_holds_as_many_different_questions_as_asked_or_there_are(seed, bank, size):
    drawn = draw([a_question(n) for n in range(bank)], size, avoid=(), seed=seed)

    assert len(drawn) == min(size, bank)
    assert len(set(_versions(drawn))) == len(drawn)
    assert set(_versions(drawn)) <= set(range(bank))


@given(SEEDS)
def test_the_same_seed_draws_the_same_paper(seed):
    assert draw(BANK, 5, avoid=(), seed=seed) == draw(BANK, 5, avoid=(), seed=seed)


def test_different_seeds_draw_different_papers():
    papers = {tuple(_versions(draw(BANK, 5, avoid=(), seed=seed))) for seed in range(50)}

    assert len(papers) > 40


@given(SEEDS, st.sets(st.integers(0, 9), max_size=10))
def test_questions_of_the_last_sitting_come_only_when_the_others_run_out(seed, avoid):
    drawn = set(_versions(draw(BANK, 5, avoid=avoid, seed=seed)))
    fresh = set(range(10)) - avoid

    assert len(drawn & avoid) == max(0, 5 - len(fresh))


@given(SEEDS)
def test_questions_seen_and_unseen_are_mixed(seed):
    """Otherwise a place on the paper would tell which questions come again."""
    places = set()
    for more in range(40):
        drawn = _versions(draw(BANK, 5, avoid=range(7), seed=seed + more))
        places |= {at for at, version in enumerate(drawn) if version < 7}

    assert places == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("kind", "orders"), [("single", 24), ("multiple", 24), ("true_false", 1), ("numeric", 1)]
)
def test_options_are_shuffled_where_their_order_means_nothing(kind, orders):
    question = a_question(1, kind)
    ids = {option.id for option in question.question.options}

    drawn = [draw([question], 1, avoid=(), seed=seed)[0].option_order for seed in range(400)]

    assert all(set(order) == ids for order in drawn)
    assert len(set(drawn)) == orders


def test_right_and_wrong_stay_in_their_usual_order():
    drawn = draw([a_question(1, "true_false")], 1, avoid=(), seed=1)

    assert drawn[0].option_order == ("true", "false")


@given(SEEDS, st.booleans())
def test_steps_are_never_shown_in_the_right_order(seed, shuffles):
    question, _ = a_read_question("排序")

    order = option_order(question, Random(seed), shuffles=shuffles)

    assert sorted(order) == ["a", "b", "c"]
    assert ",".join(order) != question.answer


def test_pairs_are_shuffled_even_on_a_paper_that_keeps_its_order():
    question, _ = a_read_question("匹配")
    orders = {option_order(question, Random(seed), shuffles=False) for seed in range(200)}

    assert len(orders) == 6


def test_the_first_check_may_begin_at_once():
    assert waits_until([], at=MONDAY) is None
    assert waits_until([a_sitting()], at=MONDAY) is None


def test_a_check_may_begin_ten_minutes_after_the_last_one_was_handed_in():
    early = a_sitting(score=10, submitted_at=MONDAY - timedelta(hours=1))
    late = a_sitting(number=2, score=10, submitted_at=MONDAY)

    sittings = [late, early, a_sitting(number=3)]

    assert waits_until(sittings, at=MONDAY) == MONDAY + PAUSE
    assert waits_until(sittings, at=MONDAY + PAUSE) is None
    assert timedelta(minutes=10) == PAUSE


@pytest.mark.parametrize(
    ("marks", "total", "percent"),
    [
        ([], 5, 0),
        ([1, 1, 1, 1, 1], 5, 100),
        ([1, 1, 1, 1, 0], 5, 80),
        ([1, 1], 3, 66),
        ([1, 1, 1, 1, 1, 0], 6, 83),
        ([Fraction(1, 3), Fraction(1, 3)], 2, 33),
        ([Fraction(999, 1000)], 1, 99),
        ([], 0, 0),
    ],
)
def test_a_score_is_rounded_down(marks, total, percent):
    points = dict.fromkeys(range(total), 1)

    assert score(points, {n: round(1000 * mark) for n, mark in enumerate(marks)}) == percent


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 100)), min_size=1, max_size=20))
def test_a_score_is_between_nothing_and_everything(marked):
    marks = {n: mark for n, (mark, _) in enumerate(marked)}
    points = {n: worth for n, (_, worth) in enumerate(marked)}

    assert 0 <= score(points, marks) <= 100
    assert (score(points, marks) == 100) is all(mark == 1000 for mark in marks.values())


def test_a_question_weighs_its_points():
    assert score({1: 2, 2: 3, 3: 5}, {1: 1000, 2: 0, 3: 500}) == 45


def test_what_waits_for_a_person_earns_nothing_yet():
    assert score({1: 1, 2: 1}, {1: 1000}) == 50
