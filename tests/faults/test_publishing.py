"""A publication is whole or has not been: killed, or in two processes at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from cadreschool.courses.models import ContentStamp, Edition
from cadreschool.courses.queries import load_catalogue, published_folder_digest
from cadreschool.kernel.db import db
from tests.faults.conftest import Talk, running
from tests.faults.publications import RENDERING

pytestmark = pytest.mark.database
EDITIONS = [("listening", 1), ("speaking", 1), ("speaking", 2)]


@pytest.fixture
def changed(content: Path, tmp_path: Path) -> Path:
    """Return the content with one course changed, and a picture in it."""
    folder = tmp_path / "changed"
    shutil.copytree(content, folder)
    lesson = folder / "courses" / "speaking" / "01-lesson" / "lesson.md"
    picture = lesson.parent / "media" / "new.png"
    picture.parent.mkdir()
    Image.new("RGB", (40, 30), "white").save(picture)
    with lesson.open("a", encoding="utf-8") as file:
        file.write("\n![一张图](media/new.png)\n")
    return folder


@pytest.fixture
def publications(settings: dict[str, str]) -> Iterator[Talk]:
    """Return what publishes in another process, which may be killed."""
    with running("tests.faults.publications", settings) as talk:
        yield talk


def _state(app: Flask) -> tuple[object, ...]:
    """Return what every reader sees."""
    with app.app_context():
        editions = sorted(
            (row[0], row[1])
            for row in db.session.execute(select(Edition.course_id, Edition.number))
        )
        catalogue = load_catalogue()
        shown = {course.id: (course.edition_id, course.number) for course in catalogue.courses}
        return editions, shown, catalogue.stamp, published_folder_digest()


def test_a_killed_publication_leaves_the_old_editions(
    publications: Talk, app: Flask, changed: Path
) -> None:
    before = _state(app)
    assert before[0] == [("listening", 1), ("speaking", 1)]

    moment, told = RENDERING, "killed"
    while told == "killed":
        told = publications.ask(changed, moment)
        if _state(app) != before:
            break
        moment = 1 if moment == RENDERING else moment + 11

    assert moment > 30, "it was killed at several moments of the writing half"
    after = _state(app)
    assert after[0] == EDITIONS
    assert after[2] == before[2] + 1
    assert publications.ask(changed, 0).isdigit()
    assert _state(app) == after


def test_two_publications_at_once_make_one_edition_each(
    settings: dict[str, str], app: Flask, changed: Path
) -> None:
    with app.app_context():
        stamp = db.session.scalar(select(ContentStamp.number)) or 0
    with (
        running("tests.faults.publications", settings) as one,
        running("tests.faults.publications", settings) as other,
    ):
        for talk in (one, other):
            talk.say(changed, 0)
        assert one.hear().isdigit()
        assert other.hear().isdigit()

    editions, shown, moved, digest = _state(app)
    assert editions == EDITIONS
    assert {course: number for course, (_, number) in shown.items()} == {
        "listening": 1,
        "speaking": 2,
    }
    assert moved in {stamp + 1, stamp + 2}
    assert digest is not None
