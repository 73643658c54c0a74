"""Every setting does what the handbook says, and a bad value stops the start with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

import config
from config import SettingError, load
from tests.architecture.sources import ROOT

KEY = "k" * 40


def _load(tmp_path: Path, **settings: str) -> config.Settings:
    names = {f"CADRESCHOOL_{name}": value for name, value in settings.items()}
    return load({"CADRESCHOOL_INSTANCE": str(tmp_path / "instance"), **names})


def test_without_settings_the_school_is_private_and_small(tmp_path: Path) -> None:
    found = _load(tmp_path)

    assert found.instance == tmp_path / "instance"
    assert found.database_url == f"sqlite:///{tmp_path / 'instance' / 'school.sqlite3'}"
    assert (found.host, found.port, found.is_loopback) == ("127.0.0.1", 5000, True)
    assert found.trusted_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert found.content == ROOT / "content"
    assert found.school_name == "工会干部学校"
    assert (found.is_https, found.is_development, found.has_demonstration) == (False, False, True)
    assert (found.trusted_proxies, found.demo_password) == (0, "")
    assert found.media == tmp_path / "instance" / "media"


@pytest.mark.parametrize(
    ("name", "value", "attribute", "meaning"),
    [
        ("DATABASE_URL", "postgresql+psycopg://h/d", "database_url", "postgresql+psycopg://h/d"),
        ("HOST", "0.0.0.0", "host", "0.0.0.0"),  # noqa: S104 -- an example
        ("PORT", "8080", "port", 8080),
        ("NAME", "云岭工会学校", "school_name", "云岭工会学校"),
        ("TRUSTED_HOSTS", "a.cn, b.cn", "trusted_hosts", ("a.cn", "b.cn")),
        ("TRUSTED_PROXIES", "2", "trusted_proxies", 2),
        ("HTTPS", "1", "is_https", True),
        ("DEVELOPMENT", "yes", "is_development", True),
        ("DEMO", "0", "has_demonstration", False),
        ("DEMO_PASSWORD", "一句好记的话", "demo_password", "一句好记的话"),
        ("SECRET_KEY", KEY, "secret_key", KEY),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isupper() else None,
)
def test_a_setting_means_what_it_says(
    tmp_path: Path, name: str, value: str, attribute: str, meaning: object
) -> None:
    assert getattr(_load(tmp_path, **{name: f" {value} "}), attribute) == meaning


def test_the_instance_may_be_called_anything(tmp_path: Path) -> None:
    instance = tmp_path / "学校 a?b=1#%20c"
    found = load({"CADRESCHOOL_INSTANCE": str(instance)})

    assert make_url(found.database_url).database == str(instance / "school.sqlite3")


def test_the_content_may_lie_anywhere(tmp_path: Path) -> None:
    assert _load(tmp_path, CONTENT=str(tmp_path)).content == tmp_path


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_loopback_has_three_names(tmp_path: Path, host: str) -> None:
    assert _load(tmp_path, HOST=host).is_loopback


def test_a_school_that_is_open_to_the_world_trusts_no_host_by_default(tmp_path: Path) -> None:
    found = _load(tmp_path, HOST="10.1.2.3")

    assert not found.is_loopback
    assert found.trusted_hosts == ()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "http", "CADRESCHOOL_PORT='http' 不是 0 到 65535 的整数，请改正后再启动。"),
        ("PORT", "70000", "CADRESCHOOL_PORT='70000' 不是 0 到 65535 的整数"),
        ("PORT", "８０８０", "不是 0 到 65535 的整数"),
        ("TRUSTED_PROXIES", "-1", "CADRESCHOOL_TRUSTED_PROXIES='-1' 不是 0 到 5 的整数"),
        ("HTTPS", "maybe", "CADRESCHOOL_HTTPS='maybe' 应为 1 或 0，请改正后再启动。"),
        ("DATABASE_URL", "mysql://h/d", "应以 sqlite:/// 或 postgresql+psycopg:// 开头"),
        ("DATABASE_URL", "postgresql+psycopg://a@h:x/d", "CADRESCHOOL_DATABASE_URL 的写法不对"),
        ("DATABASE_URL", "sqlite:///", "没有写明数据库文件"),
        ("DATABASE_URL", "sqlite:///:memory:", "没有写明数据库文件"),
        ("SECRET_KEY", "short", "CADRESCHOOL_SECRET_KEY 中的密钥太短（至少 32 个字符）"),
        ("PORT", "9" * 5000, "不是 0 到 65535 的整数"),
        ("NAME", "\udcff", "CADRESCHOOL_NAME 不是 UTF-8 编码的文字，请改正后再启动。"),
    ],
    ids=lambda value: value[:24].encode(errors="replace").decode(),
)
def test_a_bad_value_stops_the_start(tmp_path: Path, name: str, value: str, words: str) -> None:
    with pytest.raises(SettingError) as refusal:
        _load(tmp_path, **{name: value})
    assert words in str(refusal.value)


def test_the_first_start_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    first = _load(tmp_path)

    assert len(first.secret_key) >= 48
    assert first.secret_key_file == tmp_path / "instance" / "secret_key"
    assert first.secret_key_file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "instance").stat().st_mode & 0o777 == 0o700
    assert _load(tmp_path).secret_key == first.secret_key
    assert [path.name for path in (tmp_path / "instance").iterdir()] == ["secret_key"]


def test_the_key_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere" / "key"
    found = _load(tmp_path, SECRET_KEY_FILE=str(file))

    assert found.secret_key_file == file
    assert found.secret_key == file.read_text()
    assert not (tmp_path / "instance").exists()


def test_a_key_from_the_environment_needs_no_file(tmp_path: Path) -> None:
    assert _load(tmp_path, SECRET_KEY=KEY).secret_key_file is None
    assert not (tmp_path / "instance").exists()


def test_a_key_file_that_is_too_short_is_named(tmp_path: Path) -> None:
    file = tmp_path / "instance" / "secret_key"
    file.parent.mkdir()
    file.write_text("")

    with pytest.raises(SettingError) as refusal:
        _load(tmp_path)
    assert str(refusal.value).startswith(f"{file} 中的密钥太短")


def test_a_key_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as refusal:
        _load(tmp_path, SECRET_KEY_FILE=str(tmp_path))
    assert str(refusal.value).startswith(f"密钥文件 {tmp_path} 读不了或写不了")


def test_two_first_starts_at_once_agree_on_the_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import config; print(config.load().secret_key)"]
    environment = {**os.environ, "CADRESCHOOL_INSTANCE": str(tmp_path / "instance")}
    both = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    keys = {process.communicate(timeout=60)[0] for process in both}

    assert len(keys) == 1
    assert len(keys.pop().strip()) >= 48


def test_the_command_line_says_it_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "school", "run"]
    environment = {**os.environ, "CADRESCHOOL_PORT": "http"}
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert ended.stderr == "CADRESCHOOL_PORT='http' 不是 0 到 65535 的整数，请改正后再启动。\n"
    assert ended.returncode == 1
