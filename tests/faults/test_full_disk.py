"""A full disk: reading goes on, writing is refused calmly, and the same form succeeds later."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from cadreschool.cli.school import prepare
from cadreschool.kernel.db import db
from cadreschool.learning.models import Answer, Mark
from tests.browse import Browse
from tests.school import engines
from tests.school.cast import Cast
from tests.school.papers import a_paper

pytestmark = pytest.mark.skipif(
    engines.IS_POSTGRESQL, reason="the limit on pages that stands for a full disk is SQLite's"
)
LESSON = {"course_id": "speaking", "lesson_id": "speaking-1"}


@pytest.fixture
def full_disk(app: Flask) -> Callable[[], AbstractContextManager[None]]:
    """Return what lets the database file grow no further for a while."""
    with app.app_context():
        engine = db.engine

    def limit(connection, _entry: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    @contextmanager
    def full() -> Iterator[None]:
        _renew(app, engine)
        event.listen(engine, "connect", limit)
        try:
            yield
        finally:
            event.remove(engine, "connect", limit)
            _renew(app, engine)

    return full


def _renew(app: Flask, engine: Engine) -> None:
    """Let connections begin anew."""
    with app.app_context():
        db.session.remove()
    engine.dispose()


def _number_of_answers(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Answer).count()


def _paper(browse: Browse) -> str:
    started = browse.post("study.create_sitting", into=LESSON)
    assert started.status_code == 303
    return started.location


def _fill(browse: Browse, path: str) -> tuple[dict[str, object], str]:
    """Send forms until the disk is full; return the one that was refused, with its key."""
    for number in range(2000):
        fields = {"q1": "", "q1-base": number, "padding": "x" * 1000}
        fields |= {"do": "save"}
        key = str(uuid.uuid4())
        answer = browse.send(f"{path}answers", fields, key=key)
        if answer.status_code == 507:
            return fields, key
    pytest.fail("the disk never filled")


def test_reading_goes_on_and_the_same_form_succeeds_later(
    app: Flask, browse: Browse, full_disk: Callable[[], AbstractContextManager[None]]
) -> None:
    browse.enter("li_mei")
    path = _paper(browse)
    with full_disk():
        fields, key = _fill(browse, path)
        stored = _number_of_answers(app)

        refused = browse.send(f"{path}answers", fields, key=key)
        assert refused.status_code == 507
        assert "服务器存储空间已满，刚才的操作没有保存。" in refused.get_data(as_text=True)
        assert "请联系管理员清理空间后再提交。" in refused.get_data(as_text=True)
        asked = browse.send(f"{path}answers", fields, key=key, json=True)
        assert asked.status_code == 507
        assert asked.get_json()["message"] == "服务器存储空间已满，刚才的操作没有保存。"
        for endpoint, values in (("study.home", {}), ("study.lesson", LESSON)):
            browse.get(endpoint, **values)
        assert browse.open(path).select("form")
        assert _number_of_answers(app) == stored

    assert browse.send(f"{path}answers", fields, key=key).status_code == 303
    with app.app_context():
        assert db.session.scalar(db.text("PRAGMA integrity_check")) == "ok"


def test_an_exam_is_handed_in_once_when_there_is_room_again(
    app: Flask,
    cast: Cast,
    browse: Browse,
    full_disk: Callable[[], AbstractContextManager[None]],
) -> None:
    with app.app_context():
        exam = a_paper(by=cast.sun)
    browse.enter("li_mei")
    path = browse.post("study.create_exam_sitting", into={"paper_id": exam}).location
    form, key = {"do": "submit_anyway"}, str(uuid.uuid4())
    with full_disk():
        _fill(browse, path)
        assert browse.send(f"{path}answers", form, key=key).status_code == 507
        assert browse.open(path).select("fieldset"), "it is open as before"

    answers = [browse.send(f"{path}answers", form, key=key) for _ in range(2)]
    assert [one.location for one in answers] == [f"{path}result/"] * 2
    with app.app_context():
        assert db.session.query(Mark).count() == 5


def test_a_full_disk_does_not_keep_the_school_from_opening(
    app: Flask,
    browse: Browse,
    full_disk: Callable[[], AbstractContextManager[None]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    browse.enter("li_mei")
    path = _paper(browse)
    with full_disk():
        _fill(browse, path)
        with app.app_context():
            prepare(app.config["SETTINGS"])

    assert capsys.readouterr().out == ""
