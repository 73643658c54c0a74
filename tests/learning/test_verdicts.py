"""Whether a question was answered rightly, of a case too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.learning.verdicts.rules import Said, verdicts
from tests.school.cast import MONDAY

WHOLE, HALF, NOTHING, UNMARKED = 1000, 500, 0, None
LATER = MONDAY + timedelta(minutes=1)


def _parts(*marks, ends=None, sitting=1):
    """Say what is stored of a case's questions; `...` is one that was left empty."""
    moments = ends or [MONDAY] * len(marks)
    return [
        Said("q", 7, sitting, place, at, mark is not ..., NOTHING if mark is ... else mark)
        for place, (mark, at) in enumerate(zip(marks, moments, strict=True), start=3)
    ]


@pytest.mark.parametrize(
    ("marks", "is_right"),
    [
        ((WHOLE,), True),
        ((HALF,), False),
        ((NOTHING,), False),
        ((...,), None),
        ((UNMARKED,), None),
        ((WHOLE, WHOLE), True),
        ((WHOLE, NOTHING), False),
        ((UNMARKED, NOTHING), False),
        ((WHOLE, UNMARKED), None),
        ((WHOLE, ...), None),
        ((HALF, ...), False),
    ],
)
def test_a_question_is_right_when_all_of_it_is(marks, is_right):
    assert [one.is_right for one in verdicts(_parts(*marks))] == (
        [] if is_right is None else [is_right]
    )


def test_a_case_handed_in_piece_by_piece_says_something_when_all_is_there():
    half_done = _parts(WHOLE, WHOLE, ends=[MONDAY, None])
    whole = _parts(WHOLE, WHOLE, ends=[MONDAY, LATER])

    assert verdicts(half_done) == []
    assert [(one.position, one.at) for one in verdicts(whole)] == [(3, LATER)]


def test_verdicts_come_in_the_order_of_time():
    first, second = _parts(WHOLE, ends=[LATER]), _parts(NOTHING, sitting=2)

    assert [one.is_right for one in verdicts([*first, *second])] == [False, True]
