"""A course being changed: its files as they stand, what happened to it, and texts set aside.

A draft is working paper, not a fact: its files are changed in place. What somebody else wrote is
never overwritten without a copy (`KeptText`).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class DraftState(StrEnum):
    """Where a draft stands. The first two are open, and a course has one open draft at most."""

    EDITING = "editing"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        """Return the state as a person reads it."""
        return {
            "editing": "编写中",
            "submitted": "待审核",
            "published": "已发布",
            "discarded": "已放弃",
        }[self.value]


class StepKind(StrEnum):
    """What may happen to a draft."""

    OPEN = "open"
    SUBMIT = "submit"
    RECALL = "recall"
    RETURN = "return"
    MERGE = "merge"
    REMOVE = "remove"
    PUBLISH = "publish"
    DISCARD = "discard"

    @property
    def label(self) -> str:
        """Return the step as a person reads it."""
        return {
            "open": "开始修改",
            "submit": "送审",
            "recall": "撤回送审",
            "return": "退回",
            "merge": "并入线上的新版",
            "remove": "删去",
            "publish": "发布",
            "discard": "放弃草稿",
        }[self.value]


class Draft(Model):
    """One draft of a course. A new course has no row in `course` yet, so its id is a plain text.

    `version` moves with every change, and on from one draft of a course to the next: who reviews
    publishes what they have seen, or is told.
    """

    __tablename__ = "draft"
    __table_args__ = (
        Index(
            "uq_draft_open",
            "course_id",
            unique=True,
            sqlite_where=text("state IN ('editing', 'submitted')"),
            postgresql_where=text("state IN ('editing', 'submitted')"),
        ),
        CheckConstraint("version >= 1", name="counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    base_edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    made_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class DraftFile(Model):
    """One file of a draft: its text, or the digest of a stored picture.

    `version` is the draft's at its last change, so that none comes twice in the life of a course.
    """

    __tablename__ = "draft_file"
    __table_args__ = (
        CheckConstraint("(text IS NULL) <> (file_digest IS NULL)", name="is_text_or_file"),
        CheckConstraint("version >= 1", name="counts_from_one"),
    )

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    text: Mapped[str | None]
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    version: Mapped[int]
    changed_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)


class DraftStep(Model):
    """Something that happened to a draft, with the words that were given for it."""

    __tablename__ = "draft_step"
    __table_args__ = (Index("ix_draft_step_draft_id", "draft_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    kind: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(500))
    made_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class KeptText(Model):
    """A text that would have been lost: overwritten by somebody else, set aside, or deleted."""

    __tablename__ = "kept_text"
    __table_args__ = (Index("ix_kept_text_draft_id", "draft_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    path: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    reason: Mapped[str] = mapped_column(String(60))
    written_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    kept_at: Mapped[datetime] = mapped_column(Moment)
