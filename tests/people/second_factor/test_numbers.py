"""The numbers on the phone are those of RFC 6238, and each opens once."""

from __future__ import annotations

import base64
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.kernel.db import db, write
from cadreschool.kernel.sealing import Seal
from cadreschool.people.second_factor.actions import UsedNumberError, use_number
from cadreschool.people.second_factor.models import SecondFactor
from cadreschool.people.second_factor.rules import (
    address_for_phone,
    looks_like_number,
    matching_step,
    new_recovery_codes,
    new_secret,
    number_at,
    spaced,
    step_of,
)
from tests.school.cast import MONDAY

RFC = base64.b32encode(b"12345678901234567890").decode("ascii")
SECONDS = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("seconds", "number"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_examples_of_the_standard_come_out(seconds, number):
    """RFC 6238, appendix B, the last six of its eight digits."""
    assert number_at(RFC, seconds // 30) == number
    at = datetime.fromtimestamp(seconds, tz=UTC)
    assert matching_step(RFC, number, at=at) == step_of(at)


@given(st.integers(-300, 300))
@settings(max_examples=40, deadline=None)
def test_a_clock_may_be_off_by_one_half_minute(off):
    number = number_at(RFC, step_of(MONDAY))
    steps = abs(step_of(MONDAY + off * SECONDS) - step_of(MONDAY))

    assert (matching_step(RFC, number, at=MONDAY + off * SECONDS) is not None) == (steps <= 1)


@pytest.mark.parametrize("typed", ["０８１８０４", " 081 804 ", "081-804"])
def test_a_number_may_be_typed_in_any_width(typed):
    assert matching_step(RFC, typed, at=datetime.fromtimestamp(1111111109, tz=UTC)) is not None


@pytest.mark.parametrize("typed", ["", "八一八零四", "81804", "0818040", "🙂" * 6])
def test_what_is_no_number_fits_nothing(typed):
    assert matching_step(RFC, typed, at=datetime.fromtimestamp(1111111109, tz=UTC)) is None


def test_numbers_and_recovery_codes_are_told_apart():
    codes = new_recovery_codes()

    assert len(set(codes)) == 8
    assert not any(looks_like_number(code) for code in codes)
    assert looks_like_number(" 123 456 ")


def test_the_phone_reads_school_name_and_secret():
    address = urlsplit(address_for_phone(RFC, login="limei@x", school="云岭 干部学校"))
    asked = parse_qs(address.query)

    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert asked["secret"] == [RFC]
    assert asked["issuer"] == ["云岭 干部学校"]
    assert " " not in address.geturl()


def test_a_secret_is_of_160_bits_and_never_twice_the_same():
    first, second = new_secret(), new_secret()

    assert first != second
    assert len(base64.b32decode(first)) == 20
    assert spaced(first).replace(" ", "") == first


def _give(cadre_id):
    def unit():
        row = SecondFactor(
            cadre_id=cadre_id, sealed_secret="x", last_step=0, made_at=MONDAY, confirmed_at=MONDAY
        )
        db.session.add(row)

    write(unit)


def test_neither_a_used_number_nor_an_older_one_opens(session, cast):
    _give(cast.li_mei)
    write(lambda: use_number(cast.li_mei, 100))

    for step in (100, 99):
        with pytest.raises(UsedNumberError):
            write(lambda step=step: use_number(cast.li_mei, step))
    write(lambda: use_number(cast.li_mei, 101))


def test_of_two_who_use_a_number_at_once_one_comes_in(app, cast):
    with app.app_context():
        _give(cast.li_mei)
    answers, start = [], threading.Barrier(2)

    def come():
        with app.app_context():
            start.wait()
            try:
                write(lambda: use_number(cast.li_mei, 100))
                answers.append("in")
            except UsedNumberError:
                answers.append("out")
            finally:
                db.session.remove()

    visitors = [threading.Thread(target=come) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert sorted(answers) == ["in", "out"]


def test_what_is_sealed_opens_with_the_same_key_and_purpose_only():
    sealed = Seal("k" * 32, "phone").close("JBSWY3DPEHPK3PXP")

    assert "JBSWY" not in sealed
    assert Seal("k" * 32, "phone").open(sealed) == "JBSWY3DPEHPK3PXP"
    assert Seal("l" * 32, "phone").open(sealed) is None
    assert Seal("k" * 32, "codes").open(sealed) is None
    assert Seal("k" * 32, "phone").open(f"{sealed[:-4]}AAAA") is None
