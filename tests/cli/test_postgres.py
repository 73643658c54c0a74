"""PostgreSQL's own programs are found, in a version that will do, and told the right database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import create_engine

from cadreschool.backups.programs import ProgramError, address, program


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return what puts a program of some version into the folder that the setting names."""
    monkeypatch.setenv("CADRESCHOOL_PG_BIN", str(tmp_path))

    def put(version: str) -> Path:
        file = tmp_path / "pg_dump"
        file.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}'\n")
        file.chmod(0o700)
        return file

    return put


@pytest.mark.parametrize("version", ["16.4", "18beta1"])
def test_a_program_of_the_servers_version_or_later_will_do(
    install: Callable[[str], Path], version: str
) -> None:
    file = install(version)

    assert program("pg_dump", 16) == str(file)


def test_an_older_program_is_refused(install: Callable[[str], Path]) -> None:
    file = install("15.18 (Debian 15.18-0+deb12u1)")

    with pytest.raises(ProgramError) as refusal:
        program("pg_dump", 16)
    assert refusal.value.message + refusal.value.advice == (
        f"pg_dump 的版本低于服务器（16）：{file}（15）。请安装 PostgreSQL 16 的客户端"
        "（如 apt install postgresql-client-16），或用 CADRESCHOOL_PG_BIN 指明它所在的文件夹。"
    )


def test_a_program_that_is_not_there_is_missed(install: Callable[[str], Path]) -> None:
    with pytest.raises(ProgramError, match=r"^找不到 pg_restore。$") as refusal:
        program("pg_restore", 16)
    assert refusal.value.advice.startswith("请安装 PostgreSQL 16 的客户端")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "//school:se%20cret@db.example.cn:5433/cadres",
            {"host": "db.example.cn", "port": "5433", "dbname": "cadres", "user": "school"},
        ),
        ("///cadres?host=/run/postgresql", {"host": "/run/postgresql", "dbname": "cadres"}),
        (
            "//u@/cadres?host=a:5432&host=b:5433&target_session_attrs=read-write",
            {
                "host": "a,b",
                "port": "5432,5433",
                "dbname": "cadres",
                "user": "u",
                "target_session_attrs": "read-write",
            },
        ),
        (
            "//u@h/it%27s?sslmode=require",
            {"host": "h", "dbname": "it's", "user": "u", "sslmode": "require"},
        ),
    ],
    ids=["password", "socket", "hosts", "quotes"],
)
def test_the_database_is_named_without_its_password(url: str, told: dict[str, str]) -> None:
    engine = create_engine(f"postgresql+psycopg:{url}")

    assert conninfo_to_dict(address(engine)) == told
