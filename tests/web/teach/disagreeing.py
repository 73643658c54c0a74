"""Cadres who disagree with a piece of their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.school.profiles import sign_records
from tests.web.seeing import take

if TYPE_CHECKING:
    from flask import Flask

    from tests.browse import Browse
    from tests.school.cast import Cast

REASON = "三次都是我去谈的"


def over_a_record(app: Flask, browse: Browse, cast: Cast, reason: str = REASON) -> Browse:
    """Let 李梅 disagree with how a record of hers was signed; returns her browser."""
    with app.app_context():
        (record_id,) = sign_records(cast.li_mei, "dare 1 skilled 2", by=cast.sun)
    return _disagree(browse, f"record:{record_id}", reason)


def over_an_answer(browse: Browse, reason: str = REASON) -> Browse:
    """Let 李梅 disagree with how her first answer was marked; returns her browser."""
    li_mei = browse.another().enter("li_mei")
    sitting_id = take(li_mei, wrong=(1,)).split("/")[2]
    return _disagree(browse, f"item:{sitting_id}:1", reason)


def _disagree(browse: Browse, source: str, reason: str) -> Browse:
    li_mei = browse.another().enter("li_mei")
    answered = li_mei.post("study.create_dispute", source=source, reason=reason)
    assert answered.status_code == 303
    return li_mei
