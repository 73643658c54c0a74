"""What learners leave for markers, and what trainers do with it in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadreschool.kernel.db import db
from cadreschool.questions.papers.models import Release
from tests.school.marking import a_marked_paper, hand_in
from tests.school.steps import viewer_of

if TYPE_CHECKING:
    from flask import Flask

    from tests.browse import Browse


def leave_answers(app: Flask, cast, *whose: tuple[int, str], **changes: object) -> list[int]:
    """Let people hand in the marked paper, each with an essay; return the sittings."""
    with app.app_context():
        paper = a_marked_paper(by=cast.sun, release=Release.SUBMITTED, **changes)
        found = [hand_in(viewer_of(one), paper, essay=text) for one, text in whose]
        db.session.remove()
    return found


def take(browse: Browse) -> str:
    """Take the group that waits longest; return its address."""
    return browse.post("teach.create_marking_lock").location


def marks(page) -> dict[str, str]:
    """Return what choosing the best for each point would post."""
    return {
        str(one["name"]): str(one.select("option")[-1]["value"])
        for one in page.select("select[name^=point]")
    }
