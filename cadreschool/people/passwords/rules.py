"""What a password must be, and when it has served its time: pure.

Two profiles, and they contradict each other: NIST forbids rules of composition and forced changes,
等级保护 asks for both. Which one holds is the school's choice (kernel.policy).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from itertools import pairwise

from cadreschool.kernel.text import normalise
from cadreschool.people.rules import NIST, DoorRules, login_key

PASSWORD_MINIMUM = NIST.minimum
PASSWORD_MAXIMUM = 128
_SMALLEST_CORE = 6
_SMALLEST_VARIETY = 5
_CLASSES = "大写字母、小写字母、数字、符号、汉字"
_COMMON = frozenset(
    {
        "password",
        "qwerty",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "iloveyou",
        "admin",
        "administrator",
        "welcome",
        "letmein",
        "woaini",
        "gonghui",
        "ganbu",
        "zhonghua",
        "cadreschool",
        "工会",
        "干部",
        "学校",
        "密码",
    }
)


def password_hints(door: DoorRules, *, has_second: bool = False) -> tuple[str, ...]:
    """Return what a new password must be, in Chinese, before anybody tries."""
    least = minimum(door, has_second=has_second)
    hints = [f"至少 {least} 个字符，可以用一句好记的话"]
    if door.classes > 1:
        hints.append(f"{_CLASSES}，至少要有其中 {door.classes} 类")
    hints.append("不要只用姓名、单位、生日或常见词")
    if door.former:
        hints.append(f"不能与最近 {door.former} 次用过的相同")
    return tuple(hints)


def minimum(door: DoorRules, *, has_second: bool) -> int:
    """Return how many characters a password must have."""
    return door.minimum_beside_second if has_second else door.minimum


def password_faults(
    password: str, *, known: tuple[str, ...], door: DoorRules = NIST, has_second: bool = False
) -> list[str]:
    """Return what is wrong with a new password, in Chinese; `known` are names tied to the person.

    A password is refused when it is little more than a common word, a name of the person, one
    repeated or counted run, or a handful of characters again and again.
    """
    faults = []
    least = minimum(door, has_second=has_second)
    if len(password) < least:
        faults.append(f"密码至少 {least} 个字符，现在是 {len(password)} 个。可以用一句好记的话。")
    if len(password) > PASSWORD_MAXIMUM:
        faults.append(f"密码最多 {PASSWORD_MAXIMUM} 个字符。")
    if number_of_classes(password) < door.classes:
        faults.append(f"密码里{_CLASSES}至少要有 {door.classes} 类。")
    core = normalise(password).casefold()
    for word in sorted({*_COMMON, *(login_key(name) for name in known)}, key=len, reverse=True):
        core = core.replace(word, "") if word else core
    core = _without_runs(re.sub(r"[\W_]+", "", core))
    is_dull = len(core) < _SMALLEST_CORE or len(set(core)) < _SMALLEST_VARIETY
    if is_dull and not faults:
        faults.append("密码太容易猜到：请不要只用姓名、登录名、单位、常见词或连续重复的字符。")
    return faults


def _without_runs(text: str) -> str:
    """Drop characters that only repeat or count on from the one before (aaa, 123, cba)."""
    kept = text[:1]
    for before, after in pairwise(text):
        if abs(ord(after) - ord(before)) > 1:
            kept += after
    return kept


def number_of_classes(password: str) -> int:
    """Count the classes of characters in a password; Chinese and other scripts are one."""
    return len({_class_of(character) for character in password})


def _class_of(character: str) -> str:
    category = unicodedata.category(character)
    if not category.startswith(("L", "M")):
        return "digit" if category == "Nd" else "sign"
    return category if character.isascii() else "other"


def is_outdated(set_at: datetime | None, at: datetime, door: DoorRules) -> bool:
    """Tell whether a password has served its time; one of unknown age has, where ages count."""
    return door.lasts is not None and (set_at is None or set_at + door.lasts <= at)
