"""Every route says who may use it, and every template is shown by some page."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from cadreschool.questions.kinds import all_kinds
from cadreschool.web.guards import Guard, viewer
from tests.browse import Browse
from tests.school import drills, scenarios
from tests.school.cast import PASSWORD
from tests.school.content import a_question
from tests.school.working import work
from tests.web.account.phone import set_up
from tests.web.expectations import EXPECTED
from tests.web.neighbourhood import LOGINS, settle
from tests.web.office.test_rosters import HEADINGS, SHEN_YUE, upload
from tests.web.teach import banking
from tests.web.visitors import STAFF, reached

pytestmark = pytest.mark.alike


def _guards(app):
    return {
        rule.endpoint: app.view_functions[rule.endpoint].guard
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    }


def test_every_route_has_a_guard(app):
    assert all(isinstance(guard, Guard) for guard in _guards(app).values())


def test_guards_agree_with_the_table_of_expectations(app):
    guards = _guards(app)

    assert {endpoint: guards[endpoint] for endpoint, _ in EXPECTED} == {
        endpoint: row.guard for (endpoint, _), row in EXPECTED.items()
    }


def test_few_routes_are_public_and_these_are_they(app):
    assert {endpoint for endpoint, guard in _guards(app).items() if guard.is_public} == {
        "public.home",
        "public.about",
        "public.healthz",
        "public.readyz",
        "public.styleguide",
        "account.sign_in",
        "account.create_sign_in",
        "account.second_step",
        "account.create_second_step",
        "account.activation",
        "account.create_activation",
        "account.update_display",
    }


@pytest.mark.parametrize("name", [None, "li_mei", "sun"])
def test_a_route_that_forgot_its_guard_is_closed_to_everybody(app, browse, name):
    app.add_url_rule("/forgotten/", "public.forgotten", lambda: "open")
    if name:
        browse.enter(name)

    page = browse.open("/forgotten/", status=403)

    assert "open" not in page.get_text()


def test_a_public_view_has_no_viewer_to_ask_for(app):
    with app.test_request_context("/about/"), pytest.raises(RuntimeError, match="public view"):
        viewer()


def _walk(app):
    """Look at every page there is, in the states that show all its parts."""
    school = settle(app)
    visitors = {actor: Browse(app).enter(LOGINS[actor]) for actor in ("supervisor above", *STAFF)}
    for (endpoint, method), row in EXPECTED.items():
        rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
        for actor, visitor in visitors.items():
            place = reached(row.cells[actor], {200, 302})
            names = set(rule.arguments)
            values = school.arguments(endpoint, names, actor, place) if names else {}
            admitted = {200, 302} & set(row.cells[actor].values())
            if method == "GET" and admitted:
                path = visitor.address(endpoint, **values)
                visitor.client.get(path, follow_redirects=True).close()
                break
    visitors["supervisor above"].client.get("/nowhere/")
    Browse(app).client.get("/sign-in/")
    for login, sitting_id in school.open_sittings.items():  # together they hold every kind
        learner = Browse(app).enter(login)
        learner.client.get(learner.address("study.sitting", sitting_id=sitting_id))
    learner = Browse(app).enter("limei")
    learner.get("study.new_dispute", source=f"scenario:{school.ended_runs['limei']}")
    several = Browse(app).enter("zhou")
    with app.app_context():
        write(lambda: _appoint_once_more(school))
    several.client.get("/supervise/")
    _write_too_late(visitors["trainer"])
    visitors["trainer"].client.get("/search/?q=正文").close()
    _look_at_practices(school, visitors["trainer"], visitors["supervisor above"])
    _import_with_a_mistake(app, visitors["system admin"])
    banking.upload(app, visitors["trainer"], a_question("exam-9"))
    _look_for_a_union(school, visitors["system admin"])
    _come_with_a_number(app)


def _look_at_practices(school, trainer, learner):
    """See a scenario and a drill as who learns, who teaches, and who writes them."""
    for course_id, files in (
        (scenarios.COURSE, scenarios.a_scenario_course()),
        (drills.COURSE, drills.a_drill_course()),
    ):
        course = {"course_id": course_id}
        learner.get("study.lesson", **course, lesson_id=f"{course_id}-1")
        trainer.post("teach.create_draft", into=course).close()
        (path,) = (one for one in files if one.endswith("lesson.md"))
        typed = {"path": path, "text": files[path], "base": "1"}
        assert trainer.post("teach.create_preview", into=course, **typed).status_code == 200
    trainer.get("teach.scenarios", scenario=f"{scenarios.COURSE}/{scenarios.LESSON}")
    trainer.get("teach.drill", drill_id=school.closed_works["limei"])


def _import_with_a_mistake(app, admin):
    """See the check of a roster, and the import of what was right in it."""
    with app.app_context():
        top = db.session.scalars(select(Organisation.id).where(Organisation.path == "/1/")).one()
    checked = upload(admin, top, HEADINGS + SHEN_YUE + "无名,没有的工会,委员,兼职,13800138009\n")
    work(app)
    job_id = int(admin.follow(checked).select_one("form[action*=imports]")["action"].split("/")[3])
    imported = admin.post("office.create_roster_import", into={"job_id": job_id}, do="partial")
    work(app)
    admin.follow(imported)


def _look_for_a_union(school, admin):
    into = {"cadre_id": school.cadres["limei"], "kind": "transfer"}
    admin.client.get(admin.address("office.person_change", **into)).close()


def _come_with_a_number(app):
    """Come to the second step: the password was right, the number is still to be told."""
    set_up(Browse(app).enter("wang_qiang"))
    visitor = Browse(app)
    visitor.follow(visitor.post("account.create_sign_in", login="wangqiang", password=PASSWORD))


def _write_too_late(trainer):
    into = {"course_id": "speaking"}
    trainer.post("teach.withdraw_draft", into=into, sure="1")
    late = {"path": "01-lesson/lesson.md", "text": "写好的文字", "base": "1"}
    assert trainer.post("teach.update_file", into=into, **late).status_code == 409


def _appoint_once_more(school):
    cadre = db.session.get(Cadre, school.cadres["zhou"])
    union = db.session.get(Organisation, school.unions["limei"])
    today = clock.today()
    appoint(cadre, Role.SUPERVISOR, union, from_on=today, by=None, at=clock.now())


KIND_PARTS = ("answer", "reviewed")
"""The pieces each kind of question brings: tests of the kinds show them."""


PAPER_STATES = ("over", "elsewhere")
"""What the page of a paper shows in its place: tests of exams show them."""


def test_every_template_is_shown_by_some_page(app):
    folder = Path(app.root_path) / "templates"
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    app.jinja_env.cache.clear()

    _walk(app)

    shown = {name for _, name in list(app.jinja_env.cache)}
    shown |= {f"study/_{part}_{kind.name}.html" for kind in all_kinds() for part in KIND_PARTS}
    shown |= {f"study/_{state}.html" for state in PAPER_STATES}
    sources = [*folder.rglob("*.html"), *folder.parent.rglob("*.py")]
    everything = "".join(path.read_text(encoding="utf-8") for path in sources)
    pieces = {name for name in written - shown if "/_" in name and f'"{name}"' in everything}
    assert written - shown - pieces == set()
