"""One competency: its levels as behaviours, and every row of evidence with what it weighs."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from cadreschool.learning.profile.rules import CAPPED, OLD_ITEM, STATEMENT
from tests.school.cast import MONDAY
from tests.school.profiles import sign_records
from tests.web.seeing import links, table, take, text
from tests.web.study.walking import walk


def test_every_answer_that_speaks_is_a_row_that_leads_to_its_question(browse):
    result = take(browse.enter("li_mei"), wrong=(2,))
    page = browse.get("study.profile_axis", competency="able")

    rows = table(page)
    assert len(rows) == 5
    assert sorted(row[2] for row in rows).count("没有答对（0%）") == 1
    assert {f"{result}#question-{number}" for number in range(1, 6)} <= links(page)
    assert STATEMENT in text(page)
    assert "能做到能说的第4级" in text(page)


def test_after_ninety_days_an_answer_is_seen_and_says_that_retests_speak_now(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        take(browse.enter("li_mei"))
        now.shift(timedelta(days=95))
        page = browse.another().enter("li_mei").get("study.profile_axis", competency="able")

    assert {row[3] for row in table(page)} == {f"不计入{OLD_ITEM.replace(' ', '')}"}
    assert "其中5条不计入" in text(page)


@pytest.mark.usefixtures("scenario")
def test_a_scenario_leads_to_its_ending(browse):
    run = walk(browse.enter("li_mei"), "baa")
    page = browse.get("study.profile_axis", competency="skilled")

    assert f"{run}ending/" in links(page)
    assert "情景首次走完" in text(page)


def test_a_record_says_who_signed_it_and_what_does_not_count_says_why(app, browse, cast):
    with app.app_context():
        sign_records(cast.li_mei, *["dare 2"] * 8, by=cast.sun, kinds=("visit",))
    page = browse.enter("li_mei").get("study.profile_axis", competency="dare")

    said = text(page)
    assert "孙主席签认" in said
    assert said.count(CAPPED.replace(" ", "")) == 2
    assert "其中2条不计入" in said
    assert any(one.startswith("/practice-records/") for one in links(page))


def test_a_long_list_has_pages(app, browse, cast):
    with app.app_context():
        sign_records(cast.li_mei, *["dare 2"] * 53, by=cast.sun)
    browse.enter("li_mei")

    assert len(table(browse.get("study.profile_axis", competency="dare"))) == 50
    assert len(table(browse.get("study.profile_axis", competency="dare", page=2))) == 3


def test_without_evidence_it_says_where_evidence_comes_from(browse):
    page = browse.enter("li_mei").get("study.profile_axis", competency="overview")

    assert "还没有依据" in text(page)


def test_a_competency_that_is_not_defined_is_not_found(browse):
    browse.enter("li_mei").get("study.profile_axis", competency="charm", status=404)


def test_of_a_long_list_the_single_answers_are_folded(app, browse, cast):
    take(browse.enter("li_mei"))
    with app.app_context():
        sign_records(cast.li_mei, *["able 2"] * 10, by=cast.sun)
    page = browse.get("study.profile_axis", competency="able")

    assert len(page.select("section > .table tbody tr")) == 10
    assert "其余5条，都是首次作答" in text(page.select_one("details.fold summary"))
    assert len(page.select("details.fold tbody tr")) == 5
