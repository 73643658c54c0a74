"""How each answer came to its mark: the first one, and what people and regrades changed, and why.

Reads only, for the person whose sitting it is and once its answers may be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from cadreschool.kernel.db import db
from cadreschool.learning.models import Mark
from cadreschool.learning.regrading.models import Regrade
from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.learning.sittings.rules import WHOLE
from cadreschool.questions.models import QuestionVersion


@dataclass(frozen=True, slots=True)
class MarkStep:
    """One mark: when, what it gave, by what, and the words that came with it."""

    at: datetime
    earned: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class MarkHistory:
    """All marks of one answer, in their order.

    `corrected_version_id` is the version whose key holds now, where a regrade said so; an annulled
    question counts for nobody.
    """

    steps: tuple[MarkStep, ...]
    is_annulled: bool = False
    corrected_version_id: int | None = None

    @property
    def is_plain(self) -> bool:
        """Tell whether there is nothing to tell but what the rules gave at once."""
        return len(self.steps) == 1 and not self.steps[0].words


@dataclass(frozen=True, slots=True)
class _Correction:
    kind: RegradeKind
    new_version_id: int | None
    new_number: int | None


_MARKS = (
    select(Mark.position, Mark.thousandths, Mark.counts, Mark.rule, Mark.reason, Mark.marked_at)
    .where(Mark.sitting_id == bindparam("sitting"))
    .order_by(Mark.position, Mark.seq)
)


def histories_of(sitting_id: int) -> dict[int, MarkHistory]:
    """Return the history of each answer that was marked, by position, in at most two queries."""
    rows = db.session.execute(_MARKS, {"sitting": sitting_id}).all()
    corrections = _corrections({row.rule for row in rows})
    steps: dict[int, list[MarkStep]] = {}
    last = {row.position: row for row in rows}
    for row in rows:
        step = MarkStep(
            row.marked_at,
            earned_text(row.thousandths, counts=row.counts),
            _by(row.rule, corrections),
            row.reason,
        )
        steps.setdefault(row.position, []).append(step)
    found = {}
    for position, row in last.items():
        correction = corrections.get(row.rule)
        found[position] = MarkHistory(
            tuple(steps[position]),
            is_annulled=not row.counts,
            corrected_version_id=correction.new_version_id if correction else None,
        )
    return found


def _corrections(rules: set[str]) -> dict[str, _Correction]:
    ids = {int(rule.partition(":")[2]) for rule in rules if rule.startswith("regrade:")}
    if not ids:
        return {}
    rows = db.session.execute(
        select(Regrade.id, Regrade.kind, Regrade.new_version_id, QuestionVersion.number)
        .outerjoin(QuestionVersion, QuestionVersion.id == Regrade.new_version_id)
        .where(Regrade.id.in_(ids))
    )
    return {f"regrade:{row[0]}": _Correction(RegradeKind(row[1]), row[2], row[3]) for row in rows}


def earned_text(thousandths: int | None, *, counts: bool = True) -> str:
    """Say what a mark gives."""
    if not counts:
        return "不计分"
    if thousandths is None:
        return "待评阅"
    if thousandths in {0, WHOLE}:
        return "满分" if thousandths else "不得分"
    return f"得 {thousandths / 10:.3g}% 的分"


def _by(rule: str, corrections: dict[str, _Correction]) -> str:
    """Say what gave a mark."""
    kind = rule.partition(":")[0]
    if kind == "regrade":
        correction = corrections.get(rule)
        if correction is None:
            return "改判"
        number = f"按第 {correction.new_number} 版的答案" if correction.new_number else ""
        return f"改判（{number or correction.kind.label}）"
    return {
        "undo": "撤销改判，恢复原来的评分",
        "task": "人工评阅",
        "same": "与评阅过的回答相同，照同样评分",
    }.get(kind, "交卷时按规则评分")
