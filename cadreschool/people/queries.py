"""Reads about people: who is signed in, and cadres through the viewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import InvalidError, NotFoundError
from cadreschool.kernel.mistakes import visible
from cadreschool.kernel.portions import portions
from cadreschool.kernel.tokens import token_digest
from cadreschool.kernel.viewer import Grant, Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import Node, is_visible_to
from cadreschool.organisations.rules import path_range
from cadreschool.people.models import Appointment, Cadre, KnownBrowser, Post, Posting, SignIn, Tie
from cadreschool.people.rules import login_key


@dataclass(frozen=True, slots=True)
class CadreRow:
    """A cadre as a roster shows them."""

    id: int
    name: str
    organisation_id: int
    organisation_name: str
    post: str
    tie: str
    left_on: date | None = None

    @property
    def post_name(self) -> str:
        """Return the post in Chinese."""
        return Post(self.post).label

    @property
    def tie_name(self) -> str:
        """Return 专职, 兼职 or 挂职."""
        return Tie(self.tie).label


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One of the viewer's own sign-ins."""

    id: int
    device: str
    started_at: datetime


def is_in_force(on: date) -> ColumnElement[bool]:
    """Return the condition "this appointment is in force on that day"."""
    return and_(
        Appointment.from_on <= on,
        or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
    )


def viewer_query(*also: ColumnElement[Any]) -> Select[Any]:
    """Return the query for a signed-in viewer with every appointment in force; build it once.

    A deactivated account is signed in nowhere; who has left holds no right until they return.

    `also` are scalar expressions to be fetched along (the state of the site).
    """
    # Tables, not classes: the ORM's part of running it is a tenth of a page (measured).
    cadre, door = table_of(Cadre).c, table_of(SignIn).c
    appointment = table_of(Appointment).c
    own = table_of(Organisation).alias("own")
    granted = table_of(Organisation).alias("granted")
    today: BindParameter[date] = bindparam("today")
    in_force = and_(
        appointment.from_on <= today,
        or_(appointment.until_on.is_(None), appointment.until_on >= today),
        cadre.left_on.is_(None),
    )
    return (
        select(
            cadre.id,
            door.id,
            cadre.name,
            own.c.id,
            own.c.name,
            appointment.role,
            granted.c.id,
            granted.c.path,
            *also,
        )
        .select_from(table_of(SignIn))
        .join(table_of(Cadre), cadre.id == door.cadre_id)
        .join(own, own.c.id == cadre.organisation_id)
        .outerjoin(table_of(Appointment), and_(appointment.cadre_id == cadre.id, in_force))
        .outerjoin(granted, granted.c.id == appointment.organisation_id)
        .where(
            door.token_digest == bindparam("digest"),
            cadre.deactivated_at.is_(None),
            door.ended_at.is_(None),
            door.ends_at > bindparam("at"),
        )
    )


def viewer_of_token(
    query: Select[Any], token: str, *, at: datetime
) -> tuple[Viewer, tuple[object, ...]] | None:
    """Return who signed in with this token, and the values the query fetches along.

    None when the sign-in is unknown, ended or over.
    """
    rows = db.session.execute(
        query, {"digest": token_digest(token), "at": at, "today": day_of(at)}
    ).all()
    if not rows:
        return None
    first = rows[0]
    grants = tuple(Grant(Role(row[5]), row[6], row[7]) for row in rows if row[5] is not None)
    return Viewer(first[0], first[1], first[2], first[3], first[4], grants), tuple(first[8:])


def viewer_of_cadre(cadre_id: int, *, at: datetime) -> Viewer | None:
    """Return a cadre as they would look now, for work done in their name; None: they may not."""
    row = db.session.execute(
        select(Cadre.name, Cadre.organisation_id, Organisation.name, Cadre.left_on)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(Cadre.id == cadre_id, Cadre.deactivated_at.is_(None))
    ).first()
    if row is None:
        return None
    held = db.session.execute(
        select(Appointment.role, Organisation.id, Organisation.path)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(Appointment.cadre_id == cadre_id, is_in_force(day_of(at)))
    )
    grants = tuple(Grant(Role(one[0]), one[1], one[2]) for one in held)
    return Viewer(cadre_id, 0, row[0], row[1], row[2], grants if row[3] is None else ())


def is_demonstration_account() -> ColumnElement[bool]:
    """Return the expression "belongs to the demonstration", to be selected along."""
    return cast("ColumnElement[bool]", table_of(Cadre).c.is_demonstration.is_(True))


@dataclass(frozen=True, slots=True)
class Account:
    """What signing in needs to know of an account."""

    cadre_id: int
    password_hash: str | None
    is_demonstration: bool


def account_named(login: str) -> Account | None:
    """Return the account with this sign-in name; no password opens one that is deactivated."""
    password_hash = case((Cadre.deactivated_at.is_(None), Cadre.password_hash))
    row = db.session.execute(
        select(Cadre.id, password_hash, Cadre.is_demonstration).where(Cadre.login == login)
    ).first()
    return Account(*row) if row else None


def is_known_browser(token: str, login: str) -> bool:
    """Tell whether the owner of this sign-in name has signed in from this browser before."""
    found = db.session.scalar(
        select(KnownBrowser.cadre_id)
        .join(Cadre, Cadre.id == KnownBrowser.cadre_id)
        .where(KnownBrowser.token_digest == token_digest(token), Cadre.login == login)
    )
    return found is not None


def own_sign_ins(viewer: Viewer, *, at: datetime) -> list[SignInRow]:
    """Return the viewer's sign-ins that are still open, newest first."""
    rows = db.session.execute(
        select(SignIn.id, SignIn.device, SignIn.started_at)
        .where(SignIn.cadre_id == viewer.cadre_id, SignIn.ended_at.is_(None), SignIn.ends_at > at)
        .order_by(SignIn.started_at.desc(), SignIn.id.desc())
    )
    return [SignInRow(*row) for row in rows]


_ROSTER = (
    Cadre.id,
    Cadre.name,
    Cadre.organisation_id,
    Organisation.name,
    Cadre.post,
    Cadre.tie,
    Cadre.left_on,
)


def cadre_for(viewer: Viewer, cadre_id: int, *, role: Role = Role.SUPERVISOR) -> CadreRow:
    """Return a cadre within the viewer's appointment; a foreign one is not found.

    A supervisor sees a cadre through any post that is held within; whoever administers reaches only
    those whose own union lies within: a further post opens nobody's account. Who has left
    (`left_on`) is found at the union they left.
    """
    is_within = is_visible_to(viewer, role)
    if role is Role.SUPERVISOR:
        is_within = or_(is_within, holds_further_post(viewer, role))
    row = db.session.execute(
        select(*_ROSTER)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(Cadre.id == cadre_id, Cadre.erased_at.is_(None), is_within)
    ).first()
    if row is None:
        raise NotFoundError
    return CadreRow(*row)


def holds_further_post(viewer: Viewer, role: Role) -> ColumnElement[bool]:
    """Return the condition "holds a further post within what the viewer has this role for"."""
    union = aliased(Organisation)
    is_within = or_(
        false(),
        *(
            and_(union.path >= low, union.path < high)
            for low, high in (path_range(grant.path) for grant in viewer.grants_of(role))
        ),
    )
    return (
        select(Posting.id)
        .join(union, union.id == Posting.organisation_id)
        .where(Posting.cadre_id == Cadre.id, Posting.until_on.is_(None), is_within)
        .exists()
    )


def cadre_named(login: str) -> Cadre:
    """Return the cadre with this sign-in name; for the command line only."""
    cadre = db.session.scalar(select(Cadre).where(Cadre.login == login_key(login)))
    if cadre is None:
        message = f"没有登录名是“{visible(login)}”的人。"
        raise UnknownLoginError(message)
    return cadre


class UnknownLoginError(InvalidError):
    """Nobody has this sign-in name."""


def open_appointment(cadre: Cadre, role: Role, node: Node, *, on: date) -> Appointment | None:
    """Return the appointment to this role at this union that has not ended on that day."""
    return db.session.scalar(
        select(Appointment)
        .where(
            Appointment.cadre_id == cadre.id,
            Appointment.role == role,
            Appointment.organisation_id == node.id,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
        )
        .order_by(Appointment.from_on)
        .limit(1)
    )


@dataclass(frozen=True, slots=True)
class PresentCadre:
    """A cadre who is there, as an import compares them."""

    id: int
    name: str
    organisation_id: int
    post: str
    tie: str
    is_demonstration: bool
    has_password: bool
    left_on: date | None
    path: str  # of their union
    is_active: bool
    further: frozenset[int] = frozenset()  # unions where a further post is held


def cadres_by_login(logins: Iterable[str]) -> dict[str, PresentCadre]:
    """Return those of these sign-in names that are there."""
    found = {}
    for some in portions(logins):
        rows = db.session.execute(
            select(
                Cadre.login,
                Cadre.id,
                Cadre.name,
                Cadre.organisation_id,
                Cadre.post,
                Cadre.tie,
                Cadre.is_demonstration,
                Cadre.password_hash.is_not(None),
                Cadre.left_on,
                Organisation.path,
                Cadre.deactivated_at.is_(None),
            )
            .join(Organisation, Organisation.id == Cadre.organisation_id)
            .where(Cadre.login.in_(some))
        ).all()
        further = _further_unions([row[1] for row in rows])
        found.update(
            {row[0]: PresentCadre(*row[1:], further=further.get(row[1], _NONE)) for row in rows}
        )
    return found


def appointed_among(cadre_ids: Iterable[int]) -> set[int]:
    """Return those of these cadres who were ever appointed to a role."""
    found: set[int] = set()
    for some in portions(cadre_ids):
        found.update(
            db.session.scalars(
                select(Appointment.cadre_id).where(Appointment.cadre_id.in_(some)).distinct()
            )
        )
    return found


def grants_not_ended(cadre_ids: Iterable[int], *, on: date) -> dict[int, list[Grant]]:
    """Return what these cadres are appointed to on that day or later: {cadre id: grants}."""
    found: dict[int, list[Grant]] = {}
    for some in portions(cadre_ids):
        for row in db.session.execute(
            select(Appointment.cadre_id, Appointment.role, Organisation.id, Organisation.path)
            .join(Organisation, Organisation.id == Appointment.organisation_id)
            .where(
                Appointment.cadre_id.in_(some),
                or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
            )
        ):
            found.setdefault(row[0], []).append(Grant(Role(row[1]), row[2], row[3]))
    return found


_NONE: frozenset[int] = frozenset()


def _further_unions(cadre_ids: list[int]) -> dict[int, frozenset[int]]:
    """Return the unions where these cadres hold further posts."""
    found: dict[int, frozenset[int]] = {}
    for row in db.session.execute(
        select(Posting.cadre_id, Posting.organisation_id).where(
            Posting.cadre_id.in_(cadre_ids),
            Posting.until_on.is_(None),
            Posting.is_main.is_(False),
        )
    ):
        found[row[0]] = found.get(row[0], _NONE) | {row[1]}
    return found


def cadre_post(cadre_id: int) -> tuple[str, str]:
    """Return the post and the tie of a cadre; for the command line only."""
    row = db.session.execute(select(Cadre.post, Cadre.tie).where(Cadre.id == cadre_id)).one()
    return row[0], row[1]


def members_by_organisation() -> dict[int, int]:
    """Count the cadres in post of every union from the postings: {organisation id: number}."""
    rows = db.session.execute(
        select(Posting.organisation_id, func.count())
        .where(Posting.is_main, Posting.until_on.is_(None))
        .group_by(Posting.organisation_id)
    )
    return {row[0]: row[1] for row in rows}


def demonstration_hashes() -> list[tuple[int, str]]:
    """Return the demonstration accounts that can be signed in to, with their password hashes."""
    rows = db.session.execute(
        select(Cadre.id, Cadre.password_hash).where(
            Cadre.is_demonstration, Cadre.password_hash.is_not(None)
        )
    )
    return [(row[0], row[1] or "") for row in rows]
