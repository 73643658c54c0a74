"""Teachers of the small school, and desks of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cadreschool.kernel.db import write
from cadreschool.kernel.policy_store import set_policy
from tests.school.cast import MONDAY
from tests.school.keeping import kept
from tests.web.teach.banking import make_bank, write_question
from tests.web.teach.writing import HE_JING, LIN_YUE, XU_CHENG, appoint_teachers, begin

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from tests.browse import Browse


@pytest.fixture
def teachers(app: Flask) -> dict[str, int]:
    """Return the ids of the trainers and reviewers by sign-in name."""
    return kept(app, "teachers", lambda: appoint_teachers(app))


@pytest.fixture
def bank(app: Flask, browse: Browse, teachers: dict[str, int]) -> Browse:
    """Return the desk of a trainer with an empty bank."""
    kept(app, "bank", lambda: make_bank(browse.another().enter(HE_JING)))
    return browse.enter(HE_JING)


@pytest.fixture
def bank_of_lin_yue(app: Flask, browse: Browse, teachers: dict[str, int]) -> Browse:
    """Return the desk of a trainer whose bank holds one question, a draft."""

    def make() -> None:
        desk = browse.another().enter(LIN_YUE)
        make_bank(desk)
        assert write_question(desk).status_code == 303

    kept(app, "bank of Lin Yue", make)
    return browse.enter(LIN_YUE)


@pytest.fixture
def he_jing(browse: Browse, teachers: dict[str, int]) -> Browse:
    """Return the desk of a trainer who also reviews, with a draft of the course begun."""
    browse.enter(HE_JING)
    begin(browse)
    return browse


@pytest.fixture
def trainer(browse: Browse, teachers: dict[str, int]) -> Browse:
    """Return a trainer at another browser, with no draft begun."""
    return browse.another().enter(HE_JING)


@pytest.fixture
def reviewer(browse: Browse, teachers: dict[str, int]) -> Browse:
    """Return a reviewer of the whole school, who teaches nothing, at another browser."""
    return browse.another().enter(XU_CHENG)


@pytest.fixture
def require_review(app: Flask) -> Callable[[], None]:
    """Return what makes the school want another person's review."""

    def require() -> None:
        with app.app_context():
            write(lambda: set_policy("review_required", "1", at=MONDAY))

    return require
