"""Levels by rule, what the next one asks for, and what a walked step says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cadreschool.competencies.framework import read_framework
from cadreschool.learning.profile.rules import (
    Need,
    grounds_of,
    level_name,
    level_of,
    missing_for_next,
    missing_text,
    percent,
    steps_result,
)
from cadreschool.learning.profile.values import Evidence, EvidenceKind
from tests.school.content import FRAMEWORK

TODAY = date(2026, 3, 2)
ABLE = read_framework("competencies.yaml", FRAMEWORK.encode())[0].competencies[0]


def _rows(number, result, kind=EvidenceKind.ITEM, *, weight=1.0, signed_by=None, sorts=("",)):
    return [
        Evidence(
            f"{kind}:{at}",
            kind,
            "able",
            TODAY - timedelta(days=at % 7),
            result,
            weight,
            "题",
            signed_by=signed_by,
            sort=sorts[at % len(sorts)],
        )
        for at in range(number)
    ]


def _records(number, *sorts):
    return _rows(number, 1.0, EvidenceKind.RECORD, weight=3.0, signed_by=7, sorts=sorts)


def _level(*groups):
    return level_of(grounds_of([one for rows in groups for one in rows], TODAY))


def _missing(*groups):
    grounds = grounds_of([one for rows in groups for one in rows], TODAY)
    return missing_text(ABLE, missing_for_next(grounds))


def test_below_the_threshold_there_is_no_level_and_no_nought():
    rows = _rows(7, 1.0)

    assert _level(rows) is None
    assert level_name(ABLE, None) == "证据不足"
    assert _missing(rows) == (
        "证据不足：依据的权重合计 6.9，满 8 才作估计。首次作答、延时复测和签认的实践记录都算。"
    )


def test_answers_alone_end_at_the_first_level():
    rows = _rows(60, 1.0)

    assert _level(rows) == 1
    assert _missing(rows) == (
        "到第 2 级“会做”还差：只有首次作答，还须有复测、情景、写作或实践记录。"
    )


def test_what_was_kept_leads_to_the_second_and_two_signatures_to_the_third():
    answers, retest = _rows(60, 1.0), _rows(1, 1.0, EvidenceKind.RETEST, weight=2.0)

    assert _level(answers, retest) == 2
    assert _missing(answers, retest) == (
        "到第 3 级“独当一面”还差：经人签认或评阅的依据 0 条，须 2 条。"
    )
    assert _level(answers, _records(2, "talk")) == 3


def test_the_fourth_asks_for_four_records_of_two_types():
    answers = _rows(60, 1.0)

    assert _level(answers, _records(4, "talk")) == 3
    assert _missing(answers, _records(3, "talk")) == (
        "到第 4 级“带得动人”还差：签认的实践记录 3 条，须 4 条，实践记录只有 1 类，须 2 类。"
    )
    assert _level(answers, _records(4, "talk", "visit")) == 4
    assert _missing(answers, _records(4, "talk", "visit")) == "已到第四级，没有更高的级别。"


def test_a_low_mean_is_a_beginning_and_says_how_far_it_is():
    rows = _rows(40, 0.4)

    assert _level(rows) == 0
    assert level_name(ABLE, 0) == "起步"
    assert _missing(rows) == "到第 1 级“知道”还差：均值 40%，须 50%。"


def test_a_wide_interval_holds_back():
    rows = [*_rows(7, 0.65), *_rows(1, 0.65, EvidenceKind.RETEST, weight=2.0)]

    grounds = grounds_of(rows, TODAY)
    missing = missing_for_next(grounds)
    assert level_of(grounds) == 1
    assert missing is not None
    assert [lack.need for lack in missing.lacks] == [Need.LOW]


def test_what_does_not_count_is_no_ground():
    rows = [*_rows(60, 1.0), *_rows(5, 1.0, EvidenceKind.RECORD, weight=0.0, signed_by=7)]

    grounds = grounds_of(rows, TODAY)
    assert (grounds.count, grounds.strong, grounds.signed, grounds.records) == (60, 0, 0, 0)


def test_percents_are_cut_so_that_what_is_missing_shows():
    assert [percent(one) for one in (0.6999, 0.7, 0.29, 1.0)] == ["69%", "70%", "29%", "100%"]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(2, (-2, 0, 2))], (1.0, 1)),
        ([(2, (2, 0)), (0, (0, 2)), (0, (0, 0))], (0.5, 2)),
        ([(1, (1, 1))], None),
        ([], None),
    ],
)
def test_a_step_says_where_its_choice_lies_between_worst_and_best(steps, expected):
    assert steps_result(steps) == expected
