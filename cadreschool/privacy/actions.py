"""Erasing a person: what may go goes, what the archive needs stays under a number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, or_, select, update

from cadreschool.audit.actions import record
from cadreschool.audit.models import AuditRow
from cadreschool.audit.redaction import clear_details
from cadreschool.jobs.models import Job
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.keys import RequestKey
from cadreschool.learning.moves import withdraw_cadre
from cadreschool.people.models import Appointment, Cadre
from cadreschool.people.rules import ERASED
from cadreschool.privacy.queries import Person, belongs_to, person_with, table_of_entry
from cadreschool.privacy.register import ENTRIES, entry_of

NOBODY = "（已删除个人信息）"
REASON = "erasure"


def refuse_in_office(person: Person) -> None:
    """Refuse to erase somebody who is there, or is gone already."""
    if person.is_erased:
        raise ConflictError("这个人的个人信息已经删除。")
    if person.is_demonstration:
        raise ConflictError("这是演示学校的人。", "请用 flask demo remove。")
    if not person.has_left:
        message = f"{person.name}还在任：任职期间，学习档案依规定保存。"
        raise ConflictError(message, "离任以后才能删除，请先办理离任。")


def erase(cadre_id: int, key: bytes, *, by: int | None, at: datetime) -> list[str]:
    """Erase a person who has left; returns the names of result files that must go as well."""
    person = person_with(cadre_id)
    refuse_in_office(person)
    return _erase(person, key, by=by, at=at)


def erase_again(cadre_id: int, key: bytes, *, at: datetime) -> list[str]:
    """Erase a person whom a restored backup brought back, in office or not."""
    person = person_with(cadre_id)
    if not person.has_left:
        withdraw_cadre(cadre_id, day_of(at), "恢复备份后再次删除个人信息", by=None, at=at)
    return _erase(person, key, by=None, at=at)


def _erase(person: Person, key: bytes, *, by: int | None, at: datetime) -> list[str]:
    files = _forget_jobs(person)
    # Conditions first: known browsers lead to tries, and the name to its account.
    conditions = {entry.table: belongs_to(entry, person) for entry in ENTRIES}
    clear_details(key, _told_in_audit(person), reason=REASON, at=at)
    for entry in reversed(ENTRIES):
        table, condition = table_of_entry(entry), conditions[entry.table]
        if entry.is_deleted and entry.table != "job":
            db.session.execute(delete(table).where(condition))
        elif entry.cleared and entry.table not in {"cadre", "audit_row"}:
            db.session.execute(update(table).where(condition).values(_empty(table, entry.cleared)))
    _forget_replies(person)
    _end_appointments(person, at)
    db.session.execute(
        update(Cadre)
        .where(Cadre.id == person.id)
        .values(
            name=NOBODY,
            login=f"{ERASED}{person.id}",
            password_hash=None,
            password_set_at=None,
            deactivated_at=at,
            erased_at=at,
        )
    )
    record("cadre.erase", "cadre", person.id, by=by, at=at)
    return files


def _empty(table: Table, columns: Iterable[str]) -> dict[str, str | None]:
    return {name: None if table.c[name].nullable else "" for name in columns}


def _told_in_audit(person: Person) -> ColumnElement[bool]:
    """Return which audit rows may tell who it was: those about them, and those with the login."""
    rows = db.session.execute(
        select(AuditRow.id, AuditRow.detail).where(
            AuditRow.detail.contains(person.login, autoescape=True)
        )
    )
    told = [row_id for row_id, detail in rows if _names(person, json.loads(detail).values())]
    return or_(belongs_to(entry_of("audit_row"), person), AuditRow.id.in_(told))


def _names(person: Person, values: Iterable[object]) -> bool:
    """Tell whether texts hold the login by itself: "80" is a login, and stands in many a number."""
    alone = re.compile(f"(?<![A-Za-z0-9_]){re.escape(person.login)}(?![A-Za-z0-9_])")
    return any(isinstance(value, str) and alone.search(value) for value in values)


def _forget_jobs(person: Person) -> list[str]:
    """Delete the jobs they asked for, and those that speak of them; return the results' files."""
    texts = (Job.title, Job.message, Job.error, Job.payload)
    speaks = or_(*(text.contains(person.login, autoescape=True) for text in texts))
    rows = db.session.execute(select(Job.id, *texts).where(speaks))
    told = [job_id for job_id, *words in rows if _names(person, words)]
    condition = or_(Job.made_by == person.id, Job.id.in_(told))
    files = db.session.scalars(
        select(Job.result_file).where(condition, Job.result_file.is_not(None))
    ).all()
    db.session.execute(delete(Job).where(condition))
    return [name for name in files if name]


def _forget_replies(person: Person) -> None:
    """Delete the stored replies to others in which the person is named."""
    texts = (RequestKey.notice, RequestKey.body, RequestKey.location)
    words = (person.name, person.login)
    named = [text.contains(word, autoescape=True) for text in texts for word in words]
    db.session.execute(delete(RequestKey).where(or_(*named)))


def _end_appointments(person: Person, at: datetime) -> None:
    """Let nothing be in force any more, nor come into force."""
    db.session.execute(
        delete(Appointment).where(
            Appointment.cadre_id == person.id, Appointment.from_on > day_of(at)
        )
    )
    db.session.execute(
        update(Appointment)
        .where(
            Appointment.cadre_id == person.id,
            or_(Appointment.until_on.is_(None), Appointment.until_on > day_of(at)),
        )
        .values(until_on=day_of(at))
    )
