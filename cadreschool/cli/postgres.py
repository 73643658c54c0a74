"""PostgreSQL's own programs: pg_dump and pg_restore, found and started safely."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import click
from sqlalchemy.engine import URL, Engine

_NOISE = re.compile(r"^(--.*|SET .*;|SELECT pg_catalog\..*;|\\(un)?restrict .*)$\n?", re.MULTILINE)


def program(name: str) -> str:
    """Return the path of pg_dump or pg_restore; CADRESCHOOL_PG_BIN names its folder."""
    folder = os.environ.get("CADRESCHOOL_PG_BIN", "").strip()
    found = shutil.which(name, path=folder or None)
    if found is None:
        raise click.ClickException(
            f"找不到 {name}。请安装 PostgreSQL 客户端（如 apt install postgresql-client），"
            "或用 CADRESCHOOL_PG_BIN 指明它所在的文件夹。"
        )
    return found


def run(name: str, url: URL, *arguments: str, output: Path | None = None) -> str:
    """Run one of the programs on a database; the password goes by the environment, not the list."""
    environment = dict(os.environ)
    if url.password:
        environment["PGPASSWORD"] = str(url.password)
    bare = url.set(drivername="postgresql", password=None)
    target = ["--file", str(output)] if output else []
    finished = subprocess.run(  # noqa: S603 -- a program we found, arguments of our own
        [program(name), *arguments, *target, "--dbname", bare.render_as_string()],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise click.ClickException(f"{name} 失败：{finished.stderr.strip()[-500:]}")
    return finished.stdout


def dump_schema(engine: Engine) -> str:
    """Return the schema as pg_dump writes it, without comments and session settings."""
    text = run("pg_dump", engine.url, "--schema-only", "--no-owner", "--no-privileges")
    return re.sub(r"\n{3,}", "\n\n", _NOISE.sub("", text)).strip() + "\n"
