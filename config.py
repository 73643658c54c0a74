"""The settings: environment variables in, one checked value out.

A bad value stops the start with a Chinese sentence: nothing is guessed. docs/operating.md explains
each setting; a test keeps the two together.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from cadreschool.kernel.tokens import kept_secret

ROOT = Path(__file__).resolve().parent
SMALLEST_SECRET = 32
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})
_LARGEST_PORT = 65535


class SettingError(Exception):
    """A setting that cannot be used, with how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to the next."""

    instance: Path
    database_url: str
    secret_key: str
    secret_key_file: Path | None
    content: Path
    host: str
    port: int
    school_name: str
    trusted_hosts: tuple[str, ...]
    trusted_proxies: int
    is_https: bool
    is_development: bool
    has_demonstration: bool
    demo_password: str
    starts_per_second: int

    @property
    def media(self) -> Path:
        """Return the folder of the stored files."""
        return self.instance / "media"

    @property
    def is_loopback(self) -> bool:
        """Tell whether the server can only be reached from its own machine.

        A proxy in front, or a name of its own, means that others come in through them.
        """
        has_own_name = bool(set(self.trusted_hosts) - LOCAL_NAMES)
        return self.host in LOOPBACK and not self.trusted_proxies and not has_own_name


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises SettingError with a Chinese sentence for the operator."""
    source = _Source(os.environ if environ is None else environ)
    instance = Path(source.text("CADRESCHOOL_INSTANCE", str(ROOT / "instance"))).resolve()
    secret_key, secret_key_file = _secret_key(source, instance)
    host = source.text("CADRESCHOOL_HOST", "127.0.0.1")
    hosts = source.text("CADRESCHOOL_TRUSTED_HOSTS", "")
    return Settings(
        instance=instance,
        database_url=_database_url(
            source.text("CADRESCHOOL_DATABASE_URL", _file_url(instance / "school.sqlite3"))
        ),
        secret_key=secret_key,
        secret_key_file=secret_key_file,
        content=Path(source.text("CADRESCHOOL_CONTENT", str(ROOT / "content"))).resolve(),
        host=host,
        port=source.number("CADRESCHOOL_PORT", 5000, largest=_LARGEST_PORT),
        school_name=source.text("CADRESCHOOL_NAME", "工会干部学校"),
        trusted_hosts=tuple(part.strip() for part in hosts.split(",") if part.strip())
        or (("localhost", "127.0.0.1", "[::1]") if host in LOOPBACK else ()),
        trusted_proxies=source.number("CADRESCHOOL_TRUSTED_PROXIES", 0, largest=5),
        is_https=source.flag("CADRESCHOOL_HTTPS", default=False),
        is_development=source.flag("CADRESCHOOL_DEVELOPMENT", default=False),
        has_demonstration=source.flag("CADRESCHOOL_DEMO", default=True),
        demo_password=source.text("CADRESCHOOL_DEMO_PASSWORD", ""),
        starts_per_second=source.number("CADRESCHOOL_STARTS_PER_SECOND", 60, largest=1000) or 1,
    )


@dataclass(frozen=True, slots=True)
class _Source:
    environ: Mapping[str, str]

    def text(self, name: str, default: str) -> str:
        text = self.environ.get(name, "").strip()
        if not text.isascii() and any("\ud800" <= one <= "\udfff" for one in text):
            raise SettingError(f"{name} 不是 UTF-8 编码的文字，请改正后再启动。")
        return text or default

    def number(self, name: str, default: int, *, largest: int) -> int:
        text = self.text(name, str(default))
        is_short = len(text) <= len(str(_LARGEST_PORT))
        if not (is_short and text.isascii() and text.isdigit()) or int(text) > largest:
            raise SettingError(f"{name}={text!r} 不是 0 到 {largest} 的整数，请改正后再启动。")
        return int(text)

    def flag(self, name: str, *, default: bool) -> bool:
        text = self.text(name, "1" if default else "0").lower()
        if text in _TRUE:
            return True
        if text in _FALSE:
            return False
        raise SettingError(f"{name}={text!r} 应为 1 或 0，请改正后再启动。")


def _file_url(file: Path) -> str:
    """Return the address of a SQLite file, whatever its folders are called."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def _database_url(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingError(
            "CADRESCHOOL_DATABASE_URL 应以 sqlite:/// 或 postgresql+psycopg:// 开头，"
            "请改正后再启动。"
        )
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise SettingError("CADRESCHOOL_DATABASE_URL 的写法不对，请改正后再启动。") from error
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise SettingError(
            "CADRESCHOOL_DATABASE_URL 没有写明数据库文件，请写成 sqlite:////路径/school.sqlite3。"
        )
    return text


def _secret_key(source: _Source, instance: Path) -> tuple[str, Path | None]:
    """Take the key from the environment, else from its file, which the first start makes."""
    given = source.text("CADRESCHOOL_SECRET_KEY", "")
    if given:
        return _long_enough(given, "CADRESCHOOL_SECRET_KEY"), None
    file = Path(source.text("CADRESCHOOL_SECRET_KEY_FILE", str(instance / "secret_key"))).resolve()
    try:
        key = kept_secret(file, lambda: secrets.token_urlsafe(48))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"密钥文件 {file} 读不了或写不了（{error}），请改正后再启动。"
        ) from error
    return _long_enough(key, str(file)), file


def _long_enough(key: str, where: str) -> str:
    if len(key) < SMALLEST_SECRET:
        raise SettingError(
            f"{where} 中的密钥太短（至少 {SMALLEST_SECRET} 个字符），请换成一个随机的长密钥。"
        )
    return key
