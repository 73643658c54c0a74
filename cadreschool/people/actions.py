"""Writes about people: adding, appointing, signing in and out, changing the password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, func, or_, select, update

from cadreschool.audit.actions import record
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.tokens import token_digest
from cadreschool.kernel.upsert import upsert
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.actions import count, open_organisation
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import (
    Activation,
    Appointment,
    Cadre,
    KnownBrowser,
    Post,
    SignIn,
    SignInTries,
    Tie,
)
from cadreschool.people.postings.actions import (
    Place,
    insert_main_postings,
    locked_cadre,
    refuse_left,
)
from cadreschool.people.postings.rules import NewPosting, begin_fault
from cadreschool.people.queries import is_in_force
from cadreschool.people.rules import (
    ACCOUNT_WINDOW,
    ADMINISTRATORS,
    MEMBERS,
    NIST,
    SIGN_IN_KEPT,
    WINDOWS,
    Bucket,
    DoorRules,
    clashing_role,
    ends_at,
    login_key,
)


@dataclass(frozen=True, slots=True)
class NewCadre:
    """What is known of a cadre who is added."""

    login: str
    name: str
    post: Post
    tie: Tie
    password_hash: str | None = None
    is_demonstration: bool = False
    from_on: date | None = None


def add_cadre(new: NewCadre, organisation: Organisation, *, by: int | None, at: datetime) -> Cadre:
    """Add a cadre to a union, last on its roster, and count them.

    Their post begins on `from_on`, today when that is not told. Raises ConflictError when the union
    is closed or somebody has the sign-in name.
    """
    organisation = open_organisation(organisation.id)
    from_on = new.from_on or day_of(at)
    fault = begin_fault(from_on, day_of(at))
    if fault is not None:
        raise InvalidError(f"{fault}。")
    if db.session.scalar(select(Cadre.id).where(Cadre.login == login_key(new.login))) is not None:
        raise ConflictError("这个登录名已经有人使用。", "请核对手机号，或换一个登录名。")
    position = db.session.scalar(
        select(func.coalesce(func.max(Cadre.position), 0) + 1).where(
            Cadre.organisation_id == organisation.id
        )
    )
    cadre = Cadre(
        login=login_key(new.login),
        name=new.name,
        organisation_id=organisation.id,
        position=position,
        post=new.post,
        tie=new.tie,
        password_hash=new.password_hash,
        joined_at=at,
        is_demonstration=new.is_demonstration or organisation.is_demonstration,
    )
    db.session.add(cadre)
    db.session.flush()
    place = Place(organisation.id, cadre.position, NewPosting(new.post, new.tie, from_on))
    insert_main_postings({cadre.id: place})
    count(organisation.id, *MEMBERS)
    record("cadre.add", "cadre", cadre.id, by=by, at=at, organisation=organisation.id)
    return cadre


def appoint(
    cadre: Cadre,
    role: Role,
    organisation: Organisation,
    *,
    from_on: date,
    by: int | None,
    at: datetime,
) -> Appointment:
    """Appoint a cadre to a role over an organisation and all below it.

    Raises ConflictError when they hold it there already, hold a role that excludes it, or are not
    in post, and when the union is closed.
    """
    open_organisation(organisation.id)
    cadre = locked_cadre(cadre.id)  # two who appoint at once see each other's
    refuse_left(cadre)
    if cadre.deactivated_at is not None:
        raise ConflictError(f"{cadre.name}的账户已经停用，不能任命。", "请先恢复账户。")
    held = db.session.execute(
        select(Appointment.role, Appointment.organisation_id).where(
            Appointment.cadre_id == cadre.id,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= from_on),
        )
    ).all()
    if (role, organisation.id) in {(row[0], row[1]) for row in held}:
        raise ConflictError(f"{cadre.name}已经是“{organisation.name}”的{role.label}。")
    clash = clashing_role(role, [Role(row[0]) for row in held])
    if clash is not None:
        message = f"{cadre.name}已经是{clash.label}，不能再任{role.label}。"
        raise ConflictError(message, "系统管理员、安全管理员、审计员须由不同的人担任。")
    _let_no_code_open_an_office(cadre, role, by=by, at=at)
    appointment = Appointment(
        cadre_id=cadre.id, role=role, organisation_id=organisation.id, from_on=from_on
    )
    db.session.add(appointment)
    db.session.flush()
    record(
        "appointment.create",
        "appointment",
        appointment.id,
        by=by,
        at=at,
        cadre=cadre.id,
        role=role,
        organisation=organisation.id,
    )
    return appointment


def _let_no_code_open_an_office(cadre: Cadre, role: Role, *, by: int | None, at: datetime) -> None:
    """Void a code that is out for whoever gets more rights by it: whoever made it saw it.

    Somebody who has no password yet keeps their first code, but is made an administrator from the
    command line only.
    """
    if cadre.password_hash is None:
        if role in ADMINISTRATORS and by is not None:
            message = f"{cadre.name}还没有设密码，不能任{role.label}。"
            raise ConflictError(message, "请本人先用激活码设好密码，再任命。")
        return
    voided = db.session.scalar(
        delete(Activation)
        .where(Activation.cadre_id == cadre.id, Activation.used_at.is_(None))
        .returning(Activation.id)
    )
    if voided is not None:
        record("activation.withdraw", "cadre", cadre.id, by=by, at=at)


def end_appointment(
    appointment: Appointment, *, until_on: date, by: int | None, at: datetime
) -> None:
    """Let an appointment end with a day; one that would end before it begins is withdrawn.

    Raises ConflictError when it would last longer than before, and so into an office that excludes
    it.
    """
    before = appointment.until_on
    if before is not None and until_on > before:
        _refuse_prolonging(appointment, until_on)
    is_withdrawn = until_on < appointment.from_on
    if is_withdrawn:
        db.session.delete(appointment)
    else:
        appointment.until_on = until_on
    record(
        "appointment.withdraw" if is_withdrawn else "appointment.end",
        "appointment",
        appointment.id,
        by=by,
        at=at,
        cadre=appointment.cadre_id,
        role=appointment.role,
        until=until_on.isoformat(),
    )
    db.session.flush()


def _refuse_prolonging(appointment: Appointment, until_on: date) -> None:
    """Keep apart what was given one after the other to one person (三员分开)."""
    cadre = locked_cadre(appointment.cadre_id)
    later = db.session.scalars(
        select(Appointment.role).where(
            Appointment.cadre_id == cadre.id,
            Appointment.id != appointment.id,
            Appointment.from_on <= until_on,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= appointment.from_on),
        )
    )
    role = Role(appointment.role)
    clash = clashing_role(role, [Role(one) for one in later])
    if clash is not None:
        message = f"到那一天，{cadre.name}已经是{clash.label}，{role.label}不能任到那时。"
        raise ConflictError(message, "系统管理员、安全管理员、审计员须由不同的人担任。")


def take_tries(buckets: tuple[Bucket, ...], *, at: datetime) -> Bucket | None:
    """Draw one try from every bucket; return the bucket that was empty, if one was.

    Drawn before the password is looked at (an atomic upsert, not read-then-write), so that
    parallel guesses cannot slip past; a good sign-in gives its tries back.
    """
    empty = None
    for bucket in buckets:
        taken = db.session.scalar(
            upsert(SignInTries)
            .values(bucket=bucket.name, window=bucket.window(at), number=1)
            .on_conflict_do_update(
                index_elements=[SignInTries.bucket, SignInTries.window],
                set_={"number": SignInTries.number + 1},
            )
            .returning(SignInTries.number)
        )
        if taken is not None and taken > bucket.limit:
            empty = empty or bucket
    return empty


def record_failed_sign_in(cadre_id: int | None, *, at: datetime) -> None:
    """Audit a failed sign-in; to an account that is none as well.

    What was typed is not kept. A row is written in either case, since to store one takes 1.6 ms
    (measured) and whoever guesses names could tell by the clock which of them exist.
    """
    record("sign_in.fail", "cadre", "" if cadre_id is None else cadre_id, by=None, at=at)


@dataclass(frozen=True, slots=True)
class Browser:
    """The browser that signs in: new tokens for it, and what it calls itself."""

    token: str
    browser_token: str
    device: str


def sign_in(
    cadre_id: int,
    browser: Browser,
    buckets: tuple[Bucket, ...],
    *,
    at: datetime,
    door: DoorRules = NIST,
) -> SignIn:
    """Begin a sign-in, remember the browser, and give the tries back.

    A token that names a sign-in already is that of a button pressed twice: it stays one sign-in.
    """
    digest = token_digest(browser.token)
    present = db.session.scalar(select(SignIn).where(SignIn.token_digest == digest))
    if present is not None:
        return present
    _end_in_browser(cadre_id, browser, at=at)
    is_appointed = db.session.scalar(
        select(func.count())
        .select_from(Appointment)
        .where(Appointment.cadre_id == cadre_id, is_in_force(day_of(at)))
    )
    row = SignIn(
        cadre_id=cadre_id,
        token_digest=digest,
        device=browser.device,
        browser_digest=token_digest(browser.browser_token),
        started_at=at,
        ends_at=ends_at(at, at, is_appointed=bool(is_appointed), door=door),
    )
    db.session.add(row)
    known = upsert(KnownBrowser).values(
        token_digest=token_digest(browser.browser_token), cadre_id=cadre_id, known_since=at
    )
    db.session.execute(known.on_conflict_do_nothing())
    _give_back(buckets, at=at)
    db.session.flush()
    record("sign_in.create", "sign_in", row.id, by=cadre_id, at=at)
    return row


def _end_in_browser(cadre_id: int, browser: Browser, *, at: datetime) -> None:
    """End what this browser began and did not end: closing the window ends no sign-in."""
    db.session.execute(
        update(SignIn)
        .where(
            SignIn.cadre_id == cadre_id,
            SignIn.browser_digest == token_digest(browser.browser_token),
            SignIn.ended_at.is_(None),
        )
        .values(ended_at=at)
    )


def _give_back(buckets: tuple[Bucket, ...], *, at: datetime) -> None:
    """Fill the person's own buckets; a network gets back the one try that was good.

    Else whoever has one account of their own could guess at all others without end.
    """
    own = [one.name for one in buckets if one.name.partition(":")[0] not in WINDOWS]
    own += [one.name for one in buckets if one.name.startswith("totp:")]
    db.session.execute(delete(SignInTries).where(SignInTries.bucket.in_(own)))
    for bucket in buckets:
        if bucket.name.startswith("network:"):
            db.session.execute(
                update(SignInTries)
                .where(SignInTries.bucket == bucket.name, SignInTries.window == bucket.window(at))
                .values(number=SignInTries.number - 1)
            )


def prolong(viewer: Viewer, *, at: datetime, door: DoorRules = NIST) -> None:
    """Move the end of the viewer's sign-in, because something was sent."""
    row = db.session.get(SignIn, viewer.sign_in_id)
    if row is not None and row.ended_at is None:
        row.ends_at = ends_at(row.started_at, at, is_appointed=bool(viewer.grants), door=door)


def end_sign_in(viewer: Viewer, sign_in_id: int, *, at: datetime) -> None:
    """End one of the viewer's own sign-ins; it is dead at its next request."""
    row = db.session.scalar(
        select(SignIn).where(SignIn.id == sign_in_id, SignIn.cadre_id == viewer.cadre_id)
    )
    if row is None:
        raise NotFoundError
    if row.ended_at is None:
        row.ended_at = at
        record("sign_in.end", "sign_in", row.id, by=viewer.cadre_id, at=at)


def set_password_hash(hashes: Mapping[int, str], *, at: datetime) -> None:
    """Give these cadres {id: hash} new passwords and end their sign-ins (demonstration only)."""
    for cadre_id, new_hash in hashes.items():
        db.session.execute(
            update(Cadre)
            .where(Cadre.id == cadre_id)
            .values(password_hash=new_hash, password_set_at=at)
        )
        record("password.set", "cadre", cadre_id, by=None, at=at)
    db.session.execute(
        update(SignIn)
        .where(SignIn.cadre_id.in_(hashes), SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )


def forget_old_sign_ins(*, at: datetime) -> None:
    """Drop sign-ins that ended six months ago (网络安全法 article 23: logs for six months)."""
    db.session.execute(delete(SignIn).where(SignIn.ends_at < at - SIGN_IN_KEPT))


def forget_old_tries(*, at: datetime) -> None:
    """Drop buckets whose window ended a day ago; each kind has windows of its own length."""
    day_ago = int((at - timedelta(days=1)).timestamp())
    kinds = [(SignInTries.bucket.like(f"{kind}:%"), WINDOWS[kind]) for kind in WINDOWS]
    usual = and_(*(~is_kind for is_kind, _ in kinds))
    db.session.execute(
        delete(SignInTries).where(
            or_(
                *(
                    and_(is_kind, SignInTries.window < day_ago // seconds)
                    for is_kind, seconds in [*kinds, (usual, ACCOUNT_WINDOW)]
                )
            )
        )
    )
