"""`flask maintenance`: forgetting what has served its time."""

from __future__ import annotations

import click

from cadreschool.cli.noun import Noun
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock, keys
from cadreschool.kernel.db import write
from cadreschool.learning.actions import finish_completed_courses
from cadreschool.people.actions import forget_old_sign_ins, forget_old_tries

group = Noun("maintenance", help="日常维护：清理过期的临时记录。")


@group.command("tidy")
def tidy() -> None:
    """清理七天前的请求编号、过期的登录尝试和六个月前结束的登录。"""
    click.echo(f"清理完毕：请求编号 {tidy_up()} 条。")


def tidy_up() -> int:
    """Forget old request keys, tries and sign-ins in one unit; return the number of keys.

    Also records courses whose last lesson was handed in while a new edition was being published.
    """
    at = clock.now()
    courses = load_catalogue().courses

    def unit() -> int:
        forget_old_tries(at=at)
        forget_old_sign_ins(at=at)
        for course in courses:
            finish_completed_courses(course, at=at)
        return keys.forget_old_replies(at=at)

    return write(unit)
