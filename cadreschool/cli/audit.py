"""`flask audit`: sealing, verifying, and taking the rows out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app

from cadreschool.audit.sealing import seal as seal_rows
from cadreschool.audit.vault import ANCHOR, Anchored, Vault, read_line
from cadreschool.audit.verification import verify as verify_rows
from cadreschool.cli.noun import Noun
from cadreschool.kernel import clock
from cadreschool.reports.audit_trail.files import write_csv, write_xlsx
from cadreschool.reports.audit_trail.queries import LARGEST_FILE, Trail
from cadreschool.reports.audit_trail.requests import read_request
from cadreschool.reports.audited_facts import facts_that_differ

if TYPE_CHECKING:
    from config import Settings

group = Noun("audit", help="审计：封存、核对、导出、锚。")


def vault() -> Vault:
    """Return where this school keeps key and anchor."""
    settings: Settings = current_app.config["SETTINGS"]
    return Vault(settings.instance)


@group.command("seal")
def seal() -> None:
    """封存还没有封存的审计行；服务运行时每十秒自动做一次。"""
    click.echo(f"封存了 {seal_rows(vault(), at=clock.now())} 行。")


@group.command("verify")
@click.option("--anchor", "lines", multiple=True, help="另外保存的一行锚（纸上、邮件里的）。")
def verify(lines: tuple[str, ...]) -> None:
    """核对审计行和封条（改动、删除、添加、截尾），再核对成绩；发现问题时退出码为 1。"""
    found = verify_rows(vault(), at=clock.now(), also=[_read(text) for text in lines])
    for text in facts_that_differ():
        found.add(text)
    for one in found.findings:
        click.echo(f"[{'错误' if one.is_error else '注意'}] {one.text}")
    if found.more:
        click.echo(f"另有 {found.more} 处问题没有列出。")
    click.echo(found.summary)
    if not found.is_sound:
        sys.exit(1)


@group.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--since", default="", help="从哪天起，如 2026-11-01。")
@click.option("--until", default="", help="到哪天为止（含当天）。")
@click.option("--actor", default="", help="操作人的姓名或登录名。")
@click.option("--object", "about", default="", help="对象：姓名、组织名称或编号。")
def export(file: Path, since: str, until: str, actor: str, about: str) -> None:
    """把审计行导出成表格：FILE 以 .csv 或 .xlsx 结尾。"""
    given = {"since": since, "until": until, "actor": actor, "object": about}
    writers = {".csv": write_csv, ".xlsx": write_xlsx}
    if file.suffix not in writers:
        raise click.ClickException("文件名请以 .csv 或 .xlsx 结尾。")
    trail = Trail(None, read_request(given))
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        number = writers[file.suffix](trail.every(), out)
    click.echo(f"已导出 {number} 行到 {file}。")
    if number == LARGEST_FILE:
        click.echo("到了一个文件的上限，更早的请缩小时间范围另行导出。")


@group.command("anchor")
def anchor() -> None:
    """打印最新的一行锚：请抄在纸上，或发到另一台机器保存；核对时用 --anchor 交回来。"""
    head = vault().head()
    if head is None:
        message = f"还没有封条（{ANCHOR} 是空的）。请先运行 flask audit seal。"
        raise click.ClickException(message)
    click.echo(head.line)


def _read(text: str) -> Anchored:
    line = read_line(text)
    if line is None:
        message = f"“{text}”不是一行锚。应当是 flask audit anchor 打印的那一行。"
        raise click.ClickException(message)
    return line
