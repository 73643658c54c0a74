"""Writes of one-time codes: making them, and setting a password with one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, update

from cadreschool.audit.actions import record, record_all
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, ForbiddenError
from cadreschool.kernel.portions import portions
from cadreschool.kernel.viewer import Viewer
from cadreschool.people.activation.permissions import why_no_code
from cadreschool.people.activation.queries import code_holder_for
from cadreschool.people.activation.rules import GOOD_FOR, code_digest, new_code
from cadreschool.people.models import Activation
from cadreschool.people.passwords.actions import store_password
from cadreschool.people.rules import NIST, DoorRules


def make_codes(cadre_ids: Iterable[int], *, by: int | None, at: datetime) -> dict[int, str]:
    """Make a new code for each cadre, in place of one that is still open: {id: code}."""
    codes = {cadre_id: new_code() for cadre_id in cadre_ids}
    for some in portions(codes.items()):
        ids = [cadre_id for cadre_id, _ in some]
        db.session.execute(
            delete(Activation).where(Activation.cadre_id.in_(ids), Activation.used_at.is_(None))
        )
        rows = [
            {
                "cadre_id": cadre_id,
                "code_digest": code_digest(code),
                "made_at": at,
                "expires_at": at + GOOD_FOR,
            }
            for cadre_id, code in some
        ]
        db.session.execute(insert(Activation), rows)
    record_all("activation.make", "cadre", {key: {} for key in codes}, by=by, at=at)
    return codes


def issue_code(viewer: Viewer, cadre_id: int, *, at: datetime) -> str:
    """Make a code for a cadre of the viewer's own part of the tree; the password stays until then.

    Raises NotFoundError for a foreign cadre, ForbiddenError when somebody else makes the codes of
    this one, ConflictError for oneself and when the account is not in use.
    """
    holder = code_holder_for(viewer, cadre_id, at=at)
    why_not = why_no_code(viewer, cadre_id, holder.held)
    if cadre_id == viewer.cadre_id:
        raise ConflictError(why_not or "")
    if why_not is not None:
        raise ForbiddenError(why_not)
    if not holder.is_active:
        raise ConflictError(f"{holder.name}的账户已经停用，没有发激活码。", "请先恢复账户。")
    return make_codes([cadre_id], by=viewer.cadre_id, at=at)[cadre_id]


def activate(
    cadre_id: int, digest: str, new_hash: str, *, at: datetime, door: DoorRules = NIST
) -> None:
    """Use a code up: set the password and end whatever sign-ins there are.

    Raises ConflictError when the code has been used, replaced or outlived meanwhile.
    """
    used = db.session.scalar(
        update(Activation)
        .where(
            Activation.cadre_id == cadre_id,
            Activation.code_digest == digest,
            Activation.used_at.is_(None),
            Activation.expires_at > at,
        )
        .values(used_at=at)
        .returning(Activation.id)
    )
    if used is None:
        message = "这个激活码刚刚用过，或者已经换了新的。"
        raise ConflictError(message, "如果您已经设好密码，请直接登录。")
    store_password(cadre_id, new_hash, but_sign_in=None, door=door, at=at)
    record("activation.use", "cadre", cadre_id, by=cadre_id, at=at)


def record_failed_activation(cadre_id: int | None, *, at: datetime) -> None:
    """Audit a code that was not good, for an account that exists."""
    if cadre_id is not None:
        record("activation.fail", "cadre", cadre_id, by=None, at=at)
