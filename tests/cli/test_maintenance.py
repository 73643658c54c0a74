"""`flask maintenance tidy`: what has served its time goes, the rest stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from click.testing import Result
from flask import Flask

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.keys import Reply, Request, store_reply
from cadreschool.people.actions import Browser, sign_in, take_tries
from cadreschool.people.rules import buckets
from tests.school.cast import Cast

Typing = Callable[..., Result]


def _number(app: Flask, table: str) -> int:
    with app.app_context():
        return db.session.scalar(db.text(f"SELECT count(*) FROM {table}"))  # noqa: S608 -- our own


def _leave(app: Flask, cast: Cast, at: datetime) -> None:
    """Leave a request key, tries (of account, address and network) and a sign-in at that moment."""
    stamp = at.isoformat()

    def unit() -> None:
        store_reply(Request("cadre:1", f"key-{stamp}", "0" * 64), Reply(), at=at)
        take_tries(buckets("nobody", "10.0.0.1", None), at=at)
        sign_in(cast.li_mei, Browser(stamp, stamp, "Firefox"), (), at=at)

    with app.app_context():
        write(unit)


def test_old_traces_go_and_new_ones_stay(flask: Typing, app: Flask, cast: Cast) -> None:
    for age in (timedelta(days=190), timedelta(days=8), timedelta(hours=1)):
        _leave(app, cast, clock.now() - age)
    result = flask("maintenance", "tidy")

    assert result.output == "清理完毕：请求编号 2 条。\n"
    assert _number(app, "request_key") == 1
    assert _number(app, "sign_in") == 2
    assert _number(app, "sign_in_tries") == 3


def test_tidying_twice_finds_nothing_more(flask: Typing, app: Flask, cast: Cast) -> None:
    _leave(app, cast, clock.now() - timedelta(days=8))
    flask("maintenance", "tidy")

    assert flask("maintenance", "tidy").output == "清理完毕：请求编号 0 条。\n"
