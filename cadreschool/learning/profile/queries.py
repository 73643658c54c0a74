"""Reads of profiles: the evidence behind them, the axes, and how many stand where in a union.

Evidence is read from the facts every time. The caller fetched the cadres through the viewer, or
asks for themselves; that is the permission.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true

from cadreschool.competencies.framework import Competency
from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.profile import rules
from cadreschool.learning.profile.estimator import Estimate
from cadreschool.learning.profile.evidence.answers import answers_evidence
from cadreschool.learning.profile.evidence.deeds import deeds_evidence
from cadreschool.learning.profile.models import (
    EvidenceDispute,
    ProfileSharing,
    ProfileStanding,
    SelfRating,
)
from cadreschool.learning.profile.values import COMPETENCIES, Evidence
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_below, is_visible_to
from cadreschool.people.models import Cadre, Posting
from cadreschool.people.queries import cadre_for

REMOVED, KEPT = "removed", "kept"
_LEVELS = (None, *range(rules.HIGHEST + 1))


# Evidence --------------------------------------------------------------------------------------


def evidence_of(
    cadre_ids: Collection[int], *, catalogue: Catalogue, on: date
) -> dict[int, tuple[Evidence, ...]]:
    """Return what the facts of these cadres say as of a day, the newest first.

    Six queries whatever the number of cadres and facts, and up to three more when questions or
    editions are met that are not published any more.
    """
    wanted = sorted(set(cadre_ids))
    if not wanted:
        return {}
    found: dict[int, list[Evidence]] = {cadre_id: [] for cadre_id in wanted}
    removed = _removed(wanted)
    for cadre_id, one in (
        *answers_evidence(wanted, catalogue=catalogue, on=on),
        *deeds_evidence(wanted, catalogue=catalogue, on=on),
    ):
        is_removed = (cadre_id, one.source) in removed
        found[cadre_id].append(rules.without(one, rules.DISPUTED) if is_removed else one)
    return {cadre_id: tuple(sorted(rows, key=_newest_first)) for cadre_id, rows in found.items()}


def _newest_first(one: Evidence) -> tuple[int, str, int]:
    return -one.on.toordinal(), one.source, COMPETENCIES.index(one.competency)


def _removed(cadre_ids: Collection[int]) -> set[tuple[int, str]]:
    rows = db.session.execute(
        select(EvidenceDispute.cadre_id, EvidenceDispute.source).where(
            EvidenceDispute.cadre_id.in_(cadre_ids), EvidenceDispute.decision == REMOVED
        )
    )
    return {(row[0], row[1]) for row in rows}


# Profiles --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Axis:
    """One competency of a profile. Without an estimate (证据不足) there is no level either."""

    competency: Competency
    estimate: Estimate | None
    count: int
    """Rows that weigh."""
    weight: float
    """What they weigh together on the day."""
    level: int | None
    target: int | None
    """What the cadre's posts ask for; None when they ask for nothing here."""
    self_rating: int | None
    rows: tuple[Evidence, ...]
    """All rows, the newest first; those that do not count say why."""
    missing: str
    """What is missing for the next level."""

    @property
    def level_name(self) -> str:
        """Return what the level is called."""
        return rules.level_name(self.competency, self.level)

    @property
    def gap(self) -> int:
        """Return how many levels are missing to the target; without a level all of it."""
        return max((self.target or 0) - (self.level or 0), 0)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the evidence in the school says of somebody on a day; no sum and no rank."""

    cadre_id: int
    on: date
    axes: tuple[Axis, ...]

    def axis(self, competency_id: str) -> Axis | None:
        """Return the axis of a competency."""
        return next((one for one in self.axes if one.competency.id == competency_id), None)


def profile_of(cadre_id: int, *, catalogue: Catalogue, on: date) -> Profile:
    """Return a profile computed from the facts, as of a day."""
    evidence = evidence_of([cadre_id], catalogue=catalogue, on=on)[cadre_id]
    ratings, targets = self_ratings(cadre_id), _targets(cadre_id, catalogue)
    axes = []
    for competency in catalogue.framework.competencies:
        rows = tuple(one for one in evidence if one.competency == competency.id)
        grounds = rules.grounds_of(rows, on)
        axes.append(
            Axis(
                competency,
                grounds.estimate,
                grounds.count,
                grounds.weight,
                rules.level_of(grounds),
                targets.get(competency.id),
                ratings.get(competency.id),
                rows,
                rules.missing_text(competency, rules.missing_for_next(grounds)),
            )
        )
    return Profile(cadre_id, on, tuple(axes))


def self_ratings(cadre_id: int) -> dict[str, int]:
    """Return how somebody sees themselves: {competency: level}."""
    rows = db.session.execute(
        select(SelfRating.competency, SelfRating.level)
        .where(SelfRating.cadre_id == cadre_id)
        .order_by(SelfRating.id)
    )
    return {row[0]: row[1] for row in rows}


def _targets(cadre_id: int, catalogue: Catalogue) -> dict[str, int]:
    """Return the levels that the posts somebody holds ask for, the highest of each."""
    rows = db.session.execute(
        select(Posting.post, Posting.tie, Organisation.kind)
        .join(Organisation, Organisation.id == Posting.organisation_id)
        .where(Posting.cadre_id == cadre_id, Posting.until_on.is_(None))
    )
    found: dict[str, int] = {}
    for post, tie, kind in rows:
        for name, level in catalogue.framework.target(post, tie=tie, organisation=kind).items():
            found[name] = max(level, found.get(name, 0))
    return found


def is_shared(cadre_id: int) -> bool:
    """Tell whether somebody lets supervisors see their profile."""
    found = select(ProfileSharing.cadre_id).where(ProfileSharing.cadre_id == cadre_id)
    return db.session.scalar(found) is not None


def shared_profile_for(viewer: Viewer, cadre_id: int, *, catalogue: Catalogue, on: date) -> Profile:
    """Return the profile that a cadre of the supervisor's shares; else it is not found.

    What somebody says of themselves stays theirs.
    """
    cadre_for(viewer, cadre_id, role=Role.SUPERVISOR)
    if not is_shared(cadre_id):
        raise NotFoundError
    profile = profile_of(cadre_id, catalogue=catalogue, on=on)
    axes = tuple(replace(axis, self_rating=None) for axis in profile.axes)
    return replace(profile, axes=axes)


# Disputes --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A dispute: about which evidence, why, and how it ended."""

    id: int
    cadre_id: int
    name: str
    organisation_name: str
    source: str
    reason: str
    raised_at: datetime
    decision: str | None
    words: str
    decided_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has decided it yet."""
        return self.decision is None


_DISPUTE = (
    EvidenceDispute.id,
    EvidenceDispute.cadre_id,
    Cadre.name,
    Organisation.name,
    EvidenceDispute.source,
    EvidenceDispute.reason,
    EvidenceDispute.raised_at,
    EvidenceDispute.decision,
    EvidenceDispute.words,
    EvidenceDispute.decided_at,
)


def _disputes() -> Select[*tuple[Any, ...]]:
    return (
        select(*_DISPUTE)
        .join(Cadre, Cadre.id == EvidenceDispute.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .order_by(EvidenceDispute.id.desc())
    )


def disputes_of(viewer: Viewer) -> list[DisputeRow]:
    """Return the viewer's own disputes, the newest first."""
    own = _disputes().where(EvidenceDispute.cadre_id == viewer.cadre_id)
    return [DisputeRow(*row) for row in db.session.execute(own)]


def open_disputes(viewer: Viewer) -> list[DisputeRow]:
    """Return what waits for the viewer as a reviewer, the oldest first; never one's own."""
    waiting = _disputes().where(EvidenceDispute.decision.is_(None), _may_decide(viewer))
    rows = db.session.execute(waiting.order_by(None).order_by(EvidenceDispute.id))
    return [DisputeRow(*row) for row in rows]


def decided_disputes(viewer: Viewer, *, limit: int = 30) -> list[DisputeRow]:
    """Return what was decided within the viewer's reach as a reviewer, the newest first."""
    decided = _disputes().where(EvidenceDispute.decision.is_not(None), _may_decide(viewer))
    return [DisputeRow(*row) for row in db.session.execute(decided.limit(limit))]


def dispute_for(
    viewer: Viewer, dispute_id: int, *, catalogue: Catalogue, on: date
) -> tuple[DisputeRow, tuple[Evidence, ...]]:
    """Return a dispute within the viewer's reach as a reviewer, with the rows it is about."""
    row = db.session.execute(
        _disputes().where(EvidenceDispute.id == dispute_id, _may_decide(viewer))
    ).first()
    if row is None:
        raise NotFoundError
    found = DisputeRow(*row)
    rows = evidence_of([found.cadre_id], catalogue=catalogue, on=on)[found.cadre_id]
    return found, tuple(one for one in rows if one.source == found.source)


def dispute_about(cadre_id: int, source: str) -> EvidenceDispute | None:
    """Return the newest dispute about a piece of somebody's evidence."""
    return db.session.scalar(
        select(EvidenceDispute)
        .where(EvidenceDispute.cadre_id == cadre_id, EvidenceDispute.source == source)
        .order_by(EvidenceDispute.id.desc())
        .limit(1)
    )


def locked_dispute(viewer: Viewer, dispute_id: int) -> EvidenceDispute:
    """Return the same, kept from others who would decide it."""
    found = db.session.scalar(
        select(EvidenceDispute)
        .join(Cadre, Cadre.id == EvidenceDispute.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(EvidenceDispute.id == dispute_id, _may_decide(viewer))
        .with_for_update(of=EvidenceDispute)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError
    return found


def _may_decide(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition "a reviewer here may decide it": of others, within their reach."""
    is_whole = Role.REVIEWER in viewer.whole_school_roles
    within = or_(true() if is_whole else false(), is_visible_to(viewer, Role.REVIEWER))
    return and_(within, EvidenceDispute.cadre_id != viewer.cadre_id)


# A union ---------------------------------------------------------------------------------------


def levels_in(path: str) -> dict[tuple[str, int | None], int]:
    """Count the cadres at or below a path by competency and level; None is 证据不足.

    From what is kept, in one query; those of whom nothing is kept yet count as 证据不足.
    """
    rows = db.session.execute(
        select(ProfileStanding.competency, ProfileStanding.level, func.count())
        .select_from(Cadre)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .outerjoin(ProfileStanding, ProfileStanding.cadre_id == Cadre.id)
        .where(is_below(path), Cadre.left_on.is_(None))
        .group_by(ProfileStanding.competency, ProfileStanding.level)
    )
    kept: dict[tuple[str | None, int | None], int] = {(row[0], row[1]): row[2] for row in rows}
    nothing = kept.pop((None, None), 0)
    found = {(name, level): number for (name, level), number in kept.items() if name is not None}
    people = nothing + max(
        (sum(found.get((name, one), 0) for one in _LEVELS) for name in COMPETENCIES), default=0
    )
    for name in COMPETENCIES:
        known = sum(found.get((name, one), 0) for one in _LEVELS if one is not None)
        found[name, None] = people - known
    return found


def standings_of(cadre_ids: Collection[int]) -> Mapping[tuple[int, str], ProfileStanding]:
    """Return what is kept of these cadres' profiles."""
    rows = db.session.scalars(
        select(ProfileStanding).where(ProfileStanding.cadre_id.in_(cadre_ids))
    )
    return {(row.cadre_id, row.competency): row for row in rows}
