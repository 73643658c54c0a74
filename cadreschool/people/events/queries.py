"""Reads of what happened to one's own account, in words for its owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db
from cadreschool.kernel.tokens import token_digest
from cadreschool.people.models import Cadre, SignIn

_TOLD = {
    "activation.make": "发了一个激活码",
    "activation.use": "用激活码设了新密码",
    "password.change": "修改了密码",
    "password.set": "设了演示密码",
    "second_factor.create": "开启了第二重验证",
    "second_factor.withdraw": "关闭了第二重验证",
    "second_factor.renew": "换了一套备用码",
    "second_factor.recover": "用了一个备用码",
    "cadre.deactivate": "停用了账户",
    "cadre.reactivate": "恢复了账户",
}
_FAILURES = ("sign_in.fail", "activation.fail", "second_factor.fail")
_BEFORE_THE_FIRST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """One thing that happened to an account, and who did it."""

    action: str
    at: datetime
    actor_id: int | None
    actor_name: str | None

    @property
    def text(self) -> str:
        """Return what happened, in Chinese, without who did it."""
        return _TOLD[self.action]


def account_events(
    cadre_id: int, *, since: datetime | None = None, limit: int = 10
) -> list[AccountEvent]:
    """Return what happened to an account, newest first."""
    query = (
        select(AuditRow.action, AuditRow.at, AuditRow.actor_id, Cadre.name)
        .outerjoin(Cadre, Cadre.id == AuditRow.actor_id)
        .where(
            AuditRow.object_kind == "cadre",
            AuditRow.object_id == str(cadre_id),
            AuditRow.action.in_(_TOLD),
        )
    )
    if since is not None:
        query = query.where(AuditRow.at >= since)
    rows = db.session.execute(query.order_by(AuditRow.id.desc()).limit(limit))
    return [AccountEvent(*row) for row in rows]


def failures(cadre_id: int, *, since: datetime) -> int:
    """Count how often somebody tried to come in as this cadre and did not."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(AuditRow)
            .where(
                AuditRow.object_kind == "cadre",
                AuditRow.object_id == str(cadre_id),
                AuditRow.action.in_(_FAILURES),
                AuditRow.at >= since,
            )
        )
        or 0
    )


def last_sign_in(cadre_id: int, *, at: datetime) -> datetime:
    """Return when the cadre signed in last; a month ago when they never did."""
    found = db.session.scalar(
        select(func.max(SignIn.started_at)).where(SignIn.cadre_id == cadre_id)
    )
    return found or at - _BEFORE_THE_FIRST


def other_devices(cadre_id: int, token: str, browser_token: str, *, at: datetime) -> list[str]:
    """Return from where else somebody is signed in as this cadre: not here, in another browser."""
    rows = db.session.scalars(
        select(SignIn.device)
        .where(
            SignIn.cadre_id == cadre_id,
            SignIn.token_digest != token_digest(token),
            func.coalesce(SignIn.browser_digest, "") != token_digest(browser_token),
            SignIn.ended_at.is_(None),
            SignIn.ends_at > at,
        )
        .order_by(SignIn.id.desc())
    )
    return list(rows)


def failures_everywhere(*, since: datetime) -> tuple[int, int]:
    """Count failed sign-ins of everybody, and the accounts they were tried at."""
    row = db.session.execute(
        select(func.count(), func.count(func.distinct(AuditRow.object_id))).where(
            AuditRow.action.in_(_FAILURES), AuditRow.at >= since
        )
    ).one()
    return row[0], row[1]
