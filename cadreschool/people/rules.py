"""What a password must be, how long a sign-in lasts, how many tries there are: pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from cadreschool.kernel.text import normalise
from cadreschool.kernel.viewer import Role

MEMBERS = ("", "members")
"""Subject and what of the counter of a union's cadres."""

# NIST SP 800-63B-4: 15 characters where the password stands alone, no rules of composition.
PASSWORD_MINIMUM = 15
PASSWORD_MAXIMUM = 128

SIGN_IN_LASTS = timedelta(hours=12)
SIGN_IN_KEPT = timedelta(days=184)
APPOINTED_IDLE = timedelta(hours=1)  # holders of an appointment, counted from the last POST

ACCOUNT_WINDOW = 900
"""Seconds for which the tries on an account, or from a browser it knows, are counted together."""
ADDRESS_WINDOW = 60
_TRIES, _TRIES_OF_AN_ADDRESS = 10, 60

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
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
_SMALLEST_CORE = 6
_SMALLEST_VARIETY = 5


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many failed tries a bucket holds in one time window."""

    name: str
    limit: int
    seconds: int

    def window(self, at: datetime) -> int:
        """Return the number of the time window `at` lies in."""
        return int(at.timestamp()) // self.seconds

    def reopens_at(self, at: datetime) -> datetime:
        """Return when the next window begins."""
        return datetime.fromtimestamp((self.window(at) + 1) * self.seconds, tz=at.tzinfo)


def buckets(login: str, address: str, browser_digest: str | None) -> tuple[Bucket, ...]:
    """Return the buckets a try draws from.

    A browser the account knows has a bucket of its own, so that strangers who guess never lock
    the owner out. Strangers share 10 tries in 15 minutes per account (960 a day); an address, which
    may be a whole office, has 60 a minute.
    """
    own = (
        Bucket(f"browser:{browser_digest}", _TRIES, ACCOUNT_WINDOW)
        if browser_digest
        else Bucket(f"account:{login}"[:100], _TRIES, ACCOUNT_WINDOW)
    )
    return own, Bucket(f"address:{address}"[:100], _TRIES_OF_AN_ADDRESS, ADDRESS_WINDOW)


def password_bucket(cadre_id: int) -> Bucket:
    """Return the bucket for telling one's present password when changing it."""
    return Bucket(f"password:{cadre_id}", _TRIES, ACCOUNT_WINDOW)


def login_key(text: str) -> str:
    """Return a sign-in name as it is stored and compared: widths and case folded."""
    return normalise(text).casefold().strip()


def ends_at(started_at: datetime, at: datetime, *, is_appointed: bool) -> datetime:
    """Return when a sign-in ends if nothing more is sent after `at`."""
    latest = started_at + SIGN_IN_LASTS
    return min(latest, at + APPOINTED_IDLE) if is_appointed else latest


def password_faults(password: str, *, known: tuple[str, ...]) -> list[str]:
    """Return what is wrong with a new password, in Chinese; `known` are names tied to the person.

    A password is refused when it is little more than a common word, a name of the person, one
    repeated or counted run, or a handful of characters again and again.
    """
    faults = []
    if len(password) < PASSWORD_MINIMUM:
        faults.append(
            f"密码至少 {PASSWORD_MINIMUM} 个字符，现在是 {len(password)} 个。可以用一句好记的话。"
        )
    if len(password) > PASSWORD_MAXIMUM:
        faults.append(f"密码最多 {PASSWORD_MAXIMUM} 个字符。")
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


_LOGIN = re.compile(r"[\w.@-]{2,60}")
_ALMOST_PHONE = re.compile(r"1[3-9]\d{7,8}|1[3-9]\d{10,}")


def login_fault(login: str) -> str | None:
    """Return what is wrong with a sign-in name, in Chinese; it comes as `login_key` made it."""
    if not _LOGIN.fullmatch(login):
        return "登录名应是 2 至 60 个字母、数字"
    if _ALMOST_PHONE.fullmatch(login):
        return f"像手机号，却有 {len(login)} 位"
    return None


def role_named(text: str) -> Role | None:
    """Return the role by its Chinese name or its code."""
    return next((role for role in Role if text in {role.label, role.value}), None)


def clashing_role(role: Role, held: Collection[Role]) -> Role | None:
    """Return the role held that one person may not hold together with `role`.

    三员分开: who administers, who grants rights and who audits are different people.
    """
    if role not in ADMINISTRATORS:
        return None
    return next((one for one in held if one in ADMINISTRATORS and one != role), None)


def device_name(user_agent: str) -> str:
    """Describe a browser so that its owner knows it again: "Chrome · Android"."""
    browsers = (
        ("MicroMessenger", "微信"),
        ("Edg", "Edge"),  # Edg/, on phones EdgA/ and EdgiOS/
        ("QQBrowser", "QQ 浏览器"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("Harmony", "鸿蒙"),  # HarmonyOS calls itself Android too; OpenHarmony does not
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    )
    browser = next((name for mark, name in browsers if mark in user_agent), "其他浏览器")
    system = next((name for mark, name in systems if mark in user_agent), "其他系统")
    return f"{browser} · {system}"
