"""`flask people template`: the template of a roster, the same as the page's."""

from __future__ import annotations

from pathlib import Path

import click

from cadreschool.kernel.errors import ConflictError
from cadreschool.people.rosters.template import write_template


@click.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template_command(file: Path) -> None:
    """把花名册模板写到 FILE（.xlsx）：表头、示例、可选的岗位和填写说明。"""
    try:
        with file.open("xb") as out:
            write_template(out)
    except FileExistsError:
        message = f"{file.name} 已经存在，没有写。"
        raise ConflictError(message, "请换一个文件名。") from None
    click.echo(f"模板写在 {file}。")
