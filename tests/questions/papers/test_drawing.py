"""A design is filled whenever it can be, says truly what is lacking, and makes equal forms."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.questions.papers.design import Design, Item, Row
from cadreschool.questions.papers.rules import Candidate, fits, plan

KINDS = st.sampled_from(["", "single", "multiple"])
UNITS = st.sampled_from(["", "A1", "B1"])
ROWS = st.lists(
    st.builds(
        Row,
        number=st.integers(1, 3),
        points=st.integers(1, 5),
        kind=KINDS,
        unit=UNITS,
        difficulty=st.integers(0, 2),
    ),
    min_size=1,
    max_size=4,
)
SORTS = st.tuples(
    st.sampled_from(["single", "multiple"]), st.sampled_from(["A1", "B1"]), st.integers(1, 2)
)


def a_pool(sorts):
    return [Candidate(f"q{n}", n, *sort) for n, sort in enumerate(sorts, start=1)]


def _can_be_filled(rows, pool):
    """Tell by Hall's condition over all sets of rows: the long way, without any matching."""
    for size in range(1, len(rows) + 1):
        for some in combinations(rows, size):
            there = sum(any(fits(row, one) for row in some) for one in pool)
            if there < sum(row.number for row in some):
                return False
    return True


@settings(max_examples=150)
@given(ROWS, st.lists(SORTS, max_size=12), st.integers(0, 99))
def test_a_design_is_filled_exactly_when_it_can_be(rows, sorts, seed):
    pool = a_pool(sorts)

    drawn = plan(Design(rows=tuple(rows)), pool, 1, seed=seed)

    assert drawn.is_feasible is _can_be_filled(rows, pool)
    if drawn.is_feasible:
        chosen = list(drawn.forms[0])
        assert len({one.candidate.version_id for one in chosen}) == len(chosen)
        for row in rows:
            mine, chosen = chosen[: row.number], chosen[row.number :]
            assert all(fits(row, one.candidate) and one.points == row.points for one in mine)
        assert chosen == []


@settings(max_examples=150)
@given(ROWS, st.lists(SORTS, max_size=8), st.integers(0, 99))
def test_what_is_lacking_is_named_truly(rows, sorts, seed):
    pool = a_pool(sorts)

    for lack in plan(Design(rows=tuple(rows)), pool, 1, seed=seed).lacks:
        some = [rows[number - 1] for number in lack.rows]
        there = sum(any(fits(row, one) for row in some) for one in pool)
        assert (lack.wanted, lack.there) == (sum(row.number for row in some), there)
        assert lack.missing > 0


@settings(max_examples=150)
@given(ROWS, st.lists(SORTS, max_size=20), st.integers(0, 99))
def test_forms_have_the_same_quotas_and_share_only_what_they_must(rows, sorts, seed):
    pool = a_pool(sorts)

    drawn = plan(Design(rows=tuple(rows)), pool, 2, seed=seed)

    if not drawn.is_feasible:
        assert not _can_be_filled(rows, pool)
        return
    first, second = drawn.forms
    assert len(first) == len(second) == sum(row.number for row in rows)
    both = {one.candidate.version_id for one in first} & {
        one.candidate.version_id for one in second
    }
    assert len(both) == drawn.shared
    twice = [Row(2 * row.number, 1, row.kind, row.unit, "", "", row.difficulty) for row in rows]
    if _can_be_filled(twice, pool):
        assert drawn.shared == 0


def test_a_row_hands_on_what_another_row_cannot_do_without():
    pool = a_pool([("single", "A1", 1), ("single", "B1", 1)])
    design = Design(rows=(Row(1, 2), Row(1, 2, unit="A1")))

    for seed in range(20):
        assert plan(design, pool, 1, seed=seed).is_feasible


def test_rows_that_stand_against_each_other_are_named_together():
    pool = a_pool([("single", "A1", 1)] * 5)
    design = Design(rows=(Row(3, 2, kind="single"), Row(4, 2, unit="A1"), Row(1, 2, unit="B1")))

    words = [lack.words for lack in plan(design, pool, 1, seed=1).lacks]

    assert words == [
        "第 1、2 行合起来要 7 题，合用的只有 5 题，缺 2 题。",
        "第 3 行要 1 题，只有 0 题，缺 1 题。",
    ]


def test_forms_are_equally_hard_where_the_pool_allows():
    sorts = [("single", "A1", 1)] * 7 + [("single", "A1", 2)] * 6 + [("single", "A1", 3)] * 5
    drawn = [plan(Design(rows=(Row(6, 2),)), a_pool(sorts), 2, seed=seed) for seed in range(20)]

    assert all(one.is_equal and one.shared == 0 for one in drawn)
    assert len({one.sums[0].difficulty for one in drawn}) > 1, "by chance, not always the easy ones"


def test_forms_that_cannot_be_equal_say_so():
    sorts = [("single", "A1", 1), ("single", "A1", 2)]

    drawn = plan(Design(rows=(Row(1, 2),)), a_pool(sorts), 2, seed=1)

    assert (drawn.is_feasible, drawn.is_equal, drawn.shared) == (True, False, 0)
    assert {one.difficulty for one in drawn.sums} == {1, 2}


def test_forms_share_questions_when_there_are_too_few():
    drawn = plan(Design(rows=(Row(2, 2),)), a_pool([("single", "A1", 1)] * 3), 2, seed=1)

    assert (drawn.is_feasible, drawn.shared) == (True, 1)


def test_a_case_weighs_as_its_questions_and_stands_against_a_case_alike():
    pool = [Candidate(f"c{n}", n, "case", "A1", 2, parts=n % 2 + 2) for n in range(1, 5)]

    drawn = plan(Design(rows=(Row(1, 5, kind="case"),)), pool, 2, seed=3)

    assert drawn.is_equal
    assert drawn.sums[0].points == 5 * drawn.sums[0].number


def test_named_questions_stand_in_every_form_in_an_order_of_its_own():
    pool = a_pool([("single", "A1", 1)] * 8 + [("multiple", "A1", 1)] * 4)
    design = Design(items=tuple(Item(one.question_id, 2) for one in pool))

    first, second = plan(design, pool, 2, seed=5).forms

    assert [one.candidate.question_id for one in first] == [f"q{n}" for n in range(1, 13)]
    assert first != second
    assert {one.candidate for one in first[:8]} == {one.candidate for one in second[:8]}


def test_a_named_question_that_is_not_to_be_had_is_told():
    drawn = plan(
        Design(items=(Item("q1", 2), Item("gone", 2))), a_pool([("single", "A1", 1)]), 1, seed=1
    )

    assert (drawn.is_feasible, drawn.missing) == (False, ("gone",))


@settings(max_examples=150)
@given(ROWS, st.lists(st.tuples(SORTS, st.booleans()), max_size=12), st.integers(0, 99))
def test_questions_told_elsewhere_are_drawn_only_where_others_do_not_suffice(rows, sorts, seed):
    pool = a_pool([sort for sort, _ in sorts])
    told = {one.question_id for one, (_, is_told) in zip(pool, sorts, strict=True) if is_told}

    drawn = plan(Design(rows=tuple(rows)), pool, 1, seed=seed, avoided=told)

    assert drawn.is_feasible is _can_be_filled(rows, pool)
    if drawn.is_feasible:
        fresh = [one for one in pool if one.question_id not in told]
        assert len(drawn.told) == sum(row.number for row in rows) - _most_filled(rows, fresh)


def _most_filled(rows, pool):
    """Return how many places can be filled at most: those of all rows but what some lack."""
    wanted = sum(row.number for row in rows)
    lacking = 0
    for size in range(1, len(rows) + 1):
        for some in combinations(rows, size):
            there = sum(any(fits(row, one) for row in some) for one in pool)
            lacking = max(lacking, sum(row.number for row in some) - there)
    return wanted - lacking


@settings(max_examples=60)
@given(ROWS, st.lists(SORTS, max_size=20), st.integers(0, 99))
def test_several_forms_are_of_fresh_questions_where_there_are_enough(rows, sorts, seed):
    fresh, pool = a_pool(sorts), a_pool(sorts * 2)
    told = {one.question_id for one in pool[len(fresh) :]}

    alone = plan(Design(rows=tuple(rows)), fresh, 2, seed=seed)
    drawn = plan(Design(rows=tuple(rows)), pool, 2, seed=seed, avoided=told)

    if alone.is_feasible and not alone.shared:
        assert (drawn.is_feasible, drawn.told) == (True, ())


def test_named_questions_that_stand_elsewhere_are_told_all_the_same():
    pool = a_pool([("single", "A1", 1)] * 3)
    design = Design(items=tuple(Item(one.question_id, 2) for one in pool))

    assert plan(design, pool, 2, seed=1, avoided={"q2", "q9"}).told == ("q2",)
