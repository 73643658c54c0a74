"""Reads of regrades: through the teacher, and what applying one has to know about sittings."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, or_, select, true

from cadreschool.kernel.db import LARGEST_ID, db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.models import DrawnQuestion, Mark, Sitting
from cadreschool.learning.regrading.models import (
    Regrade,
    RegradeLine,
    RegradeStep,
    RegradeVersion,
)
from cadreschool.learning.regrading.rules import (
    Concern,
    LineState,
    RegradeKind,
    RegradeState,
    StepKind,
)
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.models import Cadre
from cadreschool.questions.models import QuestionVersion

TEACHERS = (Role.TRAINER, Role.REVIEWER)
PAGE_SIZE = 30
IN_FORCE = (RegradeState.APPLYING, RegradeState.APPLIED, RegradeState.UNDO_SUBMITTED)
"""States in which whoever hands in an old version gets the corrected mark at once."""
_WHOLE_SCHOOL = "全校"


@dataclass(frozen=True, slots=True)
class RegradeFacts:
    """A regrade as teachers see it; `roles` are the viewer's for its question."""

    id: int
    kind: RegradeKind
    question_id: str
    part: int
    new_version_id: int | None
    task_id: int | None
    thousandths: int | None
    reason: str
    state: RegradeState
    version: int
    summary: Mapping[str, int]
    previewed_at: datetime | None
    made_by: int
    made_by_name: str
    made_at: datetime
    owner_path: str | None
    owner_name: str
    roles: frozenset[Role] = field(default=frozenset())


_COLUMNS = (
    Regrade.id,
    Regrade.kind,
    Regrade.question_id,
    Regrade.part,
    Regrade.new_version_id,
    Regrade.task_id,
    Regrade.thousandths,
    Regrade.reason,
    Regrade.state,
    Regrade.version,
    Regrade.summary,
    Regrade.previewed_at,
    Regrade.made_by,
    Cadre.name,
    Regrade.made_at,
    Organisation.path,
    Organisation.name,
)


def _rows() -> Any:  # noqa: ANN401 -- a select of many columns has no name for its type
    return (
        select(*_COLUMNS)
        .join(Cadre, Cadre.id == Regrade.made_by)
        .outerjoin(Organisation, Organisation.id == Regrade.organisation_id)
    )


def _facts(viewer: Viewer, row: Sequence[Any]) -> RegradeFacts:
    names = (column.key for column in _COLUMNS[:-4])
    values = dict(zip(names, row, strict=False))
    path, owner = row[-2], row[-1]
    return RegradeFacts(
        **values
        | {
            "kind": RegradeKind(values["kind"]),
            "state": RegradeState(values["state"]),
            "summary": json.loads(values["summary"]),
        },
        made_by_name=row[-4],
        made_at=row[-3],
        owner_path=path,
        owner_name=owner or _WHOLE_SCHOOL,
        roles=frozenset(role for role in TEACHERS if viewer.may(role, path)),
    )


def _is_theirs(viewer: Viewer) -> ColumnElement[bool]:
    whole = true() if viewer.whole_school_roles & set(TEACHERS) else false()
    return or_(
        and_(Regrade.organisation_id.is_(None), whole),
        *(is_visible_to(viewer, role) for role in TEACHERS),
    )


def regrades_for(viewer: Viewer, *, page: int) -> tuple[list[RegradeFacts], int]:
    """Return a page of the regrades of questions the viewer looks after, newest first."""
    number = db.session.scalar(
        select(func.count())
        .select_from(Regrade)
        .outerjoin(Organisation, Organisation.id == Regrade.organisation_id)
        .where(_is_theirs(viewer))
    )
    rows = db.session.execute(
        _rows()
        .where(_is_theirs(viewer))
        .order_by(Regrade.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [_facts(viewer, row) for row in rows], number or 0


def regrade_for(viewer: Viewer, regrade_id: int) -> RegradeFacts:
    """Return a regrade of a question the viewer looks after; a foreign one is not found."""
    row = None
    if regrade_id <= LARGEST_ID:
        row = db.session.execute(
            _rows().where(Regrade.id == regrade_id, _is_theirs(viewer))
        ).one_or_none()
    if row is None:
        raise NotFoundError
    return _facts(viewer, row)


def regrades_of(viewer: Viewer, question_id: str) -> list[RegradeFacts]:
    """Return the regrades of one question, newest first."""
    rows = db.session.execute(
        _rows()
        .where(Regrade.question_id == question_id, _is_theirs(viewer))
        .order_by(Regrade.id.desc())
    )
    return [_facts(viewer, row) for row in rows]


def locked_regrade(viewer: Viewer, regrade_id: int) -> Regrade:
    """Return a regrade of the viewer's for a change, locked against others."""
    regrade_for(viewer, regrade_id)
    return lock(regrade_id)


def lock(regrade_id: int) -> Regrade:
    """Return a regrade, locked; for workers, and for whoever fetched it through a viewer."""
    return db.session.scalars(
        select(Regrade)
        .where(Regrade.id == regrade_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something that happened to a regrade."""

    kind: StepKind
    words: str
    made_by: int
    name: str
    made_at: datetime


def steps_of(regrade_id: int) -> list[StepRow]:
    """Return what happened to a regrade, in its order."""
    rows = db.session.execute(
        select(
            RegradeStep.kind,
            RegradeStep.words,
            RegradeStep.made_by,
            Cadre.name,
            RegradeStep.made_at,
        )
        .join(Cadre, Cadre.id == RegradeStep.made_by)
        .where(RegradeStep.regrade_id == regrade_id)
        .order_by(RegradeStep.id)
    )
    return [StepRow(StepKind(row[0]), *row[1:]) for row in rows]


def versions_asked(question_id: str) -> dict[int, int]:
    """Return the versions of a question that were ever drawn: {version id: number}."""
    drawn = exists().where(DrawnQuestion.question_version_id == QuestionVersion.id)
    rows = db.session.execute(
        select(QuestionVersion.id, QuestionVersion.number)
        .where(QuestionVersion.question_id == question_id, drawn)
        .order_by(QuestionVersion.number)
    )
    return {row[0]: row[1] for row in rows}


def versions_of(regrade_id: int) -> list[int]:
    """Return the versions whose marks a regrade corrects."""
    query = select(RegradeVersion.question_version_id).where(
        RegradeVersion.regrade_id == regrade_id
    )
    return sorted(db.session.scalars(query))


# Lines -------------------------------------------------------------------------------------------


def stale_lines(regrade_id: int) -> int:
    """Count the planned answers whose mark or score is another than when they were previewed."""
    newest = (
        select(func.coalesce(func.max(Mark.seq), 0))
        .where(Mark.sitting_id == RegradeLine.sitting_id, Mark.position == RegradeLine.position)
        .scalar_subquery()
    )
    number = db.session.scalar(
        select(func.count())
        .select_from(RegradeLine)
        .join(Sitting, Sitting.id == RegradeLine.sitting_id)
        .where(
            RegradeLine.regrade_id == regrade_id,
            RegradeLine.state == LineState.PLANNED,
            or_(newest != RegradeLine.mark_seq, Sitting.score != RegradeLine.score_before),
        )
    )
    return number or 0


def lines_in(regrade_id: int, state: LineState, limit: int) -> list[RegradeLine]:
    """Return lines in one state, in one order."""
    return list(
        db.session.scalars(
            select(RegradeLine)
            .where(RegradeLine.regrade_id == regrade_id, RegradeLine.state == state)
            .order_by(RegradeLine.sitting_id, RegradeLine.position)
            .limit(limit)
        )
    )


def numbers_of(regrade_id: int) -> dict[str, int]:
    """Count the lines of a regrade by state."""
    rows = db.session.execute(
        select(RegradeLine.state, func.count())
        .where(RegradeLine.regrade_id == regrade_id)
        .group_by(RegradeLine.state)
    )
    return {row[0]: row[1] for row in rows}


def concerned_among(regrade_id: int, cadre_ids: Collection[int]) -> frozenset[int]:
    """Return which of these cadres a regrade gives another mark."""
    rows = db.session.scalars(
        select(Sitting.cadre_id)
        .join(RegradeLine, RegradeLine.sitting_id == Sitting.id)
        .where(RegradeLine.regrade_id == regrade_id, Sitting.cadre_id.in_(cadre_ids))
        .distinct()
    )
    return frozenset(rows)


def concern_of(
    regrade_id: int, hands: Collection[int], viewer_id: int, *, needs_review: bool
) -> Concern:
    """Return what decides whether the viewer may let it be carried out, given whose hands it is."""
    concerned = concerned_among(regrade_id, {*hands, viewer_id})
    return Concern(needs_review, frozenset(hands), concerned)


def later_regrade(regrade_id: int, question_id: str, part: int) -> int | None:
    """Return a later regrade of the same question that is in force, if there is one."""
    return db.session.scalar(
        select(Regrade.id)
        .where(
            Regrade.question_id == question_id,
            Regrade.part == part,
            Regrade.id > regrade_id,
            Regrade.state.in_(IN_FORCE),
        )
        .limit(1)
    )


# Built once: whatever is handed in asks it.
_IN_FORCE = (
    select(Regrade)
    .join(RegradeVersion, RegradeVersion.regrade_id == Regrade.id)
    .where(
        RegradeVersion.question_version_id.in_(bindparam("versions", expanding=True)),
        Regrade.state.in_(IN_FORCE),
        Regrade.kind != RegradeKind.GROUP,
    )
    .distinct()
    .order_by(Regrade.id)
)


def regrades_in_force(version_ids: Collection[int]) -> list[Regrade]:
    """Return the regrades in force that correct one of these versions, in their order."""
    return list(db.session.scalars(_IN_FORCE, {"versions": list(version_ids)}))


@dataclass(frozen=True, slots=True)
class LineRow:
    """One answer of a preview, with its person: only of the viewer's own part of the tree."""

    sitting_id: int
    cadre_id: int
    name: str
    organisation_name: str
    position: int
    state: LineState
    pass_mark: int
    score_before: int
    score_after: int

    @property
    def turns(self) -> str:
        """Tell whether passing changes: "passes", "fails" or nothing."""
        before, after = self.score_before >= self.pass_mark, self.score_after >= self.pass_mark
        return "" if before == after else "passes" if after else "fails"


def lines_for(viewer: Viewer, regrade_id: int, *, page: int) -> tuple[list[LineRow], int]:
    """Return a page of those concerned in the viewer's own part of the tree, and how many.

    Whose passing changes comes first. The caller fetched the regrade through the viewer.
    """
    within = or_(*(is_visible_to(viewer, role) for role in TEACHERS))
    base = (
        select(RegradeLine.sitting_id)
        .join(Sitting, Sitting.id == RegradeLine.sitting_id)
        .join(Cadre, Cadre.id == Sitting.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(RegradeLine.regrade_id == regrade_id, within)
    )
    number = db.session.scalar(select(func.count()).select_from(base.subquery()))
    turns = (RegradeLine.score_before >= Sitting.pass_mark) != (
        RegradeLine.score_after >= Sitting.pass_mark
    )
    rows = db.session.execute(
        base.with_only_columns(
            RegradeLine.sitting_id,
            Cadre.id,
            Cadre.name,
            Organisation.name,
            RegradeLine.position,
            RegradeLine.state,
            Sitting.pass_mark,
            RegradeLine.score_before,
            RegradeLine.score_after,
        )
        .order_by(turns.desc(), Organisation.path, Cadre.position, Cadre.id, Sitting.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    found = [LineRow(*row[:5], LineState(row[5]), *row[6:]) for row in rows]
    return found, number or 0
