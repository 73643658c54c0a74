"""An account out of use: nothing that was begun before goes on after it is opened again."""

from __future__ import annotations

from cadreschool.kernel.db import write
from cadreschool.people.accounts.actions import deactivate_cadre, reactivate_cadre
from cadreschool.people.second_factor.actions import begin_half_sign_in
from cadreschool.people.second_factor.queries import half_sign_in
from tests.school.cast import MONDAY


def test_who_stood_in_the_door_meanwhile_begins_anew(session, cast):
    write(lambda: begin_half_sign_in(cast.li_mei, "token", "digest", at=MONDAY))
    assert half_sign_in("token", at=MONDAY)

    write(lambda: deactivate_cadre(cast.li_mei, "", by=None, at=MONDAY))
    write(lambda: reactivate_cadre(cast.li_mei, by=None, at=MONDAY))

    assert half_sign_in("token", at=MONDAY) is None
