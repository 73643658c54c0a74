"""Every write to papers. Runs inside a unit; whoever calls fetched the paper through the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.questions.papers.access import AccessRule, rules_text
from cadreschool.questions.papers.design import Design, design_text
from cadreschool.questions.papers.models import (
    Paper,
    PaperException,
    PaperItem,
    PaperMode,
    PaperState,
    Release,
)
from cadreschool.questions.papers.queries import locked_paper
from cadreschool.questions.papers.rules import Plan
from cadreschool.questions.values import Scoring

_EMPTY = Design()


@dataclass(frozen=True, slots=True)
class PaperValues:
    """What a trainer decides about a paper."""

    title: str
    mode: PaperMode = PaperMode.EXAM
    design: Design = _EMPTY
    rules: tuple[AccessRule, ...] = ()
    scoring: Scoring = Scoring.EXACT
    release: Release = Release.CLOSED
    pass_mark: int = 60
    minutes: int | None = None
    attempts: int | None = 1
    forms: int = 1
    shuffles: bool = True
    second_marker: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None


class StalePaperError(ConflictError):
    """Somebody else has changed the paper meanwhile."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            "这份试卷刚才被别人改过，您的改动没有保存。", "请对照现在的内容，再改一遍。"
        )


class FixedPaperError(ConflictError):
    """The paper is open or closed: its questions and rules stand."""

    def __init__(self) -> None:
        """Say so, and what is possible."""
        super().__init__(
            "试卷已经开放，题目和规则不能再改。", "个别人的延期、加时、补考请用“个别安排”。"
        )


def create_paper(values: PaperValues, organisation_id: int | None, *, by: int, at: datetime) -> int:
    """Begin a paper as a draft, and return its id."""
    _check(values)
    paper = Paper(
        **_columns(values),
        organisation_id=organisation_id,
        state=PaperState.DRAFT,
        version=1,
        made_by=by,
        made_at=at,
    )
    db.session.add(paper)
    db.session.flush()
    record("paper.create", "paper", paper.id, by=by, at=at, title=values.title)
    return paper.id


def update_paper(
    paper_id: int, values: PaperValues, *, version: int, by: int, at: datetime
) -> None:
    """Change a draft as it was shown; refused when it is another by now, or open."""
    _check(values)
    paper = _draft(paper_id, version)
    for name, value in _columns(values).items():
        setattr(paper, name, value)
    paper.version += 1
    record("paper.update", "paper", paper.id, by=by, at=at, title=values.title)
    db.session.flush()


def _check(values: PaperValues) -> None:
    if values.opens_at and values.closes_at and values.opens_at >= values.closes_at:
        raise InvalidError("开始时间要早于截止时间。")


def _columns(values: PaperValues) -> dict[str, object]:
    names = PaperValues.__dataclass_fields__.keys() - {"design", "rules"}
    return {name: getattr(values, name) for name in names} | {
        "design": design_text(values.design),
        "rules": rules_text(values.rules),
    }


def _draft(paper_id: int, version: int) -> Paper:
    paper = locked_paper(paper_id)
    if paper.state != PaperState.DRAFT:
        raise FixedPaperError
    if paper.version != version:
        raise StalePaperError
    return paper


def discard_paper(paper_id: int, *, version: int, by: int, at: datetime) -> None:
    """Delete a draft: nobody has ever sat it."""
    paper = _draft(paper_id, version)
    record("paper.discard", "paper", paper.id, by=by, at=at, title=paper.title)
    db.session.execute(delete(PaperException).where(PaperException.paper_id == paper.id))
    db.session.delete(paper)
    db.session.flush()


def open_paper(paper_id: int, drawn: Plan, *, version: int, by: int, at: datetime) -> None:
    """Fix the questions of a draft as they were drawn from it, and open it to its takers."""
    paper = _draft(paper_id, version)
    if not drawn.is_feasible or len(drawn.forms) != paper.forms:
        raise ConflictError("题不够，试卷没有开放。", "请先补足题目，或者减少题数。")
    if paper.closes_at is not None and paper.closes_at <= at:
        raise ConflictError("截止时间已过，试卷没有开放。", "请先改截止时间。")
    db.session.execute(insert(table_of(PaperItem)), list(_items(paper.id, drawn)))
    paper.state = PaperState.OPEN
    paper.opened_by = by
    paper.version += 1
    record("paper.open", "paper", paper.id, by=by, at=at, title=paper.title)
    db.session.flush()


def _items(paper_id: int, drawn: Plan) -> Sequence[dict[str, int]]:
    rows = []
    for form, chosen in enumerate(drawn.forms, start=1):
        position = 0
        for one in chosen:
            parts = range(1, one.candidate.parts + 1) if one.candidate.parts else (0,)
            for part in parts:
                position += 1
                rows.append(
                    {
                        "paper_id": paper_id,
                        "form": form,
                        "position": position,
                        "question_version_id": one.candidate.version_id,
                        "part": part,
                        "points": one.points,
                    }
                )
    return rows


def close_paper(paper_id: int, *, by: int, at: datetime) -> bool:
    """End a paper: nobody begins any more; False when it is closed already.

    What becomes of sittings under way is for `learning.exams` to say.
    """
    paper = locked_paper(paper_id)
    if paper.state == PaperState.CLOSED:
        return False
    if paper.state == PaperState.DRAFT:
        raise ConflictError("试卷还没有开放。", "不要的草稿可以删除。")
    paper.state = PaperState.CLOSED
    paper.closes_at = at if paper.closes_at is None else min(at, paper.closes_at)
    paper.version += 1
    record("paper.close", "paper", paper.id, by=by, at=at, title=paper.title)
    db.session.flush()
    return True


# Exceptions --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewException:
    """What is different for one person, why, and until when it may be used."""

    cadre_id: int
    reason: str
    expires_at: datetime
    extra_minutes: int = 0
    extra_attempts: int = 0
    closes_at: datetime | None = None


def make_exception(paper_id: int, new: NewException, *, by: int, at: datetime) -> int:
    """Let somebody have more time, another go, or come later; return the exception's id."""
    paper = locked_paper(paper_id)
    if not (new.extra_minutes or new.extra_attempts or new.closes_at):
        raise InvalidError("请至少填一项：加时、加次或延期。")
    if new.extra_minutes and paper.minutes is None:
        raise InvalidError("这份试卷不限时间，不用加时。")
    if new.extra_attempts and paper.attempts is None:
        raise InvalidError("这份试卷不限次数，不用加次。")
    if new.expires_at <= at or (new.closes_at is not None and new.closes_at <= at):
        raise InvalidError("时间要在现在以后。")
    if new.closes_at is not None and new.expires_at < new.closes_at:
        raise InvalidError("失效的时间早于延期到的时间，延期用不到那时。")
    row = PaperException(
        paper_id=paper_id,
        cadre_id=new.cadre_id,
        extra_minutes=new.extra_minutes,
        extra_attempts=new.extra_attempts,
        closes_at=new.closes_at,
        reason=new.reason,
        made_by=by,
        made_at=at,
        expires_at=new.expires_at,
    )
    db.session.add(row)
    db.session.flush()
    # Not the reason: it may speak of somebody's health, and the sealed row could not forget it.
    detail = {"cadre": new.cadre_id, "minutes": new.extra_minutes, "attempts": new.extra_attempts}
    until = new.closes_at.isoformat() if new.closes_at else None
    record(
        "paper.except",
        "paper",
        paper_id,
        by=by,
        at=at,
        **detail,
        number=row.id,
        until=until,
    )
    return row.id


def withdraw_exception(paper_id: int, exception_id: int, *, by: int, at: datetime) -> int:
    """Take an exception back; return whose it was."""
    row = db.session.scalar(
        select(PaperException)
        .where(PaperException.id == exception_id, PaperException.paper_id == paper_id)
        .with_for_update()
    )
    if row is None:
        raise NotFoundError
    if row.withdrawn_at is not None:
        raise ConflictError("这项安排已经撤回。")
    row.withdrawn_at = at
    record("paper.except_withdraw", "paper", paper_id, by=by, at=at, cadre=row.cadre_id)
    db.session.flush()
    return row.cadre_id
