"""What the school forgets by itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from cadreschool.kernel.db import db, write
from cadreschool.people.actions import forget_old_tries, take_tries
from cadreschool.people.models import SignInTries
from cadreschool.people.rules import buckets
from tests.school.cast import MONDAY


def test_tries_are_forgotten_after_a_day_with_the_address_they_came_from(session: None) -> None:
    stale, fresh = MONDAY, MONDAY + timedelta(hours=12)
    write(lambda: take_tries(buckets("limei", "192.0.2.1", None), at=stale))
    write(lambda: take_tries(buckets("wangqiang", "192.0.2.2", None), at=fresh))

    write(lambda: forget_old_tries(at=MONDAY + timedelta(hours=25)))

    kept = set(db.session.scalars(select(SignInTries.bucket)))
    assert kept == {"account:wangqiang", "address:192.0.2.2", "network:192.0.2"}
