"""Who may sit a paper when: rules as readable data, the first that matches decides. Pure.

A rule says when it matches (from and until a moment, a post, a union with all below it, another
paper passed or failed, fewer goes than so many), whether one may sit the paper then, and if not,
why: the learner reads the reason. It may also fix the form. Collects its mistakes in Chinese.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cadreschool.kernel.clock import SHANGHAI, moment_text
from cadreschool.people.models import Post

MOST_RULES: Final = 20
LONGEST_WHY: Final = 120
_MOST_ATTEMPTS: Final = 100
_MOST_FORMS: Final = 8


@dataclass(frozen=True, slots=True)
class When:
    """When a rule matches: everything that is said must hold; nothing said is always."""

    from_at: datetime | None = None
    until: datetime | None = None
    posts: tuple[str, ...] = ()
    organisation_id: int | None = None
    passed: int | None = None
    failed: int | None = None
    fewer_than: int | None = None


@dataclass(frozen=True, slots=True)
class AccessRule:
    """One rule; `form` is the one to be sat (1 is A), None for whichever comes."""

    may: bool
    why: str = ""
    form: int | None = None
    when: When = When()


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules ask about somebody. `results`: whether other papers sat were passed."""

    post: str
    path: str
    results: Mapping[int, bool]
    attempts: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When a paper may be sat and how often, exceptions for the person included."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    attempts: int | None = None
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody may begin, and why not."""

    may: bool
    why: str = ""
    form: int | None = None


NO_RULE: Final = "这份试卷没有对您开放。"


def decide(rules: Sequence[AccessRule], hours: Hours, person: Person, *, at: datetime) -> Decision:
    """Tell whether a new sitting may begin: first the hours and the number of goes, then rules.

    Without any rule everybody may to whom the paper is shown; where there are some and none
    matches, nobody.
    """
    why = _out_of_hours(hours, person, at)
    if why:
        return Decision(may=False, why=why)
    if not rules:
        return Decision(may=True)
    for rule in rules:
        if _matches(rule.when, person, at):
            return Decision(rule.may, "" if rule.may else rule.why or NO_RULE, rule.form)
    return Decision(may=False, why=NO_RULE)


def _out_of_hours(hours: Hours, person: Person, at: datetime) -> str:
    if hours.is_closed:
        return "考试已经结束。"
    if hours.opens_at is not None and at < hours.opens_at:
        return f"还没有开始，{moment_text(hours.opens_at)} 起可以进入。"
    if hours.closes_at is not None and at >= hours.closes_at:
        return f"进入的时间已过，{moment_text(hours.closes_at)} 截止。"
    if hours.attempts is not None and person.attempts >= hours.attempts:
        return f"可考 {hours.attempts} 次，您已经考过 {person.attempts} 次。"
    return ""


def _matches(when: When, person: Person, at: datetime) -> bool:
    return (
        (when.from_at is None or at >= when.from_at)
        and (when.until is None or at < when.until)
        and (not when.posts or person.post in when.posts)
        and (when.organisation_id is None or f"/{when.organisation_id}/" in person.path)
        and (when.passed is None or person.results.get(when.passed) is True)
        and (when.failed is None or person.results.get(when.failed) is False)
        and (when.fewer_than is None or person.attempts < when.fewer_than)
    )


def other_papers(rules: Sequence[AccessRule]) -> set[int]:
    """Return the papers whose results the rules ask for."""
    asked = {rule.when.passed for rule in rules} | {rule.when.failed for rule in rules}
    return {one for one in asked if one is not None}


# As text -----------------------------------------------------------------------------------------


def rules_text(rules: Sequence[AccessRule]) -> str:
    """Write rules as JSON that a person can read; what is not said is left out."""
    return json.dumps([_data(rule) for rule in rules], ensure_ascii=False, indent=1)


def _data(rule: AccessRule) -> dict[str, object]:
    when = rule.when
    said: dict[str, object] = {
        "from": _moment(when.from_at),
        "until": _moment(when.until),
        "posts": list(when.posts),
        "organisation": when.organisation_id,
        "passed": when.passed,
        "failed": when.failed,
        "attempts_below": when.fewer_than,
    }
    data: dict[str, object] = {"when": {name: value for name, value in said.items() if value}}
    data["may"] = rule.may
    return data | {name: value for name in ("why", "form") if (value := getattr(rule, name))}


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if moment else None


def stored_rules(text: str) -> tuple[AccessRule, ...]:
    """Read rules that were checked when they were stored."""
    return read_rules(json.loads(text))[0]


def read_rules(data: object) -> tuple[tuple[AccessRule, ...], list[str]]:
    """Read rules and collect what is wrong with them."""
    if not isinstance(data, list):
        return (), ["进入条件写得不对。"]
    faults = [f"进入条件最多 {MOST_RULES} 条。"] if len(data) > MOST_RULES else []
    rules = []
    for number, one in enumerate(data[:MOST_RULES], start=1):
        if not isinstance(one, Mapping):
            faults.append(f"第 {number} 条进入条件写得不对。")
            continue
        rule, wrong = _rule(one)
        rules.append(rule)
        faults += [f"第 {number} 条进入条件：{fault}" for fault in wrong]
    return tuple(rules), faults


def _rule(data: Mapping[str, Any]) -> tuple[AccessRule, list[str]]:
    faults: list[str] = []
    when, said = When(), data.get("when", {})
    if isinstance(said, Mapping):
        when = _when(said, faults)
    else:
        faults.append("“when”写得不对。")
    why = data.get("why", "")
    if not isinstance(why, str) or len(why) > LONGEST_WHY:
        faults.append(f"理由最多 {LONGEST_WHY} 字。")
        why = ""
    may = data.get("may")
    if not isinstance(may, bool):
        faults.append("要说明可以还是不可以。")
    if may is False and not why:
        faults.append("不可以进入时要写理由，学员看得到。")
    form = _number(data.get("form"), _MOST_FORMS, "卷别", faults)
    return AccessRule(may is True, why, form, when), faults


def _when(data: Mapping[str, Any], faults: list[str]) -> When:
    from_at, until = _read_moment(data.get("from"), faults), _read_moment(data.get("until"), faults)
    if from_at and until and from_at >= until:
        faults.append("开始要早于截止。")
    posts = data.get("posts", [])
    if not isinstance(posts, list) or not set(posts) <= {post.value for post in Post}:
        faults.append("岗位不对。")
        posts = []
    largest = 2**31 - 1
    return When(
        from_at,
        until,
        tuple(posts),
        _number(data.get("organisation"), largest, "工会", faults),
        _number(data.get("passed"), largest, "考过的试卷", faults),
        _number(data.get("failed"), largest, "没考过的试卷", faults),
        _number(data.get("attempts_below"), _MOST_ATTEMPTS, "次数", faults),
    )


def _number(value: object, most: int, name: str, faults: list[str]) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        faults.append(f"{name}不对。")
        return None
    return value


def _read_moment(value: object, faults: list[str]) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=SHANGHAI)
    except ValueError:
        faults.append(f"时间“{str(value)[:20]}”不对，写成 2026-03-02T09:00。")
        return None
