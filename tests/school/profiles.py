"""Evidence put straight into its tables: practice records that somebody signed."""

from __future__ import annotations

from datetime import date, timedelta

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
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
