"""Steps at the 教研台: who writes, what they send, and where a lesson lies."""

from __future__ import annotations

from cadreschool.courses.drafts.queries import taught_course
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre, appoint
from cadreschool.people.models import Post, Tie
from tests.school.cast import MONDAY
from tests.school.steps import viewer_of

COURSE = {"course_id": "speaking"}
LESSON = {"course_id": "speaking", "folder": "01-lesson"}
PATH = "01-lesson/lesson.md"
QUESTIONS = "01-lesson/questions.md"
HE_JING, XU_CHENG, LIN_YUE, BAI_LU = "hejing", "xucheng", "linyue", "bailu"
_STAFF = (
    (HE_JING, "何静", "云岭县总工会", (Role.TRAINER, Role.REVIEWER)),
    (XU_CHENG, "许诚", "云岭县总工会", (Role.REVIEWER,)),
    (LIN_YUE, "林越", "云岭县总工会", (Role.TRAINER,)),
    (BAI_LU, "白露", "青石镇工会联合会", (Role.TRAINER, Role.REVIEWER)),
)


def appoint_teachers(app) -> dict[str, int]:
    """Appoint two trainers and two reviewers for the school, and a trainer of one town."""
    ids: dict[str, int] = {}

    def unit() -> None:
        for login, name, union_name, roles in _STAFF:
            union = db.session.scalars(
                db.select(Organisation).where(Organisation.name == union_name)
            ).one()
            new = NewCadre(login, name, Post.UNION_WORKER, Tie.FULL_TIME)
            cadre = add_cadre(new, union, by=None, at=MONDAY)
            for role in roles:
                appoint(cadre, role, union, from_on=MONDAY.date(), by=None, at=MONDAY)
            ids[login] = cadre.id

    with app.app_context():
        write(unit)
        db.session.remove()
    return ids


def begin(browse) -> None:
    """Begin a draft of the course."""
    response = browse.post("teach.create_draft", into=COURSE)
    assert response.status_code == 303


def opened(browse, endpoint="teach.lesson", **arguments) -> dict[str, str]:
    """Open an editor; returns what its form holds."""
    page = browse.get(endpoint, **(arguments or LESSON))
    form = page.select_one("form[data-editor]")
    return {
        "path": form.select_one("[name=path]")["value"],
        "base": form.select_one("[name=base]")["value"],
        "text": form.select_one("textarea").get_text().removeprefix("\n"),
    }


def save(browse, fields, *, json=False, **more):
    """Send an editor's form."""
    return browse.post("teach.update_file", into=COURSE, json=json, **(fields | more))


def replaced(fields, old, new) -> dict[str, str]:
    """Return a form with words of its text replaced."""
    assert old in fields["text"]
    return fields | {"text": fields["text"].replace(old, new, 1)}


def submit(browse, words="改正一处说法"):
    """Hand the draft in."""
    return browse.post("teach.create_submission", into=COURSE, version=version(browse), words=words)


def publish(browse, note="改正一处说法"):
    """Publish the draft."""
    return browse.post("teach.create_publication", into=COURSE, version=version(browse), words=note)


def version(browse) -> str:
    """Return the version of the draft that the page of changes shows."""
    field = browse.get("teach.changes", **COURSE).select_one("aside [name=version]")
    return field["value"] if field else "0"


def course_as_seen_by(app, cadre_id):
    """Return the course as a trainer or reviewer sees it now."""
    with app.app_context():
        viewer = viewer_of(cadre_id)
        found = taught_course(viewer, "speaking")
        db.session.remove()
    return found
