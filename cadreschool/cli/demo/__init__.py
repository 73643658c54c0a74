"""`flask demo`: the demonstration school, made by the same actions a person uses."""

from __future__ import annotations

import click
from flask import current_app

from cadreschool.cli.demo.making import create_demonstration, demonstration_exists
from cadreschool.cli.demo.passwords import demonstration_password
from cadreschool.cli.demo.people import SIGN_INS
from cadreschool.cli.demo.removing import remove_demonstration
from cadreschool.cli.noun import Noun

group = Noun("demo", help="演示学校：建立、删除。")


@group.command("create")
def create() -> None:
    """建立演示学校：一个县、若干乡镇和基层工会、六十多名干部和几周的学习记录。"""
    settings = current_app.config["SETTINGS"]
    if demonstration_exists():
        raise click.ClickException("演示学校已经存在。要重建，请先运行 flask demo remove。")
    if not settings.is_loopback:
        raise click.ClickException(
            "服务对外开放时不建立演示学校（CADRESCHOOL_HOST 不是本机地址）。"
        )
    create_demonstration(demonstration_password(settings))
    click.echo(f"演示学校已建立，共 {len(SIGN_INS)} 个演示登录名。")


@group.command("remove")
@click.confirmation_option(prompt="将删除演示学校的全部人员、组织和学习记录，确定吗？")
def remove() -> None:
    """删除演示学校的全部数据；真实数据不受影响。"""
    number = remove_demonstration()
    click.echo(f"已删除演示学校，共 {number} 行。")
