"""`flask search`: the index that lessons are found by."""

from __future__ import annotations

import click

from cadreschool.cli.noun import Noun
from cadreschool.courses.actions import rebuild_search
from cadreschool.courses.search.queries import number_of_sections
from cadreschool.kernel.db import write

group = Noun("search", help="搜索：重做课程的索引。")


@group.command("rebuild")
def rebuild() -> None:
    """由最新的各版课程重做搜索索引；发布时会自动更新，平时不用运行。"""
    courses = write(rebuild_search)
    click.echo(f"已重做索引：{courses} 门课程，{number_of_sections()} 节。")
