"""Rules of access: the first that matches decides, and says why."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from cadreschool.questions.papers.access import (
    NO_RULE,
    AccessRule,
    Hours,
    Person,
    When,
    decide,
    other_papers,
    read_rules,
    rules_text,
    stored_rules,
)
from tests.school.cast import MONDAY

HOUR = timedelta(hours=1)
LI_MEI = Person("chair", "/1/31/340/", {}, 0)


def test_without_rules_everybody_may():
    assert decide((), Hours(), LI_MEI, at=MONDAY).may


@pytest.mark.parametrize(
    ("hours", "attempts", "why"),
    [
        (Hours(is_closed=True), 0, "考试已经结束。"),
        (Hours(opens_at=MONDAY + HOUR), 0, "还没有开始，2026年3月2日 10:00 起可以进入。"),
        (Hours(closes_at=MONDAY), 0, "进入的时间已过，2026年3月2日 09:00 截止。"),
        (Hours(attempts=2), 2, "可考 2 次，您已经考过 2 次。"),
        (Hours(MONDAY, MONDAY + HOUR, 2), 1, ""),
    ],
)
def test_hours_and_the_number_of_goes_come_before_rules(hours, attempts, why):
    person = Person("chair", "/1/", {}, attempts)

    decision = decide((AccessRule(may=True),), hours, person, at=MONDAY)

    assert (decision.may, decision.why) == (not why, why)


@pytest.mark.parametrize(
    ("when", "matches"),
    [
        (When(), True),
        (When(from_at=MONDAY), True),
        (When(from_at=MONDAY + HOUR), False),
        (When(until=MONDAY), False),
        (When(until=MONDAY + HOUR), True),
        (When(posts=("chair",)), True),
        (When(posts=("group_leader",)), False),
        (When(organisation_id=31), True),
        (When(organisation_id=3), False),
        (When(passed=7), True),
        (When(passed=8), False),
        (When(failed=8), True),
        (When(failed=9), False),
        (When(fewer_than=2), True),
        (When(fewer_than=1), False),
        (When(posts=("chair",), failed=7), False),
    ],
)
def test_a_rule_matches_when_all_it_says_holds(when, matches):
    person = Person("chair", "/1/31/340/", {7: True, 8: False}, 1)
    rules = (AccessRule(may=True, when=when, form=2),)

    decision = decide(rules, Hours(), person, at=MONDAY)

    assert (decision.may, decision.form) == (matches, 2 if matches else None)
    assert decision.why == ("" if matches else NO_RULE)


def test_the_first_rule_that_matches_decides_and_gives_its_reason():
    rules = (
        AccessRule(may=False, why="已经合格，不用补考。", when=When(passed=7)),
        AccessRule(may=True, when=When(failed=7)),
        AccessRule(may=False, why="没有参加考试的，请参加下一期。"),
    )

    def answer(results):
        return decide(rules, Hours(), Person("chair", "/1/", results, 0), at=MONDAY)

    assert answer({7: True}).why == "已经合格，不用补考。"
    assert answer({7: False}).may
    assert answer({}).why == "没有参加考试的，请参加下一期。"
    assert other_papers(rules) == {7}


def test_rules_read_back_as_they_were_written():
    when = When(MONDAY, MONDAY + HOUR, ("chair",), 31, 7, 8, 2)
    rules = (AccessRule(may=False, why="未到时间", form=1, when=when), AccessRule(may=True))

    assert stored_rules(rules_text(rules)) == rules
    assert json.loads(rules_text(rules))[0]["when"]["from"] == "2026-03-02T09:00"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({}, "进入条件写得不对。"),
        ([3], "第 1 条进入条件写得不对。"),
        ([{"when": []}], "第 1 条进入条件：“when”写得不对。"),
        ([{"when": {}}], "第 1 条进入条件：要说明可以还是不可以。"),
        ([{"may": False}], "第 1 条进入条件：不可以进入时要写理由，学员看得到。"),
        ([{"may": True, "why": "长" * 121}], "第 1 条进入条件：理由最多 120 字。"),
        ([{"may": True, "form": 9}], "第 1 条进入条件：卷别不对。"),
        ([{"may": True, "when": {"posts": ["king"]}}], "第 1 条进入条件：岗位不对。"),
        ([{"may": True, "when": {"organisation": "x"}}], "第 1 条进入条件：工会不对。"),
        ([{"may": True, "when": {"passed": True}}], "第 1 条进入条件：考过的试卷不对。"),
        (
            [{"may": True, "when": {"from": "yesterday"}}],
            "第 1 条进入条件：时间“yesterday”不对，写成 2026-03-02T09:00。",
        ),
        (
            [{"may": True, "when": {"from": "2026-03-02T10:00", "until": "2026-03-02T09:00"}}],
            "第 1 条进入条件：开始要早于截止。",
        ),
        ([{"may": True}] * 21, "进入条件最多 20 条。"),
    ],
)
def test_every_mistake_is_told(data, fault):
    assert fault in read_rules(data)[1]
