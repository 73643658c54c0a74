"""A thousand cadres and what they left, put straight into the tables."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, insert

from cadreschool.audit.models import AuditRow
from cadreschool.courses.cases.models import CaseStudy
from cadreschool.courses.models import CourseRow, Edition, PinnedCitation
from cadreschool.courses.radar.models import Recheck
from cadreschool.courses.search.models import SearchSection
from cadreschool.jobs.models import Job
from cadreschool.kernel.db import writing
from cadreschool.laws.models import LawImport, LawText
from cadreschool.learning.drills.models import DrillWork
from cadreschool.learning.marking.models import MarkingAnswer, MarkingTask
from cadreschool.learning.mistakes.models import Mistake
from cadreschool.learning.models import Answer, DrawnQuestion, LessonRecord, Mark, Sitting
from cadreschool.learning.practice.models import HandedQuestion
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.profile.models import ProfileStanding
from cadreschool.learning.review.models import ReviewCard
from cadreschool.learning.scenarios.models import ScenarioChoice, ScenarioRun
from cadreschool.organisations.models import Counter, Organisation, OrganisationEvent
from cadreschool.people.models import (
    Activation,
    Appointment,
    Cadre,
    KnownBrowser,
    Posting,
    SignIn,
)
from cadreschool.questions.models import QuestionVersion
from tests.school.cast import MONDAY

NUMBER = 1000


def fill(engine: Engine) -> None:
    """Fill an up-to-date database with rows in most tables."""
    numbers = range(1, NUMBER + 1)
    with writing(engine), engine.begin() as connection:
        for model, values in (
            (AuditRow, [_audit_row(number) for number in numbers]),
            (CourseRow, [{"id": "a1", "first_published_at": MONDAY}]),
            (Organisation, [_organisation(number) for number in numbers]),
            (Cadre, [_cadre(number) for number in numbers]),
            (Posting, [_posting(number) for number in numbers]),
            (OrganisationEvent, [_event(number) for number in numbers]),
            (Counter, [_counter(number) for number in numbers]),
            (Appointment, [_appointment(number) for number in numbers]),
            (Activation, [_activation(number) for number in numbers]),
            (SignIn, [_sign_in(number) for number in numbers]),
            (KnownBrowser, [_known_browser(number) for number in numbers]),
            (Job, [_job(number) for number in numbers]),
            (Edition, [_edition()]),
            (PinnedCitation, [_pin(number) for number in numbers]),
            (Recheck, [_recheck(number) for number in numbers]),
            (LawImport, [_law_import()]),
            (LawText, [_law_text(number) for number in numbers]),
            (QuestionVersion, [_question()]),
            (Sitting, [_sitting(number) for number in numbers]),
            (DrawnQuestion, [_drawn(number) for number in numbers]),
            (Answer, [_answer(number) for number in numbers]),
            (Mark, [_mark(number) for number in numbers]),
            (MarkingTask, [_task(number) for number in numbers]),
            (MarkingAnswer, [_waiting(number) for number in numbers]),
            (SearchSection, [_section(number) for number in numbers]),
            (LessonRecord, [_record(number) for number in numbers]),
            (HandedQuestion, [_handed(number) for number in numbers]),
            (Mistake, [_mistake(number) for number in numbers]),
            (ReviewCard, [_card(number) for number in numbers]),
            (ScenarioRun, [_run(number) for number in numbers]),
            (ScenarioChoice, [_choice(number) for number in numbers]),
            (DrillWork, [_work(number) for number in numbers]),
            (ProfileStanding, [_standing(number) for number in numbers]),
            (PracticeRecord, [_practice(number) for number in numbers]),
            (PracticeStep, [_step(number) for number in numbers]),
            (CaseStudy, [_case(number) for number in numbers]),
        ):
            connection.execute(insert(model), values)


def _audit_row(number: int) -> dict[str, object]:
    return {
        "id": number,
        "at": MONDAY,
        "actor_id": number,
        "action": "answer.save",
        "object_kind": "sitting",
        "object_id": str(number),
        "detail": "{}",
        "request_id": "-",
        "seal": 1,
        "digest": "0" * 32,
    }


def _organisation(number: int) -> dict[str, object]:
    return {
        "id": number,
        "parent_id": None if number == 1 else 1,
        "path": "/1/" if number == 1 else f"/1/{number}/",
        "name": f"第{number}工会",
        "kind": "grassroots",
        "position": number,
        "is_demonstration": False,
    }


def _cadre(number: int) -> dict[str, object]:
    return {
        "id": number,
        "login": f"cadre{number}",
        "name": "李梅",
        "organisation_id": number,
        "position": 1,
        "post": "chair",
        "tie": "part_time",
        "joined_at": MONDAY,
        "is_demonstration": False,
    }


def _posting(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "organisation_id": number,
        "post": "chair",
        "tie": "part_time",
        "from_on": date(2026, 3, 2),
        "is_main": True,
    }


def _event(number: int) -> dict[str, object]:
    return {
        "organisation_id": number,
        "kind": "create",
        "effective_on": date(2026, 3, 2),
        "made_at": MONDAY,
    }


def _counter(number: int) -> dict[str, object]:
    return {"organisation_id": number, "subject": "", "what": "members", "number": 1}


def _appointment(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "role": "supervisor",
        "organisation_id": number,
        "from_on": date(2026, 3, 2),
    }


def _activation(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "code_digest": f"{number:064}",
        "made_at": MONDAY,
        "expires_at": MONDAY,
    }


def _job(number: int) -> dict[str, object]:
    return {
        "kind": "report",
        "title": "导出完成情况",
        "payload": "{}",
        "state": "finished",
        "made_by": number,
        "made_at": MONDAY,
        "run_after": MONDAY,
        "attempts": 1,
        "most_attempts": 3,
        "finished_at": MONDAY,
    }


def _sign_in(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "token_digest": f"{number:064}",
        "device": "Firefox · Linux",
        "started_at": MONDAY,
        "ends_at": MONDAY,
    }


def _known_browser(number: int) -> dict[str, object]:
    return {"token_digest": f"{number:064}", "cadre_id": number, "known_since": MONDAY}


def _edition() -> dict[str, object]:
    return {
        "id": 1,
        "course_id": "a1",
        "number": 1,
        "digest": "0" * 64,
        "title": "工会法",
        "note": "",
        "published_at": MONDAY,
    }


def _pin(number: int) -> dict[str, object]:
    return {
        "edition_id": 1,
        "lesson_id": "speaking",
        "law": "工会法",
        "version": "2021修正",
        "article": str(number),
        "question_id": "",
        "passage": f"{number:064}",
    }


def _recheck(number: int) -> dict[str, object]:
    return {
        "id": number,
        "course_id": "a1",
        "lesson_id": "speaking",
        "question_id": "",
        "passage": f"{number:064}",
        "law": "工会法",
        "article": str(number),
        "from_version": "2021修正",
        "to_version": "2030修正",
        "fate": "changed",
        "to_article": str(number),
        "to_digest": "0" * 64,
        "from_on": MONDAY.date(),
        "opened_at": MONDAY,
        "note": "",
    }


def _law_import() -> dict[str, object]:
    return {
        "short": "工会法",
        "version": "2021修正",
        "title": "中华人民共和国工会法",
        "effective_from": MONDAY.date(),
        "is_whole": True,
        "source": "工会法.docx",
        "digest": "0" * 64,
        "imported_at": MONDAY,
    }


def _law_text(number: int) -> dict[str, object]:
    return {
        "short": "工会法",
        "version": "2021修正",
        "position": number,
        "article": str(number),
        "headings": "",
        "text": "条文。",
        "digest": "0" * 64,
    }


def _question() -> dict[str, object]:
    return {
        "id": 1,
        "question_id": "a1-q01",
        "number": 1,
        "digest": "0" * 64,
        "kind": "single",
        "content": "{}",
        "made_at": MONDAY,
    }


def _sitting(number: int) -> dict[str, object]:
    return {
        "id": number,
        "cadre_id": number,
        "mode": "check",
        "subject": "a1/first",
        "course_id": "a1",
        "lesson_id": "first",
        "edition_id": 1,
        "number": 1,
        "pass_mark": 80,
        "started_at": MONDAY,
        "pending": 0,
    }


def _drawn(number: int) -> dict[str, object]:
    return {
        "sitting_id": number,
        "position": 1,
        "question_version_id": 1,
        "part": 0,
        "points": 1,
        "option_order": "a b",
    }


def _answer(number: int) -> dict[str, object]:
    return {"sitting_id": number, "position": 1, "seq": 1, "value": "a", "saved_at": MONDAY}


def _section(number: int) -> dict[str, object]:
    return {
        "course_id": "a1",
        "lesson_id": "first",
        "is_lesson": False,
        "anchor": f"part-{number}",
        "head": " 工 会 ",
        "title": "工会",
        "heading": "工会",
        "text": "工会",
        "words": "'工':1 '会':2",
    }


def _record(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "course_id": "a1",
        "lesson_id": "first",
        "edition_id": 1,
        "sitting_id": number,
        "finished_at": MONDAY,
    }


def _handed(number: int) -> dict[str, object]:
    return {"sitting_id": number, "position": 1, "handed_at": MONDAY}


def _mistake(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "question_id": "q1",
        "state": "open",
        "wrong_times": 1,
        "right_in_row": 0,
        "question_version_id": 1,
        "sitting_id": number,
        "position": 1,
        "wrong_at": MONDAY,
        "since": MONDAY,
    }


def _card(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "question_id": "q1",
        "stability": 2.3,
        "difficulty": 2.1,
        "answered_on": date(2026, 3, 2),
        "due_on": date(2026, 3, 4),
    }


def _run(number: int) -> dict[str, object]:
    return {
        "id": number,
        "cadre_id": number,
        "course_id": "a1",
        "lesson_id": "deciding",
        "edition_id": 1,
        "number": 1,
        "is_first": True,
        "started_at": MONDAY,
    }


def _choice(number: int) -> dict[str, object]:
    return {
        "run_id": number,
        "seq": 1,
        "node": "door",
        "letter": "a",
        "place": "law",
        "chosen_at": MONDAY,
    }


def _work(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "course_id": "a1",
        "lesson_id": "writing",
        "edition_id": 1,
        "number": 1,
        "started_at": MONDAY,
        "text": "写好的文字。",
        "version": 1,
        "saved_at": MONDAY,
    }


def _standing(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "competency": "able",
        "evidence_count": 2,
        "weight": 2.0,
        "as_of": MONDAY.date(),
    }


def _practice(number: int) -> dict[str, object]:
    return {
        "cadre_id": number,
        "organisation_id": 1,
        "form_key": str(number),
        "kind": "visit",
        "happened_on": MONDAY.date(),
        "place": "青石镇",
        "role": "接待",
        "case_code": f"2026-{number}",
        "deed": "听完来访人的诉求，记下要点。",
        "citations": "",
        "result": "约定三日内答复。",
        "next_time": "先问清时间。",
        "competencies": "skilled",
        "state": "submitted",
        "version": 1,
        "created_at": MONDAY,
        "saved_at": MONDAY,
        "submitted_at": MONDAY,
    }


def _step(number: int) -> dict[str, object]:
    return {
        "record_id": number,
        "seq": 1,
        "kind": "submit",
        "version": 1,
        "results": "",
        "words": "",
        "made_by": number,
        "made_at": MONDAY,
    }


def _case(number: int) -> dict[str, object]:
    return {
        "id": number,
        "author_id": number,
        "organisation_id": 1,
        "title": "食堂的一次协商",
        "situation": "情况",
        "action": "做法",
        "outcome": "结果",
        "thoughts": "体会",
        "citations": "",
        "lessons": "",
        "state": "draft",
        "version": 1,
        "created_at": MONDAY,
        "saved_at": MONDAY,
    }


def _mark(number: int) -> dict[str, object]:
    return {
        "sitting_id": number,
        "position": 1,
        "seq": 1,
        "thousandths": 1000,
        "counts": True,
        "rule": "whole-1",
        "reason": "",
        "marked_at": MONDAY,
    }


def _task(number: int) -> dict[str, object]:
    return {
        "id": number,
        "question_version_id": 1,
        "part": 0,
        "key": f"{number:064}",
        "needs_second": False,
        "state": "first",
        "comment": "",
        "opened_at": MONDAY,
    }


def _waiting(number: int) -> dict[str, object]:
    return {"sitting_id": number, "position": 1, "task_id": number, "since": MONDAY}
