"""`flask people add|transfer|leave|return|…`: one cadre comes and goes; an account is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from cadreschool.cli.people.naming import real_cadre, union_named
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import InvalidError
from cadreschool.learning.moves import return_cadre, transfer_cadre, withdraw_cadre
from cadreschool.organisations.models import Organisation
from cadreschool.people.accounts.actions import deactivate_cadre, reactivate_cadre
from cadreschool.people.accounts.rules import cadre_name, cadre_name_fault
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.activation.actions import make_codes
from cadreschool.people.activation.rules import GOOD_FOR, written
from cadreschool.people.models import Post, Tie
from cadreschool.people.postings.actions import end_posting, open_posting
from cadreschool.people.postings.queries import postings_of
from cadreschool.people.postings.rules import NewPosting
from cadreschool.people.rosters.words import post_named, tie_named
from cadreschool.people.rules import login_fault, login_key

_DAY = click.DateTime(["%Y-%m-%d"])
_ON = click.option("--on", type=_DAY, help="从哪天起（如 2026-03-02），默认今天；不能是以后。")
_POST = click.option("--post", help="岗位，如 工会主席；不写就不变。")
_TIE = click.option("--tie", help="专职、兼职或挂职；不写就不变。")


@click.command("add")
@click.argument("login")
@click.argument("name")
@click.argument("organisation")
@click.argument("post")
@click.argument("tie")
@_ON
@with_appcontext
def add(login: str, name: str, organisation: str, post: str, tie: str, on: datetime | None) -> None:
    """添加一名干部：LOGIN 姓名 NAME，在 ORGANISATION 任 POST，TIE 为专职、兼职或挂职。

    同时给出一次性激活码；成批添加请用花名册。
    """
    key, person, at = login_key(login), cadre_name(name), clock.now()
    for fault in (login_fault(key), cadre_name_fault(person)):
        if fault is not None:
            raise InvalidError(f"{fault}。")
    new = NewCadre(key, person, _post(post), _tie(tie), from_on=_day(on))

    def unit() -> tuple[str, str]:
        union = db.session.get_one(Organisation, union_named(organisation).id)
        cadre = add_cadre(new, union, by=None, at=at)
        return union.name, make_codes([cadre.id], by=None, at=at)[cadre.id]

    union, code = write(unit)
    until = clock.day_text(clock.day_of(at + GOOD_FOR))
    click.echo(f"已添加{person}（{union}）。激活码：{written(code)}\n{until}前有效，只能用一次。")


@click.command("transfer")
@click.argument("login")
@click.argument("organisation")
@_POST
@_TIE
@_ON
@with_appcontext
def transfer(
    login: str, organisation: str, post: str | None, tie: str | None, on: datetime | None
) -> None:
    """把 LOGIN 调到 ORGANISATION（或在本工会换岗位）；学习记录随人走，原工会仍可查在任时的记录。"""
    wish = _Wish(post, tie, on)

    def unit() -> str:
        cadre, node = real_cadre(login), union_named(organisation)
        new = wish.posting(cadre.post, cadre.tie)
        transfer_cadre(cadre.id, node.id, new, by=None, at=clock.now())
        return f"{cadre.name}现在是{node.name}的{Post(new.post).label}（{Tie(new.tie).label}）。"

    click.echo(write(unit))


@click.command("leave")
@click.argument("login")
@click.option("--on", type=_DAY, help="最后一天（如 2026-03-02），默认今天；不能是以后。")
@click.option("--reason", default="", help="原因，如 退休、换届。")
@with_appcontext
def leave(login: str, on: datetime | None, reason: str) -> None:
    """LOGIN 离任：全部岗位到这天为止，不再计入统计；本人的学习记录保留。"""
    last = _day(on)

    def unit() -> str:
        cadre = real_cadre(login)
        withdraw_cadre(cadre.id, last, reason, by=None, at=clock.now())
        return cadre.name

    click.echo(f"{write(unit)}已离任，最后一天是 {clock.day_text(last)}。")


@click.command("return")
@click.argument("login")
@click.argument("organisation")
@_POST
@_TIE
@_ON
@with_appcontext
def return_(
    login: str, organisation: str, post: str | None, tie: str | None, on: datetime | None
) -> None:
    """LOGIN 返岗，到 ORGANISATION 任职；以前的学习记录重新计入。"""
    wish = _Wish(post, tie, on)

    def unit() -> str:
        cadre, node = real_cadre(login), union_named(organisation)
        new = wish.posting(cadre.post, cadre.tie)
        return_cadre(cadre.id, node.id, new, by=None, at=clock.now())
        return f"{cadre.name}已返岗，在{node.name}任{Post(new.post).label}。"

    click.echo(write(unit))


@click.command("post")
@click.argument("login")
@click.argument("organisation")
@click.argument("post")
@click.argument("tie")
@_ON
@with_appcontext
def post_(login: str, organisation: str, post: str, tie: str, on: datetime | None) -> None:
    """LOGIN 在 ORGANISATION 兼任 POST（TIE 为专职、兼职或挂职）；人数仍计在本人的工会。"""
    new = NewPosting(_post(post), _tie(tie), _day(on))

    def unit() -> str:
        cadre, node = real_cadre(login), union_named(organisation)
        open_posting(cadre.id, node.id, new, by=None, at=clock.now())
        return f"{cadre.name}在{node.name}兼任{Post(new.post).label}。"

    click.echo(write(unit))


@click.command("unpost")
@click.argument("login")
@click.argument("organisation")
@click.option("--on", type=_DAY, help="最后一天（如 2026-03-02），默认今天；不能是以后。")
@with_appcontext
def unpost(login: str, organisation: str, on: datetime | None) -> None:
    """结束 LOGIN 在 ORGANISATION 的兼任。"""
    last = _day(on)

    def unit() -> str:
        cadre, node = real_cadre(login), union_named(organisation)
        held = [
            one.id
            for one in postings_of(cadre.id)
            if one.organisation_id == node.id and one.until_on is None and not one.is_main
        ]
        if not held:
            raise InvalidError(f"{cadre.name}没有在{node.name}兼任。")
        for posting_id in held:
            end_posting(posting_id, last, by=None, at=clock.now())
        return f"{cadre.name}不再在{node.name}兼任"

    click.echo(f"{write(unit)}，最后一天是 {clock.day_text(last)}。")


@click.command("deactivate")
@click.argument("login")
@click.option("--reason", default="", help="原因，记入审计。")
@with_appcontext
def deactivate(login: str, reason: str) -> None:
    """停用 LOGIN 的账户：已登录的下一次操作即退出，不能再登录；人员仍在工会里。"""

    def unit() -> str:
        cadre = real_cadre(login)
        deactivate_cadre(cadre.id, reason, by=None, at=clock.now())
        return cadre.name

    click.echo(f"{write(unit)}的账户已停用。")


@click.command("reactivate")
@click.argument("login")
@with_appcontext
def reactivate(login: str) -> None:
    """恢复 LOGIN 的账户，密码不变。"""

    def unit() -> str:
        cadre = real_cadre(login)
        reactivate_cadre(cadre.id, by=None, at=clock.now())
        return cadre.name

    click.echo(f"{write(unit)}的账户已恢复。")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was asked for of a post; what was not is as it was."""

    post: str | None
    tie: str | None
    on: datetime | None

    def posting(self, post: str, tie: str) -> NewPosting:
        """Return the posting that is meant by somebody who has this post and tie."""
        wanted = _post(self.post) if self.post else Post(post)
        return NewPosting(wanted, _tie(self.tie) if self.tie else Tie(tie), _day(self.on))


def _post(text: str) -> Post:
    post = post_named(text)
    if post is None:
        allowed = "、".join(one.label for one in Post)
        raise InvalidError(f"不认识岗位“{text}”。", f"可写：{allowed}。")
    return post


def _tie(text: str) -> Tie:
    tie = tie_named(text)
    if tie is None:
        raise InvalidError(f"看不出专兼挂“{text}”。", "写专职、兼职或挂职。")
    return tie


def _day(on: datetime | None) -> date:
    return on.date() if on else clock.today()


COMMANDS = (add, transfer, leave, return_, post_, unpost, deactivate, reactivate)
