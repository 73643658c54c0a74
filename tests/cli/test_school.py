"""`flask school run`: from an empty folder to an open school, in one command."""

from __future__ import annotations

import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadreschool.kernel.db import sqlite
from tests.school import engines
from tests.school.processes import School, Visitor, opened, settings_of

pytestmark = [
    pytest.mark.skipif(
        engines.IS_POSTGRESQL, reason="processes that start and stop are tried on SQLite"
    ),
    pytest.mark.xdist_group("a first start"),  # which one worker makes for all
]
PASSWORD = "yan shi yong de mi ma"
ADVICE = "请关掉占用它的程序，或用 CADRESCHOOL_PORT 换一个端口。"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, content: Path) -> tuple[Path, list[str]]:
    """Start a school for the first time and stop it again; returns its folder and its words."""
    instance = tmp_path_factory.mktemp("first") / "instance"
    school = School(settings_of(instance, content, DEMO_PASSWORD=PASSWORD)).wait_until_open()
    visitor = Visitor(school.port)
    assert visitor.sign_in("limei", PASSWORD).location == "/"
    assert "李梅" in visitor.get("/study/").text
    assert school.end(signal.SIGINT) == 0
    return instance, school.lines


@pytest.fixture
def instance(first: tuple[Path, list[str]], tmp_path: Path) -> Iterator[Path]:
    """Return a copy of the folder that the first start left."""
    copy = tmp_path / "instance"
    shutil.copytree(first[0], copy)
    return copy


def _people(instance: Path) -> int:
    connection = sqlite.connect(instance / "school.sqlite3")
    number: int = connection.execute("SELECT count(*) FROM cadre").fetchone()[0]
    connection.close()
    return number


def test_the_first_start_makes_everything_and_says_so(first: tuple[Path, list[str]]) -> None:
    _, lines = first

    assert [line for line in lines if "…" in line or "版" in line] == [
        "正在准备数据库……",
        "已发布 listening 第 1 版。",
        "已发布 speaking 第 1 版。",
        "正在建立演示学校……",
    ]
    assert any(line.startswith("工会干部学校已经开放：http://127.0.0.1:") for line in lines)
    assert f"演示登录（密码都是 {PASSWORD}）：" in lines
    table = lines[lines.index(f"演示登录（密码都是 {PASSWORD}）：") + 1 :][:6]
    assert [line.split()[0] for line in table] == [
        "登录名",
        "limei",
        "wangqiang",
        "chenxiao",
        "sun",
        "zhou",
    ]
    assert lines[-1] == "已停止。"


def test_what_the_first_start_makes_is_for_its_owner_only(
    first: tuple[Path, list[str]],
) -> None:
    instance, _ = first

    assert instance.stat().st_mode & 0o777 == 0o700
    modes = {path.name: path.stat().st_mode & 0o777 for path in instance.iterdir()}
    assert modes["school.sqlite3"] == 0o600
    assert modes["school.sqlite3.wlock"] == 0o600
    assert modes["secret_key"] == 0o600


def test_two_first_starts_at_once_make_one_school(tmp_path: Path, content: Path) -> None:
    instance = tmp_path / "instance"
    settings = settings_of(instance, content, DEMO_PASSWORD=PASSWORD)
    both = [School(settings), School(settings)]

    for school in both:
        visitor = Visitor(school.wait_until_open().port)
        assert visitor.sign_in("limei", PASSWORD).location == "/"
    assert [school.end(signal.SIGINT) for school in both] == [0, 0]
    assert sum(school.said("正在建立演示学校") for school in both) == 1


def test_the_second_start_finds_everything_in_order(instance: Path, content: Path) -> None:
    with opened(settings_of(instance, content, DEMO_PASSWORD=PASSWORD)) as school:
        assert not school.said("正在")
        assert not school.said("已发布")
        assert Visitor(school.port).sign_in("limei", PASSWORD).status == 303
        assert school.end(signal.SIGTERM) == 0


def test_a_new_password_of_the_demonstration_takes_the_place_of_the_old(
    instance: Path, content: Path
) -> None:
    other = "ling yi ge mi ma cai dui"
    with opened(settings_of(instance, content, DEMO_PASSWORD=other)) as school:
        assert Visitor(school.port).sign_in("sun", other).status == 303
        assert Visitor(school.port).sign_in("sun", PASSWORD).status == 422


def test_without_a_demonstration_the_school_is_empty(tmp_path: Path, content: Path) -> None:
    with opened(settings_of(tmp_path / "instance", content, DEMO="0")) as school:
        assert not school.said("演示")
        assert Visitor(school.port).get("/readyz").status == 200
        assert _people(tmp_path / "instance") == 0


def test_open_to_the_world_no_demonstration_is_made(tmp_path: Path, content: Path) -> None:
    settings = settings_of(tmp_path / "instance", content, HOST="0.0.0.0")  # noqa: S104 -- what is tried
    with opened(settings) as school:
        assert school.said("服务对本机以外开放：演示账户一律不能登录。")
        assert not school.said("演示登录")
        assert _people(tmp_path / "instance") == 0


def test_open_to_the_world_nobody_of_the_demonstration_gets_in(
    instance: Path, content: Path
) -> None:
    settings = settings_of(instance, content, HOST="0.0.0.0", DEMO_PASSWORD=PASSWORD)  # noqa: S104 -- what is tried
    with opened(settings) as school:
        answer = Visitor(school.port).sign_in("limei", PASSWORD)

        assert answer.status == 422
        assert "登录名或密码不对" in answer.text
        assert not school.said(PASSWORD)


def test_a_sign_in_from_before_is_no_good_once_the_school_is_open_to_the_world(
    instance: Path, content: Path
) -> None:
    with opened(settings_of(instance, content, DEMO_PASSWORD=PASSWORD)) as school:
        visitor = Visitor(school.port)
        visitor.sign_in("limei", PASSWORD)
        assert visitor.get("/study/").status == 200
    with opened(settings_of(instance, content, HOST="0.0.0.0")) as school:  # noqa: S104 -- what is tried
        visitor.port = school.port
        assert visitor.get("/study/").location == "/sign-in/"


def test_a_port_that_is_taken_is_named_before_anything_is_made(
    tmp_path: Path, content: Path
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        school = School({**settings_of(tmp_path / "instance", content), "CADRESCHOOL_PORT": port})
        school.process.wait(60)

    assert school.end() == 1
    assert school.lines == [f"Error: 端口 {port} 打不开（Address already in use）。{ADVICE}"]
    assert not (tmp_path / "instance" / "school.sqlite3").exists()


def test_a_name_of_its_own_is_on_every_page(instance: Path, content: Path) -> None:
    with opened(settings_of(instance, content, NAME="云岭工会学校")) as school:
        assert school.said("云岭工会学校已经开放：")
        assert "云岭工会学校" in Visitor(school.port).get("/sign-in/").text
