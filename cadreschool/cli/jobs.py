"""`flask jobs`: working them off as a process of its own, and looking after them."""

from __future__ import annotations

import signal
from typing import Any, cast

import click
from flask import Flask, current_app

from cadreschool.cli.noun import Noun
from cadreschool.jobs import actions, queries
from cadreschool.jobs.models import State
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.worker.duties import Duties
from cadreschool.worker.loop import Worker

group = Noun("jobs", help="任务：处理、查看、重试、停止。")
_SHOWN = 50


@group.command("work")
@click.option("--once", is_flag=True, help="处理完现有的任务就结束（适合定时运行）。")
def work(*, once: bool) -> None:
    """处理任务，直到按 Ctrl-C；可以同时运行几个。flask school run 自带一个，不用另外运行。"""
    app: Flask = cast("Any", current_app)._get_current_object()  # noqa: SLF001 -- werkzeug keeps it there
    worker = Worker(app, Duties(at_once=True))
    if once:
        number = 0
        while worker.work_once():
            number += 1
        click.echo(f"处理了 {number} 个任务。")
        return
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda _number, _frame: worker.stop())
    click.echo("正在等待任务；按 Ctrl-C 停止。")
    worker.run()
    click.echo("已停止。")


@group.command("list")
@click.option("--state", type=click.Choice([state.value for state in State]), help="只看一种状态。")
def list_jobs(state: str | None) -> None:
    """列出最近的任务。"""
    rows = queries.jobs_in(State(state) if state else None, offset=0, limit=_SHOWN)
    for row in rows:
        made_at = clock.moment_text(row.made_at)
        click.echo(f"{row.id}\t{row.state.label}\t{row.title}\t{made_at}")
        if row.error:
            click.echo(f"\t{row.error}")
    if not rows:
        click.echo("没有任务。")


@group.command("retry")
@click.argument("job_id", type=int)
def retry(job_id: int) -> None:
    """让一个没有完成的任务重新开始。"""
    write(lambda: actions.retry(job_id, by=None, at=clock.now()))
    click.echo("已重新排队。")


@group.command("withdraw")
@click.argument("job_id", type=int)
def withdraw(job_id: int) -> None:
    """停止一个还没有完成的任务。"""
    write(lambda: actions.withdraw(job_id, by=None, at=clock.now(), own_only=False))
    click.echo("已停止。")
