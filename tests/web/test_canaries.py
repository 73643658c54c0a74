"""Right answers and explanations leave the server after handing in, and not before.

Every explanation of the small school holds the word KEY with the question's id; the right number
is 25; what is right among options can only be told by words that belong to the options themselves.
"""

from __future__ import annotations

import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db
from cadreschool.kernel.keys import RequestKey
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.papers.models import Release
from tests.browse import Browse
from tests.school.cast import MONDAY
from tests.school.papers import BANK, a_paper, fill_bank
from tests.web.looking import every_page
from tests.web.neighbourhood import settle
from tests.web.seeing import FIRST, answered, begin, fields, hand_in, text, words_of

CANARY = "KEY-"


def _everything(app, browse, paper, cast):
    """Yield every response 李梅 can get while a paper of hers is open."""
    sitting_id = int(paper.split("/")[2])
    yield from every_page(
        app, browse, organisation_id=cast.textile, cadre_id=cast.li_mei, sitting_id=sitting_id
    )
    page = browse.open(paper)
    nonsense = answered(page) | {name: "？" for name in fields(page) if name[-1].isdigit()}
    for values in (
        answered(page, wrong=(1, 2, 3)),
        answered(page, blank=(2,)) | {"do": "submit"},
        answered(browse.open(paper), wrong=(4, 5)),
        answered(page),
        nonsense,
    ):
        yield browse.send(f"{paper}answers", values)
        yield browse.send(f"{paper}answers", values, json=True)
    yield browse.client.get(f"{paper}result/")
    yield browse.client.get(f"{paper}result/?x=1", follow_redirects=True)
    yield browse.client.get(f"{paper}nowhere/")
    yield browse.client.put(paper)
    yield browse.client.post(f"{paper}answers")


@pytest.mark.alike
def test_before_handing_in_nothing_tells_the_answers(app, browse, cast):
    paper = begin(browse.enter("li_mei"))

    for response in _everything(app, browse, paper, cast):
        said = f"{response.headers}\n{words_of(response)}"
        assert CANARY not in said, response.request.path
        if response.request.path.startswith(paper):
            assert not re.search("解析|正确答案|答对", said)
        response.close()


BANK_ONLY = Design((BANK,), rows=(Row(1, 4, kind="essay"), Row(1, 3, kind="case")))


@pytest.mark.alike
@pytest.mark.parametrize("release", [Release.CLOSED, Release.NEVER])
def test_an_exam_tells_nothing_before_its_release(app, browse, cast, caplog, release):
    with app.app_context():
        fill_bank()
        exam = a_paper(by=cast.sun, design=BANK_ONLY, release=release)
    into = {"paper_id": exam}
    browse.enter("li_mei")
    paper = browse.post("study.create_exam_sitting", into=into).location
    things = {"organisation_id": cast.textile, "cadre_id": cast.li_mei, "paper_id": exam}
    things["sitting_id"] = int(paper.split("/")[2])

    def look():
        for response in every_page(app, browse, **things):
            said = f"{response.headers}\n{words_of(response)}"
            assert CANARY not in said, response.request.path
            assert "会前收集诉求" not in said, response.request.path
            response.close()

    look()
    values = {"q1": "会前听", "q1-base": "0", "q2": "1", "q2-base": "0", "q3-base": "0"}
    for wish in ("save", "submit", "take_seat", "submit_anyway"):
        for json in (True, False):
            response = browse.send(f"{paper}answers", values | {"do": wish}, json=json)
            assert CANARY not in f"{response.headers}\n{response.text}"
    assert browse.client.get(paper).location == f"{paper}result/"
    look()
    for trainer_page in ("teach.takers", "teach.paper_sheet", "teach.paper"):
        path = browse.address(
            trainer_page, **into | ({"form": 1} if "sheet" in trainer_page else {})
        )
        assert browse.client.get(path).status_code == 403
    assert CANARY not in caplog.text


def test_stored_replies_and_the_audit_hold_no_answers(app, browse, cast):
    with app.app_context():
        fill_bank()
        exam = a_paper(by=cast.sun, design=BANK_ONLY)
    browse.enter("li_mei")
    paper = browse.post("study.create_exam_sitting", into={"paper_id": exam}).location
    values = {"q1": "我的回答", "q1-base": "0"}
    browse.send(f"{paper}answers", values, json=True)
    browse.send(f"{paper}answers", values | {"do": "submit_anyway"})

    with app.app_context():
        replies = db.session.execute(select(RequestKey.body, RequestKey.notice)).all()
        details = db.session.execute(select(AuditRow.detail)).all()
    said = f"{replies}{details}"
    assert CANARY not in said
    assert "我的回答" not in said


def test_nobody_else_is_told_before_or_after(app, browse, cast):
    paper = begin(browse.another().enter("li_mei"))
    for other in ("chen_xiao", "wang_qiang", "sun"):
        visitor = Browse(app).enter(other)
        for path in (
            paper,
            f"{paper}result/",
            f"/supervise/cadres/{cast.li_mei}/",
            f"/supervise/organisations/{cast.textile}/cadres/",
        ):
            assert CANARY not in visitor.client.get(path).text


def test_the_markup_of_right_and_wrong_options_is_the_same(browse):
    browse.enter("li_mei")
    for lesson_id in ("speaking-1", "speaking-2"):
        page = browse.open(begin(browse, course_id="speaking", lesson_id=lesson_id))
        for question in page.select("form.paper fieldset:has(.option)"):
            shapes = {
                re.sub(r"\d+", "", str(option).replace(text(option), ""))
                for option in question.select(".option")
            }
            assert len(shapes) == 1, shapes


def test_the_right_number_stands_nowhere_on_an_open_paper(browse):
    page = browse.open(begin(browse.enter("li_mei")))
    for token in page.select("input[name=csrf_token], input[name=request_key], link, script, use"):
        token.decompose()

    assert "25" not in re.sub(r'"b-\w+"', "", str(page.select_one("form.paper")))


@pytest.mark.alike
def test_the_order_of_options_does_not_follow_the_authors(app):
    """The author always wrote the right option first; settling draws with fixed seeds."""
    first_is_right = []
    for login, sitting_id in settle(app).open_sittings.items():
        visitor = Browse(app).enter(login)
        page = visitor.get("study.sitting", sitting_id=sitting_id)
        for question in page.select("fieldset:has(input[type=radio])"):
            options = [text(one) for one in question.select("label")]
            if len(options) > 2:
                first_is_right.append(options[0].startswith("对"))

    assert True in first_is_right
    assert False in first_is_right


def test_the_result_tells_the_answers_of_this_paper_and_of_no_other(app, browse):
    with app.app_context():
        bank = {
            question.question.id
            for lesson in load_catalogue().course("speaking").lessons
            for question in lesson.questions
        }
    paper = begin(browse.enter("li_mei"))
    drawn = {
        text(one).removesuffix("的题干？") for one in browse.open(paper).select(".question__stem")
    }

    result = browse.follow(hand_in(browse, paper)).get_text()

    assert {one for one in bank if f"{CANARY}{one}" in result} == drawn


def test_a_new_paper_keeps_its_answers_to_itself_although_an_old_one_told_its_own(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        hand_in(browse, begin(browse.enter("li_mei")), wrong=(1, 2))
        now.shift(600)
        paper = begin(browse)

        for path in (paper, "/study/", browse.address("study.check", **FIRST)):
            assert CANARY not in browse.client.get(path).text


@pytest.mark.parametrize("value", ["a", "b", "c", "true", "false", "q1", "right"])
def test_names_the_author_gave_to_options_tell_nothing_when_tried(browse, value):
    """Whatever is posted for an option: the answer is the same, right or wrong."""
    paper = begin(browse.enter("li_mei"))
    page = browse.open(paper)
    values = dict.fromkeys((f"q{n}" for n in range(1, 6)), value)
    values |= {f"q{n}-base": "0" for n in range(1, 6)}

    response = browse.send(f"{paper}answers", values, json=True)

    assert set(response.json) == {"saved_at", "saved", "times", "bases", "faults"}
    assert not re.search("对|错|正确", response.text.replace("单选题只能", ""))
    assert BeautifulSoup(response.text, "html.parser").select("*") == []
    assert len(page.select("fieldset")) == 5
