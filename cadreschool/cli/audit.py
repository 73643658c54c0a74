"""`flask audit`: sealing, verifying, and taking the rows out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from flask import current_app

from cadreschool.audit.sealing import seal as seal_rows
from cadreschool.audit.vault import ANCHOR, Anchored, Vault, read_line
from cadreschool.audit.verification import verify as verify_rows
from cadreschool.cli.noun import Noun
from cadreschool.kernel import clock

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
    """核对全部审计行和封条：改动、删除、添加、截尾；发现问题时退出码为 1。"""
    found = verify_rows(vault(), at=clock.now(), also=[_read(text) for text in lines])
    for one in found.findings:
        click.echo(f"[{'错误' if one.is_error else '注意'}] {one.text}")
    if found.more:
        click.echo(f"另有 {found.more} 处问题没有列出。")
    click.echo(found.summary)
    if not found.is_sound:
        sys.exit(1)


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
