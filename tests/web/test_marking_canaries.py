"""What people write is read by their markers alone, and by those without a name."""

from __future__ import annotations

import pytest

from tests.browse import Browse
from tests.school.marking import a_marked_paper, hand_in
from tests.school.steps import viewer_of
from tests.web.expectations import EXPECTED
from tests.web.neighbourhood import settle
from tests.web.seeing import words_of

pytestmark = pytest.mark.alike  # what a page tells does not hang on the engine

CANARY = "只有评阅人看得到的一段话"
KEY = "KEY-mark"
NAMED = ("李梅", "纺织工会")


@pytest.fixture
def answer(app, cast):
    """Let 李梅 write something that a person must mark, at a paper released after the end."""
    settle(app)
    with app.app_context():
        return hand_in(viewer_of(cast.li_mei), a_marked_paper(by=cast.sun), essay=CANARY)


def _addresses(app, browse, sitting):
    """Yield an address of every page, with what there is where an address names something."""
    there = {"course_id": "speaking", "lesson_id": "speaking-1", "folder": "01-lesson"}
    there |= {"short": "测试法", "question_id": "mark-essay", "bank_id": "mark", "kind": "name"}
    there |= {"sitting_id": sitting, "calculator_name": "severance"}
    for endpoint, method in EXPECTED:
        if method == "GET":
            rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
            arguments = {
                name: there.get(name, "nowhere" if rule._converters[name].regex == "[^/]+" else 2)
                for name in rule.arguments
            }
            yield browse.address(endpoint, **arguments)


def _said(response) -> str:
    """Return what a response says, a workbook byte by byte."""
    if response.mimetype == "application/zip":
        return words_of(response)
    return response.data.decode("utf-8", "replace")


@pytest.mark.parametrize("name", ["chen_xiao", "wang_qiang", "sun", "tianye", "shilei", "luming"])
def test_nobody_but_markers_reads_what_was_written_nor_the_key(app, answer, name):
    visitor = Browse(app).enter(name)

    for path in _addresses(app, visitor, answer):
        response = visitor.client.get(path)
        said = _said(response)
        assert CANARY not in said, path
        assert KEY not in said, path
        response.close()


@pytest.mark.parametrize("name", ["hejing", "xucheng"])
def test_markers_read_it_and_not_whose_it_is(app, answer, name):
    visitor = Browse(app).enter(name)
    address = visitor.post("teach.create_marking_lock").location

    page = visitor.open(address).get_text()

    assert CANARY in page
    assert not [one for one in NAMED if one in page]
    assert str(answer) not in address.split("/")


def test_who_wrote_it_learns_no_key_before_the_release(app, answer):
    visitor = Browse(app).enter("li_mei")

    for path in _addresses(app, visitor, answer):
        response = visitor.client.get(path)
        assert KEY not in _said(response), path
        response.close()
