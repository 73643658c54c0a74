"""Writing in a draft: nobody's words are lost, and nothing moves while it is reviewed."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cadreschool.audit.models import AuditRow
from cadreschool.courses.drafts import actions
from cadreschool.courses.drafts.actions import FileSave, NewDraft
from cadreschool.courses.drafts.models import Draft, KeptText
from cadreschool.courses.drafts.queries import files_of, kept_texts, writers_of
from cadreschool.courses.drafts.rules import DraftClosedError
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from tests.school.cast import MONDAY
from tests.school.steps import MINUTE

LESSON = "01-lesson/lesson.md"
QUESTIONS = "01-lesson/questions.md"


@pytest.fixture
def draft_id(catalogue, cast):
    """Return the id of a draft that 李梅 began."""
    course = catalogue.course("speaking")
    sources = actions.sources_of(course.edition_id)
    new = NewDraft("speaking", course.title, None, sources, course.edition_id)
    db.session.close()
    return write(lambda: actions.open_draft(new, by=cast.li_mei, at=MONDAY).id)


def _draft(draft_id):
    return db.session.get_one(Draft, draft_id)


def _save(draft_id, text, base, by, path=LESSON):
    save = FileSave(path, text, base)
    return write(
        lambda: actions.save_file(_draft(draft_id), save, title=None, by=by, at=MONDAY + MINUTE)
    )


def _do(draft_id, action, **values):
    return write(lambda: action(_draft(draft_id), **values))


def test_a_draft_begins_with_what_is_published(draft_id, catalogue):
    edition = actions.sources_of(catalogue.course("speaking").edition_id)

    assert {path: row.text for path, row in files_of(draft_id).items()} == {
        path: text for path, (text, _) in edition.items()
    }


def test_a_saved_text_is_there_with_its_author(draft_id, cast):
    done = _save(draft_id, "新的课文\n", 1, cast.wang_qiang)

    row = files_of(draft_id)[LESSON]
    assert (row.text, row.version, row.changed_by) == ("新的课文\n", 2, cast.wang_qiang)
    assert (done.version, done.is_stale) == (2, False)


def test_a_stale_text_changes_nothing_and_says_so(draft_id, cast):
    _save(draft_id, "王强的\n", 1, cast.wang_qiang)
    done = _save(draft_id, "李梅的\n", 1, cast.li_mei)

    assert (done.version, done.is_stale) == (2, True)
    assert files_of(draft_id)[LESSON].text == "王强的\n"


def test_the_same_text_sent_again_is_saved_already(draft_id, cast):
    _save(draft_id, "王强的\n", 1, cast.wang_qiang)

    assert _save(draft_id, "王强的\n", 1, cast.wang_qiang).is_stale is False
    assert files_of(draft_id)[LESSON].version == 2


def test_what_somebody_else_wrote_is_kept_when_it_is_replaced(draft_id, cast):
    _save(draft_id, "王强的\n", 1, cast.wang_qiang)
    _save(draft_id, "李梅的\n", 2, cast.li_mei)
    _save(draft_id, "李梅改了的\n", 3, cast.li_mei)

    kept = kept_texts("speaking", None)
    assert (kept[0].path, kept[0].text, kept[0].name) == (LESSON, "王强的\n", "王强")
    assert "李梅的\n" not in {one.text for one in kept}, "one's own words are simply changed"


def test_questions_left_empty_are_no_file_and_are_kept(draft_id, cast):
    before = files_of(draft_id)[QUESTIONS]
    _save(draft_id, "\n", before.version, cast.li_mei, QUESTIONS)

    assert QUESTIONS not in files_of(draft_id)
    assert kept_texts("speaking", None)[0].text == before.text


def test_a_removed_lesson_leaves_its_words_behind(draft_id, cast):
    _do(draft_id, actions.remove_lesson, folder="01-lesson", by=cast.wang_qiang, at=MONDAY)

    assert not any(path.startswith("01-") for path in files_of(draft_id))
    assert {one.path for one in kept_texts("speaking", None)} == {LESSON, QUESTIONS}
    assert cast.wang_qiang in writers_of(draft_id), "who leaves words out is one of the authors"


def test_lessons_change_places_and_keep_their_words(draft_id):
    before = files_of(draft_id)
    _do(draft_id, actions.move_lesson, folder="01-lesson", step=1)
    after = files_of(draft_id)

    assert after["02-lesson/lesson.md"].text == before["01-lesson/lesson.md"].text
    assert after["01-lesson/lesson.md"].text == before["02-lesson/lesson.md"].text


def test_the_last_lesson_moves_no_further(draft_id):
    before = files_of(draft_id)
    _do(draft_id, actions.move_lesson, folder="02-lesson", step=1)

    assert {p: r.text for p, r in files_of(draft_id).items()} == {
        p: r.text for p, r in before.items()
    }


def test_a_submitted_draft_is_not_written_in(draft_id, cast):
    _do(draft_id, actions.submit_draft, words="改好了", seen=1, by=cast.li_mei, at=MONDAY)

    with pytest.raises(DraftClosedError, match="送审"):
        _save(draft_id, "再改\n", 1, cast.li_mei)
    _do(draft_id, actions.recall_draft, by=cast.li_mei, at=MONDAY)
    assert _save(draft_id, "再改\n", 1, cast.li_mei).version == 2


def test_a_page_from_an_earlier_draft_is_stale_in_the_next(draft_id, catalogue, cast):
    course = catalogue.course("speaking")
    old = files_of(draft_id)[LESSON].version
    _do(draft_id, actions.discard_draft, by=cast.li_mei, at=MONDAY)
    sources = actions.sources_of(course.edition_id)
    new = NewDraft("speaking", course.title, None, sources, course.edition_id)
    db.session.close()
    next_id = write(lambda: actions.open_draft(new, by=cast.li_mei, at=MONDAY).id)

    assert _save(next_id, "上一份草稿里写的\n", old, cast.li_mei).is_stale
    with pytest.raises(ConflictError, match="又改过"):
        _do(next_id, actions.submit_draft, words="改好了", seen=1, by=cast.li_mei, at=MONDAY)


def test_a_file_made_anew_is_not_the_one_that_was_deleted(draft_id, cast):
    old = files_of(draft_id)[QUESTIONS].version
    _save(draft_id, "\n", old, cast.li_mei, QUESTIONS)
    _save(draft_id, "王强的题\n", 0, cast.wang_qiang, QUESTIONS)

    assert _save(draft_id, "李梅的题\n", old, cast.li_mei, QUESTIONS).is_stale


def test_a_lesson_that_moved_is_not_written_over_by_its_neighbour(draft_id, cast):
    old = files_of(draft_id)[LESSON].version
    _do(draft_id, actions.move_lesson, folder="01-lesson", step=1)

    assert _save(draft_id, "第一课的文字\n", old, cast.li_mei).is_stale


def test_nobody_decides_about_something_they_have_not_seen(draft_id, cast):
    _save(draft_id, "王强的\n", 1, cast.wang_qiang)

    with pytest.raises(ConflictError, match="又改过"):
        _do(draft_id, actions.submit_draft, words="改好了", seen=1, by=cast.li_mei, at=MONDAY)


def test_a_course_has_one_open_draft(draft_id, cast):
    with pytest.raises(IntegrityError):
        write(
            lambda: actions.open_draft(
                NewDraft("speaking", "又一份", None, {}), by=cast.li_mei, at=MONDAY
            )
        )


def test_who_has_words_in_a_draft_is_known(draft_id, cast):
    assert writers_of(draft_id) == {cast.li_mei}
    _save(draft_id, "王强的\n", 1, cast.wang_qiang)
    _save(draft_id, "陈晓的\n", 2, cast.chen_xiao)

    assert writers_of(draft_id) == {cast.li_mei, cast.wang_qiang, cast.chen_xiao}


def test_a_discarded_draft_keeps_its_words_and_leaves_room_for_another(draft_id, cast):
    _save(draft_id, "王强的\n", 1, cast.wang_qiang)
    _do(draft_id, actions.discard_draft, by=cast.li_mei, at=MONDAY)

    kept = kept_texts("speaking", None)
    assert ("王强的\n", "王强", "放弃草稿时的文字") in {(o.text, o.name, o.reason) for o in kept}
    assert {one.path for one in kept} == {LESSON}, "what nobody touched is in the edition"
    assert kept_texts("speaking", cast.qingshi) == [], "not for a union that takes the id later"
    new = NewDraft("speaking", "又一份", None, {})
    assert write(lambda: actions.open_draft(new, by=cast.li_mei, at=MONDAY).id) != draft_id


def test_every_step_is_audited(draft_id, cast):
    _do(draft_id, actions.submit_draft, words="改好了", seen=1, by=cast.li_mei, at=MONDAY)
    _do(draft_id, actions.return_draft, words="再核对", by=cast.sun, at=MONDAY)

    rows = db.session.execute(
        select(AuditRow.action, AuditRow.actor_id)
        .where(AuditRow.action.startswith("draft."))
        .order_by(AuditRow.id)
    ).all()
    assert [tuple(row) for row in rows] == [
        ("draft.open", cast.li_mei),
        ("draft.submit", cast.li_mei),
        ("draft.return", cast.sun),
    ]


def test_a_text_not_used_is_set_aside(draft_id, cast):
    _do(draft_id, actions.set_aside, path=LESSON, text="我的一份\n", by=cast.li_mei, at=MONDAY)

    assert db.session.scalars(select(KeptText.text)).one() == "我的一份\n"
