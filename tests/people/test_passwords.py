"""What a password must be, and how it is kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from cadreschool.people import passwords
from cadreschool.people.passwords import is_password, password_hash
from cadreschool.people.passwords.rules import (
    PASSWORD_MAXIMUM,
    PASSWORD_MINIMUM,
    password_faults,
)

KNOWN = ("李梅", "纺织工会", "limei")
DULL = "密码太容易猜到：请不要只用姓名、登录名、单位、常见词或连续重复的字符。"


@pytest.mark.parametrize(
    "password",
    [
        "wei zhi gong shuo hua",
        "周三下午在职工之家读书看报喝一杯茶",
        "seven paper boats drift",
        "limei likes green mountains",
        "a" * 8 + "correct horse",
    ],
)
def test_a_sentence_that_is_easy_to_remember_is_good(password):
    assert password_faults(password, known=KNOWN) == []


def test_a_password_of_fourteen_characters_is_too_short_and_says_how_long_it_is():
    assert password_faults("correct horses", known=KNOWN) == [
        "密码至少 15 个字符，现在是 14 个。可以用一句好记的话。"
    ]


def test_a_password_that_is_too_long_is_refused_before_it_is_hashed():
    long = ("correct horse battery staple " * 6)[:PASSWORD_MAXIMUM]

    assert password_faults(long, known=KNOWN) == []
    assert password_faults(f"{long}!", known=KNOWN) == ["密码最多 128 个字符。"]


@pytest.mark.parametrize(
    "password",
    [
        "a" * 15,
        "工" * 20,
        "123456789012345",
        "987654321098765",
        "abcdefghijklmnop",
        "abcabcabcabcabcabc",
        "135135135135135",
        "gogogogogogogogo",
        "passwordpassword",
        "Password12345678",
        "qwertyuiop123456",
        "ganbuganbuganbuganbu",
        "工会干部学校工会干部学校工会",
        "limeilimeilimei",
        "LiMei-LiMei-2026",
        "ＬＩＭＥＩ　ｌｉｍｅｉ　１２３４５",
        "李梅李梅李梅李梅李梅李梅李梅李梅",
        "纺织工会李梅纺织工会李梅123",
        " " * 15,
        "---------------------",
        "1980 0101 1980 0101",
    ],
)
def test_a_dull_password_is_refused_however_long_it_is(password):
    faults = password_faults(password.ljust(PASSWORD_MINIMUM, password[0]), known=KNOWN)

    assert faults == [DULL]


def test_names_of_other_people_are_no_reason_to_refuse():
    assert password_faults("wangqiang zhou sun", known=("", *KNOWN)) == []


def test_a_hash_is_argon2id_with_the_effort_we_chose_and_never_twice_the_same():
    first, second = password_hash("wei zhi gong shuo hua"), password_hash("wei zhi gong shuo hua")
    parameters = extract_parameters(first)

    assert first != second
    assert parameters.type.name == "ID"
    assert (parameters.time_cost, parameters.memory_cost, parameters.parallelism) == (2, 19456, 1)


def test_only_the_password_itself_fits_its_hash():
    stored = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("为职工说话 ①")

    assert is_password("为职工说话 ①", stored)
    assert not is_password("为职工说话 1", stored)
    assert not is_password("", stored)


def test_nobody_has_no_password_and_a_broken_hash_fits_nothing():
    assert not is_password("", None)
    assert not is_password("anything", None)
    assert not is_password("anything", "not a hash")


def test_to_find_nobody_takes_the_effort_of_finding_somebody():
    nobodys, somebodys = passwords._NOBODY, password_hash("wei zhi gong shuo hua")

    assert extract_parameters(nobodys) == extract_parameters(somebodys)
    with pytest.raises(VerifyMismatchError):  # it was tried, with all of that effort
        PasswordHasher().verify(nobodys, "anything")
