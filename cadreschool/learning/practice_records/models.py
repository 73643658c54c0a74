"""A record of work done, and everything that was said to it.

No worker's name, number, telephone or illness has a place here, and no hours. The text is work in
progress while it is a draft or was returned (`version` counts); signatures are facts.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class PracticeRecord(Model):
    """One record. `organisation_id` is the union it was submitted in: it is earned there.

    A draft moves on with its author; what went out stays where it was submitted last.
    `form_key` is made by the page before anything is sent: a form that was written off line and is
    sent twice is one record. `citations` are written as `[[工会法#22]]`, separated by spaces.
    """

    __tablename__ = "practice_record"
    __table_args__ = (
        UniqueConstraint("cadre_id", "form_key"),
        Index("ix_practice_record_organisation_id_state", "organisation_id", "state"),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'signed', 'sampled', 'archived',"
            " 'withdrawn')",
            name="state_is_known",
        ),
        CheckConstraint(
            "(submitted_at IS NOT NULL) OR state IN ('draft', 'withdrawn')",
            name="is_submitted_first",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    form_key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    happened_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(40))
    case_code: Mapped[str] = mapped_column(String(40))
    deed: Mapped[str] = mapped_column(String(300))
    citations: Mapped[str] = mapped_column(String(500))
    result: Mapped[str] = mapped_column(String(300))
    next_time: Mapped[str] = mapped_column(String(300))
    competencies: Mapped[str] = mapped_column(String(100))
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)


class PracticeStep(Model):
    """What somebody did with a record: append-only.

    `kind`: submit, return, sign, witness, pass (a sample was checked), fail, archive, withdraw.
    `version` is the text it was done with; `results` how the signer found each competency shown,
    "able 2 skilled 1" (2 shown, 1 in part, 0 not shown).
    """

    __tablename__ = "practice_step"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="counts_from_one"),
        Index("ix_practice_step_made_by_made_at", "made_by", "made_at"),
        {"sqlite_with_rowid": False},
    )

    record_id: Mapped[int] = mapped_column(ForeignKey("practice_record.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    results: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(String(300))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
