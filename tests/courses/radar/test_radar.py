"""The amendment radar: exactly what changed is to be looked at, until somebody has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.courses.models import PinnedCitation
from cadreschool.courses.queries import load_catalogue, load_registry, newest_editions
from cadreschool.courses.radar.actions import confirm, refresh
from cadreschool.courses.radar.models import Outcome, Recheck
from cadreschool.courses.radar.queries import (
    confirmed_for,
    open_rechecks,
    questions_under_review,
    recheck_for,
    rechecks_for,
)
from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.viewer import Role
from cadreschool.laws.models import LawSource
from cadreschool.notices.models import Message
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from cadreschool.questions.actions import keep_versions
from cadreschool.questions.banks.models import BankEntry
from cadreschool.worker.rechecking import recheck
from tests.school import amending
from tests.school.amending import NEW, OLD, course
from tests.school.cast import MONDAY
from tests.school.steps import viewer_of

AUGUST = datetime(2026, 8, 3, 9, tzinfo=SHANGHAI)
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
FLAGGED = [
    ("speaking-1", "1", "changed", "1"),
    ("speaking-1", "3", "renumbered", "4"),
    ("speaking-1-q1", "1", "changed", "1"),
    ("speaking-1-q3", "3", "renumbered", "4"),
    ("speaking-1-q4", "4", "changed", "4"),
]


def _trainer(cast, union=None):
    """Appoint 孙主席 as a trainer of the whole school, or of a union."""

    def unit():
        cadre = db.session.get_one(Cadre, cast.sun)
        at = db.session.get_one(Organisation, union or cast.county)
        appoint(cadre, Role.TRAINER, at, from_on=MONDAY.date(), by=None, at=MONDAY)

    write(unit)
    return viewer_of(cast.sun)


def _in_speaking():
    return [one for one in open_rechecks() if one.course_id == "speaking"]


def _ids(question_id=None):
    found = _in_speaking()
    db.session.rollback()
    return [one.id for one in found if question_id is None or one.question_id == question_id]


def _outcomes():
    rows = db.session.scalars(select(Recheck)).all()
    db.session.rollback()
    return {(row.question_id or row.lesson_id, row.article): row.outcome for row in rows}


def test_nothing_is_to_be_looked_at_while_there_is_one_version(publish, listed):
    publish()

    assert listed() == []


def test_an_import_of_a_newer_version_flags_exactly_what_changed(publish, amend, listed):
    publish()
    done = amend()

    assert listed() == FLAGGED
    assert done.refreshed.opened == len(open_rechecks())


def test_registering_the_newer_version_flags_the_same(publish, listed):
    publish()
    publish(amended=True)

    assert listed() == FLAGGED


def test_registering_what_was_imported_before_flags_nothing_twice(publish, amend, listed):
    publish()
    amend()
    publish(amended=True)

    assert listed() == FLAGGED


def test_a_course_that_names_the_old_version_is_flagged_the_same(publish, listed):
    named = course()
    for path in ("01-lesson/lesson.md", "01-lesson/questions.md"):
        named[path] = named[path].replace("测试法#", "测试法@2020修正#")
    publish(named)
    publish(named, amended=True)

    assert listed() == FLAGGED


def test_what_was_written_under_the_newer_version_is_not_flagged(publish, amend, listed):
    publish(course(情境="新写的", 要点="新写的", 法条="新写的"), amended=True, at=AUGUST)
    amend(at=AUGUST)

    assert listed() == []


def test_a_mended_typo_elsewhere_is_published_and_the_flag_stays(publish, listed):
    publish()
    publish(amended=True)
    publish(course(带走="改了一个错字", q2="改了题干"), amended=True, at=AUGUST)

    assert load_catalogue().course("speaking").number == 3
    db.session.rollback()
    assert listed() == FLAGGED


def test_the_passage_keeps_the_version_it_was_written_under(publish):
    publish()
    publish(course(带走="改了一个错字", 要点="重新写过"), amended=True, at=AUGUST)

    lesson = load_catalogue().course("speaking").lessons[0]

    assert {c.articles: c.version for c in lesson.citations} == {
        ("1",): "2020修正",
        ("2",): "2026修正",
        ("3",): "2020修正",
    }


def test_editing_the_passage_clears_it_and_only_it(publish, listed):
    publish()
    publish(amended=True)
    publish(course(情境="按新法重写", q4="按新法重写"), amended=True, at=AUGUST)

    edited = {("speaking-1", "1"), ("speaking-1-q4", "4")}
    assert listed() == [one for one in FLAGGED if one[:2] not in edited]
    assert _outcomes()["speaking-1", "1"] == Outcome.EDITED


def test_citing_the_new_number_clears_a_renumbered_article(publish, listed):
    publish()
    publish(amended=True)
    mended = course()
    mended["01-lesson/lesson.md"] = mended["01-lesson/lesson.md"].replace("测试法#3", "测试法#4")
    publish(mended, amended=True, at=AUGUST)

    assert ("speaking-1", "3", "renumbered", "4") not in listed()


def test_new_text_that_cites_the_ended_version_is_still_refused(publish):
    publish()
    publish(amended=True)
    named = course()
    named["01-lesson/lesson.md"] = named["01-lesson/lesson.md"].replace(
        "带走的正文", "照[[测试法@2020修正#1]]办"
    )
    done = publish(named, amended=True, at=AUGUST, blocked=True)

    assert [one.rule for one in done.mistakes if one.blocking] == ["ended-version"]


def test_a_confirmation_clears_what_was_confirmed_and_is_written_down(publish, amend, listed, cast):
    publish()
    amend()
    stamp = load_catalogue().stamp
    who, ids = _trainer(cast), _ids("speaking-1-q1")
    write(lambda: confirm(who, ids, "新旧条文都要求先通知。", at=AUGUST))

    assert listed() == [one for one in FLAGGED if one[0] != "speaking-1-q1"]
    assert load_catalogue().stamp == stamp + 1, "every worker hears of it"
    (row,) = confirmed_for(who, Role.TRAINER)
    assert (row.question_id, row.note) == ("speaking-1-q1", "新旧条文都要求先通知。")
    audit = db.session.scalars(select(AuditRow).where(AuditRow.action == "recheck.confirm")).one()
    assert "测试法@2026修正#1" in audit.detail
    publish(course(带走="又改了错字"), amended=True, at=AUGUST)
    assert listed() == [one for one in FLAGGED if one[0] != "speaking-1-q1"]


def test_what_was_confirmed_is_asked_again_when_the_text_is_another(publish, amend, listed, cast):
    publish()
    amend()
    who, ids = _trainer(cast), _ids("speaking-1-q1")
    write(lambda: confirm(who, ids, "看过了。", at=AUGUST))
    amend({**NEW, "1": "甲的第三种写法。"})

    assert listed() == FLAGGED


def test_a_correction_that_makes_the_texts_equal_settles_it(publish, amend, listed):
    publish()
    amend()
    amend({**NEW, "1": OLD["1"]})

    assert ("speaking-1", "1", "changed", "1") not in listed()
    assert _outcomes()["speaking-1", "1"] == Outcome.SETTLED


def test_a_later_version_is_compared_with_the_one_that_was_confirmed(publish, amend, listed, cast):
    publish()
    amend()
    who, ids = _trainer(cast), _ids("speaking-1-q1")
    write(lambda: confirm(who, ids, "看过了。", at=AUGUST))
    amend({**NEW, "4": "又改了。"}, version="2027修正", since="2027-01-01")

    later = [one for one in _in_speaking() if one.to_version == "2027修正"]
    assert ("speaking-1-q1", "1") not in {(one.question_id, one.article) for one in later}
    assert ("speaking-1-q4", "4") in {(one.question_id, one.article) for one in later}


def test_questions_leave_from_the_day_the_newer_version_binds(publish, amend):
    publish()
    amend()

    assert questions_under_review(BEFORE) == set()
    assert questions_under_review(AFTER) == {"speaking-1-q1", "speaking-1-q4"}
    catalogue = load_catalogue()
    assert catalogue.questions_under_review(BEFORE) == set()
    assert catalogue.questions_under_review(AFTER) == questions_under_review(AFTER)
    assert catalogue.questioned("speaking", "speaking-1", AFTER) == {
        ("测试法", "1"),
        ("测试法", "3"),
    }


def test_a_still_newer_version_takes_the_place_of_the_one_before(publish, amend):
    publish()
    amend()
    amend({**NEW, "1": OLD["1"]}, version="2027修正", since="2027-01-01")

    assert questions_under_review(date(2026, 12, 31)) == {"speaking-1-q1", "speaking-1-q4"}
    assert questions_under_review(date(2027, 1, 1)) == {"speaking-1-q4"}


def test_articles_of_which_the_newer_text_is_not_known_are_listed_and_still_asked(
    publish, amend, listed
):
    publish()
    amend({"1": NEW["1"], "9": "别的。"})

    assert ("speaking-1-q2", "2", "unknown", "") in listed()
    assert "speaking-1-q2" not in questions_under_review(AFTER)


def test_only_those_who_edit_the_course_may_confirm(publish, amend, cast):
    publish()
    amend()
    below, ids = _trainer(cast, cast.textile), _ids()

    with pytest.raises(NotFoundError):
        write(lambda: confirm(below, ids, "看过了。", at=AUGUST))
    with pytest.raises(NotFoundError):
        recheck_for(below, 999_999)
    assert rechecks_for(below, Role.TRAINER, Role.REVIEWER) == []
    assert confirmed_for(below, Role.TRAINER) == []


def test_what_somebody_confirmed_meanwhile_is_told(publish, amend, cast):
    publish()
    amend()
    who, ids = _trainer(cast), _ids("speaking-1-q1")
    write(lambda: confirm(who, ids, "看过了。", at=AUGUST))

    with pytest.raises(ConflictError):
        write(lambda: confirm(who, [*ids, *_ids("speaking-1-q4")], "看过了。", at=AUGUST))
    assert _ids("speaking-1-q4"), "all or nothing"


def test_refreshing_twice_is_refreshing_once(publish, amend, listed):
    publish()
    amend()
    again = write(lambda: refresh(load_registry(), at=AUGUST))

    assert (again.opened, again.closed) == (0, 0)
    assert listed() == FLAGGED


def test_editions_of_a_program_that_knew_no_passages_are_noted_at_the_next_publication(
    publish, listed
):
    publish()
    edition = next(one for one in newest_editions() if one.course_id == "speaking")
    db.session.rollback()

    def forget():
        rows = set(
            db.session.execute(
                select(PinnedCitation.lesson_id, PinnedCitation.law, PinnedCitation.article).where(
                    PinnedCitation.edition_id == edition.id
                )
            ).all()
        )
        db.session.query(PinnedCitation).filter_by(edition_id=edition.id).delete()
        db.session.add_all(
            PinnedCitation(
                edition_id=edition.id, lesson_id=one, law=law, version="2020修正", article=article
            )
            for one, law, article in rows
        )

    write(forget)
    publish(amended=True, at=AUGUST)

    assert listed() == FLAGGED


def test_a_law_that_ended_without_another_is_to_be_looked_at(publish):
    publish()

    def end():
        row = db.session.get_one(LawSource, "测试法")
        row.text = row.text.replace("effective_to: null", "effective_to: 2026-06-30")
        db.session.flush()
        refresh(load_registry(), at=AUGUST)

    write(end)
    assert {str(one.fate) for one in _in_speaking()} == {"ended"}
    db.session.rollback()
    found = {one for one in questions_under_review(AFTER) if one.startswith("speaking")}
    assert len(found) == 4


@pytest.fixture
def bank(session):
    """Put two questions that cite the law into a bank of the whole school."""
    return amending.put_into_bank()


def _in_bank():
    found = [one.question_id for one in open_rechecks() if one.bank_id == "exam"]
    db.session.rollback()
    return found


def test_questions_of_banks_are_looked_at_too(publish, bank, amend):
    publish()
    amend()

    assert _in_bank() == ["bank-q1"]
    assert "bank-q1" in questions_under_review(AFTER)


def test_a_question_of_a_bank_is_cleared_by_new_words_and_not_by_a_new_difficulty(
    publish, bank, amend
):
    publish()
    amend()

    def change(**fields):
        def unit():
            version = keep_versions([replace(bank[0], **fields)], at=AUGUST)["bank-q1"]
            db.session.get_one(BankEntry, "bank-q1").question_version_id = version

        write(unit)
        recheck()

    change(difficulty=3)
    assert _in_bank() == ["bank-q1"]
    change(stem="按新法重写的题干？")
    assert _in_bank() == []


def test_a_question_of_a_bank_is_confirmed_by_those_who_write_there(publish, bank, amend, cast):
    publish()
    amend()
    who = _trainer(cast)
    (one,) = [one.id for one in open_rechecks() if one.bank_id == "exam"]
    db.session.rollback()
    write(lambda: confirm(who, [one], "看过了。", at=AUGUST))

    assert _in_bank() == []


def test_those_who_look_after_the_course_are_told_once(publish, amend, cast):
    publish()
    _trainer(cast)
    amend()
    amend({**NEW, "1": "甲的第三种写法。"})

    (told,) = db.session.scalars(select(Message)).all()
    assert (told.cadre_id, told.title, told.link) == (
        cast.sun,
        "《测试法》修改了",
        "/teach/amendments/",
    )
    assert "有了新版（2026修正），2026年7月1日起施行" in told.text


def test_a_trainer_of_one_union_is_not_told_of_the_courses_of_the_school(publish, amend, cast):
    publish()
    _trainer(cast, cast.textile)
    amend()

    assert db.session.scalars(select(Message)).all() == []
