"""A wider school for the matrix: one actor of every kind, and for each what lies around them.

云岭县总工会: 孙主席 supervises it ("above")
├─ 城关街道工会联合会
│  └─ 纺织工会: 李梅 ("cadre"); 陈晓 supervises it ("below")
│     └─ 细纱小组: 吴芳
└─ 青石镇工会联合会: 周建国 supervises it ("beside")
   └─ 建材工会: 王强 ("cadre of another unit")
白水县总工会: 钱英
In 云岭县 sit the trainer 何静, the reviewer 许诚, the system administrator 田野 (石晓 is one for
城关街道 only), the security administrator 石磊 and the auditor 鲁明.
Everybody has a sitting under way, one handed in, a run of a scenario under way, one that has ended,
a text under way, one submitted, a practice record to be signed, a second browser, a mistake,
practice over and under way, and a message. 李梅 once signed a record of 吴芳.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.courses.drafts.actions import (
    FileSave,
    NewDraft,
    open_draft,
    save_file,
    sources_of,
)
from cadreschool.courses.models import ContentStamp
from cadreschool.courses.payload import RENDERER
from cadreschool.courses.queries import load_catalogue
from cadreschool.files.actions import register_file
from cadreschool.files.storage import keep
from cadreschool.jobs.models import State
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.viewer import Grant, Role
from cadreschool.learning import actions
from cadreschool.learning.models import Mode
from cadreschool.learning.practice.offers import newest_of
from cadreschool.learning.profile.sharing import share
from cadreschool.learning.question_reports.actions import NewReport, report_question
from cadreschool.learning.question_reports.models import Category
from cadreschool.notices.actions import tell
from cadreschool.notices.queries import messages_to
from cadreschool.notices.rules import NewMessage
from cadreschool.organisations.actions import create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.people.actions import Browser, NewCadre, add_cadre, appoint, sign_in
from cadreschool.people.models import Cadre, Post, Posting, Tie
from cadreschool.people.queries import viewer_of_token, viewer_query
from cadreschool.questions.banks.actions import NewEntry, Putting, create_bank, save_question
from cadreschool.questions.banks.models import EntryState, StepKind
from cadreschool.questions.markdown import read_questions
from cadreschool.questions.papers.actions import NewException, make_exception
from cadreschool.questions.published import Shown
from cadreschool.questions.queries import published_questions
from cadreschool.worker.results import folder_of
from tests.school import drills, engines, scenarios
from tests.school.cast import MONDAY
from tests.school.content import a_question
from tests.school.diagnosing import diagnose
from tests.school.papers import a_paper
from tests.school.practising import begin, practise
from tests.school.recording import a_draft, hand_over, put_name_to
from tests.school.recording import keep as keep_record
from tests.school.running import begin_run, publish_course, walk
from tests.school.telling import begin_case, hand_in_case
from tests.school.working import leave_job
from tests.school.writing import begin_work, submit
from tests.web.expectations import EXPECTED
from tests.web.left_behind import (
    announced,
    ask_witness,
    disagree,
    leave_bank_job,
    leave_check,
    leave_marking,
    leave_recheck,
    set_parameter,
    was_supervisor,
)
from tests.web.naming import PERSONAL
from tests.web.visitors import ABOVE, BELOW, FOREIGN, MISSING, OWN, STRANGER, THERE, reached

if TYPE_CHECKING:
    from flask import Flask

    from tests.browse import Browse

LOGINS = {
    "cadre": "limei",
    "cadre of another unit": "wangqiang",
    "supervisor below": "chenxiao",
    "supervisor above": "sun",
    "supervisor beside": "zhou",
    "trainer": "hejing",
    "reviewer": "xucheng",
    "system admin": "tianye",
    "system admin below": "shixiao",
    "security admin": "shilei",
    "audit admin": "luming",
}
_STAFF = (
    ("hejing", "何静", "云岭县总工会", Role.TRAINER),
    ("xucheng", "许诚", "云岭县总工会", Role.REVIEWER),
    ("tianye", "田野", "云岭县总工会", Role.SYSTEM_ADMIN),
    ("shixiao", "石晓", "城关街道工会联合会", Role.SYSTEM_ADMIN),
    ("shilei", "石磊", "云岭县总工会", Role.SECURITY_ADMIN),
    ("luming", "鲁明", "云岭县总工会", Role.AUDIT_ADMIN),
)
# Whose things lie where, seen from each actor.
AROUND = {
    "cadre": {FOREIGN: "wangqiang", ABOVE: "sun", BELOW: "wufang"},
    "cadre of another unit": {FOREIGN: "limei", ABOVE: "zhou", BELOW: "wufang"},
    "supervisor below": {FOREIGN: "wangqiang", ABOVE: "sun", BELOW: "wufang"},
    "supervisor above": {FOREIGN: "qianying", ABOVE: "qianying", BELOW: "limei"},
    "supervisor beside": {FOREIGN: "limei", ABOVE: "sun", BELOW: "wangqiang"},
    "system admin below": {FOREIGN: "wangqiang", ABOVE: "sun", BELOW: "limei"},
}
for _actor in ("trainer", "reviewer", "system admin", "security admin", "audit admin"):
    AROUND[_actor] = {FOREIGN: "qianying", ABOVE: "qianying", BELOW: "limei"}
NOBODY = 999_999
ADMITTED = {200, 204, 302, 303, 409, 422}
BACKUP = "cadreschool-20260302-090000.zip"
PICTURE = b"\x89PNG\r\n\x1a\n of a workshop"


@dataclass(slots=True)
class Neighbourhood:
    """Ids of everybody's things by sign-in name."""

    cadres: dict[str, int] = field(default_factory=dict)
    unions: dict[str, int] = field(default_factory=dict)
    open_sittings: dict[str, int] = field(default_factory=dict)
    closed_sittings: dict[str, int] = field(default_factory=dict)
    closed_diagnostics: dict[str, int] = field(default_factory=dict)
    open_runs: dict[str, int] = field(default_factory=dict)
    ended_runs: dict[str, int] = field(default_factory=dict)
    open_works: dict[str, int] = field(default_factory=dict)
    closed_works: dict[str, int] = field(default_factory=dict)
    handed_records: dict[str, int] = field(default_factory=dict)
    begun_records: dict[str, int] = field(default_factory=dict)
    asked_records: dict[str, int] = field(default_factory=dict)
    told_cases: dict[str, int] = field(default_factory=dict)
    handed_cases: dict[str, int] = field(default_factory=dict)
    browsers: dict[str, int] = field(default_factory=dict)
    appointments: dict[str, int] = field(default_factory=dict)
    announcements: dict[str, int] = field(default_factory=dict)
    parameters: dict[str, int] = field(default_factory=dict)
    postings: dict[str, int] = field(default_factory=dict)
    jobs: dict[str, int] = field(default_factory=dict)
    failed_jobs: dict[str, int] = field(default_factory=dict)
    roster_jobs: dict[str, int] = field(default_factory=dict)
    bank_checks: dict[str, int] = field(default_factory=dict)
    bank_exports: dict[str, int] = field(default_factory=dict)
    open_exercises: dict[str, int] = field(default_factory=dict)
    closed_exercises: dict[str, int] = field(default_factory=dict)
    messages: dict[str, int] = field(default_factory=dict)
    disputes: dict[str, int] = field(default_factory=dict)
    picture: str = ""
    recheck: int = 0
    paper: int = 0
    exception: int = 0
    task: int = 0
    regrade: int = 0

    def arguments(
        self, endpoint: str, names: set[str], actor: str, place: str
    ) -> dict[str, object]:
        """Return what stands in a route's address for this object, seen from this actor."""
        if place in {THERE, MISSING} and not names & set(PERSONAL):
            return self._published(endpoint, names, is_there=place == THERE)
        owner = "limei" if actor == STRANGER else LOGINS[actor]
        if place not in {OWN, MISSING} and actor != STRANGER:
            owner = AROUND[actor][place]
        things = {
            "organisation_id": self.unions,
            "cadre_id": self.cadres,
            "session_id": self.browsers,
            "appointment_id": self.appointments,
            "posting_id": self.postings,
            "announcement_id": self.announcements,
            "parameter_id": self.parameters,
            "kind": dict.fromkeys(self.cadres, "name"),
            "job_id": self._jobs_for(endpoint),
            "drill_id": self.open_works
            if endpoint in {"study.drill", "study.update_drill_text"}
            else self.closed_works,
            "run_id": self.ended_runs
            if endpoint in {"study.ending", "study.walk"}
            else self.open_runs,
            "sitting_id": self._sittings_for(endpoint),
            "record_id": self._records_for(endpoint),
            "case_id": self.handed_cases if endpoint.startswith("teach.") else self.told_cases,
            "position": dict.fromkeys(self.cadres, 1),
            "message_id": self.messages,
            "dispute_id": self.disputes,
        }
        return {name: NOBODY if place == MISSING else things[name][owner] for name in names}

    def _records_for(self, endpoint: str) -> dict[str, int]:
        if endpoint == "study.practice_record_text":
            return self.begun_records
        return self.asked_records if endpoint.endswith("practice_witness") else self.handed_records

    def _sittings_for(self, endpoint: str) -> dict[str, int]:
        if "exercise" in endpoint:
            is_over = endpoint == "study.exercise_result"
            return self.closed_exercises if is_over else self.open_exercises
        if endpoint == "study.diagnostic_result":
            return self.closed_diagnostics
        return self.closed_sittings if endpoint == "study.result" else self.open_sittings

    def _jobs_for(self, endpoint: str) -> dict[str, int]:
        if endpoint in {"office.roster", "office.create_roster_import", "office.create_slips"}:
            return self.roster_jobs
        if endpoint.startswith("teach."):
            return self.bank_exports if endpoint == "teach.bank_export" else self.bank_checks
        return self.failed_jobs if endpoint.endswith(".create_attempt") else self.jobs

    def _published(self, endpoint: str, names: set[str], *, is_there: bool) -> dict[str, object]:
        there = {
            "course_id": "speaking",
            "lesson_id": "speaking-1",
            "folder": "01-lesson",
            "short": "测试法",
            "digest": self.picture,
            "extension": "png",
            "name": BACKUP,
            "calculator_name": "severance",
            "recheck_id": self.recheck,
            "paper_id": self.paper,
            "exception_id": self.exception,
            "task_id": self.task,
            "regrade_id": self.regrade,
            "form": 1,
            "bank_id": "exam",
            "question_id": "exam-1",
            "competency": "able",
        }
        if endpoint == "study.create_run":
            there |= {"course_id": scenarios.COURSE, "lesson_id": scenarios.LESSON}
        if endpoint == "study.create_drill":
            there |= {"course_id": drills.COURSE, "lesson_id": drills.LESSON}
        missing = there | {"short": "无此法", "digest": "0" * 64, "name": "nowhere.zip"}
        missing |= {"calculator_name": "nowhere", "recheck_id": NOBODY, "paper_id": NOBODY}
        missing |= {"task_id": NOBODY, "regrade_id": NOBODY, "competency": "nowhere"}
        missing["question_id" if "question_id" in names else "bank_id"] = "nowhere"
        missing["lesson_id" if "lesson_id" in names else "course_id"] = "nowhere"
        return {name: (there if is_there else missing)[name] for name in names}


def admitted(endpoint: str) -> str:
    """Return somebody whom the table lets send this form about something of their own."""
    cells = EXPECTED[endpoint, "POST"].cells
    return next(actor for actor in LOGINS if ADMITTED & set(cells[actor].values()))


def form_of(app: Flask, browse: Browse, endpoint: str) -> str:
    """Enter as somebody who may send a form; return its address with something of their own."""
    school, actor = settle(app), admitted(endpoint)
    browse.enter(LOGINS[actor])
    return address_in(school, app, browse, endpoint, actor)


def address_in(school: Neighbourhood, app: Flask, browse: Browse, endpoint: str, actor: str) -> str:
    """Return the address of a form with something of an actor who may send it."""
    rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
    place = reached(EXPECTED[endpoint, "POST"].cells[actor], ADMITTED)
    names = set(rule.arguments)
    arguments = school.arguments(endpoint, names, actor, place) if names else {}
    return browse.address(endpoint, **arguments)


def settle(app: Flask) -> Neighbourhood:
    """Add the neighbours to the cast, and give everybody something of their own.

    Done once by the actions, a fifth of a second; what they wrote is put back for every other test
    that finds the school as it was made.
    """
    settings = app.config["SETTINGS"]
    folder = settings.instance / "backups"
    folder.mkdir(exist_ok=True)
    (folder / BACKUP).write_bytes(b"PK")
    keep(PICTURE, settings.media)
    with app.app_context():
        before = _state()
        kept = _kept.get("settled")
        if kept is not None and kept.fits(before):
            db.session.remove()
            kept.copy.put_back(db.engine)
            folder_of(settings.instance).mkdir(exist_ok=True)
            for name, data in kept.results.items():
                (folder_of(settings.instance) / name).write_bytes(data)
            return deepcopy(kept.found)
        found = _settled(settings.media)
        db.session.remove()
        if kept is None:
            results = {one.name: one.read_bytes() for one in folder_of(settings.instance).iterdir()}
            copy = engines.Copy(db.engine)
            _kept["settled"] = _Kept(found, before, clock.now(), copy, results)
            return deepcopy(found)
        return found


def _settled(media: Path) -> Neighbourhood:
    write(_add_neighbours)
    found = Neighbourhood()
    rows = db.session.execute(select(Cadre.login, Cadre.id, Cadre.organisation_id)).all()
    scenario, drill = publish_course(), publish_course(drills.a_drill_course())
    course = load_catalogue().course("speaking")
    db.session.close()
    for seed, (login, cadre_id, organisation_id) in enumerate(rows):
        found.cadres[login] = cadre_id
        found.unions[login] = organisation_id
        write(lambda login=login, seed=seed: _give(found, login, course, seed))
        _let_walk(found, login, scenario)
        _let_write(found, login, drill)
        found.handed_records[login] = hand_over(_viewer(login), a_draft())
        found.begun_records[login] = keep_record(_viewer(login), a_draft("b"))
        found.told_cases[login] = begin_case(_viewer(login))
        found.handed_cases[login] = hand_in_case(_viewer(login))
    _let_sign()
    found.picture = keep(PICTURE, media)
    write(lambda: register_file(found.picture, "png", len(PICTURE), at=MONDAY))
    write(lambda: _begin_draft(found.cadres["hejing"], course))
    write(lambda: _make_bank(found.cadres["hejing"]))
    for login, cadre_id, organisation_id in rows:
        _let_practise(found, login, course)
        author = _viewer("qianying" if login != "qianying" else "zhou")
        found.asked_records[login] = ask_witness(author, cadre_id, organisation_id)
    found.recheck = write(leave_recheck)
    found.paper = a_paper(by=found.cadres["hejing"], minutes=None)
    found.task, found.regrade = write(lambda: leave_marking(found.cadres["hejing"]))
    found.exception = _except(found.paper, found.cadres["limei"], found.cadres["hejing"])
    return found


@dataclass(slots=True)
class _Kept:
    """What settling wrote in a school that was in a state, at a moment."""

    found: Neighbourhood
    before: tuple[int, int]
    at: datetime
    copy: engines.Copy
    results: dict[str, bytes]

    def fits(self, state: tuple[int, int]) -> bool:
        """Tell whether this would be written now: sign-ins among it begin at the moment."""
        return state == self.before and timedelta() <= clock.now() - self.at < timedelta(minutes=20)


_kept: dict[str, _Kept] = {}


def _state() -> tuple[int, int]:
    """Return the newest audit row and the content stamp: both as made, unless a test wrote."""
    newest = db.session.scalar(select(func.coalesce(func.max(AuditRow.id), 0)))
    stamp = db.session.scalar(select(func.max(ContentStamp.number)))
    db.session.close()
    return newest or 0, stamp or 0


def _except(paper_id: int, cadre_id: int, by: int) -> int:
    """Let somebody sit the paper twice."""
    new = NewException(cadre_id, "住院", clock.now() + timedelta(days=9), extra_attempts=1)
    return write(lambda: make_exception(paper_id, new, by=by, at=MONDAY))


def _begin_draft(cadre_id: int, course) -> None:
    """Let the trainer be in the middle of changing the course."""
    sources = sources_of(course.edition_id)
    new = NewDraft(course.id, course.title, None, sources, course.edition_id)
    draft = open_draft(new, by=cadre_id, at=MONDAY)
    path = "01-lesson/lesson.md"
    save = FileSave(path, f"{sources[path][0]}\n另起一段。\n", 1)
    save_file(draft, save, title=None, by=cadre_id, at=MONDAY)


def _make_bank(cadre_id: int) -> None:
    """Let the whole school have a bank with one question in use."""
    bank = create_bank("exam", "上岗考试", None, by=cadre_id, at=MONDAY)
    (sourced,) = read_questions(a_question("exam-1"), Findings(""))
    shown = Shown("题干？", ("对", "错一", "错二"), "解析")
    how = Putting(EntryState.READY, StepKind.CREATE, RENDERER)
    save_question(bank, NewEntry(sourced.question, "A1", shown), how, by=cadre_id, at=MONDAY)


def _add_neighbours() -> None:
    unions = {row.name: row for row in db.session.scalars(select(Organisation))}
    textile = unions["纺织工会"]
    group = create_organisation("细纱小组", OrganisationKind.GROUP, textile, by=None, at=MONDAY)
    other = create_organisation("白水县总工会", OrganisationKind.COUNTY, None, by=None, at=MONDAY)
    for login, name, union in (("wufang", "吴芳", group), ("qianying", "钱英", other)):
        new = NewCadre(login, name, Post.GROUP_LEADER, Tie.PART_TIME)
        add_cadre(new, union, by=None, at=MONDAY)
    chen_xiao = db.session.scalars(select(Cadre).where(Cadre.login == "chenxiao")).one()
    _appoint(chen_xiao, Role.SUPERVISOR, textile)
    for login, name, union, role in _STAFF:
        new = NewCadre(login, name, Post.UNION_WORKER, Tie.FULL_TIME)
        _appoint(add_cadre(new, unions[union], by=None, at=MONDAY), role, unions[union])


def _appoint(cadre: Cadre, role: Role, union: Organisation) -> None:
    appoint(cadre, role, union, from_on=clock.day_of(MONDAY), by=None, at=MONDAY)


def _let_walk(found: Neighbourhood, login: str, scenario) -> None:
    """Give a cadre a run that has ended, and one that goes on."""
    viewer, _ = viewer_of_token(viewer_query(), f"token of {login}", at=clock.now())
    db.session.close()
    found.ended_runs[login] = walk(viewer, scenario, "cc")
    found.open_runs[login] = begin_run(viewer, scenario)


def _let_write(found: Neighbourhood, login: str, course) -> None:
    """Give a cadre a text that was submitted, and one under way."""
    viewer, _ = viewer_of_token(viewer_query(), f"token of {login}", at=clock.now())
    db.session.close()
    found.closed_works[login] = submit(viewer, course)
    found.open_works[login] = begin_work(viewer, course)


def _viewer(login: str):
    viewer, _ = viewer_of_token(viewer_query(), f"token of {login}", at=clock.now())
    db.session.close()
    return viewer


def _let_sign() -> None:
    """Let 李梅 have signed a record of 吴芳 when she supervised her union."""
    record, li_mei = hand_over(_viewer("wufang"), a_draft("signed")), _viewer("limei")
    path = db.session.scalars(
        select(Organisation.path).where(Organisation.id == li_mei.organisation_id)
    ).one()
    db.session.close()
    grant = Grant(Role.SUPERVISOR, li_mei.organisation_id, path)
    put_name_to(replace(li_mei, grants=(grant,)), record)


def _let_practise(found: Neighbourhood, login: str, course) -> None:
    """Give a cadre a mistake and a message, and practice over and under way; one reports it."""
    viewer, _ = viewer_of_token(viewer_query(), f"token of {login}", at=clock.now())
    (of_bank,) = newest_of(["exam-1"], load_catalogue(), published_questions).values()
    db.session.close()
    found.closed_exercises[login] = practise(viewer, [of_bank.published], Mode.REDO, right=False)
    begin(viewer, [of_bank.published], Mode.REDO)
    found.open_exercises[login] = begin(viewer, course.lessons[1].questions[:3], Mode.DAILY)
    write(lambda: tell([viewer.cadre_id], NewMessage("visit", "消息", "内容"), at=MONDAY))
    found.messages[login] = messages_to(viewer)[0].id
    if login == LOGINS["cadre"]:
        new = NewReport(Category.KEY, "应当是三十日")
        write(lambda: report_question(viewer, found.closed_exercises[login], 1, new, at=MONDAY))
    db.session.close()


def _give(found: Neighbourhood, login: str, course, seed: int) -> None:
    """Give a cadre a second browser, a sitting under way, one handed in, and an old role."""
    browser = Browser(f"token of {login}", f"browser of {login}", "Safari · iPhone")
    row = sign_in(found.cadres[login], browser, (), at=clock.now())
    found.browsers[login] = row.id
    main = select(Posting.id).where(Posting.cadre_id == found.cadres[login])
    found.postings[login] = db.session.scalars(main).one()
    found.appointments[login] = was_supervisor(found.cadres[login])
    found.announcements[login] = announced(found.cadres[login], found.unions[login])
    found.parameters[login] = set_parameter(found.cadres[login], found.unions[login])
    found.jobs[login] = leave_job(found.cadres[login], State.FINISHED)
    found.failed_jobs[login] = leave_job(found.cadres[login], State.FAILED)
    found.roster_jobs[login] = leave_check(found.cadres[login])
    for jobs, kind in ((found.bank_checks, "bank_check"), (found.bank_exports, "bank_export")):
        jobs[login] = leave_bank_job(found.cadres[login], login, kind)
    viewer, _ = viewer_of_token(viewer_query(), browser.token, at=clock.now())
    for sittings, lesson in zip(
        (found.open_sittings, found.closed_sittings), course.lessons, strict=True
    ):
        sittings[login] = actions.start_sitting(viewer, course, lesson, seed=seed, at=MONDAY)
    actions.submit_sitting(viewer, found.closed_sittings[login], course, current=course, at=MONDAY)
    found.closed_diagnostics[login] = diagnose(viewer, course)
    source = f"item:{found.closed_sittings[login]}:1"
    found.disputes[login] = disagree(found.cadres[login], source)
    share(viewer, at=MONDAY)
