"""Writes about an account: its names, deactivating it and opening it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.people.accounts.rules import cadre_name, cadre_name_fault
from cadreschool.people.models import Activation, Cadre, KnownBrowser, SignIn
from cadreschool.people.postings.actions import locked_cadre
from cadreschool.people.rules import login_fault, login_key
from cadreschool.people.second_factor.models import HalfSignIn


@dataclass(frozen=True, slots=True)
class Names:
    """What a cadre is called, and the name they sign in with."""

    name: str
    login: str


def update_cadre(cadre_id: int, names: Names, *, by: int | None, at: datetime) -> None:
    """Correct a cadre's name and sign-in name; the password stays as it is."""
    cadre = locked_cadre(cadre_id)
    name, login = cadre_name(names.name), login_key(names.login)
    for fault in (cadre_name_fault(name), login_fault(login)):
        if fault is not None:
            raise InvalidError(f"{fault}。")
    if (name, login) == (cadre.name, cadre.login):
        return
    taken = db.session.scalar(select(Cadre.id).where(Cadre.login == login, Cadre.id != cadre_id))
    if taken is not None:
        raise ConflictError("这个登录名已经有人使用。", "请核对手机号，或换一个登录名。")
    changed = [
        word
        for word, is_new in (("姓名", name != cadre.name), ("登录名", login != cadre.login))
        if is_new
    ]
    cadre.name, cadre.login = name, login
    db.session.flush()
    record("cadre.update", "cadre", cadre_id, by=by, at=at, changed="、".join(changed))


def deactivate_cadre(cadre_id: int, reason: str, *, by: int | None, at: datetime) -> None:
    """Close an account: every sign-in is over at its next request, codes are worth nothing.

    The cadre stays where they are and is counted; leaving is another matter (`learning.moves`).
    """
    cadre = locked_cadre(cadre_id)
    if cadre.deactivated_at is not None:
        raise ConflictError(f"{cadre.name}的账户已经停用。")
    cadre.deactivated_at = at
    db.session.execute(
        update(SignIn)
        .where(SignIn.cadre_id == cadre_id, SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )
    for model in (KnownBrowser, HalfSignIn):
        db.session.execute(delete(model).where(model.cadre_id == cadre_id))
    db.session.execute(
        delete(Activation).where(Activation.cadre_id == cadre_id, Activation.used_at.is_(None))
    )
    db.session.flush()
    record("cadre.deactivate", "cadre", cadre_id, by=by, at=at, reason=reason[:100])


def reactivate_cadre(cadre_id: int, *, by: int | None, at: datetime) -> None:
    """Open an account again, with the password it had."""
    cadre = locked_cadre(cadre_id)
    if cadre.erased_at is not None:
        raise ConflictError("这个人的资料已经删除，账户不能恢复。")
    if cadre.deactivated_at is None:
        raise ConflictError(f"{cadre.name}的账户没有停用。")
    cadre.deactivated_at = None
    db.session.flush()
    record("cadre.reactivate", "cadre", cadre_id, by=by, at=at)
