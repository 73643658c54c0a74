"""Banks of questions, what each entry points to, and what happened to it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class EntryState(StrEnum):
    """Whether a question may be drawn. Only ready ones are."""

    DRAFT = "draft"
    REVIEW = "review"
    READY = "ready"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the state as the 教研台 shows it."""
        return {"draft": "草稿", "review": "待审", "ready": "可用", "withdrawn": "停用"}[self.value]


class StepKind(StrEnum):
    """What may happen to an entry."""

    CREATE = "create"
    CHANGE = "change"
    IMPORT = "import"
    SUBMIT = "submit"
    RECALL = "recall"
    ACCEPT = "accept"
    RETURN = "return"
    WITHDRAW = "withdraw"
    RESTORE = "restore"

    @property
    def label(self) -> str:
        """Return the step as a person reads it."""
        return {
            "create": "新建",
            "change": "修改",
            "import": "导入",
            "submit": "送审",
            "recall": "撤回送审",
            "accept": "审核通过",
            "return": "退回",
            "withdraw": "停用",
            "restore": "恢复为草稿",
        }[self.value]


class Bank(Model):
    """A bank. Without a union it is the whole school's.

    `version` moves with every change. `folder_digest` is that of what its file said when it was
    published last, and `folder_version` the version then: a bank whose ready questions are others
    now was changed in the browser, and is not overwritten.
    """

    __tablename__ = "bank"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    version: Mapped[int]
    folder_digest: Mapped[str | None] = mapped_column(String(64))
    folder_version: Mapped[int | None]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class BankEntry(Model):
    """A question in a bank, at its present version. Ids are unique in all content.

    Kind, unit and difficulty are copies, to count quotas by. `given_id` is what another program
    called the question: by it the same question is found when its file comes again.
    """

    __tablename__ = "bank_entry"
    __table_args__ = (
        Index("ix_bank_entry_quota", "bank_id", "state", "kind", "unit", "difficulty"),
        Index("uq_bank_entry_given_id", "bank_id", "given_id", unique=True),
        CheckConstraint("difficulty BETWEEN 1 AND 3", name="is_a_difficulty"),
    )

    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    bank_id: Mapped[str] = mapped_column(ForeignKey("bank.id"))
    position: Mapped[int]
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    state: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(10))
    difficulty: Mapped[int]
    given_id: Mapped[str | None] = mapped_column(String(100))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)


class BankTag(Model):
    """What an entry is about: a law by its short name, or a competency."""

    __tablename__ = "bank_tag"
    __table_args__ = (Index("ix_bank_tag_value", "sort", "value"), {"sqlite_with_rowid": False})

    question_id: Mapped[str] = mapped_column(ForeignKey("bank_entry.question_id"), primary_key=True)
    sort: Mapped[str] = mapped_column(String(10), primary_key=True)  # "law" or "competency"
    value: Mapped[str] = mapped_column(String(60), primary_key=True)


class BankStep(Model):
    """Something that happened to an entry, with the words that were given for it."""

    __tablename__ = "bank_step"
    __table_args__ = (Index("ix_bank_step_question_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("bank_entry.question_id"))
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(String(500))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
