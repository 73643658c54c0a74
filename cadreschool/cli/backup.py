"""`flask backup`: database, media and keys in one file, for both engines."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from sqlalchemy.exc import DatabaseError

from cadreschool.audit.vault import Vault
from cadreschool.backups import archive, postgresql, sqlite
from cadreschool.backups.archive import AUDIT_KEY, KEY
from cadreschool.backups.errors import BackupError
from cadreschool.backups.folder import folder_of, new_name
from cadreschool.backups.making import make
from cadreschool.cli.noun import Noun
from cadreschool.cli.restored import settle_restored
from cadreschool.files.storage import path_of
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, is_away
from cadreschool.kernel.revisions import newest_revision, present_revision, revisions
from cadreschool.privacy.restored import leave_note

if TYPE_CHECKING:
    from config import Settings

group = Noun("backup", help="备份：生成、核对、恢复。")
_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@group.command("create")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def create(file: Path | None) -> None:
    """把数据库、图片和密钥备份成一个文件（默认放在 instance/backups/）。"""
    settings: Settings = current_app.config["SETTINGS"]
    target = file or folder_of(settings.instance) / new_name(clock.now())
    make(
        target,
        media=settings.media,
        secret_key=settings.secret_key,
        audit_key=Vault(settings.instance).key_file,
    )
    click.echo(f"已备份到 {target}（{-(-target.stat().st_size // 1024)} KB），并已核对。")
    click.echo("请把它复制到另一台机器上。文件内有密钥和个人信息，请妥善保管。")


@group.command("verify")
@click.argument("file", type=_EXISTING)
def verify(file: Path) -> None:
    """核对备份：每个成员的摘要、数据库完整性和行数。"""
    manifest = archive.check(file)
    click.echo(
        f"备份完好：{manifest['engine']}，结构 {manifest['schema']}，"
        f"{manifest['created_at'][:16]} 生成，{sum(manifest['rows'].values())} 行，"
        f"{len(manifest['sha256'])} 个成员。"
    )


@group.command("restore")
@click.argument("file", type=_EXISTING)
@click.option("--force", is_flag=True, help="现有数据库不为空时也恢复，原有数据改名保留。")
def restore(file: Path, *, force: bool) -> None:
    """用备份恢复数据库、图片和密钥。请先停止服务。"""
    settings: Settings = current_app.config["SETTINGS"]
    manifest = archive.check(file)
    kind = db.engine.dialect.name
    if manifest["engine"] != kind:
        raise BackupError(f"备份来自 {manifest['engine']}，当前数据库是 {kind}，不能直接恢复。")
    if manifest["schema"] not in revisions():
        raise BackupError(
            f"备份的结构是 {manifest['schema']}，这个程序只认识到 {newest_revision()}。"
            "请换用新版程序再恢复。"
        )
    if not force and _has_data():
        raise BackupError("当前数据库不为空。确认要覆盖时请加 --force。")
    engine = sqlite if kind == "sqlite" else postgresql
    with archive.opened(file) as members:
        for name in members.media():
            members.put(name, path_of(members.digest_of(name), settings.media))
        kept = engine.restore(db.engine, members, manifest["rows"])
        if settings.secret_key_file is not None:
            members.put(KEY, settings.secret_key_file)
        _put_audit_key(members, Vault(settings.instance).key_file)
    leave_note(settings.instance, manifest["created_at"])
    _report(settings, manifest, kept)
    if manifest["schema"] == newest_revision():
        settle_restored(settings.instance)


def _put_audit_key(members: archive.Members, file: Path) -> None:
    """Put the key back that the restored seals were made with; another one is kept aside."""
    if not members.holds(AUDIT_KEY):
        return
    coming = members.text(AUDIT_KEY).strip()
    if file.exists() and file.read_text(encoding="utf-8").strip() != coming:
        kept = file.with_name(f"{file.name}.before-{clock.now():%Y%m%d%H%M%S}")
        file.replace(kept)
        click.echo(f"原有的封存密钥改名保留为 {kept}。")
    members.put(AUDIT_KEY, file)


def _has_data() -> bool:
    """Tell whether there is anything to lose; a database that is damaged counts as such."""
    try:
        return present_revision() is not None
    except DatabaseError as error:
        if is_away(error):
            raise
        return True


def _report(settings: Settings, manifest: archive.Manifest, kept: str) -> None:
    number = sum(manifest["rows"].values())
    click.echo(f"已恢复 {manifest['created_at'][:16]} 的备份，共 {number} 行，行数与清单一致。")
    if kept:
        click.echo(f"原有数据改名保留为 {kept}，确认无误后可以删除。")
    if settings.secret_key_file is None:
        click.echo("密钥来自环境变量 CADRESCHOOL_SECRET_KEY，请确认它与备份时的一致。")
    if manifest["schema"] != newest_revision():
        click.echo("备份的结构较旧，请运行 flask database upgrade。")
    if os.name == "posix" and hasattr(os, "geteuid") and os.geteuid() == 0:
        click.echo("恢复出的文件属于 root，请确认运行服务的用户能够读写。")
    click.echo("请运行 flask database check 和 flask reports verify，再启动服务。")
