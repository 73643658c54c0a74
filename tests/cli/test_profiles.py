"""`flask profiles`: what is kept of profiles says what the facts say, or is named."""

from __future__ import annotations

from collections.abc import Callable

import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db, write
from cadreschool.learning.profile.models import ProfileStanding
from tests.school.cast import MONDAY, Cast
from tests.school.steps import take, viewer_of

Typing = Callable[..., Result]


def test_what_is_kept_is_rebuilt_and_differs_from_nothing(
    flask: Typing, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        take(viewer_of(cast.li_mei), load_catalogue().course("speaking"))
    with time_machine.travel(MONDAY, tick=False):
        assert flask("profiles", "rebuild").output == "重算了 1 人的画像。\n"
        result = flask("profiles", "verify")

    assert (result.output, result.exit_code) == ("画像与依据的差异：0 处。\n", 0)


def test_what_differs_is_named_with_what_the_facts_say(
    flask: Typing, app: Flask, cast: Cast
) -> None:
    def spoil() -> None:
        spoilt = update(ProfileStanding).where(ProfileStanding.competency == "able")
        db.session.execute(spoilt.values(evidence_count=9))

    with app.app_context():
        take(viewer_of(cast.li_mei), load_catalogue().course("speaking"))
    with time_machine.travel(MONDAY, tick=False):
        flask("profiles", "rebuild")
        with app.app_context():
            write(spoil)
        result = flask("profiles", "verify")

    assert result.output.splitlines() == [
        f"人员 {cast.li_mei} able.evidence_count：保存着 9，按依据应为 5。",
        "画像与依据的差异：1 处。",
    ]
    assert result.exit_code == 1
