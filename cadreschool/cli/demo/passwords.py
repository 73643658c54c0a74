"""The password of the demonstration accounts: given by the operator, or made once and kept."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

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
    if settings.demo_password:
        return settings.demo_password
    file = settings.instance / "demo_password"
    if not file.exists():
        words = [secrets.choice(_WORDS) for _ in range(5)]
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write("-".join([*words, str(secrets.randbelow(90) + 10)]))
    return file.read_text(encoding="utf-8").strip()
