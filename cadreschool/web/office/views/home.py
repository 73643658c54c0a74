"""The first page of the 管理台: what there is to be done, and where one's rights begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.audit.queries import state
from cadreschool.audit.vault import Vault
from cadreschool.backups.folder import backups_in, is_overdue
from cadreschool.jobs.models import State
from cadreschool.jobs.queries import numbers_by_state
from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import roots_for, subtree_sums
from cadreschool.people.activation.queries import number_of_unused_codes
from cadreschool.people.lookup.queries import Shown, appointment_numbers, number_shown
from cadreschool.people.rules import MEMBERS
from cadreschool.web.guards import viewer
from cadreschool.web.office.views.blueprint import administrators, blueprint

_OFFICES = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


@dataclass(frozen=True, slots=True)
class Concern:
    """Something to be done: what, and where."""

    text: str
    hint: str
    url: str


@blueprint.get("/office/")
@administrators
def home() -> ResponseReturnValue:
    """Show what asks for something to be done, within the viewer's own part of the tree."""
    who, at = viewer(), clock.now()
    nodes = [(role, node) for role in _OFFICES for node in roots_for(who, role)]
    numbers = subtree_sums([node.id for _, node in nodes], [MEMBERS])
    roots = [
        {
            "role": role.label,
            "name": node.name,
            "kind_name": node.kind_name,
            "members": numbers.get(node.id, {}).get(MEMBERS, 0),
            "url": url_for("office.organisation", organisation_id=node.id)
            if role is Role.SYSTEM_ADMIN
            else "",
        }
        for role, node in nodes
    ]
    return render_template(
        "office/home.html", roots=roots, concerns=list(_concerns(who, at)), as_of=at
    )


def _concerns(who: Viewer, at: datetime) -> Iterator[Concern]:
    if Role.SYSTEM_ADMIN in who.roles:
        yield from _about_people(who, at)
    if Role.SECURITY_ADMIN in who.roles:
        yield from _about_appointments(who, at)
    if Role.SYSTEM_ADMIN in who.whole_school_roles:
        yield from _about_the_school(at)
    if Role.AUDIT_ADMIN in who.whole_school_roles:
        yield from _about_seals(at)


def _about_people(who: Viewer, at: datetime) -> Iterator[Concern]:
    waiting = number_shown(who, Shown.WAITING, role=Role.SYSTEM_ADMIN)
    codes = number_of_unused_codes(who, at=at)
    if waiting:
        text = f"{waiting} 人还没有设密码"
        url = url_for("office.people", show=Shown.WAITING.value)
        hint = f"发出去还没用的激活码有 {codes} 个。" if codes else "激活码可以一次发一个工会的。"
        yield Concern(text, hint, url)


def _about_appointments(who: Viewer, at: datetime) -> Iterator[Concern]:
    numbers = appointment_numbers(who, role=Role.SECURITY_ADMIN, on=clock.day_of(at))
    if numbers.idle:
        text = f"{numbers.idle} 项任命的本人已离任或停用"
        url = url_for("office.appointments", state="idle")
        yield Concern(text, "权限已经停止；核对以后免去，返岗时就不会自动恢复。", url)
    if numbers.ending:
        text = f"{numbers.ending} 项任命三十天内到期"
        yield Concern(text, "需要继续的，请另行任命。", url_for("office.appointments"))


def _about_the_school(at: datetime) -> Iterator[Concern]:
    failed = numbers_by_state().get(State.FAILED, 0)
    if failed:
        text = f"{failed} 个任务没有完成"
        yield Concern(text, "看原因，改正以后可以重试。", url_for("office.jobs"))
    backups = backups_in(_instance())
    if is_overdue(backups, at=at):
        text = "超过一天没有备份" if backups else "还没有备份"
        yield Concern(text, "请生成备份，并请运维人员设为每天一次。", url_for("office.backups"))


def _about_seals(at: datetime) -> Iterator[Concern]:
    now, head = state(), Vault(_instance()).head()
    is_behind = head is not None and now.seals < head.number
    late = now.oldest_unsealed is not None and (at - now.oldest_unsealed).total_seconds() > _LATE
    if is_behind:
        text = "审计记录与封存的锚对不上"
        yield Concern(text, "末尾可能被截去，请核对。", url_for("office.audit"))
    elif late:
        text = f"{now.unsealed} 行审计记录还没有封存"
        yield Concern(text, "封存的程序可能停了，请告诉运维人员。", url_for("office.audit"))


_LATE = 10 * 60
"""Seconds after which a row ought to be sealed."""


def _instance() -> Path:
    instance: Path = current_app.config["SETTINGS"].instance
    return instance
