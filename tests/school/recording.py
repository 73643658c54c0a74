"""Practice records in a school under test: written, submitted, signed.

For tests that hold an application context (`session`), and for settling a neighbourhood.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import write
from cadreschool.learning.practice_records import actions
from cadreschool.learning.practice_records.actions import Verdict
from cadreschool.learning.practice_records.queries import own_record
from cadreschool.learning.practice_records.rules import Draft, is_sampled
from tests.school.cast import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

    from cadreschool.kernel.viewer import Viewer

SECRET = "a secret of this school"
DRAFT = Draft(
    form_key="0123456789abcdef0123456789abcdef",
    base=0,
    kind="mediation",
    happened_on=day_of(MONDAY),
    place="城关街道",
    role="主持调解",
    case_code="2026-017",
    deed="双方各说一遍，我把能谈的和不能谈的分开写在纸上，约定周三再谈一次。",
    citations="[[工会法#22]]",
    result="双方同意补发，写了协议。",
    next_time="先把考勤记录要来再谈。",
    competencies=("able", "skilled"),
)


def a_draft(key: str = "", **changes) -> Draft:
    """Return a whole draft; `key` makes it another form."""
    form_key = (key + DRAFT.form_key)[:32]
    return replace(DRAFT, form_key=form_key, **changes)


def keep(viewer: Viewer, draft: Draft = DRAFT, *, at: datetime = MONDAY) -> int:
    """Save a draft and return the record's id."""
    return write(lambda: actions.save_draft(viewer, draft, at=at))


def hand_over(viewer: Viewer, draft: Draft = DRAFT, *, at: datetime = MONDAY) -> int:
    """Save and submit a record and return its id."""
    record_id = keep(viewer, draft, at=at)
    write(lambda: actions.submit(viewer, record_id, at=at))
    return record_id


def put_name_to(
    signer: Viewer,
    record_id: int,
    *,
    at: datetime = MONDAY,
    secret: str = SECRET,
    version: int = 1,
    **results: int,
) -> None:
    """Sign a record; both competencies are shown unless told."""
    verdict = Verdict(version, "记录写得清楚。", results or {"able": 2, "skilled": 2})
    write(lambda: actions.sign(signer, record_id, verdict, secret=secret, at=at))


def state_of(author: Viewer, record_id: int) -> str:
    """Return where a record stands."""
    return own_record(author, record_id).state


def secret_that(record_id: int, *, draws: bool) -> str:
    """Return a secret under which a record is drawn to be checked, or is not."""
    return next(str(one) for one in range(1000) if is_sampled(str(one), record_id) is draws)
