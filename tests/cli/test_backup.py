"""`flask backup`: what was backed up can be had again, whole, and nothing else is taken for it."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from cadreschool.app import create_app
from cadreschool.cli.database import migrate
from cadreschool.files.actions import register_file
from cadreschool.files.storage import keep, path_of
from cadreschool.kernel import clock
from cadreschool.kernel.db import Model, db, sqlite, write
from tests.browse import Browse
from tests.school import engines

Typing = Callable[..., Result]
pytestmark = [pytest.mark.database, pytest.mark.usefixtures("client_programs")]
PICTURE = b"\x89PNG a picture"
TOLD_IN = {"audit_row", "audit_seal"}


@pytest.fixture
def backup(app: Flask, flask: Typing, tmp_path: Path) -> Path:
    """Make a backup of a school with people, courses and a picture."""
    with app.app_context():
        digest = keep(PICTURE, app.config["SETTINGS"].media)
        write(lambda: register_file(digest, "png", len(PICTURE), at=clock.now()))
    file = tmp_path / "out" / "backup.zip"
    assert flask("backup", "create", file).exit_code == 0
    return file


@pytest.fixture
def elsewhere(content: Path, tmp_path: Path, new_database: Callable[[str], str]) -> Iterator[Flask]:
    """Return another installation, on an empty database."""
    folder = tmp_path / "elsewhere"
    settings = engines.settings_for(folder, new_database("elsewhere"), content)
    application = create_app(replace(settings, secret_key_file=folder / "keys" / "secret"))
    yield application
    with application.app_context():
        db.engine.dispose()


def _type(app: Flask, *words: object) -> Result:
    runner = app.test_cli_runner(catch_exceptions=False)
    result = runner.invoke(args=[str(word) for word in words])
    with app.app_context():
        db.engine.dispose()
    return result


def _rows(app: Flask) -> dict[str, int]:
    """Count the rows of all tables, but for those in which a restoring is itself written down."""
    with app.app_context():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Model.metadata.sorted_tables
            if table.name not in TOLD_IN
        }


def _rows_in(file: Path) -> dict[str, int]:
    with zipfile.ZipFile(file) as archive:
        rows: dict[str, int] = json.loads(archive.read("manifest.json"))["rows"]
    return rows


def _repack(file: Path, name: str, content: bytes | None, *, manifest: object = None) -> None:
    """Write a backup anew with one member changed, added or (None) left out."""
    with zipfile.ZipFile(file) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    members.pop(name, None)
    if content is not None:
        members[name] = content
    if manifest is not None:
        whole = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps(whole | dict(manifest)).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for one, data in members.items():
            archive.writestr(one, data)


def test_what_a_killed_backup_left_is_cleared_away(flask: Typing, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    left, young = folder / ".backup-killed", folder / ".backup-at-work"
    for one in (left, young):
        one.mkdir(parents=True)
        (one / "database.sqlite3").write_bytes(b"everything")
    os.utime(left, (0, 0))

    assert flask("backup", "create", folder / "backup.zip").exit_code == 0

    assert not left.exists(), "it was a copy of the whole database"
    assert young.exists(), "somebody may be working in it"


def test_a_backup_says_where_it_is_and_is_for_its_owner_only(
    flask: Typing, app: Flask, tmp_path: Path
) -> None:
    result = flask("backup", "create")

    file = next((tmp_path / "backups").glob("cadreschool-*.zip"))
    assert result.output.splitlines()[0].startswith(f"已备份到 {file}（")
    assert result.output.splitlines()[0].endswith(" KB），并已核对。")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_verifying_tells_what_is_inside(flask: Typing, app: Flask, backup: Path) -> None:
    result = flask("backup", "verify", backup)

    number = sum(_rows_in(backup).values())
    assert _rows(app).items() <= _rows_in(backup).items()
    engine = "postgresql" if engines.IS_POSTGRESQL else "sqlite"
    assert result.output.startswith(f"备份完好：{engine}，结构 ")
    assert result.output.endswith(f"，{number} 行，3 个成员。\n")
    assert result.exit_code == 0


def test_a_restored_school_is_the_same_school(
    app: Flask, elsewhere: Flask, backup: Path, tmp_path: Path
) -> None:
    result = _type(elsewhere, "backup", "restore", backup)

    assert result.exit_code == 0, result.output
    assert "行数与清单一致" in result.output
    assert _rows(elsewhere) == _rows(app)
    with elsewhere.app_context():
        picture = db.session.scalar(db.text("SELECT digest FROM stored_file")) or ""
    settings = elsewhere.config["SETTINGS"]
    assert path_of(picture, settings.media).read_bytes() == PICTURE
    assert settings.secret_key_file.read_text() == app.config["SECRET_KEY"]
    assert settings.secret_key_file.stat().st_mode & 0o777 == 0o600
    assert _type(elsewhere, "reports", "verify").exit_code == 0
    assert _type(elsewhere, "database", "check").exit_code == 0


def test_people_sign_in_to_a_restored_school_and_go_on(elsewhere: Flask, backup: Path) -> None:
    _type(elsewhere, "backup", "restore", backup)

    page = Browse(elsewhere).sign_in("li_mei").get("study.course", course_id="speaking")
    assert "为职工说话" in page.get_text()


def test_ids_go_on_counting_after_a_restore(elsewhere: Flask, backup: Path) -> None:
    _type(elsewhere, "backup", "restore", backup)
    visitor = Browse(elsewhere).sign_in("li_mei")
    address = visitor.address("study.create_sitting", course_id="speaking", lesson_id="speaking-1")

    assert visitor.send(address, {}).status_code == 303


def test_a_database_that_is_not_empty_is_left_alone(
    app: Flask, flask: Typing, backup: Path
) -> None:
    before = _rows(app)
    result = flask("backup", "restore", backup)

    assert "当前数据库不为空。确认要覆盖时请加 --force。" in result.output
    assert result.exit_code == 1
    assert _rows(app) == before


def test_force_keeps_the_old_data_under_another_name(
    app: Flask, elsewhere: Flask, backup: Path
) -> None:
    with elsewhere.app_context():
        migrate(db.engine)
        db.engine.dispose()
    result = _type(elsewhere, "backup", "restore", backup, "--force")

    assert result.exit_code == 0, result.output
    assert "原有数据改名保留为 " in result.output
    assert _rows(elsewhere) == _rows(app)
    kept = result.output.partition("原有数据改名保留为 ")[2].partition("，")[0]
    assert _cadres_kept(elsewhere, kept) == 0


def _cadres_kept(app: Flask, kept: str) -> int:
    if engines.IS_POSTGRESQL:
        with app.app_context():
            return db.session.scalar(db.text(f"SELECT count(*) FROM {kept}.cadre"))  # noqa: S608 -- our own
    connection = sqlite.connect(kept)
    number: int = connection.execute("SELECT count(*) FROM cadre").fetchone()[0]
    connection.close()
    return number


def test_a_second_backup_does_not_carry_what_was_set_aside(
    elsewhere: Flask, backup: Path, tmp_path: Path
) -> None:
    with elsewhere.app_context():
        migrate(db.engine)
        db.engine.dispose()
    _type(elsewhere, "backup", "restore", backup, "--force")
    again = tmp_path / "again.zip"
    assert _type(elsewhere, "backup", "create", again).exit_code == 0

    first, second = _rows_in(backup), _rows_in(again)
    assert {name: second[name] for name in second if name not in TOLD_IN} == {
        name: first[name] for name in first if name not in TOLD_IN
    }


@pytest.mark.parametrize(
    ("name", "data", "manifest", "words"),
    [
        ("secret_key", b"another", None, "备份已损坏：secret_key 的摘要不符。"),
        ("secret_key", None, None, "这个文件不是完好的备份（KeyError）。"),
        ("extra.txt", b"more", None, "备份已损坏：多了或少了成员。"),
        ("manifest.json", None, None, "这个文件不是完好的备份（KeyError）。"),
        ("manifest.json", b"{", None, "这个文件不是完好的备份（JSONDecodeError）。"),
        ("x", None, {"format": 2}, "这个备份是别的版本生成的"),
    ],
    ids=["changed", "missing", "added", "no manifest", "bad manifest", "other format"],
)
def test_a_backup_that_was_tampered_with_is_refused(
    flask: Typing,
    backup: Path,
    name: str,
    data: bytes | None,
    manifest: dict[str, object] | None,
    words: str,
) -> None:
    _repack(backup, name, data, manifest=manifest)

    for verb in ("verify", "restore"):
        result = flask("backup", verb, backup)
        assert words in result.output
        assert result.exit_code == 1


def test_a_backup_cut_short_is_refused(flask: Typing, backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-100])
    result = flask("backup", "verify", backup)

    assert "这个文件不是完好的备份（BadZipFile）。" in result.output
    assert result.exit_code == 1


def test_a_flipped_bit_is_noticed(flask: Typing, backup: Path) -> None:
    data = bytearray(backup.read_bytes())
    data[len(data) // 3] ^= 1
    backup.write_bytes(data)

    assert flask("backup", "verify", backup).exit_code == 1


def test_a_stored_file_cannot_choose_its_own_place(flask: Typing, backup: Path) -> None:
    evil = "media/../../../evil"
    digest = "2f3831bccc94cf061bcfa5f8c23c1429d26e3bc6b76edad93d9025cb91c903af"
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    _repack(backup, evil, b"x", manifest={"sha256": manifest["sha256"] | {evil: digest}})

    assert flask("backup", "verify", backup).exit_code == 1


def test_a_backup_of_the_other_engine_is_refused(flask: Typing, backup: Path) -> None:
    other = "sqlite" if engines.IS_POSTGRESQL else "postgresql"
    ours = "postgresql" if engines.IS_POSTGRESQL else "sqlite"
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    _repack(backup, "x", None, manifest=manifest | {"engine": other})
    if other == "sqlite":
        _become_sqlite(backup)
    result = flask("backup", "restore", backup)

    assert f"备份来自 {other}，当前数据库是 {ours}，不能直接恢复。" in result.output
    assert result.exit_code == 1


def _become_sqlite(backup: Path) -> None:
    """Give a backup an empty SQLite database, so that it verifies."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    with zipfile.ZipFile(backup) as archive:
        digests = json.loads(archive.read("manifest.json"))["sha256"]
    manifest = {"sha256": digests | {"database.sqlite3": empty}, "rows": {}}
    _repack(backup, "database.sqlite3", b"", manifest=manifest)


def test_a_backup_of_a_newer_program_is_refused(elsewhere: Flask, backup: Path) -> None:
    _repack(backup, "x", None, manifest={"schema": "9999"})
    result = _type(elsewhere, "backup", "restore", backup)

    assert "备份的结构是 9999，这个程序只认识到 " in result.output
    assert result.exit_code == 1


def test_an_empty_database_is_not_worth_a_backup(elsewhere: Flask, tmp_path: Path) -> None:
    result = _type(elsewhere, "backup", "create", tmp_path / "nothing.zip")

    assert "数据库是空的，没有可以备份的内容。" in result.output
    assert result.exit_code == 1
    assert not (tmp_path / "nothing.zip").exists()


@pytest.mark.skipif(engines.IS_POSTGRESQL, reason="the server of PostgreSQL guards its own files")
def test_a_database_that_is_in_use_is_not_replaced(
    app: Flask, elsewhere: Flask, backup: Path
) -> None:
    with elsewhere.app_context():
        migrate(db.engine)
        file = str(db.engine.url.database)
        db.engine.dispose()
    server = sqlite.connect(file)
    server.execute("SELECT count(*) FROM cadre").fetchall()
    result = _type(elsewhere, "backup", "restore", backup, "--force")
    server.close()

    assert "数据库正在使用（database is locked）。请先停止服务，再恢复。" in result.output
    assert result.exit_code == 1
    assert _rows(elsewhere)["cadre"] == 0


@pytest.mark.skipif(engines.IS_POSTGRESQL, reason="the server of PostgreSQL guards its own files")
def test_a_damaged_database_is_replaced_and_kept(
    app: Flask, elsewhere: Flask, backup: Path
) -> None:
    with elsewhere.app_context():
        migrate(db.engine)
        file = Path(str(db.engine.url.database))
        db.engine.dispose()
    damaged = file.read_bytes()[:4096] + b"\0" * (file.stat().st_size - 4096)
    file.write_bytes(damaged)
    result = _type(elsewhere, "backup", "restore", backup, "--force")

    assert result.exit_code == 0, result.output
    assert _rows(elsewhere) == _rows(app)
    assert next(file.parent.glob("*.before-*")).read_bytes() == damaged
