"""Two profiles of passwords that contradict each other, and what each asks for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.people.models import Cadre
from cadreschool.people.passwords import is_password, password_hash
from cadreschool.people.passwords.actions import store_password
from cadreschool.people.passwords.queries import hashes_not_to_repeat
from cadreschool.people.passwords.rules import (
    is_outdated,
    number_of_classes,
    password_faults,
    password_hints,
)
from cadreschool.people.rules import DENGBAO, NIST, door_rules, ends_at
from tests.school.cast import MONDAY

KNOWN = ("李梅", "纺织工会", "limei")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("password", "classes"),
    [
        ("", 0),
        ("abc", 1),
        ("abcABC", 2),
        ("abcABC1", 3),
        ("abcABC1-", 4),
        ("abcABC1-梅", 5),
        ("梅花", 1),
        ("１２3", 1),
        (" ，。！", 1),
        ("Åéж梅", 1),
    ],
)
def test_classes_of_characters_are_counted_and_chinese_is_one(password, classes):
    assert number_of_classes(password) == classes


@pytest.mark.parametrize(
    "password", ["Lantian-77x", "七只纸船 drift", "seven Paper boats", "蓝天白云七只船ab1"]
)
def test_classified_protection_takes_three_classes_and_ten_characters(password):
    assert password_faults(password, known=KNOWN, door=DENGBAO) == []


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Lan-tian7", "密码至少 10 个字符，现在是 9 个。可以用一句好记的话。"),
        ("sevenpaperboatsdrift", "密码里大写字母、小写字母、数字、符号、汉字至少要有 3 类。"),
        ("seven paper boats", "密码里大写字母、小写字母、数字、符号、汉字至少要有 3 类。"),
    ],
)
def test_classified_protection_says_what_is_missing(password, fault):
    assert password_faults(password, known=KNOWN, door=DENGBAO) == [fault]


def test_a_dull_password_is_refused_by_either():
    assert password_faults("Limei-Limei-2026", known=KNOWN, door=DENGBAO)
    assert password_faults("Limei-Limei-2026", known=KNOWN, door=NIST)


def test_beside_a_second_factor_eight_characters_will_do_for_nist_only():
    assert password_faults("lan tian", known=KNOWN, has_second=True) == []
    assert password_faults("lan tian", known=KNOWN)
    assert password_faults("lan tian", known=KNOWN, door=DENGBAO, has_second=True)


def test_a_long_sentence_of_three_classes_fits_both():
    sentence = "Seven paper boats, 7"

    assert password_faults(sentence, known=KNOWN, door=NIST) == []
    assert password_faults(sentence, known=KNOWN, door=DENGBAO) == []


def test_the_hints_say_what_will_be_asked():
    assert password_hints(NIST)[0] == "至少 15 个字符，可以用一句好记的话"
    assert password_hints(NIST, has_second=True)[0].startswith("至少 8 个字符")
    assert password_hints(DENGBAO)[-1] == "不能与最近 5 次用过的相同"


@pytest.mark.parametrize(
    ("age", "door", "outdated"),
    [
        (timedelta(days=4000), NIST, False),
        (None, NIST, False),
        (89 * DAY, DENGBAO, False),
        (90 * DAY, DENGBAO, True),
        (None, DENGBAO, True),
    ],
)
def test_a_password_grows_old_after_ninety_days_or_never(age, door, outdated):
    set_at = None if age is None else MONDAY - age

    assert is_outdated(set_at, MONDAY, door) is outdated


def test_a_sign_in_ends_half_an_hour_after_the_last_sign_for_everybody():
    late = MONDAY + timedelta(hours=11, minutes=45)

    assert ends_at(MONDAY, MONDAY, is_appointed=False, door=DENGBAO) == MONDAY + HOUR / 2
    assert ends_at(MONDAY, MONDAY, is_appointed=True, door=DENGBAO) == MONDAY + HOUR / 2
    assert ends_at(MONDAY, late, is_appointed=False, door=DENGBAO) == MONDAY + 12 * HOUR


def test_an_unknown_profile_is_the_usual_one():
    assert door_rules("dengbao") is DENGBAO
    assert door_rules("nist") is door_rules("") is NIST


def _store(cadre_id, text, door):
    def unit():
        store_password(cadre_id, text, but_sign_in=None, door=door, at=MONDAY)

    write(unit)


def test_one_may_come_back_to_a_password_after_five_others(session, cast):
    for number in range(1, 7):
        _store(cast.li_mei, f"hash {number}", DENGBAO)

    assert hashes_not_to_repeat(cast.li_mei, DENGBAO) == [
        "hash 6",
        "hash 5",
        "hash 4",
        "hash 3",
        "hash 2",
    ]
    assert hashes_not_to_repeat(cast.li_mei, NIST) == []


def test_where_nothing_is_compared_no_former_password_is_kept(session, cast):
    for number in range(3):
        _store(cast.li_mei, f"hash {number}", DENGBAO)
    _store(cast.li_mei, "hash 3", NIST)

    assert hashes_not_to_repeat(cast.li_mei, DENGBAO) == ["hash 3"]
    assert db.session.get_one(Cadre, cast.li_mei).password_set_at == MONDAY


def test_a_hash_that_is_not_to_be_repeated_is_found_by_trying():
    former = [password_hash("Seven paper boats, 7"), password_hash("Six paper boats, 6")]

    assert [is_password("Six paper boats, 6", one) for one in former] == [False, True]
