"""One amended article: both texts beside each other, what rests on it, confirming it."""

from __future__ import annotations

import pytest

from cadreschool.courses.radar.queries import open_rechecks
from tests.school import amending
from tests.school.keeping import kept
from tests.web.seeing import links, text
from tests.web.teach.writing import BAI_LU, HE_JING, XU_CHENG, begin

TEXT, QUESTION = ("1", ""), ("1", "speaking-1-q1")


def _ids():
    return {
        (one.article, one.question_id): one.id
        for one in open_rechecks()
        if one.course_id == "speaking"
    }


@pytest.fixture
def amended(app, teachers, tmp_path):
    """Publish the course and import both texts; return {(article, question): recheck}."""

    def make():
        with app.app_context():
            amending.publish(tmp_path / "content")
            amending.amend(amending.OLD, version="2020修正", since="2020-01-01")
            amending.amend()
            return _ids()

    return kept(app, "amended twice", make)


def _open(browse, amended, article="1", **more):
    return browse.get("teach.amendment", recheck_id=amended[article, ""], **more)


def _confirm(browse, amended, *ticked, note="新旧条文意思相同。", key=None):
    fields = {"note": note, "recheck": [amended[one] for one in ticked]}
    into = {"recheck_id": amended[TEXT]}
    return browse.post("teach.create_confirmation", into=into, key=key, **fields)


def test_both_texts_stand_beside_each_other_with_the_words_that_differ(browse, amended):
    page = _open(browse.enter(HE_JING), amended)

    assert [text(one) for one in page.select("del")] == ["旧"]
    assert [text(one) for one in page.select("ins")] == ["新"]
    assert "甲的旧文。" in text(page)
    assert "甲的新文。" in text(page)


def test_it_shows_the_paragraph_and_the_question_with_its_answer(browse, amended):
    page = text(_open(browse.enter(HE_JING), amended))

    assert "情境的正文，见《测试法》第一条。" in page
    assert "题目speaking-1-q1" in page
    assert "解析：KEY-speaking-1-q1" in page


def test_a_moved_article_says_what_to_write_instead(browse, amended):
    page = _open(browse.enter(HE_JING), amended, "3")

    assert "把[[测试法#3]]改成[[测试法#4]]" in text(page)
    assert page.select("del, ins") == []


def test_without_the_official_text_our_gists_stand_there(app, browse, teachers, tmp_path):
    with app.app_context():
        amending.publish(tmp_path / "content")
        amending.publish(tmp_path / "content", amended=True)
        one = _ids()[TEXT]
    page = text(browse.enter(HE_JING).get("teach.amendment", recheck_id=one))

    assert page.count("这一版的原文没有导入") == 2
    assert "一句话" in page


def test_confirming_takes_it_off_the_list_with_the_words_kept(browse, amended):
    browse.enter(HE_JING)
    page = browse.follow(_confirm(browse, amended, TEXT, QUESTION))

    assert "已确认2处仍然正确。" in text(page)
    assert "何静：新旧条文意思相同。" in text(page)
    again = browse.client.get(browse.address("teach.amendment", recheck_id=amended[TEXT]))
    assert again.location == browse.address("teach.amendments")


def test_what_was_not_ticked_stays(browse, amended):
    browse.enter(HE_JING)
    page = text(browse.follow(_confirm(browse, amended, QUESTION)))

    assert "情境的正文" in page
    assert "speaking-1-q1" not in page


@pytest.mark.parametrize(
    ("ticked", "note", "words"),
    [
        ((), "看过了。", "还没有勾选"),
        ((TEXT,), "", "请写一句为什么仍然正确"),
        ((TEXT,), "长" * 501, "500"),
    ],
    ids=["nothing ticked", "no words", "too many words"],
)
def test_what_is_missing_is_said_and_what_was_sent_is_kept(browse, amended, ticked, note, words):
    browse.enter(HE_JING)
    response = _confirm(browse, amended, *ticked, note=note)
    page = response.get_data(as_text=True)

    assert response.status_code == 422
    assert words in page
    assert note in page


def test_the_same_confirmation_twice_is_one(browse, amended):
    browse.enter(HE_JING)
    first = _confirm(browse, amended, TEXT, QUESTION, key="0" * 20)
    again = _confirm(browse, amended, TEXT, QUESTION, key="0" * 20)

    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location


def test_what_a_colleague_confirmed_meanwhile_is_a_conflict(browse, amended):
    browse.enter(HE_JING)
    _confirm(browse, amended, QUESTION)

    assert _confirm(browse, amended, TEXT, QUESTION).status_code == 409


def test_with_a_draft_each_passage_leads_to_its_editor(browse, amended):
    browse.enter(HE_JING)
    assert "开始修改" in text(_open(browse, amended))
    begin(browse)

    assert links(_open(browse, amended)) >= {
        browse.address("teach.lesson", course_id="speaking", folder="01-lesson"),
        browse.address("teach.questions", course_id="speaking", folder="01-lesson"),
    }


def test_a_reviewer_sees_it_and_confirms_nothing(browse, amended):
    page = _open(browse.enter(XU_CHENG), amended)

    assert page.select("input[type=checkbox]") == []
    assert _confirm(browse, amended, TEXT).status_code == 403


def test_another_unions_trainer_finds_nothing(browse, amended):
    _open(browse.enter(BAI_LU), amended, status=404)
    assert _confirm(browse, amended, TEXT).status_code == 404


def test_a_question_of_a_bank_leads_to_its_page_there(app, browse, teachers, tmp_path):
    with app.app_context():
        amending.publish(tmp_path / "content")
        amending.put_into_bank()
        amending.amend()
        (one,) = [one.id for one in open_rechecks() if one.bank_id == "exam"]
    page = browse.enter(HE_JING).get("teach.amendment", recheck_id=one)

    assert "题库：考试题" in text(page)
    assert "解析：KEY-bank-q1" in text(page)
    assert links(page) >= {
        browse.address("teach.bank_question", bank_id="exam", question_id="bank-q1")
    }
