"""`flask reports`: proving that the counters say what the facts say."""

from __future__ import annotations

import sys

import click

from cadreschool.cli.noun import Noun
from cadreschool.reports.queries import counter_differences

group = Noun("reports", help="统计：核对计数。")


@group.command("verify")
def verify() -> None:
    """按事实重算每一个计数，列出差异；有差异时退出码为 1。"""
    differences = counter_differences()
    for one in differences:
        click.echo(
            f"组织 {one.organisation_id} {one.subject or '（成员）'} {one.what}："
            f"计数 {one.counted}，按事实应为 {one.facts}。"
        )
    click.echo(f"计数与事实的差异：{len(differences)} 处。")
    if differences:
        sys.exit(1)
