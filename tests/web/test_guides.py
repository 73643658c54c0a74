"""The guides to the desks: there for whoever wants them, owed by nobody, counted nowhere."""

from __future__ import annotations

import shutil

import pytest

from cadreschool.cli.content import publish_folder
from tests.architecture.sources import ROOT
from tests.school.cast import MONDAY
from tests.school.content import write_content
from tests.web.neighbourhood import settle
from tests.web.seeing import links, text

pytestmark = pytest.mark.alike

GUIDES = ("help-study", "help-supervise", "help-teach", "help-office")
LAWS = ("个人信息保护法.yaml",)
"""What the guides cite."""


@pytest.fixture
def guided(app, tmp_path, browse):
    """Publish the real guides beside the courses of the small school."""
    folder = write_content(tmp_path / "guided")
    for guide in GUIDES:
        shutil.copytree(ROOT / "content" / "courses" / guide, folder / "courses" / guide)
    for law in LAWS:
        shutil.copy(ROOT / "content" / "laws" / law, folder / "laws")
    settle(app)
    with app.app_context():
        done = publish_folder(folder, at=MONDAY, quiet=True)
    assert not done.mistakes
    return browse


def test_supervisors_count_no_guide(guided, cast):
    guided.enter("sun")
    for page in (
        guided.get("supervise.completion", organisation_id=cast.county),
        guided.get("supervise.roster", organisation_id=cast.textile),
        guided.get("supervise.cadre", cadre_id=cast.li_mei),
    ):
        assert "为职工说话" in text(page)
        assert "入门" not in text(page.select_one("main"))


def test_a_guide_stands_among_no_courses_and_in_a_row_of_its_own(guided):
    guided.enter("li_mei")
    home = guided.get("study.home")
    everything, guides = guided.get("study.catalogue"), guided.get("study.catalogue", track="guide")

    assert "学习台入门" not in text(home.select_one(".rows"))
    assert guided.address("study.course", course_id="help-study") in links(home)
    assert "学习台入门" not in text(everything.select_one(".rows"))
    assert len(guides.select(".course-row")) == len(GUIDES)


@pytest.mark.parametrize(
    ("login", "endpoint", "guide"),
    [
        ("limei", "study.home", "help-study"),
        ("hejing", "teach.home", "help-teach"),
        ("tianye", "office.organisations", "help-office"),
    ],
)
def test_every_desk_leads_to_its_guide(guided, login, endpoint, guide):
    guided.enter(login)
    guided.get("study.home")  # the worker has loaded what was published
    page = guided.get(endpoint)

    assert page.select_one(f'footer a[href="/courses/{guide}/"]')


def test_a_lesson_of_a_guide_is_read_and_marked_as_read(guided):
    guided.enter("li_mei")
    page = guided.get("study.lesson", course_id="help-study", lesson_id="checks")
    course = guided.get("study.course", course_id="help-study")

    assert "记为读完" in text(page)
    assert "合格线" not in text(course)
    assert "学时" not in text(course.select_one(".facts"))


def test_nobody_is_led_to_a_guide_that_is_not_there(browse):
    page = browse.enter("li_mei").get("study.home")

    assert "使用指南" not in page.get_text()
