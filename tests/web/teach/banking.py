"""Steps with banks: one to write in, a file brought in, what is in it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.people.actions import end_appointment
from cadreschool.people.models import Appointment, Cadre
from cadreschool.questions.banks import queries
from tests.school.content import a_question
from tests.school.working import work

BANK = {"bank_id": "exam"}
FIRST = {"bank_id": "exam", "question_id": "exam-1"}
RIGHT, WRONG = "- [x] 对\n- [ ] 错一", "- [ ] 对\n- [x] 错一"


def make_bank(browse, bank_id="exam", title="上岗考试", owner="0"):
    """Make an empty bank."""
    response = browse.post("teach.create_bank", bank_id=bank_id, title=title, owner=owner)
    assert response.status_code == 303, response.text


def write_question(browse, text=None, **into):
    """Put a question into the bank, as a draft."""
    text = text or a_question("exam-1")
    return browse.post("teach.create_bank_question", into=into or BANK, text=text)


def take(browse, step, *, words="", **into):
    """Take a step with a question."""
    return browse.post("teach.create_bank_step", into=into or FIRST, step=step, words=words)


def upload(app, browse, data, name="题.md", *, bank_id="exam", **fields):
    """Upload a file and have it checked; returns the page and the job."""
    path = browse.address("teach.create_bank_import", bank_id=bank_id)
    defaults = {"unit": "", "competency": "able", "difficulty": "1"}
    data = data if isinstance(data, bytes) else data.encode()
    response = browse.send(path, {**defaults, **fields, "file": (BytesIO(data), name)})
    assert response.status_code == 303, response.text
    work(app)
    return browse.open(response.location), job_of(response)


def job_of(response):
    """Return the job that an answer leads to."""
    return int(response.location.rstrip("/").rpartition("/")[2])


def bring_in(app, browse, job_id, state="draft", **fields):
    """Import what is ticked; returns the page."""
    into = {"job_id": job_id}
    response = browse.post("teach.create_bank_entries", into=into, state=state, **fields)
    assert response.status_code == 303, response.text
    work(app)
    return browse.open(response.location)


def entries(app, bank_id="exam"):
    """Return the questions of a bank by id."""
    with app.app_context():
        found = {row.question_id: row for row in queries.entries_of(bank_id)}
        db.session.remove()
    return found


def dismiss(app, login):
    """Let every appointment of somebody end with yesterday."""

    def unit():
        whose = db.select(Cadre.id).where(Cadre.login == login).scalar_subquery()
        rows = db.session.scalars(db.select(Appointment).where(Appointment.cadre_id == whose))
        yesterday = clock.today() - timedelta(days=1)
        for row in rows:
            end_appointment(row, until_on=yesterday, by=None, at=clock.now())

    with app.app_context():
        write(unit)
        db.session.remove()
