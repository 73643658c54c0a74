"""Moments are stored in UTC and come back aware, on an engine that forgets time zones too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from cadreschool.kernel.db import db, write
from cadreschool.people.models import SignIn
from tests.school.cast import MONDAY

SHANGHAI = timezone(timedelta(hours=8))


def _store(cadre_id, *, started_at=MONDAY, ended_at=None):
    def unit():
        db.session.execute(
            insert(SignIn).values(
                cadre_id=cadre_id,
                token_digest="0" * 64,
                device="Firefox · Linux",
                started_at=started_at,
                ends_at=MONDAY + timedelta(hours=12),
                ended_at=ended_at,
            )
        )

    write(unit)


def test_a_moment_comes_back_in_utc_to_the_microsecond(session, cast):
    _store(cast.li_mei, started_at=datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=SHANGHAI))

    found = db.session.scalars(select(SignIn.started_at)).one()

    assert found == datetime(2026, 3, 2, 1, 0, 0, 123456, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_a_time_zone_is_refused(session, cast):
    naive = datetime(2026, 3, 2)  # noqa: DTZ001 -- the very mistake

    with pytest.raises(StatementError, match="a moment without a time zone"):
        _store(cast.li_mei, started_at=naive)


def test_no_moment_stays_no_moment(session, cast):
    _store(cast.li_mei, ended_at=None)

    assert db.session.scalars(select(SignIn.ended_at)).one() is None


def test_moments_compare_by_time_wherever_they_were_written(session, cast):
    _store(cast.li_mei, started_at=datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI))

    before_ten = SignIn.started_at < datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
    before_two = SignIn.started_at < datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    before_eight = SignIn.started_at < datetime(2026, 3, 2, 8, 0, tzinfo=SHANGHAI)

    assert [
        len(db.session.scalars(select(SignIn.id).where(condition)).all())
        for condition in (before_ten, before_two, before_eight)
    ] == [1, 1, 0]
