"""`flask jobs`: worked off, listed, tried again and stopped from the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from cadreschool.jobs.actions import enqueue
from cadreschool.kernel import clock
from cadreschool.kernel.db import write

Typing = Callable[..., Result]


@pytest.fixture
def ask(app: Flask) -> Callable[[str], int]:
    """Return what asks for a job of a kind that nobody knows."""

    def ask(title: str) -> int:
        with app.app_context():
            return write(lambda: enqueue("unknown", title, {}, by=None, at=clock.now()))

    return ask


def test_what_waits_is_worked_off_and_listed_with_what_became_of_it(
    flask: Typing, ask: Callable[[str], int]
) -> None:
    ask("导出名单")

    assert flask("jobs", "work", "--once").output.startswith("处理了 ")  # at night one more
    listed = flask("jobs", "list").output
    assert "没有完成\t导出名单" in listed
    assert "请联系系统管理员升级程序后重试。" in listed
    assert flask("jobs", "list", "--state", "waiting").output == "没有任务。\n"


def test_a_failed_job_is_tried_again_and_a_waiting_one_stopped(
    flask: Typing, ask: Callable[[str], int]
) -> None:
    job_id = ask("导出名单")
    refused = flask("jobs", "retry", job_id)
    assert refused.exit_code == 1
    assert "没有失败" in refused.output
    flask("jobs", "work", "--once")

    assert flask("jobs", "retry", job_id).output == "已重新排队。\n"
    assert flask("jobs", "withdraw", job_id).output == "已停止。\n"
    assert "已停止\t导出名单" in flask("jobs", "list").output


def test_a_job_that_is_not_there_is_not_found(flask: Typing) -> None:
    assert flask("jobs", "withdraw", 99).exit_code == 1
