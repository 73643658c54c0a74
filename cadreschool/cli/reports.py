"""`flask reports`: proving that the counters say what the facts say."""

from __future__ import annotations

import sys

import click

from cadreschool.cli.noun import Noun
from cadreschool.people.postings.queries import copies_that_differ
from cadreschool.reports.queries import counter_differences

group = Noun("reports", help="统计：核对计数。")


@group.command("verify")
def verify() -> None:
    """按事实和任职记录重算每一个计数，核对人员与任职是否一致；有差异时退出码为 1。"""
    differences = counter_differences()
    for one in differences:
        click.echo(
            f"组织 {one.organisation_id} {one.subject or '（成员）'} {one.what}："
            f"计数 {one.counted}，按事实应为 {one.facts}。"
        )
    click.echo(f"计数与事实的差异：{len(differences)} 处。")
    copies = copies_that_differ()
    for cadre_id in copies:
        click.echo(f"人员 {cadre_id} 的工会、岗位或在任状态与任职记录不一致。")
    if differences or copies:
        sys.exit(1)
