"""Telling those who look after a course or bank that a law of theirs was amended.

Once for each amendment and person: the list at the 教研台 tells the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select

from cadreschool.courses.models import CourseRow
from cadreschool.courses.radar.rules import Concern
from cadreschool.kernel.clock import day_of, day_text
from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Role
from cadreschool.notices.actions import tell
from cadreschool.notices.rules import NewMessage
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Appointment
from cadreschool.questions.banks.models import Bank

_PAGE = "/teach/amendments/"


def tell_owners(opened: Iterable[Concern], *, at: datetime) -> None:
    """Tell the trainers of every course and bank in which something is to be looked at anew."""
    by_amendment: dict[tuple[str, str], list[Concern]] = {}
    for one in opened:
        by_amendment.setdefault((one.resting.law, one.to_version), []).append(one)
    if not by_amendment:
        return
    owners, trainers = _owners(), _trainers(at)
    for (law, version), concerns in by_amendment.items():
        paths = {owners.get((one.resting.course_id, one.resting.bank_id)) for one in concerns}
        told = {
            cadre_id
            for cadre_id, path, is_top in trainers
            if any(is_top if owner is None else owner.startswith(path) for owner in paths)
        }
        tell(told, _message(law, version, concerns[0]), at=at)


def _message(law: str, version: str, first: Concern) -> NewMessage:
    since = day_text(first.from_on)
    what = f"有了新版（{version}），{since}起施行" if version else f"自{since}起失效"
    return NewMessage(
        f"amendment:{law}@{version}",
        f"《{law}》{'修改了' if version else '失效了'}",
        f"《{law}》{what}。您负责的课程或题库引用了改动的条文，请逐条对照新旧文字，确认仍然正确，或者修改。",
        _PAGE,
    )


def _owners() -> dict[tuple[str, str], str | None]:
    """Return the paths of the unions that own courses and banks; the whole school's have none."""
    courses = select(CourseRow.id, Organisation.path).outerjoin(
        Organisation, Organisation.id == CourseRow.organisation_id
    )
    banks = select(Bank.id, Organisation.path).outerjoin(
        Organisation, Organisation.id == Bank.organisation_id
    )
    found: dict[tuple[str, str], str | None] = {
        (row[0], ""): row[1] for row in db.session.execute(courses)
    }
    return found | {("", row[0]): row[1] for row in db.session.execute(banks)}


def _trainers(at: datetime) -> list[tuple[int, str, bool]]:
    """Return the trainers of today: who, of which union and below, and whether it is a top."""
    on = day_of(at)
    rows = db.session.execute(
        select(Appointment.cadre_id, Organisation.path, Organisation.parent_id)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(
            Appointment.role == Role.TRAINER,
            Appointment.from_on <= on,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
        )
    )
    return [(row[0], row[1], row[2] is None) for row in rows]
