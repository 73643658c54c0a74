"""A steady clock for tests that move time, forwards and back: it simply follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadreschool.kernel import clock
from cadreschool.kernel.steady import SteadyClock

if TYPE_CHECKING:
    from datetime import datetime


class FollowingClock(SteadyClock):
    """Believes the machine's clock whatever it says."""

    def moment(self) -> datetime:
        """Return the moment of the test."""
        return clock.now()
