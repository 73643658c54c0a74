"""An edition came in between: it is joined with the draft, and nobody's words are lost."""

from __future__ import annotations

import pytest

from cadreschool.cli.content import publish_folder
from tests.school.cast import MONDAY
from tests.school.content import a_course, write_content
from tests.web.seeing import text
from tests.web.teach.writing import COURSE, opened, publish, replaced, save, submit, version


@pytest.fixture
def publish_from_a_folder(app, tmp_path):
    """Return what publishes the course from a folder, with words of a lesson replaced."""

    def publish_it(old, new):
        course = a_course()
        course["01-lesson/lesson.md"] = course["01-lesson/lesson.md"].replace(old, new, 1)
        with app.app_context():
            publish_folder(write_content(tmp_path / "folder", course), at=MONDAY, quiet=True)

    return publish_it


def _merge(desk):
    page = desk.get("teach.merge", **COURSE)
    seen = page.select_one("main [name=version]")["value"]
    return page, desk.post("teach.create_merge", into=COURSE, version=seen)


def test_a_draft_on_the_newest_edition_needs_no_merge(he_jing):
    assert "不用合并" in text(he_jing.get("teach.merge", **COURSE))


def test_a_draft_on_an_old_edition_is_neither_submitted_nor_published(
    he_jing, publish_from_a_folder
):
    save(he_jing, replaced(opened(he_jing), "情境的正文", "何静的情境"))
    publish_from_a_folder("要点的正文", "文件里的要点")

    response = he_jing.post("teach.create_submission", into=COURSE, version="2", words="改")

    assert response.status_code == 409
    assert "并入草稿" in response.text
    assert "第2版" in text(he_jing.get("teach.course", **COURSE))


def test_one_submitted_before_is_not_published_over_the_new_edition(he_jing, publish_from_a_folder):
    save(he_jing, replaced(opened(he_jing), "情境的正文", "何静的情境"))
    submit(he_jing)
    publish_from_a_folder("要点的正文", "文件里的要点")

    response = he_jing.post("teach.create_publication", into=COURSE, version="2", words="改")

    assert response.status_code == 409
    assert "又发布了新的一版" in response.text


def test_changes_in_different_places_go_together_and_are_published(he_jing, publish_from_a_folder):
    save(he_jing, replaced(opened(he_jing), "情境的正文", "何静的情境"))
    publish_from_a_folder("要点的正文", "文件里的要点")

    page, response = _merge(he_jing)

    assert "文件里的要点" in text(page), "what came in between is shown"
    assert response.status_code == 303
    merged = opened(he_jing)["text"]
    assert "何静的情境" in merged
    assert "文件里的要点" in merged
    assert submit(he_jing).status_code == 303
    assert publish(he_jing).status_code == 303


def test_two_changes_of_one_line_wait_for_a_decision(he_jing, publish_from_a_folder):
    save(he_jing, replaced(opened(he_jing), "情境的正文", "何静的情境"))
    publish_from_a_folder("情境的正文", "文件里的情境")

    _, response = _merge(he_jing)

    assert "还有 1 处两边都改过" in he_jing.follow(response).get_text()
    merged = opened(he_jing)["text"]
    assert "何静的情境" in merged
    assert "文件里的情境" in merged
    assert (
        he_jing.post(
            "teach.create_submission", into=COURSE, version=version(he_jing), words="改"
        ).status_code
        == 422
    )
    assert "何静的情境" in he_jing.get("teach.kept", **COURSE).get_text()
