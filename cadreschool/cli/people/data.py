"""`flask people export`, `erase`, `register`: personal data of one person, and what is kept."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import with_appcontext

from cadreschool.audit.actions import record
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.people.queries import cadre_named
from cadreschool.privacy.copies import write_copy
from cadreschool.privacy.erasing import erase_person
from cadreschool.privacy.page import register_page
from cadreschool.privacy.queries import copies, person_with
from cadreschool.worker.results import folder_of

if TYPE_CHECKING:
    from config import Settings


@click.command("export")
@click.argument("login")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def export(login: str, file: Path) -> None:
    """把一个人的全部数据写成一个 ZIP（网页和 JSON），交给本人。"""
    at = clock.now()
    person = person_with(cadre_named(login).id)
    parts = list(copies(person, at=at))
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(file, flags, 0o600), "wb") as out:
        write_copy(person, parts, out, at=at)
    write(lambda: record("cadre.export", "cadre", person.id, by=None, at=at))
    click.echo(f"{person.name}的数据已写入 {file}，请当面或密封交给本人，然后删除这个文件。")


@click.command("erase")
@click.argument("login")
@click.confirmation_option(
    prompt="删除以后不能恢复：姓名、登录名、密码、登录和所答都会抹去。确定吗？"
)
@with_appcontext
def erase(login: str) -> None:
    """删除一个离任的人的个人信息；学习档案依规定保留，只剩编号。恢复旧备份时会再次删除。"""
    settings: Settings = current_app.config["SETTINGS"]
    cadre_id = cadre_named(login).id
    db.session.close()
    for name in erase_person(settings.instance, cadre_id, by=None, at=clock.now()):
        (folder_of(settings.instance) / name).unlink(missing_ok=True)
    click.echo(f"已删除 {cadre_id} 号人员的个人信息。学习记录保留，只剩编号。")
    click.echo("以前的备份里还有：请按保存期限销毁；从它们恢复时，程序会再删除一次。")


@click.command("register")
def register() -> None:
    """打印个人信息登记：每张表、每一列的用途、依据、期限，怎样导出，怎样删除。"""
    click.echo(register_page(), nl=False)


COMMANDS = (export, erase, register)
