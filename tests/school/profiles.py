"""Profiles under test: records that somebody signed, and how the kept levels count."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.profile.models import ProfileStanding
from cadreschool.learning.profile.rules import HIGHEST
from cadreschool.learning.profile.values import COMPETENCIES
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_below
from cadreschool.people.models import Cadre

KINDS = ("reception", "visit", "talk", "mediation", "bargaining", "setup")


def sign_records(
    cadre_id: int, *results: str, by: int, on: date | None = None, kinds: tuple[str, ...] = KINDS
) -> list[int]:
    """Leave one signed record for each result ("dare 2 skilled 1"); return their ids.

    They lie one day apart, the last one yesterday; kinds take turns.
    """
    last = on or clock.today() - timedelta(days=1)

    def unit() -> list[int]:
        days = [last - timedelta(days=number) for number in reversed(range(len(results)))]
        return [
            _sign(cadre_id, result, (day, kinds[number % len(kinds)]), by=by)
            for number, (result, day) in enumerate(zip(results, days, strict=True))
        ]

    found = write(unit)
    db.session.remove()
    return found


def _sign(cadre_id: int, results: str, when: tuple[date, str], *, by: int) -> int:
    day, kind = when
    at = clock.now() - timedelta(hours=1)
    organisation_id = db.session.get_one(Cadre, cadre_id).organisation_id
    record = PracticeRecord(
        cadre_id=cadre_id,
        organisation_id=organisation_id,
        form_key=f"{kind}-{day}-{results}"[:40],
        kind=kind,
        happened_on=day,
        place="青石镇",
        role="接待人",
        case_code="",
        deed="听完来访人的话，讲清了加班费怎样算。",
        citations="",
        result="答应三天内回话。",
        next_time="先问清合同。",
        competencies=" ".join(results.split()[::2]),
        state="signed",
        version=1,
        created_at=at,
        saved_at=at,
        submitted_at=at,
    )
    db.session.add(record)
    db.session.flush()
    step = PracticeStep(
        record_id=record.id,
        seq=1,
        kind="sign",
        version=1,
        results=results,
        words="",
        made_by=by,
        made_at=at,
    )
    db.session.add(step)
    return record.id


LEVELS = (None, *range(HIGHEST + 1))


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
        (sum(found.get((name, one), 0) for one in LEVELS) for name in COMPETENCIES), default=0
    )
    for name in COMPETENCIES:
        known = sum(found.get((name, one), 0) for one in LEVELS if one is not None)
        found[name, None] = people - known
    return found
