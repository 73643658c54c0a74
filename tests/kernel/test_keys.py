"""A request key, its sender and what was sent: together they are one request."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cadreschool.kernel.db import db, write
from cadreschool.kernel.keys import (
    Reply,
    Request,
    RequestKey,
    forget_old_replies,
    store_reply,
    stored_reply,
)
from tests.school.cast import MONDAY

REQUEST = Request("cadre:1", "0c7b6a52-0000-4000-8000-000000000000", "d" * 64)
REPLY = Reply(409, "/sittings/7/", "已保存 09:00:00", '{"saved": [1]}')


def test_a_request_is_unknown_before_it_was_carried_out(session):
    assert stored_reply(REQUEST) is None


def test_a_stored_reply_comes_back_whole(session):
    write(lambda: store_reply(REQUEST, REPLY, at=MONDAY))

    assert stored_reply(REQUEST) == REPLY


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, sender="cadre:2"),
        replace(REQUEST, key="another-key-of-a-form"),
        replace(REQUEST, digest="e" * 64),
    ],
    ids=["another sender", "another form", "other content"],
)
def test_another_sender_form_or_content_is_another_request(session, other):
    write(lambda: store_reply(REQUEST, REPLY, at=MONDAY))

    assert stored_reply(other) is None
    write(lambda: store_reply(other, Reply(location="/"), at=MONDAY))
    assert stored_reply(REQUEST) == REPLY


def test_a_request_cannot_be_stored_twice(session):
    write(lambda: store_reply(REQUEST, REPLY, at=MONDAY))

    with pytest.raises(IntegrityError):
        write(lambda: store_reply(REQUEST, Reply(), at=MONDAY))

    assert stored_reply(REQUEST) == REPLY


def test_replies_are_forgotten_after_seven_days_and_no_others(session):
    week_old = replace(REQUEST, key="week-old-key-of-a-form")
    older = replace(REQUEST, key="older-key-of-a-form")
    for request, age in ((REQUEST, 0), (week_old, 7), (older, 8)):
        at = MONDAY - timedelta(days=age)
        write(lambda request=request, at=at: store_reply(request, REPLY, at=at))

    assert write(lambda: forget_old_replies(at=MONDAY)) == 1

    assert set(db.session.scalars(select(RequestKey.key))) == {REQUEST.key, week_old.key}
