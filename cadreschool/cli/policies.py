"""`flask policies`: what the school decides for itself, from the command line."""

from __future__ import annotations

import click

from cadreschool.cli.noun import Noun
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.policy import CHOICES, choice_named
from cadreschool.kernel.policy_store import stored_policies
from cadreschool.people.policies.actions import change_policies

group = Noun("policies", help="单位自定的设置：密码规则、第二重验证、审核、页脚。")


@group.command("list")
def list_() -> None:
    """列出每一项、现在的值和可选的值。"""
    present = stored_policies()
    for one in CHOICES:
        value = getattr(present, one.name)
        click.echo(f"{one.name}（{one.label}）= {value or '没有写'}")
        for option, meaning in one.options:
            click.echo(f"    {option}：{meaning}")


@group.command("set")
@click.argument("name")
@click.argument("value")
def set_(name: str, value: str) -> None:
    """把 NAME 这一项改为 VALUE；下一次请求起生效，记入审计。"""
    choice, at = choice_named(name), clock.now()
    changed = write(lambda: change_policies({name: value}, by=None, at=at))
    state = "已改为" if changed else "没有改动，仍是"
    click.echo(f"{choice.label}{state}：{choice.text_of(choice.checked(value)) or '没有写'}。")
