"""Whether an appointment is in force on a day: the first and the last day belong to it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cadreschool.people.lookup.queries import AppointmentState

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(begins=DAYS, lasts=st.none() | st.integers(0, 400), on=DAYS)
def test_it_is_in_force_from_its_first_day_to_its_last(begins, lasts, on):
    ends = None if lasts is None else begins + timedelta(lasts)

    state = AppointmentState.of(begins, ends, on)

    is_in_force = begins <= on and (ends is None or on <= ends)
    assert (state is AppointmentState.IN_FORCE) == is_in_force
    assert (state is AppointmentState.UPCOMING) == (on < begins)
