"""Who learns in these tests, and what."""

from __future__ import annotations

import pytest

from tests.school.steps import viewer_of


@pytest.fixture
def course(catalogue):
    """Return a course of two lessons with ten questions each, of which five are drawn."""
    return catalogue.course("speaking")


@pytest.fixture
def li_mei(session, cast):
    """Return 李梅, signed in."""
    return viewer_of(cast.li_mei)
