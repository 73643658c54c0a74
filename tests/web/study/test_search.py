"""Searching: what is found, how it is shown, and what nobody but its people may find."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from cadreschool.courses.search.actions import index_rows
from cadreschool.courses.search.models import SearchSection
from cadreschool.courses.search.sections import Row
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from tests.school.cast import MONDAY
from tests.web.neighbourhood import settle
from tests.web.seeing import links, text, words


def _groups(page):
    return {
        str(one.select_one("h2")["id"]).removeprefix("found-"): [
            text(row) for row in one.select("li h3")
        ]
        for one in page.select("section[aria-labelledby^=found-]")
    }


def _make(app, login: str, role: Role, union: str) -> None:
    def unit() -> None:
        cadre = db.session.scalars(db.select(Cadre).where(Cadre.login == login)).one()
        place = db.session.scalars(db.select(Organisation).where(Organisation.name == union)).one()
        appoint(cadre, role, place, from_on=clock.day_of(MONDAY), by=None, at=MONDAY)

    with app.app_context():
        write(unit)


def test_a_section_is_found_with_its_words_marked_and_leads_to_its_heading(browse):
    page = browse.enter("li_mei").get("study.search", q="常错的正文")

    assert set(_groups(page)) == {"lessons"}
    assert _groups(page)["lessons"] == ["常错"] * 3
    assert [text(one) for one in page.select("li mark")] == ["常错的正文"] * 3
    assert "/courses/speaking/lessons/speaking-1/#常错" in map(unquote, links(page))


def test_where_nobody_wrote_it_so_what_comes_nearest_is_shown(browse):
    page = browse.enter("li_mei").get("study.search", q="怎么说的正文在哪里")

    assert "没有找到“怎么说的正文在哪里”" in words(page)
    assert text(page.select_one("section[aria-labelledby=near] h3")) == "怎么说"
    assert "怎么说的正文" in [
        text(one) for one in page.select("section[aria-labelledby=near] mark")
    ]


@pytest.mark.parametrize(
    "query", ["测试法第二条", "《测试法》第2条", "测试法 ２条", "二十五人", "25人"]
)
def test_an_article_is_found_however_its_number_is_written(browse, query):
    page = browse.enter("li_mei").get("study.search", q=query)

    assert _groups(page)["laws"] == ["《测试法》第二条"]
    assert any(link.endswith("#article-2") for link in links(page))


def test_a_law_is_found_by_its_name_before_its_articles(browse):
    page = browse.enter("li_mei").get("study.search", q="测试法")

    assert _groups(page)["laws"][0] == "中华人民共和国测试法"


def test_nothing_typed_gives_examples_and_nothing_found_gives_advice(browse):
    browse.enter("li_mei")

    empty, missed = browse.get("study.search"), browse.get("study.search", q="没有这样的话")

    assert "工会经费" in words(empty)
    assert "没有找到“没有这样的话”" in words(missed)
    assert browse.address("study.catalogue") in links(missed)


@pytest.mark.parametrize(
    "query", ["%", "_", "<b>", '"', "'", "*", "AND", "。", "\\", "x" * 500, "\ue000"]
)
def test_signs_that_databases_read_in_their_own_way_are_only_signs(browse, query):
    page = browse.enter("sun").get("study.search", q=query)

    assert page.select("main b") == []


def test_what_was_typed_and_what_was_found_is_shown_as_text(app, browse):
    with app.app_context():
        write(
            lambda: db.session.execute(
                db.update(SearchSection).values(text="<script>常错</script>", heading="<i>常错</i>")
            )
        )

    page = browse.enter("li_mei").get("study.search", q="常错的正文")

    assert page.select("main script, main i") == []
    assert "<script>常错</script>" in page.get_text()


def test_many_results_come_page_by_page_and_keep_what_was_asked(app, browse):
    with app.app_context():
        write(_add_sections)
    page = browse.enter("li_mei").get("study.search", q="很多", kind="lessons", page=2)

    assert [text(row) for row in page.select("li h3")] == [f"很多节{n}" for n in range(20, 25)]
    assert {one["rel"][0] for one in page.select(".pagination a")} == {"prev"}
    assert "q=" in page.select_one(".pagination a")["href"]
    assert "kind=lessons" in page.select_one(".pagination a")["href"]


def _add_sections() -> None:
    index_rows(
        "speaking",
        [
            Row(
                "speaking-1",
                is_lesson=False,
                anchor=f"part-{number}",
                title="课",
                heading=f"很多节{number}",
                text="",
                own_heading="很多",
            )
            for number in range(25)
        ],
    )


def test_questions_are_found_by_those_who_teach_and_by_nobody_else(app, browse):
    settle(app)

    assert _groups(browse.enter("hejing").get("study.search", q="speaking-1-q01"))["questions"]
    for login in ("limei", "sun", "tianye", "shilei", "luming", "chenxiao"):
        page = browse.another().enter(login).get("study.search", q="speaking-1-q01")
        assert "questions" not in _groups(page), login
        for query in ("KEY", "题干", "错二"):
            answer = browse.another().enter(login).client.get("/search/", query_string={"q": query})
            assert "KEY-" not in answer.text
            assert "的题干" not in answer.text


def test_a_trainer_of_one_union_finds_no_question_of_the_whole_school(app, browse):
    _make(app, "zhou", Role.TRAINER, "青石镇工会联合会")

    assert "questions" not in _groups(browse.enter("zhou").get("study.search", q="题干"))


def test_supervisors_find_their_own_people_and_unions_and_no_others(browse, cast):
    browse.enter("zhou")

    own = browse.get("study.search", q="王")
    assert _groups(own)["people"] == ["王强"]
    assert browse.address("supervise.cadre", cadre_id=cast.wang_qiang) in links(own)
    assert _groups(browse.get("study.search", q="建材"))["unions"] == ["建材工会"]
    for foreign in ("李梅", "孙主席", "纺织", "城关", "云岭县"):
        assert not {"people", "unions"} & set(_groups(browse.get("study.search", q=foreign)))


def test_who_supervises_nobody_finds_nobody(browse):
    for query in ("王强", "李梅", "建材工会"):
        page = browse.enter("li_mei").get("study.search", q=query)
        assert not {"people", "unions"} & set(_groups(page))


def test_a_sign_in_name_is_found_by_administrators_only(app, browse):
    settle(app)

    for login, finds in (("tianye", ["王强"]), ("sun", [])):
        page = browse.another().enter(login).get("study.search", q="wangq")
        assert _groups(page).get("people", []) == finds


def test_an_administrator_of_one_town_finds_nobody_of_the_next(app, browse):
    settle(app)
    page = browse.enter("shixiao").get("study.search", q="wangq")

    assert "people" not in _groups(page)


def test_the_page_asks_as_often_for_one_result_as_for_many(app, browse, count_queries):
    _make(app, "sun", Role.SYSTEM_ADMIN, "云岭县总工会")
    _make(app, "sun", Role.TRAINER, "云岭县总工会")
    browse.enter("sun")
    browse.get("study.search", q="工会")

    numbers = []
    for query in ("建材工会", "工会"):
        with count_queries() as asked:
            browse.client.get("/search/", query_string={"q": query})
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]


def test_a_stranger_is_led_to_the_door(browse):
    assert browse.client.get("/search/?q=x").location.startswith("/sign-in/?next=/search/")
