"""Reads of what is kept of profiles: of whom, what is due, what has aged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, or_, select

from cadreschool.kernel.db import db
from cadreschool.learning.drills.models import DrillWork
from cadreschool.learning.models import Sitting
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.learning.profile import rules
from cadreschool.learning.profile.models import ProfileDue, ProfileStanding, UnitEvidence
from cadreschool.learning.profile.values import COMPETENCIES
from cadreschool.learning.scenarios.models import ScenarioRun
from cadreschool.people.models import Cadre


def due_cadres(limit: int) -> list[int]:
    """Return some whose profiles are due, those of longest ago first."""
    found = select(ProfileDue.cadre_id).order_by(ProfileDue.since, ProfileDue.cadre_id)
    return list(db.session.scalars(found.limit(limit)))


def stale_cadres(on: date, *, limit: int) -> list[int]:
    """Return some of whom what is kept is old, or who have answers and nothing kept of them."""
    old = select(ProfileStanding.cadre_id).where(
        ProfileStanding.competency == COMPETENCIES[0],
        ProfileStanding.as_of < on - timedelta(days=rules.STALE_DAYS),
    )
    kept = exists().where(ProfileStanding.cadre_id == Cadre.id)
    unknown = select(Cadre.id).where(~kept, _has_left_facts(), Cadre.erased_at.is_(None))
    found = list(db.session.scalars(old.order_by(ProfileStanding.cadre_id).limit(limit)))
    if len(found) < limit:
        found += db.session.scalars(unknown.order_by(Cadre.id).limit(limit - len(found)))
    return found


def known_cadres(after: int, *, limit: int) -> list[int]:
    """Return some who have facts or of whom something is kept, by id, after one of them."""
    kept = exists().where(ProfileStanding.cadre_id == Cadre.id)
    found = (
        select(Cadre.id).where(Cadre.id > after, or_(kept, _has_left_facts())).order_by(Cadre.id)
    )
    return list(db.session.scalars(found.limit(limit)))


def _has_left_facts() -> ColumnElement[bool]:
    models = (Sitting, ScenarioRun, DrillWork, PracticeRecord)
    return or_(*(exists().where(model.cadre_id == Cadre.id) for model in models))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one profile: rows by competency, and units; and whether it is due."""

    standings: Mapping[str, ProfileStanding]
    units: Mapping[str, date]
    is_due: bool
    is_erased: bool


def kept_of(cadre_ids: Collection[int]) -> dict[int, Kept]:
    """Return what is kept of these cadres' profiles, in four queries."""
    standings: dict[int, dict[str, ProfileStanding]] = {}
    for row in db.session.scalars(
        select(ProfileStanding).where(ProfileStanding.cadre_id.in_(cadre_ids))
    ):
        standings.setdefault(row.cadre_id, {})[row.competency] = row
    units: dict[int, dict[str, date]] = {}
    for found in db.session.scalars(
        select(UnitEvidence).where(UnitEvidence.cadre_id.in_(cadre_ids))
    ):
        units.setdefault(found.cadre_id, {})[found.unit] = found.newest_on
    due = set(
        db.session.scalars(select(ProfileDue.cadre_id).where(ProfileDue.cadre_id.in_(cadre_ids)))
    )
    erased = set(
        db.session.scalars(
            select(Cadre.id).where(Cadre.id.in_(cadre_ids), Cadre.erased_at.is_not(None))
        )
    )
    return {
        key: Kept(standings.get(key, {}), units.get(key, {}), key in due, key in erased)
        for key in cadre_ids
    }
