"""`flask database`: the schema, forward and back, and as text."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from cadreschool.cli.postgres import dump_schema
from cadreschool.kernel.db import db

FOLDER = Path(__file__).resolve().parents[2] / "migrations"
group = AppGroup("database", help="数据库结构：升级、核对、导出。")


def newest_revision() -> str:
    """Return the newest migration's id; the file names tell, without loading alembic."""
    return max(path.stem.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def present_revision(engine: Engine | None = None) -> str | None:
    """Return the migration a database (ours, unless told) stands at, None for an empty one."""
    engine = engine or db.engine
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def migrate(engine: Engine, target: str = "head", *, folder: Path = FOLDER) -> None:
    """Bring the database to a migration; each one is atomic and can be run again after a kill."""
    from alembic import command  # noqa: PLC0415 -- start-up: 92 ms that only migrating needs

    configuration = _configuration(engine, folder)
    if target == "head" or target > (present_revision(engine) or ""):
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
    """把数据库结构升级到最新（或指定的）版本。"""
    migrate(db.engine, revision)
    click.echo(f"数据库结构现为 {present_revision()}。")


@group.command("check")
def check() -> None:
    """核对数据库结构是否为最新版本。"""
    present, newest = present_revision(), newest_revision()
    click.echo(f"数据库结构 {present or '（空）'}，程序需要 {newest}。")
    if present != newest:
        click.echo("请运行 flask database upgrade。")
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
                "ORDER BY CASE type WHEN 'table' THEN 0 ELSE 1 END, name"
            )
        )
        statements = [re.sub(r"[ \t]+$", "", row[0], flags=re.MULTILINE) for row in rows]
    return "".join(f"{statement};\n\n" for statement in statements)
