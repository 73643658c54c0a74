"""`flask database`: the schema, forward and back, and as text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from flask import current_app
from sqlalchemy import text
from sqlalchemy.engine import Engine

from cadreschool.backups.programs import dump_schema
from cadreschool.cli.noun import Noun
from cadreschool.cli.restored import settle_restored
from cadreschool.kernel.db import db
from cadreschool.kernel.revisions import FOLDER, newest_revision, present_revision, revisions

group = Noun("database", help="数据库结构：升级、核对、导出。")


class SchemaError(click.ClickException):
    """The schema cannot be brought where it was asked to go, with what to do."""


def migrate(engine: Engine, target: str = "head", *, folder: Path = FOLDER) -> None:
    """Bring the database to a migration, forward or back.

    Each migration is atomic, and can simply be run again after a kill. Raises SchemaError when
    the database or the target is not one that this program knows.
    """
    from alembic import command  # noqa: PLC0415 -- start-up: 92 ms that only migrating needs

    present, known = present_revision(engine), revisions(folder)
    if present is not None and present not in known:
        message = f"数据库结构是 {present}，这个程序只认识到 {known[-1]}。"
        raise SchemaError(message + "请换用新版程序，或恢复升级以前的备份。")
    if target not in {*known, "head", "base"}:
        raise SchemaError(f"没有结构版本 {target}，可选：{'、'.join(known)}。")
    configuration = _configuration(engine, folder)
    if target == "head" or (target in known and target > (present or "")):
        command.upgrade(configuration, target)
    else:
        command.downgrade(configuration, target)


def _configuration(engine: Engine, folder: Path) -> Any:  # noqa: ANN401 -- alembic's Config, loaded lazily
    from alembic.config import Config  # noqa: PLC0415 -- start-up: 92 ms that only migrating needs

    configuration = Config()
    configuration.set_main_option("script_location", str(folder))
    configuration.attributes["engine"] = engine
    return configuration


@group.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """把数据库结构升级到最新（或指定的）版本；随时中断都可以重来。"""
    present = present_revision()
    if present is not None and revision < present:
        raise SchemaError(
            f"数据库结构已是 {present}。要退回 {revision}，请用 flask database downgrade。"
        )
    migrate(db.engine, revision)
    click.echo(f"数据库结构现为 {present_revision()}。")
    if present_revision() == newest_revision():
        settle_restored(current_app.config["SETTINGS"].instance)


@group.command("downgrade")
@click.argument("revision")
@click.confirmation_option(prompt="退回会丢掉新结构里的数据，请先备份。确定退回吗？")
def downgrade(revision: str) -> None:
    """把数据库结构退回到 REVISION（base 为空）；会丢掉什么，见该迁移文件的 Back 一行。"""
    present = present_revision()
    if present is None or (revision != "base" and revision >= present):
        raise SchemaError(f"数据库结构是 {present or '（空）'}，不能退回到 {revision}。")
    migrate(db.engine, revision)
    click.echo(f"数据库结构现为 {present_revision() or '（空）'}。")


@group.command("check")
def check() -> None:
    """核对数据库结构是否为最新版本。"""
    present, newest = present_revision(), newest_revision()
    click.echo(f"数据库结构 {present or '（空）'}，程序需要 {newest}。")
    if present != newest:
        is_newer = present is not None and present > newest
        click.echo("请换用新版程序。" if is_newer else "请运行 flask database upgrade。")
        sys.exit(1)


@group.command("schema")
def schema() -> None:
    """把现有结构写成 SQL 文本（提交在 migrations/ 里，供阅读和比对）。"""
    click.echo(schema_text(db.engine), nl=False)


def schema_text(engine: Engine) -> str:
    """Return the schema as SQL text, in a stable order."""
    if engine.dialect.name == "postgresql":
        return dump_schema(engine)
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
                "AND name NOT LIKE 'search_index\\__%' ESCAPE '\\' "  # FTS5 makes these itself
                "ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 ELSE 1 END, name"
            )
        )
        return "".join(f"{_tidy(row[0])};\n\n" for row in rows).rstrip() + "\n"


_CONSTRAINT = "  CONSTRAINT "


def _tidy(statement: str) -> str:
    """Write a statement of SQLAlchemy or alembic in one way: no tabs, no blank lines.

    Constraints are sorted: a table rebuilt by a migration has them in any order.
    """
    lines = [line.rstrip().replace("\t", "  ") for line in statement.splitlines() if line.strip()]
    constraints = sorted(line.rstrip(", ") for line in lines if line.startswith(_CONSTRAINT))
    if constraints:
        at = next(n for n, line in enumerate(lines) if line.startswith(_CONSTRAINT))
        rest = [line for line in lines[at:] if not line.startswith(_CONSTRAINT)]
        lines = [*lines[:at], *(f"{one}," for one in constraints[:-1]), constraints[-1], *rest]
    return "\n".join(lines).replace("\n WITHOUT", " WITHOUT")
