"""Two real amendments, where their texts lie beside the repository: what a course gets to see."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from cadreschool.cli.content import publish_folder
from cadreschool.courses.queries import load_catalogue, load_registry
from cadreschool.courses.radar.actions import take_in
from cadreschool.courses.radar.queries import open_rechecks, questions_under_review
from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.db import db, write
from cadreschool.laws.importing import Wish, read_texts
from tests.school.content import SECTIONS, a_course, a_question, write_content

ROOT = Path(__file__).resolve().parents[3]
TEXTS = ROOT.parent / "shared" / "laws"
NAMES = ("公司法@2018修正", "公司法@2023修订", "妇女权益保障法@2018修正", "妇女权益保障法@2022修订")
WRITTEN = datetime(2022, 6, 1, 9, tzinfo=SHANGHAI)
NOW = datetime(2026, 11, 22, 9, tzinfo=SHANGHAI)
CITED = ("公司法#18", "公司法#19", "妇女权益保障法#22", "妇女权益保障法#23", "工会法#22")
FLAGGED = [
    ("公司法", "18", "changed", "18"),
    ("公司法", "19", "renumbered", "18"),
    ("妇女权益保障法", "22", "renumbered", "41"),
    ("妇女权益保障法", "23", "changed", "23"),
]

pytestmark = [
    pytest.mark.skipif(not TEXTS.is_dir(), reason="no official texts beside the repository"),
    pytest.mark.usefixtures("session"),
]


def _course(typo=""):
    """Return a lesson that cites one article in each of its first sections; its questions too."""
    files = a_course("old-law", lessons=1, questions=0, draw=1)
    body = "\n\n".join(
        f"## {name}\n\n{name}{typo if name == '带走' else ''}的正文"
        + (f"，见[[{CITED[at]}]]。" if at < len(CITED) else "。")
        for at, name in enumerate(SECTIONS)
    )
    files["01-lesson/lesson.md"] = (
        "---\nid: old-law-1\ntitle: 旧法\nkind: reading\nminutes: 15\ncompetencies: [able]\n---\n"
        f"{body}\n"
    )
    files["01-lesson/questions.md"] = "\n".join(
        a_question(f"old-law-q{at}").replace("测试法#2", cited) for at, cited in enumerate(CITED)
    )
    return files


def _publish(folder, at, typo=""):
    write_content(folder, _course(typo))
    (folder / "laws" / "测试法.yaml").unlink()
    for path in (ROOT / "content" / "laws").glob("*.yaml"):
        (folder / "laws" / path.name).write_bytes(path.read_bytes())
    done = publish_folder(folder, at=at, quiet=True)
    db.session.rollback()
    assert [str(one) for one in done.mistakes if one.blocking] == []


def _flagged(*, questions):
    found = sorted(
        (one.law, one.article, str(one.fate), one.to_article)
        for one in open_rechecks()
        if one.course_id == "old-law" and bool(one.question_id) is questions
    )
    db.session.rollback()
    return found


def test_a_course_of_before_is_flagged_exactly_and_goes_on(tmp_path):
    _publish(tmp_path / "content", WRITTEN)
    reading = read_texts([TEXTS / f"{name}.json" for name in NAMES], load_registry(), Wish())
    assert reading.mistakes == ()
    db.session.rollback()
    write(lambda: take_in(reading.texts, load_registry(), at=NOW))

    assert _flagged(questions=False) == FLAGGED
    assert _flagged(questions=True) == FLAGGED
    withheld = {one for one in questions_under_review(NOW.date()) if one.startswith("old-law")}
    assert withheld == {"old-law-q0", "old-law-q3"}

    _publish(tmp_path / "content", NOW, typo="改了错字")
    assert load_catalogue().course("old-law").number == 2
    assert _flagged(questions=False) == FLAGGED
