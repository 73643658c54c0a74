"""How many tries there are: strangers are slowed down, the owner is never locked out."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from cadreschool.kernel.db import db, write
from cadreschool.kernel.tokens import token_digest
from cadreschool.people.actions import (
    Browser,
    record_failed_sign_in,
    sign_in,
    take_tries,
)
from cadreschool.people.models import SignInTries
from cadreschool.people.queries import is_known_browser
from cadreschool.people.rules import DENGBAO, Bucket, buckets, network_of
from tests.school.cast import MONDAY

STRANGER = buckets("limei", "10.0.0.1", None)
SECOND = timedelta(seconds=1)
QUARTER = timedelta(minutes=15)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


def _try(drawn_from, *, at=MONDAY):
    return write(lambda: take_tries(drawn_from, at=at))


def _tries():
    return {
        (row.bucket, row.number)
        for row in db.session.execute(select(SignInTries.bucket, SignInTries.number))
    }


def test_strangers_share_the_tries_at_an_account():
    first, second = buckets("limei", "10.0.0.1", None), buckets("limei", "10.0.0.2", None)

    assert first[0] == second[0] == Bucket("account:limei", 10, 900)
    assert (first[1], second[1]) == (
        Bucket("address:10.0.0.1", 60, 60),
        Bucket("address:10.0.0.2", 60, 60),
    )
    assert first[2] == second[2] == Bucket("network:10.0.0", 60, 3600)


def test_a_browser_the_account_knows_has_tries_of_its_own():
    own, address = buckets("limei", "10.0.0.1", "d" * 64)

    assert own == Bucket(f"browser:{'d' * 64}", 10, 900)
    assert address.name == "address:10.0.0.1"


def test_a_bucket_fits_its_column_whatever_was_typed():
    assert all(len(bucket.name) <= 100 for bucket in buckets("梅" * 999, "f" * 999, None))


def test_ten_tries_are_given_and_the_eleventh_is_refused(session):
    answers = [_try(STRANGER) for _ in range(12)]

    assert answers == [None] * 10 + [STRANGER[0]] * 2


def test_after_fifteen_minutes_there_are_ten_tries_again(session):
    for _ in range(10):
        _try(STRANGER)
    reopens = STRANGER[0].reopens_at(MONDAY)

    assert reopens == MONDAY + QUARTER
    assert _try(STRANGER, at=reopens - SECOND) == STRANGER[0]
    assert _try(STRANGER, at=reopens) is None


@pytest.mark.parametrize("minutes", [0, 1, 14, 29, 44])
def test_a_window_ends_on_the_quarter_of_the_hour(minutes):
    at = MONDAY + minutes * timedelta(minutes=1)
    reopens = STRANGER[0].reopens_at(at)

    assert at < reopens <= at + QUARTER
    assert reopens.minute % 15 == reopens.second == 0
    assert reopens.tzinfo is UTC


def test_strangers_get_at_most_960_guesses_a_day_at_one_account():
    """Somebody guesses every second, all day, each time from another address."""
    account = STRANGER[0]
    guesses = Counter(account.window(MIDNIGHT + second * SECOND) for second in range(86_400))

    assert sum(min(tries, account.limit) for tries in guesses.values()) == 960


def test_the_owners_browser_is_not_locked_out_by_strangers(session):
    for _ in range(20):
        _try(STRANGER)
    own = buckets("limei", "10.0.0.9", "d" * 64)

    assert [_try(own) for _ in range(10)] == [None] * 10
    assert _try(own) == own[0]


def test_an_address_has_sixty_tries_a_minute_for_all_accounts_together(session):
    accounts = [buckets(f"cadre{number}", "10.0.0.1", f"{number:064}") for number in range(61)]

    answers = [_try(one) for one in accounts]

    assert answers == [None] * 60 + [accounts[60][1]]
    assert _try(accounts[0], at=MONDAY + 60 * SECOND) is None


def test_one_guess_at_each_of_many_accounts_ends_after_sixty_an_hour_for_a_network(session):
    """Password spraying: each address and each account is tried once only."""
    guesses = [buckets(f"cadre{number}", f"10.0.0.{number}", None) for number in range(61)]
    answers = [_try(one) for one in guesses]
    elsewhere, known = buckets("limei", "10.0.1.1", None), buckets("limei", "10.0.0.1", "d" * 64)

    assert answers == [None] * 60 + [guesses[60][2]]
    assert [_try(elsewhere), _try(known)] == [None, None]
    assert _try(guesses[0], at=guesses[0][2].reopens_at(MONDAY)) is None


def test_one_good_sign_in_does_not_give_a_network_all_its_tries_back(session, cast):
    for number in range(10):
        _try(buckets(f"cadre{number}", "10.0.0.1", None))
    own = buckets("limei", "10.0.0.1", None)
    _try(own)
    browser = Browser("token", "browser token", "Firefox · Linux")
    write(lambda: sign_in(cast.li_mei, browser, own, at=MONDAY))

    assert ("network:10.0.0", 10) in _tries()


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.7", "192.0.2"), ("2001:db8:1:2", "2001:db8:1"), ("-", "-")],
)
def test_a_network_is_the_first_part_of_an_address(address, network):
    assert network_of(address) == network


def test_the_profile_of_classified_protection_gives_five_tries():
    own = buckets("limei", "10.0.0.1", None, DENGBAO)[0]

    assert own == Bucket("account:limei", 5, 900)


def test_the_account_is_named_when_both_are_empty(session):
    for number in range(60):
        _try(buckets(f"cadre{number}", "10.0.0.1", None))
    for _ in range(11):
        refused = _try(buckets("limei", "10.0.0.1", None))

    assert refused == STRANGER[0]


def test_a_good_sign_in_gives_the_tries_back_but_not_those_of_the_address(session, cast):
    for _ in range(9):
        _try(STRANGER)
    others = buckets("wangqiang", "10.0.0.1", None)
    _try(others)

    browser = Browser("token", "browser token", "Firefox · Linux")
    write(lambda: sign_in(cast.li_mei, browser, STRANGER, at=MONDAY))

    assert _tries() == {
        ("address:10.0.0.1", 10),
        ("account:wangqiang", 1),
        ("network:10.0.0", 9),
    }


def test_a_browser_is_known_to_those_only_who_signed_in_from_it(session, cast):
    browser = Browser("token", "browser token", "Firefox · Linux")
    write(lambda: sign_in(cast.li_mei, browser, (), at=MONDAY))

    assert is_known_browser("browser token", "limei")
    assert not is_known_browser("browser token", "wangqiang")
    assert not is_known_browser(token_digest("browser token"), "limei")
    assert not is_known_browser("another", "limei")


def test_a_failed_sign_in_is_audited_whether_there_is_an_account_or_not(session, cast):
    write(lambda: record_failed_sign_in(None, at=MONDAY))
    write(lambda: record_failed_sign_in(cast.li_mei, at=MONDAY))

    rows = db.session.execute(
        db.text("SELECT object_id, actor_id FROM audit_row WHERE action = 'sign_in.fail'")
    )
    assert sorted(tuple(row) for row in rows) == [("", None), (str(cast.li_mei), None)]
