"""What evidence amounts to: levels, what the next one asks for, what counts and why not. Pure.

Values in, values out. What is missing is data first; `missing_text` writes it, the same wherever it
is read. Nobody is compared with anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import fsum
from typing import Final

from cadreschool.competencies.framework import Competency
from cadreschool.learning.practice_records.rules import MOST_A_YEAR
from cadreschool.learning.profile.estimator import ENOUGH, Estimate, aged, estimate
from cadreschool.learning.profile.values import ABLE, LEARNING, Evidence, EvidenceKind

MOST_ITEM_DAYS: Final = 90
"""Days for which a first answer speaks; afterwards re-tests do."""
REPEAT_DAYS: Final = 30
"""Whoever met a question within so many days before shows memory of it, not the ability."""
FRESH_DAYS: Final = 7
"""A re-test shows what was kept: not of questions met within so many days before."""
NEW_LAW_DAYS: Final = 730
"""A version of a law in force for less is new: answering from it shows that somebody learns."""
DOUBTFUL: Final = 0.5
"""What an answer to a question weighs whose figures are doubtful."""
RECORD_WEIGHT: Final = 3.0
WITNESSED_WEIGHT: Final = 4.0
MOST_RETEST, MOST_STEPS, MOST_POINTS = 2, 3, 3
"""The most that a re-test, a scenario and a writing weigh; never more than what was observed."""
DONE: Final = 0.6
"""The result from which on strong evidence says that somebody can do it."""
STALE_DAYS: Final = 7
"""Days after which what is kept of a profile is made anew, since evidence ages."""

OLD_ITEM = f"满 {MOST_ITEM_DAYS} 天，改由复测说明"
REPEATED = f"前 {REPEAT_DAYS} 天里做过这道题"
UNDER_REVIEW = "所依据的法条修改了，题目正在复核"
ANNULLED = "这道题已经作废"
NOT_EARNED = "这道题改判为人人得满分"
DOUBTED = "这道题的统计可疑，减半计"
CAPPED = f"同一类实践记录一年最多计 {MOST_A_YEAR} 条"
DISPUTED = "本人提出异议，复核后去掉"
NOTHING_LEFT = f"题目作废、改判、正在复核，或者前 {FRESH_DAYS} 天里做过，没有可计的题"

STATEMENT = "本画像反映系统内证据，不代替组织考察"
"""Stands on every page and print of a profile."""
TOO_LITTLE = "证据不足"
BEGINNING = "起步"
"""What level 0 is called."""


# What counts -----------------------------------------------------------------------------------


def without(evidence: Evidence, reason: str) -> Evidence:
    """Return evidence that is shown and does not count, with the reason."""
    return replace(evidence, weight=0.0, reason=reason)


def left_out(number: int) -> str:
    """Say that so many questions of a re-test are left out; nothing of none."""
    if not number:
        return ""
    return f"{number} 题不计：作废、改判、正在复核，或者前 {FRESH_DAYS} 天里做过"


def aged_rows(rows: Iterable[Evidence], on: date) -> list[tuple[float, float]]:
    """Return results with what they weigh on a day."""
    return [(one.result, aged(one.weight, (on - one.on).days)) for one in rows if one.weight > 0]


def steps_result(steps: Iterable[tuple[int, Sequence[int]]]) -> tuple[float, int] | None:
    """Return what walked steps say of one competency, and how many do: mean and number.

    Each step is the effect of the choice taken, and those of all that could be taken. Where all
    are equal the step says nothing; None when none says anything.
    """
    shares = [
        (taken - min(effects)) / (max(effects) - min(effects))
        for taken, effects in steps
        if max(effects) > min(effects)
    ]
    return (sum(shares) / len(shares), len(shares)) if shares else None


# Levels ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a level rests on: the estimate, and how much of the evidence shows doing."""

    estimate: Estimate | None
    weight: float
    count: int
    """Rows that weigh."""
    strong: int
    """Of these, not answers of the day only."""
    signed: int
    """Of these, signed or marked by a person who saw something of it."""
    records: int
    """Of these, signed practice records."""
    sorts: int
    """Types among the practice records."""


def grounds_of(rows: Iterable[Evidence], on: date) -> Grounds:
    """Sum up the evidence of one competency as of a day."""
    counted = [one for one in rows if one.is_counted]
    weighted = aged_rows(counted, on)
    found = estimate(weighted)
    # What was not seen lowers the mean; it makes no level.
    signed = [one for one in counted if one.signed_by is not None and one.result > 0]
    records = [one for one in signed if one.kind is EvidenceKind.RECORD]
    return Grounds(
        found,
        found.weight if found else fsum(weight for _, weight in weighted),
        len(counted),
        sum(one.kind.is_strong for one in counted),
        len(signed),
        len(records),
        len({one.sort for one in records}),
    )


class Need(StrEnum):
    """What a level may ask for."""

    WEIGHT = "weight"
    MEAN = "mean"
    LOW = "low"
    STRONG = "strong"
    SIGNED = "signed"
    RECORDS = "records"
    SORTS = "sorts"


_LEVELS: Final[tuple[tuple[tuple[Need, float], ...], ...]] = (
    ((Need.MEAN, 0.5),),
    ((Need.MEAN, 0.6), (Need.LOW, 0.5), (Need.STRONG, 1)),
    ((Need.MEAN, 0.7), (Need.LOW, 0.6), (Need.STRONG, 1), (Need.SIGNED, 2)),
    (
        (Need.MEAN, 0.8),
        (Need.LOW, 0.7),
        (Need.STRONG, 1),
        (Need.SIGNED, 2),
        (Need.RECORDS, 4),
        (Need.SORTS, 2),
    ),
)
"""What levels 1 to 4 ask for; each asks for what the one below does, or more."""
HIGHEST: Final = len(_LEVELS)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: how much there is, and how much is asked for."""

    need: Need
    has: float
    wants: float


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing for a level; 0 stands for any estimate at all."""

    level: int
    lacks: tuple[Lack, ...]


def level_of(grounds: Grounds) -> int | None:
    """Return the level, 0 to 4; None while there is too little evidence."""
    if grounds.estimate is None:
        return None
    reached = 0
    while reached < HIGHEST and not _lacks(grounds, grounds.estimate, reached + 1):
        reached += 1
    return reached


def missing_for_next(grounds: Grounds) -> Missing | None:
    """Return what is missing for the next level, None on the highest."""
    level = level_of(grounds)
    if level is None or grounds.estimate is None:
        return Missing(0, (Lack(Need.WEIGHT, grounds.weight, ENOUGH),))
    if level == HIGHEST:
        return None
    return Missing(level + 1, _lacks(grounds, grounds.estimate, level + 1))


def _lacks(grounds: Grounds, found: Estimate, level: int) -> tuple[Lack, ...]:
    has = {
        Need.MEAN: found.mean,
        Need.LOW: found.low,
        Need.STRONG: grounds.strong,
        Need.SIGNED: grounds.signed,
        Need.RECORDS: grounds.records,
        Need.SORTS: grounds.sorts,
    }
    return tuple(
        Lack(need, has[need], wants) for need, wants in _LEVELS[level - 1] if has[need] < wants
    )


def level_name(competency: Competency, level: int | None) -> str:
    """Return what a level of a competency is called."""
    if level is None:
        return TOO_LITTLE
    return competency.levels[level - 1].name if level else BEGINNING


def missing_text(competency: Competency, missing: Missing | None) -> str:
    """Say in one sentence what is missing for the next level of a competency."""
    if missing is None:
        return "已到第四级，没有更高的级别。"
    if missing.level == 0:
        lack = missing.lacks[0]
        return (
            f"{TOO_LITTLE}：依据的权重合计 {_tenths(lack.has)}，满 {ENOUGH:.0f} 才作估计。"
            f"{_sources(competency.id)}"
        )
    lacks = "，".join(_lack_text(one) for one in missing.lacks)
    return f"到第 {missing.level} 级“{level_name(competency, missing.level)}”还差：{lacks}。"


def _lack_text(lack: Lack) -> str:
    match lack.need:
        case Need.MEAN:
            return f"均值 {percent(lack.has)}，须 {percent(lack.wants)}"
        case Need.LOW:
            return f"区间下限 {percent(lack.has)}，须 {percent(lack.wants)}"
        case Need.STRONG:
            return "只有首次作答，还须有复测、情景、写作或实践记录"
        case Need.SIGNED:
            return f"经人签认或评阅的依据 {lack.has:.0f} 条，须 {lack.wants:.0f} 条"
        case Need.RECORDS:
            return f"签认的实践记录 {lack.has:.0f} 条，须 {lack.wants:.0f} 条"
        case _:
            return f"实践记录只有 {lack.has:.0f} 类，须 {lack.wants:.0f} 类"


def percent(share: float) -> str:
    """Write a share as whole percent, cut and not rounded: 69.9 % is not 70 %."""
    return f"{int(share * 100 + 1e-9)}%"


def _tenths(weight: float) -> str:
    """Write a weight with one decimal, cut likewise."""
    return f"{int(weight * 10 + 1e-9) / 10:g}"


def _sources(competency_id: str) -> str:
    """Say where evidence of a competency can come from."""
    if competency_id in {ABLE, LEARNING}:
        return "首次作答、延时复测和签认的实践记录都算。"
    kinds = [kind for kind in EvidenceKind if competency_id in kind.competencies]
    names = [kind.label for kind in kinds]
    return f"{'、'.join(names[:-1])}和{names[-1]}都算。"
