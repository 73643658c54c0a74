"""How long a sign-in lasts, how many tries there are, what a sign-in name is: pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from cadreschool.kernel.policy import PasswordProfile
from cadreschool.kernel.text import normalise
from cadreschool.kernel.viewer import Role

MEMBERS = ("", "members")
"""Subject and what of the counter of a union's cadres."""

SIGN_IN_LASTS = timedelta(hours=12)
SIGN_IN_KEPT = timedelta(days=184)

ACCOUNT_WINDOW = 900
"""Seconds for which the tries on an account, or from a browser it knows, are counted together."""
WINDOWS = {"address": 60, "network": 3600, "totp": 86_400}
"""The same for buckets whose name begins so; all others are of accounts."""
_TRIES_OF_AN_ADDRESS, _TRIES_OF_A_NETWORK, _TRIES_OF_A_NUMBER = 60, 60, 96


@dataclass(frozen=True, slots=True)
class DoorRules:
    """One profile: what a password must be, how often it changes, how many tries there are."""

    minimum: int
    minimum_beside_second: int  # of a password that a second factor stands beside
    classes: int  # of capital and small letters, digits, signs, Chinese characters
    former: int  # how many passwords nobody may come back to, the present one among them
    lasts: timedelta | None
    tries: int
    idle: timedelta | None  # from the last POST until a sign-in ends
    appointed_idle: timedelta


# NIST SP 800-63B-4: 15 characters where the password stands alone, no rules of composition.
NIST = DoorRules(15, 8, 1, 0, None, 10, None, timedelta(hours=1))
# 等级保护 asks for 复杂度, 定期更换, 登录失败处理, 超时退出 without figures: these are customary.
_HALF_HOUR = timedelta(minutes=30)
DENGBAO = DoorRules(10, 10, 3, 5, timedelta(days=90), 5, _HALF_HOUR, _HALF_HOUR)


def door_rules(profile: str) -> DoorRules:
    """Return the rules of a password profile."""
    return DENGBAO if profile == PasswordProfile.DENGBAO else NIST


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


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


def buckets(
    login: str, address: str, browser_digest: str | None, door: DoorRules = NIST
) -> tuple[Bucket, ...]:
    """Return the buckets a try draws from.

    A browser the account knows has a bucket of its own, so that strangers who guess never lock
    the owner out. Strangers share 10 tries in 15 minutes per account (960 a day); an address, which
    may be a whole office, has 60 a minute; strangers of one network have 60 an hour for all
    accounts together, so that one guess at each of many accounts leads nowhere either.
    """
    known = Bucket(f"browser:{browser_digest}", door.tries, ACCOUNT_WINDOW)
    everybody = Bucket(f"address:{address}"[:100], _TRIES_OF_AN_ADDRESS, WINDOWS["address"])
    if browser_digest:
        return known, everybody
    network = f"network:{network_of(address)}"[:100]
    return (
        Bucket(f"account:{login}"[:100], door.tries, ACCOUNT_WINDOW),
        everybody,
        Bucket(network, _TRIES_OF_A_NETWORK, WINDOWS["network"]),
    )


def network_of(address: str) -> str:
    """Return the network an address lies in: /24, of IPv6 /48."""
    separator = ":" if ":" in address else "."
    return separator.join(address.split(separator)[:3])


def number_bucket(cadre_id: int) -> Bucket:
    """Return the bucket for the number of the second factor: 96 tries a day."""
    return Bucket(f"totp:{cadre_id}", _TRIES_OF_A_NUMBER, WINDOWS["totp"])


def password_bucket(cadre_id: int, door: DoorRules = NIST) -> Bucket:
    """Return the bucket for telling one's present password when changing it."""
    return Bucket(f"password:{cadre_id}", door.tries, ACCOUNT_WINDOW)


def login_key(text: str) -> str:
    """Return a sign-in name as it is stored and compared: widths and case folded."""
    return normalise(text).casefold().strip()


def ends_at(
    started_at: datetime, at: datetime, *, is_appointed: bool, door: DoorRules = NIST
) -> datetime:
    """Return when a sign-in ends if nothing more is sent after `at`."""
    latest = started_at + SIGN_IN_LASTS
    idle = door.appointed_idle if is_appointed else door.idle
    return latest if idle is None else min(latest, at + idle)


ERASED = "erased-"
"""How the sign-in names of those begin whose data were erased; nobody may stand in their way."""
_LOGIN = re.compile(r"[\w.@-]{2,60}")
_ALMOST_PHONE = re.compile(r"1[3-9]\d{7,8}|1[3-9]\d{10,}")


def login_fault(login: str) -> str | None:
    """Return what is wrong with a sign-in name, in Chinese; it comes as `login_key` made it."""
    if not _LOGIN.fullmatch(login):
        return "登录名应是 2 至 60 个字母、数字"
    if login.startswith(ERASED):
        return "以 erased- 开头的登录名留给已删除的资料"
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
