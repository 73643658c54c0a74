"""The password of the demonstration accounts: given by the operator, or made once and kept."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cadreschool.kernel.tokens import kept_secret

if TYPE_CHECKING:
    from config import Settings

_WORDS = (
    "bai",
    "he",
    "hong",
    "huang",
    "lan",
    "qing",
    "zi",
    "chun",
    "xia",
    "qiu",
    "dong",
    "shan",
    "shui",
    "tian",
    "yun",
    "feng",
    "yu",
    "xue",
    "song",
    "zhu",
    "mei",
    "ju",
    "tao",
    "li",
    "xing",
    "yang",
)


def demonstration_password(settings: Settings) -> str:
    """Return the password; without CADRESCHOOL_DEMO_PASSWORD it is random and kept in instance/."""
    return settings.demo_password or kept_secret(settings.instance / "demo_password", _new)


def _new() -> str:
    words = [secrets.choice(_WORDS) for _ in range(5)]
    return "-".join([*words, str(secrets.randbelow(90) + 10)])
