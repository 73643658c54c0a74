"""Cadres, their postings and appointments, sign-ins, and what guards the door."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class Post(StrEnum):
    """The posts (岗位) whose holders the school serves; required courses hang on them."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    COMMITTEE_MEMBER = "committee_member"
    WOMEN_OFFICER = "women_officer"
    AUDIT_MEMBER = "audit_member"
    FINANCE = "finance"
    MEDIATOR = "mediator"
    LAW_INSPECTOR = "law_inspector"
    GROUP_LEADER = "group_leader"
    UNION_WORKER = "union_worker"
    ORGANISER = "organiser"
    BARGAINING_ADVISER = "bargaining_adviser"
    DELEGATE = "delegate"

    @property
    def label(self) -> str:
        """Return the post's name as a cadre reads it."""
        return _POST_LABELS[self]


_POST_LABELS = {
    Post.CHAIR: "工会主席",
    Post.VICE_CHAIR: "工会副主席",
    Post.COMMITTEE_MEMBER: "工会委员",
    Post.WOMEN_OFFICER: "女职工委员",
    Post.AUDIT_MEMBER: "经审委员",
    Post.FINANCE: "工会财务",
    Post.MEDIATOR: "劳动争议调解员",
    Post.LAW_INSPECTOR: "劳动法律监督员",
    Post.GROUP_LEADER: "工会小组长",
    Post.UNION_WORKER: "社会化工会工作者",
    Post.ORGANISER: "工会组织员",
    Post.BARGAINING_ADVISER: "集体协商指导员",
    Post.DELEGATE: "职工代表",
}


class Tie(StrEnum):
    """How a cadre is tied to union work: 专职, 兼职 or 挂职."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    SECONDED = "seconded"

    @property
    def label(self) -> str:
        """Return the tie as a cadre reads it."""
        return _TIE_LABELS[self]


_TIE_LABELS = {Tie.FULL_TIME: "专职", Tie.PART_TIME: "兼职", Tie.SECONDED: "挂职"}


class Cadre(Model):
    """A union cadre with their own union. Without a password hash nobody can sign in as them.

    Union, post and tie are a copy of the open main posting, or of the last one of those who left;
    only what writes postings writes them.
    """

    __tablename__ = "cadre"
    __table_args__ = (
        UniqueConstraint("login"),
        Index("ix_cadre_organisation_id_position", "organisation_id", "position"),
        # People are found by how their name or sign-in name begins; PostgreSQL must be told so.
        Index("ix_cadre_name", "name", postgresql_ops={"name": "text_pattern_ops"}),
        Index("ix_cadre_login", "login", postgresql_ops={"login": "text_pattern_ops"}).ddl_if(
            dialect="postgresql"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int]  # the order on the union's own roster
    post: Mapped[str] = mapped_column(String(30))
    tie: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    joined_at: Mapped[datetime] = mapped_column(Moment)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None]  # the last day in post; meanwhile nothing is counted of them
    deactivated_at: Mapped[datetime | None] = mapped_column(Moment)  # the account opens no more
    password_set_at: Mapped[datetime | None] = mapped_column(Moment)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)


class Posting(Model):
    """A post (岗位) held at a union from a day until a day (inclusive); no end: it is held now.

    Of the postings that are open at most one is the main one: there the cadre is counted. Further
    ones (兼任) show them on that union's roster.
    """

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
        Index("ix_posting_cadre_id", "cadre_id"),
        Index("ix_posting_organisation_id", "organisation_id", "is_main", "until_on"),
        Index(
            "uq_posting_open_main",
            "cadre_id",
            unique=True,
            sqlite_where=text("until_on IS NULL AND is_main"),
            postgresql_where=text("until_on IS NULL AND is_main"),
        ),
        Index(
            "uq_posting_open",
            "cadre_id",
            "organisation_id",
            "post",
            unique=True,
            sqlite_where=text("until_on IS NULL"),
            postgresql_where=text("until_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    post: Mapped[str] = mapped_column(String(30))
    tie: Mapped[str] = mapped_column(String(20))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    is_main: Mapped[bool]


class Appointment(Model):
    """A role at an organisation and all below it, from a day until a day (inclusive)."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
        Index("ix_appointment_cadre_id", "cadre_id"),
        Index("ix_appointment_organisation_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    role: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class SignIn(Model):
    """One signed-in browser. The row decides, not the cookie: ended is ended at the next request.

    `ends_at` moves only when something is sent (POST); nothing records when pages were looked at.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        UniqueConstraint("token_digest"),
        Index("ix_sign_in_cadre_id", "cadre_id"),
        Index("ix_sign_in_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    token_digest: Mapped[str] = mapped_column(String(64))
    device: Mapped[str] = mapped_column(String(60))  # "Chrome · Android", never an address
    browser_digest: Mapped[str | None] = mapped_column(String(64))  # as in KnownBrowser
    started_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Activation(Model):
    """A one-time code with which a cadre sets a password. Of each cadre one at most is open.

    The code itself is on a slip of paper; here is its digest.
    """

    __tablename__ = "activation"
    __table_args__ = (
        UniqueConstraint("code_digest"),
        Index("ix_activation_cadre_id", "cadre_id"),
        Index(
            "uq_activation_open",
            "cadre_id",
            unique=True,
            sqlite_where=text("used_at IS NULL"),
            postgresql_where=text("used_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    code_digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class KnownBrowser(Model):
    """A browser from which this cadre has signed in before: it has tries of its own.

    The computer in a union's office is known to everybody who signed in there.
    """

    __tablename__ = "known_browser"
    __table_args__ = (Index("ix_known_browser_cadre_id", "cadre_id"),)

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    known_since: Mapped[datetime] = mapped_column(Moment)


class SignInTries(Model):
    """A bucket of failed sign-ins: for one account from strangers, one browser, or one address."""

    __tablename__ = "sign_in_tries"

    bucket: Mapped[str] = mapped_column(String(100), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)  # number of the time window
    number: Mapped[int]
