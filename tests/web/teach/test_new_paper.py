"""A new paper: a draft that nobody but its teachers sees."""

from __future__ import annotations

from tests.web.seeing import text
from tests.web.teach.papering import new_paper
from tests.web.teach.writing import BAI_LU, HE_JING


def test_a_paper_begins_as_a_draft(browse, teachers):
    browse.enter(HE_JING)
    paper = new_paper(browse, "春季  考试")

    page = browse.get("teach.paper", paper_id=paper)

    assert "全校·正式考试·草稿" in text(page)
    assert page.h1.get_text() == "春季 考试"
    browse.another().enter("li_mei").get("study.exam", paper_id=paper, status=404)


def test_what_is_missing_is_told(browse, teachers):
    browse.enter(HE_JING)
    response = browse.post("teach.create_paper", title="", owner="0", mode="song")

    assert response.status_code == 422
    assert "请填写试卷名称。" in response.text


def test_a_trainer_gives_papers_to_their_own_unions_only(browse, teachers, cast):
    browse.enter(BAI_LU)
    options = browse.get("teach.new_paper").select("select[name=owner] option")

    assert [one.get_text() for one in options] == ["青石镇工会联合会"]
    for owner in ("0", str(cast.county)):
        response = browse.post("teach.create_paper", title="考试", owner=owner, mode="exam")
        assert response.status_code == 422
