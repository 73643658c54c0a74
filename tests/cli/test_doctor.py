"""`flask doctor`: every unsafe state is found, and every finding says what to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from cadreschool.cli.database import newest_revision
from cadreschool.cli.doctor import (
    file_system,
    verdict_on_postgresql,
    verdict_on_space,
    verdict_on_sqlite,
)
from cadreschool.files.actions import register_file
from cadreschool.jobs.actions import enqueue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.steady import SteadyClock, mark_clock
from tests.school import engines

Typing = Callable[..., Result]
on_sqlite = pytest.mark.skipif(engines.IS_POSTGRESQL, reason="a file has permissions")


@pytest.fixture
def live(app: Flask) -> Callable[..., None]:
    """Return what changes settings of the installation."""

    def change(**settings: object) -> None:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], **settings)

    return change


def _found(flask: Typing) -> dict[str, str]:
    """Return the findings that ask for something: {line: advice}."""
    lines = flask("doctor").output.splitlines()
    return {
        line: advice.strip().removeprefix("→ ")
        for line, advice in pairwise(lines)
        if advice.startswith("       → ")
    }


def _run(app: Flask, statement: str) -> None:
    with app.app_context():
        write(lambda: db.session.execute(db.text(statement)))


def test_a_sound_school_has_no_errors(flask: Typing) -> None:
    result = flask("doctor")

    assert result.exit_code == 0
    assert "错误 0 项" in result.output.splitlines()[-1]
    assert f"[正常] 数据库结构 {newest_revision()}，是最新的" in result.output
    assert "[正常] 已发布 2 门课程" in result.output


def test_any_error_is_told_by_the_exit_code(flask: Typing) -> None:
    result = flask("doctor", settings={"FLASK_DEBUG": "1"})

    assert "[错误] 调试模式已打开\n       → 去掉 FLASK_DEBUG 后重新启动。" in result.output
    assert "错误 1 项" in result.output
    assert result.exit_code == 1


def test_running_as_root_is_a_reason_for_care(flask: Typing) -> None:
    advice = _found(flask).get("[注意] 以 root 身份运行")

    assert (advice is not None) == (os.geteuid() == 0)


@on_sqlite
def test_a_database_that_others_can_read(
    flask: Typing, live: Callable[..., None], tmp_path: Path
) -> None:
    file = tmp_path / "school.sqlite3"
    file.chmod(0o600)
    assert not [line for line in _found(flask) if "数据库文件" in line]

    file.chmod(0o644)
    assert _found(flask)["[注意] 数据库文件对本机其他用户可读"] == f"运行 chmod 600 {file}。"
    live(host="0.0.0.0")  # noqa: S104 -- open to the world is what is judged
    assert "[错误] 数据库文件对本机其他用户可读" in _found(flask)


@on_sqlite
def test_a_database_that_cannot_be_read_is_a_finding(flask: Typing, tmp_path: Path) -> None:
    (tmp_path / "school.sqlite3").write_bytes(b"not a database" * 100)

    advice = _found(flask)["[错误] 无法检查数据库：DatabaseError"]
    assert advice == "请确认数据库能够连接、文件夹能够读取。"


@pytest.mark.parametrize(
    ("version", "verdict"),
    [((3, 40, 1), "注意"), ((3, 44, 6), "正常"), ((3, 50, 6), "注意"), ((3, 53, 4), "正常")],
    ids=["3.40.1", "3.44.6", "3.50.6", "3.53.4"],
)
def test_a_sqlite_that_can_lose_commits(version: tuple[int, ...], verdict: str) -> None:
    found = verdict_on_sqlite(version, "系统自带", "delete")

    assert found.verdict == verdict
    assert ("WAL 缺陷" in found.what) == (verdict == "注意")
    assert bool(found.advice) == (verdict == "注意")


@pytest.mark.parametrize(
    ("number", "verdict"), [(140012, "错误"), (150004, "正常")], ids=["14.12", "15.4"]
)
def test_a_postgresql_that_is_too_old(number: int, verdict: str) -> None:
    found = verdict_on_postgresql(number)

    assert (found.verdict, found.what) == (verdict, f"PostgreSQL {number // 10000}.{number % 100}")


def test_the_file_system_is_that_of_the_nearest_mount() -> None:
    mounts = "/dev/a / ext4 rw 0 0\nnas:/x /srv nfs4 rw 0 0\n/dev/b /srv/local xfs rw 0 0\n"

    assert file_system(Path("/srv/school"), mounts) == "nfs4"
    assert file_system(Path("/srv/local/school"), mounts) == "xfs"
    assert file_system(Path("/srvother"), mounts) == "ext4"
    assert file_system(Path("/anywhere"), "") == ""


@pytest.mark.parametrize(
    ("revision", "what", "advice"),
    [
        ("0001", "程序需要", "先 flask backup create，再 flask database upgrade。"),
        ("9999", "程序需要", "请换用新版程序。"),
    ],
    ids=["older", "newer"],
)
def test_a_schema_of_another_program(
    flask: Typing, app: Flask, revision: str, what: str, advice: str
) -> None:
    _run(app, f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608 -- our own
    found = _found(flask)
    _run(app, f"UPDATE alembic_version SET version_num = '{newest_revision()}'")  # noqa: S608 -- our own

    line = f"[错误] 数据库结构是 {revision}，{what} {newest_revision()}"
    assert found[line] == advice


def test_an_empty_database(flask: Typing, app: Flask) -> None:
    _run(app, "ALTER TABLE alembic_version RENAME TO put_aside")
    found = _found(flask)
    _run(app, "ALTER TABLE put_aside RENAME TO alembic_version")

    assert found["[错误] 数据库是空的"] == "运行 flask database upgrade。"


def test_a_school_without_courses(flask: Typing, app: Flask) -> None:
    with app.app_context():
        write(
            lambda: [
                db.session.execute(table.delete())
                for table in reversed(db.metadata.sorted_tables)
                if table.name in engines.PUBLISHED
            ]
        )

    assert _found(flask)["[错误] 还没有发布课程"] == "运行 flask content publish。"


def test_courses_of_an_older_renderer(flask: Typing, app: Flask) -> None:
    _run(app, "UPDATE edition_rendering SET renderer = 0")
    found = _found(flask)
    flask("content", "render")

    assert found["[错误] 2 门课程是旧版程序渲染的"] == "运行 flask content render。"


def test_pictures_that_are_gone(flask: Typing, app: Flask) -> None:
    with app.app_context():
        write(lambda: register_file("a" * 64, "png", 10, at=clock.now()))
    found = _found(flask)
    _run(app, "DELETE FROM stored_file")

    assert found["[错误] 1 个图片文件不见了"] == "从备份恢复，或重新 flask content publish。"


def test_a_school_that_is_open_to_the_world(flask: Typing, live: Callable[..., None]) -> None:
    live(host="0.0.0.0", is_development=True, trusted_hosts=())  # noqa: S104 -- open to the world is what is judged
    found = _found(flask)

    assert found["[错误] 对外开放时打开了开发模式"] == "去掉 CADRESCHOOL_DEVELOPMENT。"
    assert found["[错误] 对外开放但没有 HTTPS"] == "在前面加反向代理，并设 CADRESCHOOL_HTTPS=1。"
    assert found["[错误] 没有限定主机名"] == "设 CADRESCHOOL_TRUSTED_HOSTS 为学校的域名。"


def test_demonstration_accounts(flask: Typing, app: Flask, live: Callable[..., None]) -> None:
    _run(app, "UPDATE cadre SET is_demonstration = TRUE WHERE login = 'limei'")

    assert _found(flask)["[注意] 有演示账户（只能从本机登录）"] == (
        "正式使用前运行 flask demo remove。"
    )
    live(host="0.0.0.0")  # noqa: S104 -- open to the world is what is judged
    assert _found(flask)["[错误] 对外开放时仍有演示账户（不能登录）"] == "运行 flask demo remove。"


def test_a_key_that_others_can_read(
    flask: Typing, live: Callable[..., None], tmp_path: Path
) -> None:
    file = tmp_path / "secret_key"
    file.write_text("k" * 40)
    live(secret_key_file=file)
    file.chmod(0o640)
    assert _found(flask)["[错误] 密钥文件对其他用户可读"] == f"运行 chmod 600 {file}。"

    file.chmod(0o600)
    assert "[正常] 密钥文件只有本用户可读" in flask("doctor").output
    live(secret_key_file=None)
    assert "[正常] 密钥来自环境变量" in flask("doctor").output


def test_a_disk_that_is_nearly_full() -> None:
    assert (verdict_on_space(499 << 20).verdict, verdict_on_space(500 << 20).verdict) == (
        "错误",
        "正常",
    )
    assert verdict_on_space(3 << 30).what == "磁盘剩余 3.0 GB"
    assert verdict_on_space(0).advice == "请清理空间：写满后只能看、不能存。"


def test_backups_that_are_missing_or_old(flask: Typing, tmp_path: Path) -> None:
    assert _found(flask)["[注意] 还没有备份"] == "运行 flask backup create，并设为每天一次。"

    backup = tmp_path / "backups" / "yesterday.zip"
    backup.parent.mkdir()
    backup.touch()
    assert "[正常] 最近 26 小时内有备份" in flask("doctor").output
    old = (clock.now() - timedelta(hours=30)).timestamp()
    os.utime(backup, (old, old))
    assert _found(flask)["[注意] 最近的备份在 30 小时以前"] == "运行 flask backup create。"


@pytest.mark.postgresql
def test_a_postgresql_that_forgets_on_power_loss(flask: Typing, app: Flask) -> None:
    with app.app_context():
        name = db.engine.url.database
    _run_on_new_connections(app, f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    found = _found(flask)
    _run_on_new_connections(app, f'ALTER DATABASE "{name}" RESET synchronous_commit')

    assert found["[错误] synchronous_commit=off：断电会丢失已确认的答案"] == "请改为 on。"


def _run_on_new_connections(app: Flask, statement: str) -> None:
    _run(app, statement)
    with app.app_context():
        db.engine.dispose()


def test_jobs_that_nobody_works_at_are_noticed(flask: Typing, app: Flask) -> None:
    asked = clock.now() - timedelta(minutes=11)
    with app.app_context():
        write(lambda: enqueue("report", "导出名单", {}, by=None, at=asked))

    assert "flask jobs work" in _found(flask)["[注意] 1 个任务等了十分钟以上"]


def test_rows_that_nobody_seals_are_noticed(flask: Typing) -> None:
    assert "flask audit seal" in _found(flask)["[注意] 16 行审计十分钟以上没有封存"]
    flask("audit", "seal")

    assert "[正常] 审计已有 1 条封条" in flask("doctor").output


def test_an_end_of_the_audit_that_is_missing_is_wrong(flask: Typing, app: Flask) -> None:
    flask("audit", "seal")
    with app.app_context():
        write(lambda: db.session.execute(db.text("DELETE FROM audit_seal")))

    assert "flask audit verify" in _found(flask)["[错误] 审计行与锚对不上：末尾可能被截去"]


def test_a_key_of_seals_that_others_can_read_is_wrong(flask: Typing, app: Flask) -> None:
    flask("audit", "seal")
    file = app.config["SETTINGS"].instance / "audit_key"
    file.chmod(0o644)

    assert f"chmod 600 {file}" in _found(flask)["[错误] 封存审计的密钥对其他用户可读"]


def test_a_clock_that_leapt_is_found(app: Flask, flask: Typing) -> None:
    moment, count = clock.now(), 0.0
    steady = SteadyClock(lambda: moment, lambda: count)
    steady.moment()
    moment += timedelta(hours=2)
    steady.moment()
    with app.app_context():
        write(lambda: mark_clock(steady))

    assert _found(flask) | {
        "[错误] 服务器的时钟在运行中跳了 7200 秒，考试的时间没有跟着跳，到时没交的卷子暂不自动交": (
            "请把时钟校准，再重新启动服务。"
        )
    } == _found(flask)


def test_a_clock_behind_what_was_seen_is_found(app: Flask, flask: Typing) -> None:
    late = clock.now() + timedelta(hours=1)
    with app.app_context():
        write(lambda: mark_clock(SteadyClock(lambda: late)))

    assert any("还早" in line for line in _found(flask))
