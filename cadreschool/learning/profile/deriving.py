"""What is kept of a profile, computed from its evidence. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cadreschool.learning.practice_records.rules import PracticeKind
from cadreschool.learning.profile import rules
from cadreschool.learning.profile.values import COMPETENCIES, Evidence, EvidenceKind


@dataclass(frozen=True, slots=True)
class Derived:
    """The rows that are kept of one profile: standings, and the newest day of each unit."""

    standings: tuple[dict[str, object], ...]
    units: Mapping[str, date]


def derive(cadre_id: int, evidence: Sequence[Evidence], on: date) -> Derived:
    """Compute what is kept of a profile as of a day."""
    return Derived(
        tuple(_standing(cadre_id, name, evidence, on) for name in COMPETENCIES),
        _units(evidence),
    )


def _standing(
    cadre_id: int, competency: str, evidence: Sequence[Evidence], on: date
) -> dict[str, object]:
    rows = [one for one in evidence if one.competency == competency and one.is_counted]
    grounds = rules.grounds_of(rows, on)
    found = grounds.estimate
    return {
        "cadre_id": cadre_id,
        "competency": competency,
        "evidence_count": grounds.count,
        "weight": grounds.weight,
        "mean": found.mean if found else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
        "level": rules.level_of(grounds),
        "newest_on": max((one.on for one in rows), default=None),
        "as_of": on,
    }


def _units(evidence: Sequence[Evidence]) -> dict[str, date]:
    """Return the newest day on which strong evidence said, of each unit, that it can be done."""
    found: dict[str, date] = {}
    for one in evidence:
        if one.is_counted and one.kind.is_strong and one.result >= rules.DONE:
            for unit in _units_of(one):
                found[unit] = max(one.on, found.get(unit, one.on))
    return found


def _units_of(one: Evidence) -> tuple[str, ...]:
    if one.kind is EvidenceKind.RECORD:
        return PracticeKind(one.sort).units
    return (one.unit,) if one.unit else ()
