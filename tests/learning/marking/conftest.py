"""Who marks in these tests, and the paper they mark."""

from __future__ import annotations

import pytest

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from tests.school.cast import MONDAY
from tests.school.marking import a_marked_paper
from tests.school.steps import viewer_of


def trainer_at(cadre_id, organisation_id, role=Role.TRAINER):
    """Appoint somebody and return them, signed in."""

    def unit():
        cadre = db.session.get_one(Cadre, cadre_id)
        union = db.session.get_one(Organisation, organisation_id)
        appoint(cadre, role, union, from_on=day_of(MONDAY), by=None, at=MONDAY)

    write(unit)
    return viewer_of(cadre_id)


@pytest.fixture
def paper(session, cast):
    """Return a paper of the whole school that people must mark."""
    return a_marked_paper(by=cast.sun)


@pytest.fixture
def sun(session, cast):
    """Return 孙主席, who teaches for the whole school."""
    return trainer_at(cast.sun, cast.county)


@pytest.fixture
def zhou(session, cast):
    """Return 周建国, who teaches for the whole school too."""
    return trainer_at(cast.zhou, cast.county)


@pytest.fixture
def li_mei(session, cast):
    """Return 李梅, who learns."""
    return viewer_of(cast.li_mei)


@pytest.fixture
def chen_xiao(session, cast):
    """Return 陈晓, who learns."""
    return viewer_of(cast.chen_xiao)


@pytest.fixture
def wang_qiang(session, cast):
    """Return 王强, who learns in another union."""
    return viewer_of(cast.wang_qiang)
