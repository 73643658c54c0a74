"""PostgreSQL's own programs: pg_dump and pg_restore, found and started safely."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import Engine

from cadreschool.kernel.errors import CadreSchoolError

_NOISE = re.compile(r"^(--.*|SET .*;|SELECT pg_catalog\..*;|\\(un)?restrict .*)$\n?", re.MULTILINE)
_USUAL_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")


class ProgramError(CadreSchoolError):
    """A program of PostgreSQL that is missing, too old, or did not do its work."""


def program(name: str, least: int) -> str:
    """Return the path of pg_dump or pg_restore, of the server's major version or a later one.

    CADRESCHOOL_PG_BIN names its folder; without, the newest of the usual places will do.
    """
    known = {path: _major_version(path) for path in _candidates(name)}
    for path, version in known.items():
        if version >= least:
            return path
    if known:
        found = "、".join(f"{path}（{version}）" for path, version in known.items())
        problem = f"{name} 的版本低于服务器（{least}）：{found}。"
    else:
        problem = f"找不到 {name}。"
    raise ProgramError(
        problem,
        f"请安装 PostgreSQL {least} 的客户端（如 apt install postgresql-client-{least}），"
        "或用 CADRESCHOOL_PG_BIN 指明它所在的文件夹。",
    )


def _candidates(name: str) -> Iterator[str]:
    named = os.environ.get("CADRESCHOOL_PG_BIN", "").strip()
    usual = sorted(
        (str(path) for place in _USUAL_PLACES for path in Path("/").glob(place[1:])), reverse=True
    )
    for folder in [named] if named else [None, *usual]:
        found = shutil.which(name, path=folder)
        if found:
            yield found


def _major_version(path: str) -> int:
    """Return the major version of a program, 0 when it does not say."""
    command = [path, "--version"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- a program we found
    number = re.search(r"\(PostgreSQL\) (\d+)", told.stdout)
    return int(number.group(1)) if number else 0


def run(name: str, engine: Engine, *arguments: str) -> str:
    """Run one of the programs on a database; the password goes by the environment, not the list."""
    environment = dict(os.environ)
    if engine.url.password:
        environment["PGPASSWORD"] = str(engine.url.password)
    finished = subprocess.run(  # noqa: S603 -- a program we found, arguments of our own
        [
            program(name, _server_version(engine)),
            *arguments,
            "--no-password",
            "--dbname",
            address(engine),
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise ProgramError(f"{name} 失败：{finished.stderr.strip()[-500:]}")
    return finished.stdout


def _server_version(engine: Engine) -> int:
    with engine.connect() as connection:
        version = connection.scalar(text("SHOW server_version_num"))
    return int(str(version)) // 10000


def address(engine: Engine) -> str:
    """Write the address as libpq reads it: sockets, several hosts and options included."""
    _, parameters = engine.dialect.create_connect_args(engine.url)
    ours = {"host", "port", "user", "dbname", *engine.url.query} - {"password"}
    return " ".join(
        f"{key}='{_quoted(str(value))}'" for key, value in parameters.items() if key in ours
    )


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def dump_schema(engine: Engine) -> str:
    """Return the schema as pg_dump writes it, without comments and session settings."""
    dump = run("pg_dump", engine, "--schema-only", "--no-owner", "--no-privileges")
    return re.sub(r"\n{3,}", "\n\n", _NOISE.sub("", dump)).strip() + "\n"
