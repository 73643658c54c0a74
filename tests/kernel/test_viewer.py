"""The viewer: a plain value that knows the appointments in force."""

from __future__ import annotations

import pytest

from cadreschool.kernel.viewer import Grant, Role, Viewer

COUNTY = Grant(Role.SUPERVISOR, 1, "/1/")
TOWN = Grant(Role.SUPERVISOR, 4, "/1/4/")
TRAINER = Grant(Role.TRAINER, 1, "/1/")


def _viewer(*grants):
    return Viewer(7, 70, "李梅", 3, "纺织工会", grants)


def test_a_viewer_without_appointments_supervises_nothing():
    assert _viewer().grants_of(Role.SUPERVISOR) == ()
    assert not _viewer().is_supervisor


def test_appointments_are_told_apart_by_role():
    viewer = _viewer(COUNTY, TRAINER, TOWN)

    assert viewer.grants_of(Role.SUPERVISOR) == (COUNTY, TOWN)
    assert viewer.grants_of(Role.TRAINER) == (TRAINER,)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPERVISOR])
def test_no_other_role_opens_the_supervisors_desk(role):
    assert not _viewer(Grant(role, 1, "/1/")).is_supervisor


def test_a_viewer_is_what_the_web_asks_of_a_user():
    viewer = _viewer()

    assert (viewer.is_authenticated, viewer.is_active, viewer.is_anonymous) == (True, True, False)
    assert viewer.get_id() == "70"
