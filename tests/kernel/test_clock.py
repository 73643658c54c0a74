"""One clock: UTC inside, Shanghai for people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from cadreschool.kernel import clock


@time_machine.travel(datetime(2026, 11, 22, 4, 3, 7, tzinfo=UTC), tick=False)
def test_now_is_aware_and_in_utc():
    assert clock.now() == datetime(2026, 11, 22, 4, 3, 7, tzinfo=UTC)
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 2, 28, 15, 59, 59, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2026, 2, 28, 16, 0, 0, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_shanghai(moment, day):
    assert clock.day_of(moment) == day
    with time_machine.travel(moment, tick=False):
        assert clock.today() == day


def test_moments_are_read_in_chinese_without_leading_zeros_in_the_day():
    moment = datetime(2026, 3, 2, 1, 3, 7, tzinfo=UTC)

    assert clock.moment_text(moment) == "2026年3月2日 09:03"
    assert clock.day_text(date(2026, 11, 22)) == "2026年11月22日"
    assert clock.clock_text(moment) == "09:03:07"


def test_a_moment_from_elsewhere_is_read_in_shanghai_time():
    moment = datetime.fromisoformat("2026-03-01T23:30:00-05:00")

    assert clock.moment_text(moment) == "2026年3月2日 12:30"
