"""Telling the security administrators that somebody takes many questions out of use.

It may be a stolen account. Once for each person and day, and only those who could dismiss them.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Role
from cadreschool.notices.actions import tell
from cadreschool.notices.rules import NewMessage
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Appointment, Cadre
from cadreschool.people.queries import is_in_force
from cadreschool.questions.banks.rules import MOST_WITHDRAWN


def tell_guardians(by: int, *, at: datetime) -> None:
    """Tell those who watch over a person's appointments that they reached what one may withdraw."""
    on = day_of(at)
    path = db.session.scalar(
        select(Organisation.path)
        .join(Cadre, Cadre.organisation_id == Organisation.id)
        .where(Cadre.id == by)
    )
    guardians = db.session.execute(
        select(Appointment.cadre_id, Organisation.path)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(Appointment.role == Role.SECURITY_ADMIN, is_in_force(on))
    )
    told = {
        cadre_id
        for cadre_id, above in guardians
        if path is not None and path.startswith(above) and cadre_id != by
    }
    tell(told, _message(by, f"{on:%Y-%m-%d}"), at=at)


def _message(by: int, day: str) -> NewMessage:
    return NewMessage(
        f"withdrawn:{by}:{day}",
        "有人在十分钟里停用了很多题",
        f"一位教员或审核人十分钟里停用、改动了 {MOST_WITHDRAWN} 道可用的题，平台已经让他暂停。"
        "请向本人核实；不是本人做的，请免去任命、换发激活码。题目都在，随时可以恢复。",
        f"/office/people/{by}/appointment/",
    )
