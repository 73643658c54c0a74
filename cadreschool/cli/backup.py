"""`flask backup`: database, media and keys in one file, for both engines.

The file is a ZIP: manifest.json (engine, schema, row counts, sha256 of every member), the
database (SQLite: `VACUUM INTO` of the live file; PostgreSQL: `pg_dump` custom format), media/…
and the secret key. It is written beside its place and renamed when it is whole and verified.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from pathlib import Path
from typing import IO, Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import func, inspect, select, table

from cadreschool.cli import postgres
from cadreschool.cli.database import present_revision
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, sqlite

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE, POSTGRESQL = "database.sqlite3", "database.pgdump"
KEY = "secret_key"
_CHUNK = 1 << 20

group = AppGroup("backup", help="备份：生成、核对、恢复。")


class BackupError(click.ClickException):
    """A backup that cannot be used, with the reason."""


@group.command("create")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def create(file: Path | None) -> None:
    """把数据库、图片和密钥备份成一个文件（默认放在 instance/backups/）。"""
    settings = current_app.config["SETTINGS"]
    stamp = clock.now().astimezone(clock.SHANGHAI).strftime("%Y%m%d-%H%M%S")
    target = file or settings.instance / "backups" / f"cadreschool-{stamp}.zip"
    make(target)
    click.echo(f"已备份到 {target}（{target.stat().st_size // 1024} KB），并已核对。")
    click.echo("请把它复制到另一台机器上。文件内有密钥和个人信息，请妥善保管。")


def make(target: Path) -> None:
    """Write a verified backup to `target`; it appears whole or not at all."""
    settings = current_app.config["SETTINGS"]
    target.parent.mkdir(parents=True, exist_ok=True)
    engine = db.engine.dialect.name
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        copy = Path(folder) / (SQLITE if engine == "sqlite" else POSTGRESQL)
        if engine == "sqlite":
            _copy_sqlite(Path(str(db.engine.url.database)), copy)
            counts = _counts_of_sqlite(copy)
        else:
            counts = _counts()
            postgres.run("pg_dump", db.engine.url, "--format=custom", "--no-owner", output=copy)
        members = {copy.name: copy}
        for path in sorted(settings.media.glob("??/" + "?" * 64)):
            members[f"media/{path.name}"] = path
        whole = Path(folder) / "backup.zip"
        manifest = {
            "format": FORMAT,
            "engine": engine,
            "schema": present_revision(),
            "created_at": clock.now().isoformat(),
            "rows": counts,
        }
        _pack(whole, members, manifest, settings.secret_key)
        check(whole)
        whole.chmod(0o600)
        whole.replace(target)


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy a live database. A file copy would be torn: 10 to 19 of 20 were, measured."""
    connection = sqlite.connect(str(source), isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def _counts() -> dict[str, int]:
    names = inspect(db.engine).get_table_names()
    with db.engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table(name))) or 0
            for name in sorted(names)
        }


def _counts_of_sqlite(path: Path) -> dict[str, int]:
    connection = sqlite.connect(str(path))
    try:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise BackupError("备份中的数据库没有通过完整性检查。")
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise BackupError("备份中的数据库有不成立的外键。")
        names = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 -- names of our own tables
            for name in sorted(names)
        }
    finally:
        connection.close()


def _pack(target: Path, members: dict[str, Path], manifest: dict[str, Any], key: str) -> None:
    digests = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in members.items():
            archive.write(path, name)
            with path.open("rb") as file:
                digests[name] = _digest(file)
        archive.writestr(KEY, key)
        digests[KEY] = hashlib.sha256(key.encode()).hexdigest()
        text = json.dumps({**manifest, "sha256": digests}, ensure_ascii=False, indent=1)
        archive.writestr(MANIFEST, text)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


@group.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """核对备份：每个成员的摘要、数据库完整性和行数。"""
    manifest = check(file)
    rows = sum(manifest["rows"].values())
    click.echo(
        f"备份完好：{manifest['engine']}，结构 {manifest['schema']}，"
        f"{manifest['created_at'][:16]} 生成，{rows} 行，{len(manifest['sha256'])} 个成员。"
    )


def check(file: Path) -> dict[str, Any]:
    """Verify a backup and return its manifest; raises BackupError with the reason."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            for name, digest in manifest["sha256"].items():
                with archive.open(name) as member:
                    if _digest(member) != digest:
                        raise BackupError(f"备份已损坏：{name} 的摘要不符。")
            if set(archive.namelist()) != {MANIFEST, *manifest["sha256"]}:
                raise BackupError("备份已损坏：多了或少了成员。")
            if manifest["format"] != FORMAT:
                raise BackupError("这个备份是别的版本生成的，请用相应版本的程序核对。")
            if manifest["engine"] == "sqlite":
                _check_sqlite(archive, manifest["rows"])
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, sqlite.Error) as error:
        raise BackupError(f"这个文件不是完好的备份（{type(error).__name__}）。") from error
    return manifest


def _check_sqlite(archive: zipfile.ZipFile, rows: dict[str, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(archive.extract(SQLITE, folder))
        if _counts_of_sqlite(path) != rows:
            raise BackupError("备份已损坏：行数与清单不符。")


@group.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="现有数据库不为空时也恢复（SQLite：原文件改名保留）。")
def restore(file: Path, *, force: bool) -> None:
    """用备份恢复数据库、图片和密钥。请先停止服务。"""
    manifest = check(file)
    settings = current_app.config["SETTINGS"]
    engine = db.engine.dialect.name
    if manifest["engine"] != engine:
        raise BackupError(f"备份来自 {manifest['engine']}，当前数据库是 {engine}，不能直接恢复。")
    if present_revision() is not None and not force:
        raise BackupError("当前数据库不为空。确认要覆盖时请加 --force。")
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.startswith("media/"):
                _put(archive, name, settings.media / name[6:8] / name[6:])
        if engine == "sqlite":
            _restore_sqlite(archive, Path(str(db.engine.url.database)))
        else:
            _restore_postgresql(archive)
        _put(archive, KEY, settings.instance / KEY)
    click.echo(
        f"已恢复 {manifest['created_at'][:16]} 的备份，共 {sum(manifest['rows'].values())} 行。"
    )
    if os.environ.get("CADRESCHOOL_SECRET_KEY"):
        click.echo("密钥来自环境变量 CADRESCHOOL_SECRET_KEY，请确认它与备份中的一致。")
    click.echo("请运行 flask database check 和 flask reports verify，再启动服务。")


def _restore_sqlite(archive: zipfile.ZipFile, target: Path) -> None:
    db.engine.dispose()
    _put(archive, SQLITE, target.with_name(f"{target.name}.restoring"))
    stamp = clock.now().strftime("%Y%m%d%H%M%S")
    for suffix in ("", "-wal", "-shm"):
        old = target.with_name(f"{target.name}{suffix}")
        if old.exists():
            old.replace(target.with_name(f"{target.name}.before-{stamp}{suffix}"))
    target.with_name(f"{target.name}.restoring").replace(target)


def _restore_postgresql(archive: zipfile.ZipFile) -> None:
    db.engine.dispose()
    with tempfile.TemporaryDirectory() as folder:
        dump = archive.extract(POSTGRESQL, folder)
        postgres.run(
            "pg_restore",
            db.engine.url,
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            dump,
        )


def _put(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    """Write one member durably under a name of ours (members never choose their own place)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.part")
    with archive.open(name) as member, partial.open("wb") as out:
        while chunk := member.read(_CHUNK):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    partial.chmod(0o600)
    partial.replace(target)
