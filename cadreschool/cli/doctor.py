"""`flask doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from cadreschool.audit.queries import State as AuditState
from cadreschool.audit.queries import state
from cadreschool.audit.vault import Anchored, Vault
from cadreschool.backups.folder import backups_in, is_overdue
from cadreschool.courses.payload import RENDERER
from cadreschool.courses.queries import newest_editions, renderings
from cadreschool.courses.search.queries import indexed_courses
from cadreschool.files.queries import all_files
from cadreschool.files.storage import path_of
from cadreschool.jobs.models import State
from cadreschool.jobs.queries import number_waiting_since, numbers_by_state
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, is_wal_safe, sqlite
from cadreschool.kernel.revisions import newest_revision, present_revision
from cadreschool.kernel.steady import TRUSTED, leap_seconds, seen_at
from cadreschool.people.queries import demonstration_hashes
from cadreschool.privacy.restored import NOTE

if TYPE_CHECKING:
    from config import Settings

_MIB = 1 << 20
_LEAST_FREE = 500 * _MIB
_LONGEST_WAIT = timedelta(minutes=10)
_OLDEST_POSTGRESQL = 150000
_NETWORK_FILESYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict: 正常, 注意 or 错误, with what to do."""

    verdict: str
    what: str
    advice: str = ""


def _good(what: str) -> Finding:
    return Finding("正常", what)


def _care(what: str, advice: str) -> Finding:
    return Finding("注意", what, advice)


def _bad(what: str, advice: str) -> Finding:
    return Finding("错误", what, advice)


@click.command("doctor")
@with_appcontext
def group() -> None:
    """检查运行环境、数据库、设置和不安全的状态，并说明怎样处理；有错误时退出码为 1。"""
    findings = list(examine(current_app.config["SETTINGS"]))
    for one in findings:
        click.echo(f"[{one.verdict}] {one.what}")
        if one.advice:
            click.echo(f"       → {one.advice}")
    bad = sum(one.verdict == "错误" for one in findings)
    care = sum(one.verdict == "注意" for one in findings)
    click.echo(f"共 {len(findings)} 项：错误 {bad} 项，注意 {care} 项。")
    if bad:
        sys.exit(1)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything; a check that cannot run is itself a finding."""
    checks: dict[str, Callable[[Settings], Iterator[Finding]]] = {
        "运行环境": _python,
        "数据库": _engine,
        "数据库结构": _schema,
        "课程": _content,
        "图片": _files,
        "开放范围": _exposure,
        "密钥": _secrets,
        "磁盘": _disk,
        "备份": _backups,
        "审计": _audit,
        "任务": _jobs,
        "时钟": _clock,
    }
    for name, check in checks.items():
        try:
            yield from check(settings)
        except (OSError, SQLAlchemyError) as error:
            yield _bad(
                f"无法检查{name}：{type(error).__name__}",
                "请确认数据库能够连接、文件夹能够读取。",
            )


def _clock(_settings: Settings) -> Iterator[Finding]:
    """Look for a clock that was set while the school ran: exams go by their own time then."""
    now, seen, leap = clock.now(), seen_at(), leap_seconds()
    if leap:
        yield _bad(
            f"服务器的时钟在运行中跳了 {leap} 秒，考试的时间没有跟着跳，到时没交的卷子暂不自动交",
            "请把时钟校准，再重新启动服务。",
        )
    elif seen is not None and seen > now + TRUSTED:
        yield _bad(
            f"服务器的时钟比上次记下的 {clock.moment_text(seen)} 还早",
            "请把时钟校准；在那以前考试的时间按上次记下的往后算。",
        )
    else:
        yield _good("时钟没有跳动")


def _python(_settings: Settings) -> Iterator[Finding]:
    yield _good(f"Python {platform.python_version()}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield _care("以 root 身份运行", "正式使用请建一个专用的普通用户来运行。")
    if sys.platform == "win32":  # pragma: no cover - Windows
        yield _care("Windows 上渲染进程只有时间限制，没有内存限制", "只发布可信作者的课程。")


def _engine(settings: Settings) -> Iterator[Finding]:
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            journal = connection.scalar(text("PRAGMA journal_mode"))
            yield from _sqlite(settings, str(journal))
            return
        number = int(str(connection.scalar(text("SHOW server_version_num"))))
        durable = str(connection.scalar(text("SHOW synchronous_commit")))
    yield verdict_on_postgresql(number)
    if durable == "off":
        yield _bad("synchronous_commit=off：断电会丢失已确认的答案", "请改为 on。")


def verdict_on_postgresql(number: int) -> Finding:
    """Judge a version of PostgreSQL by its number, 150004 for 15.4."""
    name = f"PostgreSQL {number // 10000}.{number % 10000}"
    return _good(name) if number >= _OLDEST_POSTGRESQL else _bad(name, "请升级到 15 或更高版本。")


def _sqlite(settings: Settings, journal: str) -> Iterator[Finding]:
    origin = "pysqlite3 自带" if sqlite.__name__.startswith("pysqlite3") else "系统自带"
    yield verdict_on_sqlite(sqlite.sqlite_version_info, origin, journal)
    path = Path(str(db.engine.url.database))
    mounts = Path("/proc/mounts")
    kind = file_system(path.parent, mounts.read_text(encoding="utf-8") if mounts.exists() else "")
    if kind in _NETWORK_FILESYSTEMS:
        yield _bad(f"数据库在网络文件系统（{kind}）上", "请移到本机磁盘，或改用 PostgreSQL。")
    if path.exists() and os.name == "posix" and path.stat().st_mode & stat.S_IROTH:
        unsafe = _care if settings.is_loopback else _bad
        yield unsafe("数据库文件对本机其他用户可读", f"运行 chmod 600 {path}。")


def verdict_on_sqlite(version: tuple[int, ...], origin: str, journal: str) -> Finding:
    """Judge a version of SQLite: some lose commits with a write-ahead log."""
    name = f"SQLite {'.'.join(str(part) for part in version)}（{origin}）"
    if is_wal_safe(version):
        return _good(f"{name}，日志模式 {journal}")
    return _care(
        f"{name}有 WAL 缺陷，已改用较慢的 DELETE 日志模式",
        "安装 pysqlite3（requirements.lock 中已有）即可使用 WAL。",
    )


def file_system(folder: Path, mounts: str) -> str:
    """Return the kind of the file system a folder lies on, "" where nobody can tell."""
    best = ("", "")
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        inside = folder == Path(point) or Path(point) in folder.parents
        if inside and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


def _schema(_settings: Settings) -> Iterator[Finding]:
    present, newest = present_revision(), newest_revision()
    if present == newest:
        yield _good(f"数据库结构 {present}，是最新的")
    elif present is None:
        yield _bad("数据库是空的", "运行 flask database upgrade。")
    else:
        yield _bad(
            f"数据库结构是 {present}，程序需要 {newest}",
            "请换用新版程序。"
            if present > newest
            else "先 flask backup create，再 flask database upgrade。",
        )


def _content(_settings: Settings) -> Iterator[Finding]:
    if present_revision() is None:
        return
    editions, rendered = newest_editions(), renderings()
    if not editions:
        yield _bad("还没有发布课程", "运行 flask content publish。")
        return
    old = [one.title for one in editions if rendered.get(one.id) != RENDERER]
    if old:
        yield _bad(f"{len(old)} 门课程是旧版程序渲染的", "运行 flask content render。")
    else:
        yield _good(f"已发布 {len(editions)} 门课程")
    hidden = {one.course_id for one in editions} - indexed_courses()
    if hidden:
        yield _care(f"{len(hidden)} 门课程搜不到", "运行 flask search rebuild。")


def _files(settings: Settings) -> Iterator[Finding]:
    if present_revision() is None:
        return
    files = all_files()
    missing = [digest for digest, _ in files if not path_of(digest, settings.media).is_file()]
    if missing:
        yield _bad(f"{len(missing)} 个图片文件不见了", "从备份恢复，或重新 flask content publish。")
    else:
        yield _good(f"图片 {len(files)} 个，齐全")


def _exposure(settings: Settings) -> Iterator[Finding]:
    if current_app.debug:
        yield _bad("调试模式已打开", "去掉 FLASK_DEBUG 后重新启动。")
    if settings.is_development and not settings.is_loopback:
        yield _bad("对外开放时打开了开发模式", "去掉 CADRESCHOOL_DEVELOPMENT。")
    if settings.is_loopback:
        yield _good(f"只在本机开放（{settings.host}:{settings.port}）")
    else:
        if not settings.is_https:
            yield _bad("对外开放但没有 HTTPS", "在前面加反向代理，并设 CADRESCHOOL_HTTPS=1。")
        if not settings.trusted_hosts:
            yield _bad("没有限定主机名", "设 CADRESCHOOL_TRUSTED_HOSTS 为学校的域名。")
    if present_revision() is not None and demonstration_hashes():
        if settings.is_loopback:
            yield _care("有演示账户（只能从本机登录）", "正式使用前运行 flask demo remove。")
        else:
            yield _bad("对外开放时仍有演示账户（不能登录）", "运行 flask demo remove。")


def _secrets(settings: Settings) -> Iterator[Finding]:
    file = settings.secret_key_file
    if file is None:
        yield _good("密钥来自环境变量")
    elif os.name == "posix" and file.stat().st_mode & 0o077:
        yield _bad("密钥文件对其他用户可读", f"运行 chmod 600 {file}。")
    else:
        yield _good("密钥文件只有本用户可读")


def _disk(settings: Settings) -> Iterator[Finding]:
    yield verdict_on_space(shutil.disk_usage(settings.instance).free)


def verdict_on_space(free: int) -> Finding:
    """Judge how many bytes the disk has left."""
    if free < _LEAST_FREE:
        return _bad(f"磁盘只剩 {free // _MIB} MB", "请清理空间：写满后只能看、不能存。")
    return _good(f"磁盘剩余 {free / _MIB / 1024:.1f} GB")


def _backups(settings: Settings) -> Iterator[Finding]:
    made, at = backups_in(settings.instance), clock.now()
    if not made:
        yield _care("还没有备份", "运行 flask backup create，并设为每天一次。")
    elif is_overdue(made, at=at):
        hours = int((at - made[0].made_at).total_seconds() // 3600)
        yield _care(f"最近的备份在 {hours} 小时以前", "运行 flask backup create。")
    else:
        yield _good("最近 26 小时内有备份")


def _audit(settings: Settings) -> Iterator[Finding]:
    if present_revision() != newest_revision():
        return
    vault, now = Vault(settings.instance), state()
    file, head = vault.key_file, vault.head()
    if (settings.instance / NOTE).exists():
        yield _care("恢复备份以后还没有收尾", "运行 flask database upgrade。")
    if os.name == "posix" and file.exists() and file.stat().st_mode & 0o077:
        yield _bad("封存审计的密钥对其他用户可读", f"运行 chmod 600 {file}。")
    if head is not None and (now.seals < head.number or not _fits(now, head)):
        yield _bad("审计行与锚对不上：末尾可能被截去", "运行 flask audit verify，查明原因。")
    elif now.oldest_unsealed is not None and now.oldest_unsealed < clock.now() - _LONGEST_WAIT:
        what = f"{now.unsealed} 行审计十分钟以上没有封存"
        yield _care(what, "处理任务的程序没有运行：运行 flask jobs work，或 flask audit seal。")
    else:
        yield _good(f"审计已有 {now.seals} 条封条")


def _fits(now: AuditState, head: Anchored) -> bool:
    return now.seals > head.number or now.mac == head.mac


def _jobs(_settings: Settings) -> Iterator[Finding]:
    waiting = number_waiting_since(clock.now() - _LONGEST_WAIT)
    failed = numbers_by_state().get(State.FAILED, 0)
    if waiting:
        what = f"{waiting} 个任务等了十分钟以上"
        yield _care(
            what, "处理程序没有运行，或者忙不过来：运行 flask jobs work，可以同时运行几个。"
        )
    if failed:
        what = f"{failed} 个任务没有完成"
        yield _care(what, "在管理台的“任务”里看原因，或运行 flask jobs list --state failed。")
    if not waiting and not failed:
        yield _good("没有积压或失败的任务")
