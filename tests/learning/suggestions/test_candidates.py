"""What could be suggested: every reason is true of whoever gets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.learning.diagnostics.actions import start_diagnostic
from cadreschool.learning.diagnostics.queries import offered
from cadreschool.learning.mistakes.queries import mistakes_of
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.learning.practice_records.rules import PracticeKind
from cadreschool.learning.profile.models import ProfileStanding
from cadreschool.learning.queries import own_facts
from cadreschool.learning.suggestions.candidates import Gathered, candidates
from cadreschool.learning.suggestions.queries import gathered
from cadreschool.learning.suggestions.rules import Sort, Step, groups
from tests.school import drills
from tests.school.cast import MONDAY
from tests.school.running import begin_run, publish_course
from tests.school.steps import finish, start, take
from tests.school.writing import begin_work


@pytest.fixture
def offers(li_mei, catalogue):
    """Return what could be suggested to 李梅 now: {sort: candidates}."""

    def find(*, at=MONDAY):
        known = gathered(li_mei, catalogue, day_of(at))
        found = {}
        for one in candidates(known, catalogue):
            found.setdefault(one.sort, []).append(one)
        return found

    return find


def test_a_newcomer_is_offered_the_diagnostic_first(offers):
    found = offers()
    (group, *_) = groups(one for among in found.values() for one in among)

    assert group[0].aim.step is Step.DIAGNOSTIC
    assert found.keys() == {Sort.DIAGNOSTIC, Sort.REQUIRED}
    assert "您的岗位必修" in found[Sort.REQUIRED][0].why


def test_a_diagnostic_under_way_is_gone_on_with_and_a_handed_in_one_is_not_offered(
    offers, li_mei, catalogue
):
    def choose():
        return offered(li_mei.cadre_id, catalogue, day_of(MONDAY), seed=1).asked

    sitting_id = write(lambda: start_diagnostic(li_mei, choose, seed=1, at=MONDAY))
    found = offers()

    assert Sort.DIAGNOSTIC not in found
    assert found[Sort.OPEN][0].aim.number == sitting_id


def test_an_open_check_is_gone_on_with(offers, li_mei, course):
    sitting_id = start(li_mei, course)

    found = offers()[Sort.OPEN]

    assert (found[0].aim.step, found[0].aim.number) == (Step.GO_ON, sitting_id)
    assert found[0].why == "课末检测还没有交卷，答过的都在。"


def test_a_course_begun_says_how_much_is_left(offers, li_mei, course):
    take(li_mei, course)

    (found,) = offers()[Sort.OPEN]

    assert found.aim.lesson_id == "speaking-2"
    assert "还有 1 课没有学完" in found.why


def test_a_retest_is_offered_on_its_day_and_not_before(offers, li_mei, course):
    take(li_mei, course)

    assert Sort.RETEST not in offers(at=MONDAY + timedelta(days=29))
    (found,) = offers(at=MONDAY + timedelta(days=30))[Sort.RETEST]
    assert "满 30 天" in found.why


def test_a_weak_article_says_how_many_mistakes_rest_on_it(offers, li_mei, course):
    take(li_mei, course, wrong=2)

    (found,) = offers()[Sort.ARTICLE]

    assert len(mistakes_of(li_mei, "open")) == 2
    assert found.title == "《测试法》第二条"
    assert found.why == "错题本里有 2 题以它为依据，最近一次做错在 3月2日。"
    assert found.minutes == 3


def test_a_gap_names_the_level_and_the_target(li_mei, catalogue):
    known = gathered(li_mei, catalogue, day_of(MONDAY))
    levels = {"able": 1, "dare": None, "skilled": 3}
    targets = {"able": 3, "dare": 2, "skilled": 2}
    of = Gathered(known.meant, {}, levels, targets)

    found = [one for one in candidates(of, catalogue) if one.sort is Sort.GAP]

    assert [one.why for one in found[:1]] == ["能说：现在第 1 级，岗位目标第 3 级。"]
    assert not [one for one in found if "会说" in one.why]


def test_levels_come_from_what_is_kept(li_mei, catalogue):
    row = ProfileStanding(
        cadre_id=li_mei.cadre_id,
        competency="able",
        evidence_count=9,
        weight=9.0,
        mean=0.7,
        low=0.6,
        high=0.8,
        level=2,
        newest_on=day_of(MONDAY),
        as_of=day_of(MONDAY),
    )
    write(lambda: db.session.add(row))

    assert gathered(li_mei, catalogue, day_of(MONDAY)).levels == {"able": 2}


def test_who_finished_everything_is_offered_nothing_that_is_done(offers, li_mei, catalogue):
    for course in catalogue.curriculum:
        finish(li_mei, course)

    assert offers() == {}


def test_a_scenario_never_begun_is_offered_and_one_under_way_is_gone_on_with(li_mei):
    scenario = publish_course()
    here = load_catalogue()

    def found(sort):
        known = gathered(li_mei, here, day_of(MONDAY))
        return [one.why for one in candidates(known, here) if one.sort is sort]

    assert found(Sort.SCENARIO)[0].startswith("还没有走过这个情景，练的是")
    begin_run(li_mei, scenario)
    assert found(Sort.SCENARIO) == []
    assert found(Sort.OPEN)[0] == "情景开始了，还没有走。"


def test_a_record_sent_back_leads_to_its_text(offers, li_mei):
    row = PracticeRecord(
        cadre_id=li_mei.cadre_id,
        organisation_id=li_mei.organisation_id,
        form_key="key",
        kind=PracticeKind.VISIT,
        happened_on=day_of(MONDAY),
        place="",
        role="",
        case_code="",
        deed="",
        citations="",
        result="",
        next_time="",
        competencies="able",
        state="returned",
        version=1,
        created_at=MONDAY,
        saved_at=MONDAY,
        submitted_at=MONDAY,
    )
    write(lambda: db.session.add(row))

    (found,) = [one for one in offers()[Sort.OPEN] if one.aim.step is Step.CORRECT]

    assert (found.title, found.aim.number) == ("实践记录：走访慰问", row.id)


def test_from_level_two_on_a_record_is_offered_too(li_mei, catalogue):
    known = gathered(li_mei, catalogue, day_of(MONDAY), levels={"able": 2})
    of = replace(known, targets={"able": 3})

    found = [one for one in candidates(of, catalogue) if one.sort is Sort.GAP]

    assert [one.aim.step for one in found] == [Step.RECORD, Step.READ, Step.READ]
    assert found[0].why == "能说：现在第 2 级，岗位目标第 3 级。再往上要有经人签认或评阅的依据。"


def _in_order(facts):
    return {
        course_id: replace(one, sittings=sorted(one.sittings, key=lambda sitting: sitting.id))
        for course_id, one in facts.items()
    }


def test_what_is_gathered_of_courses_is_what_every_page_reads(li_mei):
    scenario, drill = publish_course(), publish_course(drills.a_drill_course())
    here = load_catalogue()
    for course in (scenario, drill):
        assert here.course(course.id)
    begin_run(li_mei, scenario)
    begin_work(li_mei, drill)
    course = here.course("speaking")
    take(li_mei, course, wrong=3)
    take(li_mei, course, 2)
    finish(li_mei, here.course("listening"))
    start(li_mei, course, 2, at=MONDAY + timedelta(hours=1))

    facts = gathered(li_mei, here, day_of(MONDAY)).facts

    assert _in_order(facts) == _in_order(own_facts(li_mei, [one.id for one in here.courses]))
    assert facts.keys() == {"speaking", "listening", scenario.id, drill.id}
