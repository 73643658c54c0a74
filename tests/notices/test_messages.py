"""Messages to one person: told once, put away by their reader, forgotten after a year."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.kernel.db import write
from cadreschool.kernel.errors import NotFoundError
from cadreschool.notices import actions
from cadreschool.notices.queries import messages_to
from cadreschool.notices.rules import NewMessage
from tests.school.cast import MONDAY
from tests.school.steps import viewer_of

NEWS = NewMessage("question_report:1", "您报的错已经处理", "谢谢您指出。", "/question-reports/")


@pytest.fixture
def li_mei(session, cast):
    return viewer_of(cast.li_mei)


def _tell(*cadre_ids, new=NEWS, at=MONDAY):
    write(lambda: actions.tell(cadre_ids, new, at=at))


def test_the_same_occasion_is_told_once_and_to_nobody_else(li_mei, cast):
    for _ in range(2):
        _tell(cast.li_mei, cast.chen_xiao)

    assert [(one.title, one.paragraphs) for one in messages_to(li_mei)] == [
        ("您报的错已经处理", ["谢谢您指出。"])
    ]
    assert messages_to(viewer_of(cast.wang_qiang)) == []


def test_what_is_put_away_can_still_be_read(li_mei, cast):
    _tell(cast.li_mei)
    (message,) = messages_to(li_mei, unread=True)

    write(lambda: actions.put_message_away(li_mei, message.id))

    assert messages_to(li_mei, unread=True) == []
    assert [one.is_put_away for one in messages_to(li_mei)] == [True]


def test_nobody_puts_away_what_somebody_else_was_told(li_mei, cast):
    _tell(cast.wang_qiang)
    (message,) = messages_to(viewer_of(cast.wang_qiang))

    with pytest.raises(NotFoundError):
        write(lambda: actions.put_message_away(li_mei, message.id))


def test_after_a_year_a_message_is_forgotten(li_mei, cast):
    _tell(cast.li_mei)
    _tell(cast.li_mei, new=NewMessage("other", "另一件", "内容"), at=MONDAY + timedelta(days=10))

    write(lambda: actions.forget_old_messages(at=MONDAY + timedelta(days=366)))

    assert [one.title for one in messages_to(li_mei)] == ["另一件"]
