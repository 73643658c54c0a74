"""What tests of the radar ask for: a school whose only course cites the law, and publishing."""

from __future__ import annotations

import pytest

from cadreschool.cli.content import publish_folder
from cadreschool.courses.queries import load_registry
from cadreschool.courses.radar.actions import take_in
from cadreschool.courses.radar.queries import open_rechecks
from cadreschool.kernel.db import db, write
from cadreschool.kernel.mistakes import Findings
from cadreschool.laws.official import parse_official
from tests.courses.radar.amending import NEW, SINCE, course, law
from tests.laws.building import an_official_text
from tests.school.cast import MONDAY
from tests.school.content import write_content


@pytest.fixture
def publish(session, tmp_path):
    """Return what publishes the course and the law, at a moment."""

    def publish(files=None, *, amended=False, at=MONDAY, blocked=False):
        folder = write_content(tmp_path / "content", files or course())
        (folder / "laws" / "测试法.yaml").write_text(law(amended=amended), encoding="utf-8")
        done = publish_folder(folder, at=at, quiet=True)
        db.session.rollback()
        assert bool([one for one in done.mistakes if one.blocking]) == blocked, done.mistakes
        return done

    return publish


@pytest.fixture
def amend(session):
    """Return what imports the text of the amended law, as its database has it."""

    def amend(texts=NEW, *, version="2026修正", since=SINCE, at=MONDAY):
        content = an_official_text(
            version=version,
            effective_from=since,
            articles=[{"no": no, "text": text} for no, text in texts.items()],
        )
        text = parse_official(content.encode(), Findings("法.json"))
        return write(lambda: take_in([text], load_registry(), at=at))

    return amend


@pytest.fixture
def listed(session):
    """Return what lists the open rechecks: (where, article, fate, new article)."""

    def listed():
        found = [one for one in open_rechecks() if one.course_id == "speaking"]
        db.session.rollback()
        return sorted(
            (one.question_id or one.lesson_id, one.article, str(one.fate), one.to_article)
            for one in found
        )

    return listed
