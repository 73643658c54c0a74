"""Sign-in names, the end of a sign-in, and names of devices."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.people.models import Post, Tie
from cadreschool.people.rules import device_name, ends_at, login_fault, login_key
from tests.school.cast import MONDAY

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    "typed", ["limei", "LiMei", " limei ", "ｌｉｍｅｉ", "li\u200bmei", "LIMEI\u3000"]
)
def test_a_sign_in_name_is_the_same_however_it_is_typed(typed):
    assert login_key(typed) == "limei"


def test_different_sign_in_names_stay_different():
    assert len({login_key(name) for name in ("limei", "li mei", "li-mei", "李梅", "limei1")}) == 5


def test_nobody_takes_the_sign_in_name_that_is_kept_for_an_erased_person():
    assert "留给已删除的资料" in (login_fault(login_key("Erased-13")) or "")


def test_a_sign_in_lasts_twelve_hours():
    assert ends_at(MONDAY, MONDAY + 5 * HOUR, is_appointed=False) == MONDAY + 12 * HOUR


def test_the_sign_in_of_the_appointed_ends_an_hour_after_the_last_change():
    assert ends_at(MONDAY, MONDAY, is_appointed=True) == MONDAY + HOUR
    assert ends_at(MONDAY, MONDAY + 5 * HOUR, is_appointed=True) == MONDAY + 6 * HOUR


def test_no_change_makes_a_sign_in_longer_than_twelve_hours():
    late = MONDAY + timedelta(hours=11, minutes=30)

    assert ends_at(MONDAY, late, is_appointed=True) == MONDAY + 12 * HOUR


WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (WINDOWS + "AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", "Chrome · Windows"),
        (WINDOWS + "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge · Windows"),
        (WINDOWS + "Gecko/20100101 Firefox/141.0", "Firefox · Windows"),
        (ANDROID + "Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome · Android"),
        (ANDROID + "Chrome/140.0.0.0 Mobile Safari/537.36 EdgA/140.0", "Edge · Android"),
        (ANDROID + "Chrome/130.0 Mobile MQQBrowser/15.0", "QQ 浏览器 · Android"),
        (ANDROID + "Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50", "微信 · Android"),
        (IPHONE + "Version/18.0 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
        (IPHONE + "CriOS/140.0 Mobile/15E148 Safari/604.1", "Chrome · iPhone"),
        (IPHONE + "FxiOS/140.0 Mobile/15E148 Safari/604.1", "Firefox · iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) Chrome/99.0 Mobile Safari/537.36",
            "Chrome · 鸿蒙",
        ),
        (
            "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 Safari/537.36",
            "Chrome · 鸿蒙",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Safari/605.1.15", "Safari · macOS"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Safari/604.1", "Safari · iPad"),
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/141.0", "Firefox · Linux"),
        ("curl/8.0 <script>", "其他浏览器 · 其他系统"),
        ("", "其他浏览器 · 其他系统"),
    ],
)
def test_a_device_is_named_so_that_its_owner_knows_it_again(user_agent, name):
    assert device_name(user_agent) == name


@pytest.mark.parametrize("one", [*Post, *Tie])
def test_every_post_and_tie_has_a_chinese_name(one):
    assert one.label
    assert one.label.isalpha()
    assert not one.label.isascii()
