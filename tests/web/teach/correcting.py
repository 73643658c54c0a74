"""A question with a wrong key, asked of three people, and its corrected version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from cadreschool.learning.sittings.rules import draw
from cadreschool.people.queries import account_named
from tests.school.regrading import new_version
from tests.school.steps import start, viewer_of
from tests.web.seeing import FIRST, take

if TYPE_CHECKING:
    from flask import Flask

    from tests.browse import Browse


def asked_of_all(app: Flask, browse: Browse) -> str:
    """Let 李梅 sit the check rightly; return a question of one right option that she was asked."""
    with app.app_context():
        course = load_catalogue().course("speaking")
        questions = course.lessons[0].questions
        singles = {one.version_id: one.question.id for one in questions if _is_single(one)}
        for seed in range(100):
            drawn = draw(questions, 5, avoid=(), seed=seed)
            asked = [singles[one.question_version_id] for one in drawn if _among(one, singles)]
            if asked:
                break
        start(viewer_of(account_named("limei").cadre_id), course, seed=seed, at=clock.now())
        db.session.remove()
    take(browse.another().enter("li_mei"), **FIRST)
    return asked[0]


def _is_single(published) -> bool:
    return published.question.kind == "single"


def _among(drawn, versions) -> bool:
    return drawn.question_version_id in versions


def correct(app: Flask, question_id: str) -> int:
    """Publish a version whose right option is another; return its id."""
    with app.app_context():
        course = load_catalogue().course("speaking")
        question = next(
            one.question
            for lesson in course.lessons
            for one in lesson.questions
            if one.question.id == question_id
        )
        db.session.close()
        options = tuple(replace(one, is_right=one.id == "b") for one in question.options)
        version = new_version(replace(question, options=options, answer="b"))
        db.session.remove()
    return version


def propose(app: Flask, browse: Browse, question_id: str, **fields: object) -> str:
    """Propose a regrade in the browser; return its address."""
    key = correct(app, question_id)
    values = {"kind": "key", "new_version": key, "reason": "答案标错了，应为错一"} | fields
    answer = browse.post("teach.create_regrade", into={"question_id": question_id}, **values)
    assert answer.status_code == 303, answer.text
    return answer.location
