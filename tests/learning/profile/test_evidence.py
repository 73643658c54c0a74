"""What facts say of competencies: which count, how much, and why some do not."""

from __future__ import annotations

import pytest

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.actions import hand_in, rescore
from cadreschool.learning.diagnostics.actions import start_diagnostic
from cadreschool.learning.exams.actions import end_exam
from cadreschool.learning.models import DrawnQuestion
from cadreschool.learning.practice.rules import Asked
from cadreschool.learning.profile import rules
from cadreschool.learning.profile.actions import decide_dispute, raise_dispute
from cadreschool.learning.profile.queries import evidence_of, profile_of
from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.learning.sittings.actions import NewMark, add_marks
from cadreschool.learning.statistics.models import QuestionStatistics
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.papers.models import PaperMode, Release
from cadreschool.worker.releasing import release
from tests.learning.marking.conftest import trainer_at
from tests.school.cast import MONDAY
from tests.school.diagnosing import diagnose
from tests.school.drills import a_drill_course
from tests.school.evidencing import about, answer_work, evidence, retest
from tests.school.papers import a_paper, answer, sit
from tests.school.practising import days_on, pool, practise
from tests.school.profiles import sign_records
from tests.school.regrading import apply, propose
from tests.school.running import publish_course, walk
from tests.school.steps import right_answers, save, take, viewer_of
from tests.school.writing import submit

LAST_DAY = 89
ABLE = ("able", 1.0, 1.0, "")


@pytest.fixture
def sun(session, cast):
    """Return 孙主席, who teaches for the whole school."""
    return trainer_at(cast.sun, cast.county)


# Answers ---------------------------------------------------------------------------------------


def test_each_first_answer_of_a_check_says_right_or_wrong(li_mei, course):
    take(li_mei, course, wrong=2)

    assert about(li_mei.cadre_id, "item") == [("able", 0.0, 1.0, "")] * 2 + [ABLE] * 3
    first = evidence(li_mei.cadre_id)[0]
    assert (first.title, first.unit) == ("“课 speaking-1”课末检测第 1 题", "A1")
    assert first.signed_by is None


def test_a_second_answer_to_a_question_is_no_evidence(li_mei, course):
    """Ten questions, five drawn: the next check asks the other five, the third none anew."""
    for day in (0, 40, 80):
        take(li_mei, course, wrong=5, at=days_on(day))

    assert len(about(li_mei.cadre_id, "item", day=80)) == 10


def test_whoever_practised_a_question_lately_shows_memory_of_it(li_mei, course, catalogue):
    practise(li_mei, pool(li_mei, catalogue), at=days_on(1))

    take(li_mei, course, at=days_on(30))
    assert (
        about(li_mei.cadre_id, "item", day=30) == [("able", 1.0, 0.0, "前 30 天里做过这道题")] * 5
    )
    take(li_mei, course, 2, at=days_on(31))
    assert about(li_mei.cadre_id, "item", day=31)[5:] == [ABLE] * 5


def test_an_answer_from_memory_does_not_use_a_question_up(li_mei, course, catalogue):
    """Met and answered too soon it says nothing; thirty days after all that, it says something."""
    practise(li_mei, pool(li_mei, catalogue), at=days_on(0))
    for day in (3, 4):
        take(li_mei, course, at=days_on(day))
    assert [one[2] for one in about(li_mei.cadre_id, "item", day=4)] == [0.0] * 10

    for day in (34, 35):
        take(li_mei, course, at=days_on(day))
    assert about(li_mei.cadre_id, "item", day=35)[10:] == [ABLE] * 10

    for day in (70, 71):
        take(li_mei, course, at=days_on(day))
    assert len(about(li_mei.cadre_id, "item", day=200)) == 20, "once for good, never again"


def test_what_a_diagnostic_left_blank_was_not_met(li_mei, course):
    write(lambda: diagnose(li_mei, course))
    take(li_mei, course, at=days_on(3))
    take(li_mei, course, at=days_on(4))

    assert about(li_mei.cadre_id, "item", day=4) == [ABLE] * 10


def test_what_a_diagnostic_answered_was_met(li_mei, course):
    asked = [
        Asked(one, course.unit, course.id, course.lessons[0].id)
        for one in course.lessons[0].questions
    ]
    sitting_id = write(lambda: start_diagnostic(li_mei, lambda: asked, seed=1, at=MONDAY))
    save(li_mei, sitting_id, *right_answers(li_mei, sitting_id, course))
    write(lambda: hand_in(li_mei, sitting_id, at=MONDAY))
    take(li_mei, course, at=days_on(3))

    assert about(li_mei.cadre_id, "item", day=3) == [("able", 1.0, 0.0, "前 30 天里做过这道题")] * 5


def test_practice_itself_is_no_evidence(li_mei, catalogue):
    practise(li_mei, pool(li_mei, catalogue))

    assert evidence(li_mei.cadre_id) == []


def test_after_ninety_days_an_answer_stays_to_be_seen_and_weighs_nothing(li_mei, course):
    take(li_mei, course)

    assert about(li_mei.cadre_id, "item", day=LAST_DAY) == [ABLE] * 5
    assert (
        about(li_mei.cadre_id, "item", day=LAST_DAY + 1)
        == [("able", 1.0, 0.0, "满 90 天，改由复测说明")] * 5
    )


def test_as_of_an_earlier_day_later_answers_say_nothing(li_mei, course):
    take(li_mei, course, at=days_on(3))

    assert evidence(li_mei.cadre_id, day=2) == []
    assert len(evidence(li_mei.cadre_id, day=3)) == 5


def test_answers_of_a_paper_say_nothing_before_they_may_be_told(li_mei, cast):
    paper = a_paper(by=cast.sun, mode=PaperMode.EXAM, release=Release.CLOSED)
    sitting_id = sit(li_mei, paper)
    answer(li_mei, sitting_id, wrong=1)
    write(lambda: hand_in(li_mei, sitting_id, at=MONDAY))
    assert evidence(li_mei.cadre_id) == []

    write(lambda: end_exam(paper, by=cast.sun, at=MONDAY))
    release()

    results = [one[1] for one in about(li_mei.cadre_id, "item")]
    assert sorted(results) == [0.0, 1.0, 1.0, 1.0, 1.0]
    assert evidence(li_mei.cadre_id)[0].title == "“春季考试”第 1 题"


def test_a_mock_is_no_evidence(li_mei, cast):
    paper = a_paper(by=cast.sun, mode=PaperMode.MOCK, release=Release.SUBMITTED)
    sitting_id = sit(li_mei, paper)
    answer(li_mei, sitting_id)
    write(lambda: hand_in(li_mei, sitting_id, at=MONDAY))

    assert evidence(li_mei.cadre_id) == []


def test_the_newest_mark_counts_and_what_was_annulled_does_not(li_mei, course):
    sitting_id = take(li_mei, course)

    def unit():
        marks = [NewMark(1, 500, "regrade:1"), NewMark(2, 1000, "regrade:2", counts=False)]
        add_marks(sitting_id, marks, at=MONDAY)
        rescore(sitting_id, at=MONDAY)

    write(unit)

    assert about(li_mei.cadre_id, "item")[:3] == [
        ("able", 0.5, 1.0, ""),
        ("able", 1.0, 0.0, "这道题已经作废"),
        ABLE,
    ]


def test_a_mark_that_everybody_got_says_nothing_of_anybody(li_mei, course, sun):
    sitting_id = take(li_mei, course, wrong=1)
    asked = db.session.scalar(
        db.select(QuestionVersion.question_id)
        .join(DrawnQuestion, DrawnQuestion.question_version_id == QuestionVersion.id)
        .where(DrawnQuestion.sitting_id == sitting_id, DrawnQuestion.position == 1)
    )
    db.session.close()

    apply(sun, propose(sun, asked, RegradeKind.FULL))

    first = about(li_mei.cadre_id, "item")[0]
    assert first == ("able", 1.0, 0.0, "这道题改判为人人得满分")


def test_a_doubtful_question_weighs_half(li_mei, course):
    sitting_id = take(li_mei, course)
    version = db.session.scalar(
        db.select(DrawnQuestion.question_version_id).where(
            DrawnQuestion.sitting_id == sitting_id, DrawnQuestion.position == 1
        )
    )
    db.session.close()
    row = QuestionStatistics(
        question_version_id=version,
        part=0,
        question_id="q",
        lesson_id="",
        number=40,
        options="[]",
        doubts='["negative"]',
        doubt_number=1,
        computed_at=MONDAY,
    )
    write(lambda: db.session.add(row))

    assert about(li_mei.cadre_id, "item")[:2] == [
        ("able", 1.0, 0.5, "这道题的统计可疑，减半计"),
        ABLE,
    ]


# Re-tests --------------------------------------------------------------------------------------


def test_a_retest_shows_what_was_kept_and_that_somebody_learns(li_mei, course):
    take(li_mei, course)
    retest(li_mei, course, wrong=1)

    assert about(li_mei.cadre_id, "retest", day=30) == [
        ("able", 0.667, 2.0, ""),
        ("learning", 0.667, 2.0, ""),
    ]
    row = next(one for one in evidence(li_mei.cadre_id, day=30) if one.kind == "retest")
    assert (row.title, row.unit) == ("“课 speaking-1”满 30 天复测", "A1")
    assert len(about(li_mei.cadre_id, "retest", day=400)) == 2


LEFT_OUT = "题不计：作废、改判、正在复核，或者前 7 天里做过"


def _regrade_asked(teacher, sitting_id, kind, which):
    """Let these questions of a re-test be regraded."""
    rows = db.session.scalars(
        db.select(QuestionVersion.question_id)
        .join(DrawnQuestion, DrawnQuestion.question_version_id == QuestionVersion.id)
        .where(DrawnQuestion.sitting_id == sitting_id)
        .order_by(DrawnQuestion.position)
    ).all()
    db.session.close()
    for question_id in rows[which]:
        regrade_id = propose(teacher, question_id, kind, at=days_on(31))
        apply(teacher, regrade_id, at=days_on(31))


@pytest.mark.parametrize("kind", [RegradeKind.FULL, RegradeKind.ANNUL])
def test_a_retest_says_what_the_questions_say_that_count(li_mei, course, sun, kind):
    take(li_mei, course)
    sitting_id = retest(li_mei, course, wrong=3)

    _regrade_asked(sun, sitting_id, kind, slice(2))
    assert about(li_mei.cadre_id, "retest", day=31)[0] == ("able", 0.0, 1.0, f"2 {LEFT_OUT}")

    _regrade_asked(sun, sitting_id, kind, slice(2, 3))
    row = about(li_mei.cadre_id, "retest", day=31)[0]
    assert row[2:] == (0.0, "题目作废、改判、正在复核，或者前 7 天里做过，没有可计的题")


def test_what_was_practised_in_the_week_before_shows_nothing_in_a_retest(li_mei, course):
    questions = course.lessons[0].questions
    take(li_mei, course)
    practise(li_mei, questions, at=days_on(24))

    retest(li_mei, course)

    for day in (30, 400):
        assert [one[2] for one in about(li_mei.cadre_id, "retest", day=day)] == [0.0, 0.0]


def test_what_was_practised_a_week_before_speaks_in_a_retest(li_mei, course):
    take(li_mei, course)
    practise(li_mei, course.lessons[0].questions, at=days_on(23))

    retest(li_mei, course)

    assert [one[2] for one in about(li_mei.cadre_id, "retest", day=30)] == [2.0, 2.0]


# Deeds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("letters", "result"), [("baa", 1.0), ("aab", 0.25), ("ca", 0.0)])
def test_the_first_walk_says_where_its_choices_lay(session, cast, letters, result):
    deciding, li_mei = publish_course(), viewer_of(cast.li_mei)
    walk(li_mei, deciding, letters)
    walk(li_mei, deciding, "baa")

    assert about(li_mei.cadre_id, "scenario") == [("skilled", result, 1.0, "")]


def test_a_walk_that_did_not_end_says_nothing(session, cast):
    deciding, li_mei = publish_course(), viewer_of(cast.li_mei)
    walk(li_mei, deciding, "b")

    assert evidence(li_mei.cadre_id) == []


def test_a_later_edition_changes_nothing_about_a_walk(session, cast):
    from tests.school.scenarios import a_scenario_course  # noqa: PLC0415 -- one test needs it

    deciding, li_mei = publish_course(), viewer_of(cast.li_mei)
    walk(li_mei, deciding, "baa")
    before = about(li_mei.cadre_id, "scenario")

    texts = {
        path: text.replace("能力：skilled +2", "能力：skilled -2")
        for path, text in a_scenario_course().items()
    }
    publish_course(texts)

    assert about(li_mei.cadre_id, "scenario") == before == [("skilled", 1.0, 1.0, "")]


def test_a_writing_counts_as_another_person_marked_it(session, cast, sun):
    course, li_mei = publish_course(a_drill_course()), viewer_of(cast.li_mei)
    work_id = submit(li_mei, course)
    assert evidence(li_mei.cadre_id) == [], "how one marks oneself is no evidence"

    answer_work(sun, work_id, 2, 2, 1)
    assert about(li_mei.cadre_id, "writing") == [("skilled", 0.833, 3.0, "")]
    answer_work(sun, work_id, 2, 0, 1)
    assert about(li_mei.cadre_id, "writing") == [("skilled", 0.5, 3.0, "")]
    assert evidence(li_mei.cadre_id)[0].signed_by == sun.cadre_id


def test_of_writings_the_first_handed_in_counts(session, cast, sun):
    course, li_mei = publish_course(a_drill_course()), viewer_of(cast.li_mei)
    first, second = submit(li_mei, course), submit(li_mei, course)
    answer_work(sun, second, 2, 2, 2)
    assert evidence(li_mei.cadre_id) == []

    answer_work(sun, first, 1, 1, 1)
    assert about(li_mei.cadre_id, "writing") == [("skilled", 0.5, 3.0, "")]


def test_a_signed_record_says_what_was_found_shown(session, cast):
    day = days_on(0).date()
    sign_records(cast.li_mei, "dare 2 skilled 1", "stature 0", by=cast.sun, on=day)

    found = evidence(cast.li_mei, day=400)
    assert [(one.competency, one.result, one.weight) for one in found] == [
        ("stature", 0.0, 3.0),
        ("dare", 1.0, 3.0),
        ("skilled", 0.5, 3.0),
    ]
    assert {(one.title, one.unit, one.sort) for one in found[1:]} == {
        ("接访的实践记录", "C2", "reception")
    }
    assert {one.signed_by for one in found} == {cast.sun}


def test_of_one_type_six_records_a_year_weigh(session, cast):
    day = days_on(0).date()
    sign_records(cast.li_mei, *["dare 2"] * 8, by=cast.sun, on=day, kinds=("talk",))

    rows = sorted(evidence(cast.li_mei, day=400), key=lambda one: one.on)
    assert [one.weight for one in rows] == [3.0] * 6 + [0.0] * 2
    assert rows[-1].reason == "同一类实践记录一年最多计 6 条"


def test_what_a_signer_did_not_see_lowers_a_profile(session, cast):
    here, day = load_catalogue(), days_on(0).date()
    db.session.close()
    found = []
    for result in ("dare 2", "dare 0"):
        sign_records(cast.li_mei, *[result] * 4, by=cast.sun, on=day)
        on = days_on(400).date()
        found.append(profile_of(cast.li_mei, catalogue=here, on=on).axis("dare"))
        db.session.close()

    assert [(one.level, one.count) for one in found] == [(4, 4), (1, 8)]
    assert found[1].estimate.mean == pytest.approx(0.5, abs=0.01)


def test_what_was_not_seen_makes_no_level(session, cast):
    """Three records that show it and one that does not are three records."""
    day = days_on(0).date()
    sign_records(cast.li_mei, *["dare 2"] * 3, "dare 0", by=cast.sun, on=day)

    grounds = rules.grounds_of(evidence(cast.li_mei, day=400), days_on(400).date())

    assert (grounds.count, grounds.signed, grounds.records, grounds.sorts) == (4, 3, 3, 3)


def test_a_record_that_was_taken_out_leaves_its_place_to_another(session, cast, sun):
    li_mei, here = viewer_of(cast.li_mei), load_catalogue()
    db.session.close()
    zhou = trainer_at(cast.zhou, cast.county, Role.REVIEWER)
    first, *_ = sign_records(
        cast.li_mei, *["dare 2"] * 7, by=cast.sun, on=days_on(0).date(), kinds=("talk",)
    )
    say = {"catalogue": here, "at": days_on(400)}
    found = write(lambda: raise_dispute(li_mei, f"record:{first}", "不是我做的。", **say))

    write(lambda: decide_dispute(zhou, found, is_kept=False, words="去掉。", at=days_on(400)))

    rows = about(cast.li_mei, "record", day=400)
    assert [one[2] for one in rows] == [0.0] + [3.0] * 6
    assert rows[0][3] == "本人提出异议，复核后去掉"


# All of it -------------------------------------------------------------------------------------


def test_the_number_of_queries_is_the_same_for_one_and_for_many(
    li_mei, course, cast, catalogue, count_queries
):
    chen_xiao = viewer_of(cast.chen_xiao)
    for viewer in (li_mei, chen_xiao):
        take(viewer, course)
    take(li_mei, course, 2)
    sign_records(cast.li_mei, "dare 2", "skilled 2", by=cast.sun, on=MONDAY.date())
    on = days_on(1).date()

    with count_queries() as for_one:
        evidence_of([cast.wang_qiang], catalogue=catalogue, on=on)
    with count_queries() as for_many:
        found = evidence_of([cast.li_mei, cast.chen_xiao], catalogue=catalogue, on=on)

    assert len(for_one) == len(for_many) == 6
    assert {key: bool(rows) for key, rows in found.items()} == {
        cast.li_mei: True,
        cast.chen_xiao: True,
    }
    with count_queries() as for_profile:
        profile_of(cast.li_mei, catalogue=catalogue, on=on)
    assert len(for_profile) == 8


def test_a_profile_has_every_axis_in_order_with_the_target_of_the_post(li_mei, course, cast):
    take(li_mei, course)
    take(li_mei, course, 2)

    profile = profile_of(cast.li_mei, catalogue=load_catalogue(), on=days_on(0).date())

    assert [axis.competency.name for axis in profile.axes][:2] == ["能说", "敢说"]
    able, dare = profile.axes[:2]
    assert (able.count, able.level, able.level_name) == (10, 1, "知道")
    assert able.estimate is not None
    assert able.estimate.mean == pytest.approx(11 / 12)
    assert (dare.count, dare.estimate, dare.level, dare.level_name) == (0, None, None, "证据不足")
    assert {axis.target for axis in profile.axes} == {None}, "the small school asks for nothing"
