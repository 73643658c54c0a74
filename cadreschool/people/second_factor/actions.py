"""Writes of second factors: setting one up, passing the door with it, giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, update

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.tokens import token_digest
from cadreschool.kernel.upsert import upsert
from cadreschool.kernel.viewer import Viewer
from cadreschool.people.activation.permissions import why_no_reset
from cadreschool.people.activation.queries import code_holder_for
from cadreschool.people.activation.rules import code_digest
from cadreschool.people.models import KnownBrowser, SignIn
from cadreschool.people.second_factor.models import HalfSignIn, RecoveryCode, SecondFactor
from cadreschool.people.second_factor.queries import second_factor_of
from cadreschool.people.second_factor.rules import HALF_LASTS

_ON = "第二重验证已经开启。"


def begin_second_factor(viewer: Viewer, sealed_secret: str, *, at: datetime) -> None:
    """Keep a new secret for the viewer's phone; it counts for nothing until it is confirmed."""
    present = second_factor_of(viewer.cadre_id)
    if present is not None and present.is_on:
        raise ConflictError(_ON, "要换手机，请先关闭，再重新设置。")
    values = {"sealed_secret": sealed_secret, "last_step": 0, "made_at": at, "confirmed_at": None}
    db.session.execute(
        upsert(SecondFactor)
        .values(cadre_id=viewer.cadre_id, **values)
        .on_conflict_do_update(index_elements=[SecondFactor.cadre_id], set_=values)
    )
    record("second_factor.begin", "cadre", viewer.cadre_id, by=viewer.cadre_id, at=at)


def confirm_second_factor(
    viewer: Viewer, step: int, recovery_codes: Sequence[str], *, at: datetime
) -> None:
    """Put the viewer's second factor to use; every other sign-in, made without it, ends."""
    confirmed = db.session.scalar(
        update(SecondFactor)
        .where(SecondFactor.cadre_id == viewer.cadre_id, SecondFactor.confirmed_at.is_(None))
        .values(confirmed_at=at, last_step=step)
        .returning(SecondFactor.cadre_id)
    )
    if confirmed is None:
        raise ConflictError(_ON)
    _end_others(viewer, at=at)
    _store_codes(viewer.cadre_id, recovery_codes, at=at)
    record("second_factor.create", "cadre", viewer.cadre_id, by=viewer.cadre_id, at=at)


def replace_recovery_codes(viewer: Viewer, codes: Sequence[str], *, at: datetime) -> None:
    """Give the viewer new codes for the day the phone is gone; those before are worth nothing."""
    present = second_factor_of(viewer.cadre_id)
    if present is None or not present.is_on:
        raise ConflictError("第二重验证还没有开启。")
    _store_codes(viewer.cadre_id, codes, at=at)
    record("second_factor.renew", "cadre", viewer.cadre_id, by=viewer.cadre_id, at=at)


def remove_second_factor(cadre_id: int, *, by: int | None, at: datetime) -> bool:
    """Give up a cadre's second factor with its codes; tell whether there was one in use."""
    present = second_factor_of(cadre_id)
    for model in (SecondFactor, RecoveryCode, HalfSignIn):
        db.session.execute(delete(model).where(model.cadre_id == cadre_id))
    if present is None or not present.is_on:
        return False
    record("second_factor.withdraw", "cadre", cadre_id, by=by, at=at)
    return True


def reset_second_factor(viewer: Viewer, cadre_id: int, *, at: datetime) -> None:
    """Take the second factor of a cadre who lost phone and codes; the password stays.

    Raises NotFoundError for a foreign cadre, ConflictError when it is not for the viewer to do.
    """
    holder = code_holder_for(viewer, cadre_id, at=at)
    why_not = why_no_reset(viewer, cadre_id, holder.held)
    if why_not is not None:
        raise ConflictError(why_not)
    if not remove_second_factor(cadre_id, by=viewer.cadre_id, at=at):
        raise ConflictError(f"{holder.name}没有开启第二重验证。")


def begin_half_sign_in(cadre_id: int, token: str, password_digest: str, *, at: datetime) -> None:
    """Remember that this browser knew the password; the number is asked for next."""
    values = {
        "cadre_id": cadre_id,
        "password_digest": password_digest,
        "expires_at": at + HALF_LASTS,
    }
    db.session.execute(
        upsert(HalfSignIn)
        .values(token_digest=token_digest(token), **values)
        .on_conflict_do_update(index_elements=[HalfSignIn.token_digest], set_=values)
    )


def use_number(cadre_id: int, step: int) -> None:
    """Use up the number of one half minute: neither it nor an older one opens again."""
    used = db.session.scalar(
        update(SecondFactor)
        .where(
            SecondFactor.cadre_id == cadre_id,
            SecondFactor.confirmed_at.is_not(None),
            SecondFactor.last_step < step,
        )
        .values(last_step=step)
        .returning(SecondFactor.cadre_id)
    )
    if used is None:
        raise UsedNumberError("这个动态码已经用过。", "请等手机上出现下一个再填。")


def use_recovery_code(cadre_id: int, typed: str, *, at: datetime) -> None:
    """Use up one of the codes for the day the phone is gone."""
    used = db.session.scalar(
        update(RecoveryCode)
        .where(
            RecoveryCode.code_digest == code_digest(typed),
            RecoveryCode.cadre_id == cadre_id,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.cadre_id)
    )
    if used is None:
        raise UsedNumberError("备用码不对，或者已经用过。")
    record("second_factor.recover", "cadre", cadre_id, by=cadre_id, at=at)


class UsedNumberError(ConflictError):
    """The number or code was used before, or is none."""


def end_half_sign_in(token: str) -> None:
    """Forget that a browser stood in the door."""
    db.session.execute(delete(HalfSignIn).where(HalfSignIn.token_digest == token_digest(token)))


def record_failed_number(cadre_id: int, *, at: datetime) -> None:
    """Audit a number that was not right, behind a password that was."""
    record("second_factor.fail", "cadre", cadre_id, by=None, at=at)


def forget_half_sign_ins(*, at: datetime) -> None:
    """Drop doors that stood half open too long."""
    db.session.execute(delete(HalfSignIn).where(HalfSignIn.expires_at < at))


def _end_others(viewer: Viewer, *, at: datetime) -> None:
    db.session.execute(
        update(SignIn)
        .where(
            SignIn.cadre_id == viewer.cadre_id,
            SignIn.id != viewer.sign_in_id,
            SignIn.ended_at.is_(None),
        )
        .values(ended_at=at)
    )
    db.session.execute(delete(KnownBrowser).where(KnownBrowser.cadre_id == viewer.cadre_id))


def _store_codes(cadre_id: int, codes: Sequence[str], *, at: datetime) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.cadre_id == cadre_id))
    db.session.execute(
        insert(RecoveryCode),
        [{"code_digest": code_digest(one), "cadre_id": cadre_id, "made_at": at} for one in codes],
    )
