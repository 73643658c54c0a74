"""`flask maintenance`: forgetting what has served its time."""

from __future__ import annotations

import click

from cadreschool.cli.noun import Noun
from cadreschool.worker.tidying import tidy_up

group = Noun("maintenance", help="日常维护：清理过期的临时记录。")


@group.command("tidy")
def tidy() -> None:
    """清理过期的请求编号、登录尝试、登录、任务和结果文件；服务开着时每天自动做一次。"""
    click.echo(f"清理完毕：请求编号 {tidy_up()} 条。")
