"""Reads of profiles: the evidence behind them, the axes, and whom they are shown to.

Evidence is read from the facts every time. The caller fetched the cadres through the viewer, or
asks for themselves; that is the permission.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select

from cadreschool.competencies.framework import Competency
from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.profile import rules
from cadreschool.learning.profile.estimator import Estimate
from cadreschool.learning.profile.evidence.answers import answers_evidence
from cadreschool.learning.profile.evidence.deeds import deeds_evidence
from cadreschool.learning.profile.models import EvidenceDispute, ProfileSharing, SelfRating
from cadreschool.learning.profile.queries.disputes import REMOVED, DisputeRow, dispute_row
from cadreschool.learning.profile.values import COMPETENCIES, Evidence, EvidenceKind
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.models import Cadre, Posting
from cadreschool.people.queries import cadre_for

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
        *deeds_evidence(wanted, catalogue=catalogue, on=on, removed=_records_among(removed)),
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


def _records_among(removed: Collection[tuple[int, str]]) -> set[int]:
    """Return the practice records among what was taken out."""
    sources = (source.split(":") for _, source in removed)
    return {int(number) for kind, number, *_ in sources if kind == EvidenceKind.RECORD}


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


def is_shared_with(viewer: Viewer, cadre_id: int) -> bool:
    """Tell whether somebody in post shares their profile, and the viewer supervises their union."""
    return bool(db.session.scalar(select(sharing_with(viewer, cadre_id))))


def sharing_with(viewer: Viewer, cadre_id: int) -> ColumnElement[bool]:
    """Return the same as a condition. A further post somewhere else opens nothing there."""
    return (
        select(ProfileSharing.cadre_id)
        .join(Cadre, Cadre.id == ProfileSharing.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(
            ProfileSharing.cadre_id == cadre_id,
            Cadre.left_on.is_(None),
            is_visible_to(viewer, Role.SUPERVISOR),
        )
        .exists()
    )


def shared_profile_for(viewer: Viewer, cadre_id: int, *, catalogue: Catalogue, on: date) -> Profile:
    """Return the profile that a cadre of the supervisor's shares; else it is not found.

    What somebody says of themselves stays theirs.
    """
    cadre_for(viewer, cadre_id, role=Role.SUPERVISOR)
    if not is_shared_with(viewer, cadre_id):
        raise NotFoundError
    profile = profile_of(cadre_id, catalogue=catalogue, on=on)
    axes = tuple(replace(axis, self_rating=None) for axis in profile.axes)
    return replace(profile, axes=axes)


def dispute_for(
    viewer: Viewer, dispute_id: int, *, catalogue: Catalogue, on: date
) -> tuple[DisputeRow, tuple[Evidence, ...]]:
    """Return a dispute within the viewer's reach as a reviewer, with the rows it is about."""
    found = dispute_row(viewer, dispute_id)
    rows = evidence_of([found.cadre_id], catalogue=catalogue, on=on)[found.cadre_id]
    return found, tuple(one for one in rows if one.source == found.source)
