"""Rows that people leave behind, put straight into their tables."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import select, update

from cadreschool.courses.radar.models import Recheck
from cadreschool.jobs.models import Job, State
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.marking.models import MarkingTask
from cadreschool.learning.marking.rules import TaskState
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.learning.profile.models import EvidenceDispute
from cadreschool.learning.regrading.models import Regrade, RegradeVersion
from cadreschool.learning.regrading.rules import RegradeKind, RegradeState
from cadreschool.notices.models import Announcement
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.parameters.models import LocalParameter
from cadreschool.people.models import Appointment, Cadre
from cadreschool.questions.banks.models import BankEntry
from tests.school.cast import MONDAY
from tests.school.recording import a_draft, hand_over
from tests.school.working import leave_job

REVIEWER = "xucheng"


def leave_recheck() -> int:
    """Let an article that the course cites be amended, some day."""
    row = Recheck(
        course_id="speaking",
        lesson_id="speaking-1",
        question_id="",
        passage="0" * 64,
        law="测试法",
        article="1",
        from_version="2020修正",
        to_version="2100修正",
        fate="changed",
        to_article="1",
        to_digest="1" * 64,
        from_on=date(2100, 1, 1),
        opened_at=MONDAY,
        note="",
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def leave_bank_job(cadre_id: int, login: str, kind: str) -> int:
    """Leave a check or an export of a bank whose file is gone."""
    job = db.session.get_one(Job, leave_job(cadre_id, State.FINISHED))
    role = Role.REVIEWER if login == REVIEWER else Role.TRAINER
    payload = {"role": role.value, "organisation_id": None, "bank_id": "exam", "note": "0" * 32}
    job.kind, job.payload = kind, json.dumps({**payload, "file": "0" * 32, "name": "题.md"})
    return job.id


def leave_check(cadre_id: int) -> int:
    """Leave the check of a roster whose file is gone."""
    job = db.session.get_one(Job, leave_job(cadre_id, State.FINISHED))
    union = db.session.get_one(Cadre, cadre_id).organisation_id
    payload = {"role": "system_admin", "organisation_id": union, "file": "0" * 32}
    job.kind, job.payload = "roster_check", json.dumps({**payload, "name": "花名册.xlsx"})
    return job.id


def was_supervisor(cadre_id: int) -> int:
    """Note a role that ended long ago: it opens nothing, but it may be looked at."""
    cadre = db.session.get_one(Cadre, cadre_id)
    union = db.session.get_one(Organisation, cadre.organisation_id)
    day = date(2020, 1, 1)
    row = Appointment(
        cadre_id=cadre.id,
        role=Role.SUPERVISOR,
        organisation_id=union.id,
        from_on=day,
        until_on=day,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def announced(cadre_id: int, organisation_id: int) -> int:
    """Let a union announce something."""
    made = Announcement(
        organisation_id=organisation_id,
        title="通知",
        text="周五学习。",
        from_on=clock.day_of(MONDAY),
        made_by=cadre_id,
        made_at=MONDAY,
    )
    db.session.add(made)
    db.session.flush()
    return made.id


def set_parameter(cadre_id: int, organisation_id: int) -> int:
    """Set a local parameter of a union."""
    made = LocalParameter(
        organisation_id=organisation_id,
        name="minimum_wage",
        value="2000",
        from_on=clock.day_of(MONDAY),
        source="县政府公告",
        made_by=cadre_id,
        made_at=MONDAY,
    )
    db.session.add(made)
    db.session.flush()
    return made.id


def leave_marking(cadre_id: int) -> tuple[int, int]:
    """Leave a group of answers that was marked, and a regrade that was previewed."""
    version = db.session.scalars(
        select(BankEntry.question_version_id).where(BankEntry.question_id == "exam-1")
    ).one()
    task = MarkingTask(
        question_version_id=version,
        part=0,
        key="0" * 64,
        needs_second=False,
        state=TaskState.DECIDED,
        thousandths=500,
        comment="",
        opened_at=MONDAY,
        decided_at=MONDAY,
    )
    regrade = Regrade(
        kind=RegradeKind.FULL,
        question_id="exam-1",
        part=0,
        reason="答案标错了",
        state=RegradeState.PREVIEWED,
        version=1,
        summary="{}",
        made_by=cadre_id,
        made_at=MONDAY,
    )
    db.session.add_all([task, regrade])
    db.session.flush()
    db.session.add(RegradeVersion(regrade_id=regrade.id, question_version_id=version))
    return task.id, regrade.id


def disagree(cadre_id: int, source: str) -> int:
    """Disagree with a piece of one's evidence."""
    made = EvidenceDispute(
        cadre_id=cadre_id, source=source, reason="第一题没有看清。", raised_at=MONDAY, words=""
    )
    db.session.add(made)
    db.session.flush()
    return made.id


def ask_witness(author: Viewer, cadre_id: int, organisation_id: int) -> int:
    """Let somebody be named as the witness of a record that was earned in their own union."""
    record_id = hand_over(author, a_draft(f"{cadre_id:x}e"))
    change = update(PracticeRecord).where(PracticeRecord.id == record_id)
    values = {"witness_id": cadre_id, "organisation_id": organisation_id}
    write(lambda: db.session.execute(change.values(values)))
    return record_id
