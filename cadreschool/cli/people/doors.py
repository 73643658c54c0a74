"""`flask people second-factor`: for whoever lost phone and recovery codes."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from cadreschool.cli.people.naming import real_cadre
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.people.second_factor.actions import remove_second_factor


@click.command("second-factor")
@click.argument("login")
@with_appcontext
def second_factor_command(login: str) -> None:
    """重设 LOGIN 的第二重验证：手机和备用码都丢了，核实是本人以后才用；密码不变。"""
    at = clock.now()

    def unit() -> tuple[str, bool]:
        cadre = real_cadre(login)
        return cadre.name, remove_second_factor(cadre.id, by=None, at=at)

    name, was_on = write(unit)
    click.echo(f"{name}的第二重验证已重设。" if was_on else f"{name}没有开启第二重验证。")
