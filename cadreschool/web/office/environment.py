"""What was set on the server, in words: for reading only, and without its secrets.

docs/operating.md explains each at length; a test keeps this table and config.py together.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from config import Settings

_SECRET = "已设，不显示"  # noqa: S105 -- what stands in place of a secret
_NONE = "没有设"


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what it means, and how its value is shown."""

    name: str
    meaning: str
    shown: Callable[[Settings], str]


def _flag(is_on: bool) -> str:  # noqa: FBT001 -- it is the one thing to be shown
    return "是" if is_on else "否"


ENVIRONMENT = (
    Setting("CADRESCHOOL_NAME", "页面左上角和标题里的名称", lambda s: s.school_name),
    Setting("CADRESCHOOL_HOST", "服务监听的地址；127.0.0.1 是只限本机", lambda s: s.host),
    Setting("CADRESCHOOL_PORT", "服务监听的端口", lambda s: str(s.port)),
    Setting(
        "CADRESCHOOL_TRUSTED_HOSTS",
        "允许的主机名，其余的请求拒绝",
        lambda s: "、".join(s.trusted_hosts) or "不限",
    ),
    Setting(
        "CADRESCHOOL_TRUSTED_PROXIES",
        "前面有几层自己的反向代理",
        lambda s: f"{s.trusted_proxies} 层",
    ),
    Setting(
        "CADRESCHOOL_STARTS_PER_SECOND",
        "每个进程每秒让多少人开始考试",
        lambda s: str(s.starts_per_second),
    ),
    Setting("CADRESCHOOL_HTTPS", "Cookie 只走 HTTPS", lambda s: _flag(s.is_https)),
    Setting("CADRESCHOOL_INSTANCE", "数据库、图片、密钥所在的文件夹", lambda s: str(s.instance)),
    Setting(
        "CADRESCHOOL_DATABASE_URL",
        "数据库的地址，密码不显示",
        lambda s: make_url(s.database_url).render_as_string(hide_password=True),
    ),
    Setting("CADRESCHOOL_CONTENT", "课程、法律登记的源文件", lambda s: str(s.content)),
    Setting(
        "CADRESCHOOL_SECRET_KEY",
        "签名和加密用的密钥，写在环境变量里时",
        lambda s: _NONE if s.secret_key_file else _SECRET,
    ),
    Setting(
        "CADRESCHOOL_SECRET_KEY_FILE",
        "同一把密钥，写在文件里时；换了它，所有人要重新登录、重设第二重验证",
        lambda s: str(s.secret_key_file) if s.secret_key_file else _NONE,
    ),
    Setting(
        "CADRESCHOOL_DEMO", "空的学校是否自动建立演示数据", lambda s: _flag(s.has_demonstration)
    ),
    Setting(
        "CADRESCHOOL_DEMO_PASSWORD",
        "演示账户的密码",
        lambda s: _SECRET if s.demo_password else _NONE,
    ),
    Setting(
        "CADRESCHOOL_DEVELOPMENT", "开发模式，正式使用须为否", lambda s: _flag(s.is_development)
    ),
    Setting(
        "CADRESCHOOL_PG_BIN",
        "PostgreSQL 客户端程序所在的文件夹",
        lambda _: os.environ.get("CADRESCHOOL_PG_BIN", "") or "自动寻找",
    ),
)


def shown_environment(settings: Settings) -> list[dict[str, str]]:
    """Return every setting with its value as an administrator may see it."""
    return [
        {"name": one.name, "meaning": one.meaning, "value": one.shown(settings)}
        for one in ENVIRONMENT
    ]
