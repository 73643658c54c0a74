"""`flask people`: opening the school to real people: rosters, codes, appointments."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import click

from cadreschool.cli.noun import Noun
from cadreschool.cli.people import data
from cadreschool.cli.people.doors import second_factor_command
from cadreschool.cli.people.importing import import_command
from cadreschool.cli.people.naming import real_cadre, union_named
from cadreschool.cli.people.posts import COMMANDS
from cadreschool.cli.people.template import template_command
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint, end_appointment
from cadreschool.people.activation.actions import make_codes
from cadreschool.people.activation.rules import GOOD_FOR, written
from cadreschool.people.queries import open_appointment
from cadreschool.people.rules import role_named

group = Noun("people", help="人员：导入花名册、调动、离任与返岗、激活码、任命与免职。")
group.add_command(import_command)
group.add_command(second_factor_command)
group.add_command(template_command)
for _command in (*COMMANDS, *data.COMMANDS):
    group.add_command(_command)
_DAY = click.DateTime(["%Y-%m-%d"])


@group.command("code")
@click.argument("login")
def code(login: str) -> None:
    """给 LOGIN 一个新的一次性激活码（首次登录，或忘记密码）；原来的密码用到它被换掉为止。"""
    at = clock.now()

    def unit() -> tuple[str, str]:
        cadre = real_cadre(login)
        union = db.session.get_one(Organisation, cadre.organisation_id)
        made = make_codes([cadre.id], by=None, at=at)
        return f"{cadre.name}（{union.name}）", made[cadre.id]

    who, made = write(unit)
    until = clock.day_text(clock.day_of(at + GOOD_FOR))
    click.echo(f"{who}的激活码：{written(made)}\n{until}前有效，只能用一次；请当面或密封交给本人。")


@group.command("appoint")
@click.argument("login")
@click.argument("role")
@click.argument("organisation")
@click.option("--from", "from_on", type=_DAY, help="从哪天起，默认今天。")
@click.option("--until", "until_on", type=_DAY, help="到哪天为止（含当天），默认不限。")
def appoint_(
    login: str,
    role: str,
    organisation: str,
    from_on: datetime | None,
    until_on: datetime | None,
) -> None:
    """任命 LOGIN 为 ROLE，管 ORGANISATION 及其以下。

    ROLE：督学、教员、审核人、系统管理员、安全管理员、审计员；后三个须由不同的人担任。
    """
    wanted, at = _role(role), clock.now()
    first = from_on.date() if from_on else clock.today()
    if until_on and until_on.date() < first:
        raise InvalidError("任命的最后一天早于第一天。")

    def unit() -> str:
        cadre, node = real_cadre(login), union_named(organisation)
        union = db.session.get_one(Organisation, node.id)
        made = appoint(cadre, wanted, union, from_on=first, by=None, at=at)
        if until_on:
            end_appointment(made, until_on=until_on.date(), by=None, at=at)
        return f"{cadre.name}任{node.name}{wanted.label}，{_period(first, until_on)}。"

    click.echo(write(unit))


@group.command("dismiss")
@click.argument("login")
@click.argument("role")
@click.argument("organisation")
@click.option("--until", "until_on", type=_DAY, help="任到哪天为止（含当天）；不写就立即免去。")
def dismiss(login: str, role: str, organisation: str, until_on: datetime | None) -> None:
    """免去 LOGIN 在 ORGANISATION 的 ROLE。"""
    wanted, at = _role(role), clock.now()
    last = until_on.date() if until_on else clock.today() - timedelta(days=1)

    def unit() -> str:
        cadre, node = real_cadre(login), union_named(organisation)
        held = open_appointment(cadre, wanted, node, on=clock.day_of(at))
        if held is None:
            raise ConflictError(f"{cadre.name}不是{node.name}的{wanted.label}。")
        end_appointment(held, until_on=last, by=None, at=at)
        return f"{cadre.name}不再任{node.name}{wanted.label}"

    until = f"，最后一天是 {clock.day_text(last)}" if until_on else ""
    click.echo(f"{write(unit)}{until}。")


def _role(text: str) -> Role:
    role = role_named(text)
    if role is None:
        raise InvalidError(f"没有“{text}”这个角色。", f"可写：{'、'.join(r.label for r in Role)}。")
    return role


def _period(first: date, until_on: datetime | None) -> str:
    until = f"到 {clock.day_text(until_on.date())}" if until_on else "不限期"
    return f"从 {clock.day_text(first)} 起，{until}"
