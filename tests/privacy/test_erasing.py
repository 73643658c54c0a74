"""Abuse case 23: a person gets a copy of their data, and leaves no trace when they are erased."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from sqlalchemy import select

from cadreschool.audit.actions import record
from cadreschool.audit.models import AuditRow
from cadreschool.audit.sealing import seal
from cadreschool.audit.vault import Vault
from cadreschool.audit.verification import verify
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import actions as learning
from cadreschool.learning.models import CourseStart, Sitting
from cadreschool.learning.moves import withdraw_cadre
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.rules import Given
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import Browser, NewCadre, add_cadre, sign_in
from cadreschool.people.activation.actions import make_codes
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.privacy.copies import write_copy
from cadreschool.privacy.erasing import erase_person, erase_who_came_back
from cadreschool.privacy.erasures import FILE, remember, remembered
from cadreschool.privacy.queries import all_kept, copies, person_with
from tests.school.cast import MONDAY

NAME, LOGIN = "欧阳若楠", "13987650042"
TRACES = (NAME, LOGIN, "Safari · iPhone", "zhege-daan")


@pytest.fixture
def somebody(app, catalogue, cast):
    """Return a person who learned something, signed in, and was written about."""

    def join():
        new = NewCadre(LOGIN, NAME, Post.CHAIR, Tie.PART_TIME, password_hash="x" * 60)
        cadre = add_cadre(new, db.session.get_one(Organisation, cast.textile), by=None, at=MONDAY)
        sign_in(cadre.id, Browser("t" * 40, "b" * 40, "Safari · iPhone"), (), at=clock.now())
        make_codes([cadre.id], by=None, at=clock.now())
        record("cadre.update", "cadre", cadre.id, by=1, at=clock.now(), name=NAME, before=LOGIN)
        return cadre.id

    cadre_id = write(join)
    viewer = Viewer(cadre_id, 0, NAME, cast.textile, "")
    course = catalogue.course("speaking")
    sitting = write(
        lambda: learning.start_sitting(viewer, course, course.lessons[0], seed=1, at=clock.now())
    )
    given = [Given(1, "zhege-daan", 0)]
    write(lambda: save_answers(viewer, sitting, lambda _: given, at=clock.now()))
    seal(Vault(app.config["SETTINGS"].instance), at=clock.now())
    return cadre_id


def _leave(cadre_id):
    today = clock.today()
    write(lambda: withdraw_cadre(cadre_id, today, "退休", by=None, at=clock.now()))


def _hits(app):
    """Count the traces in all files of the database."""
    folder = app.config["SETTINGS"].instance
    files = list(folder.glob("school.sqlite3*"))
    texts = [path.read_bytes() for path in files]
    return sum(text.count(trace.encode()) for text in texts for trace in TRACES)


def test_the_copy_holds_everything_but_secrets(somebody):
    person = person_with(somebody)
    out = io.BytesIO()
    write_copy(person, copies(person, at=clock.now()), out, at=clock.now())

    with zipfile.ZipFile(out) as archive:
        page = archive.read("我的数据.html").decode()
        found = json.loads(archive.read("我的数据.json"))
    tables = found["tables"]
    assert tables["cadre"]["rows"][0]["login"] == LOGIN
    assert tables["answer"]["rows"][0]["value"] == "zhege-daan"
    assert tables["sign_in"]["rows"][0]["device"] == "Safari · iPhone"
    assert NAME in page
    assert "保存答案" in page or "answer.save" in page
    for secret in ("x" * 60, "token_digest", "code_digest", "password_hash"):
        assert secret not in page + json.dumps(tables)


def test_what_is_kept_is_counted_in_one_query(somebody, count_queries):
    person = person_with(somebody)
    with count_queries() as queries:
        kept = {one.entry.table: one.number for one in all_kept(person)}

    assert len(queries) <= 2
    assert (kept["cadre"], kept["sitting"], kept["answer"], kept["activation"]) == (1, 1, 1, 1)


def test_who_is_in_office_is_not_erased(app, somebody):
    with pytest.raises(ConflictError, match="还在任"):
        erase_person(app.config["SETTINGS"].instance, somebody, by=None, at=clock.now())


def test_nothing_of_an_erased_person_is_left_in_the_database(app, somebody):
    instance = app.config["SETTINGS"].instance
    _leave(somebody)
    db.session.close()
    assert _hits(app) > 0 or db.engine.dialect.name != "sqlite"
    erase_person(instance, somebody, by=None, at=clock.now())

    found = db.session.get_one(Cadre, somebody)
    assert (found.name, found.password_hash) == ("（已删除个人信息）", None)
    kept = {one.entry.table: one.number for one in all_kept(person_with(somebody))}
    assert (kept["sign_in"], kept["activation"], kept["known_browser"]) == (0, 0, 0)
    assert (kept["course_start"], kept["sitting"], kept["answer"]) == (1, 1, 1)
    db.session.close()
    if db.engine.dialect.name == "sqlite":
        assert _hits(app) == 0
    with pytest.raises(ConflictError, match="已经删除"):
        erase_person(instance, somebody, by=None, at=clock.now())


def test_the_audit_still_verifies_after_an_erasure(app, somebody):
    vault = Vault(app.config["SETTINGS"].instance)
    _leave(somebody)
    erase_person(vault.folder, somebody, by=None, at=clock.now())
    seal(vault, at=clock.now())

    found = verify(vault, at=clock.now())
    assert found.findings == []
    assert found.redacted > 0


def test_a_short_sign_in_name_wipes_nothing_of_anybody_else(app, somebody):
    def unit():
        db.session.get_one(Cadre, somebody).login = "80"
        record("test.note", "test", "score", by=None, at=clock.now(), score=80, note="180 分")
        record("test.note", "test", "named", by=None, at=clock.now(), note="登录名80的人")

    write(unit)
    _leave(somebody)
    erase_person(app.config["SETTINGS"].instance, somebody, by=None, at=clock.now())

    notes = select(AuditRow.object_id, AuditRow.detail).where(AuditRow.action == "test.note")
    details = dict(db.session.execute(notes).all())
    assert details["named"] == ""
    assert "180 分" in details["score"]


def test_the_file_of_erasures_does_not_tell_who_it_was(app, somebody):
    instance = app.config["SETTINGS"].instance
    _leave(somebody)
    erase_person(instance, somebody, by=None, at=clock.now())

    text = (instance / "erased.jsonl").read_text()
    assert not any(trace in text for trace in TRACES)
    assert text.count("\n") == 1


def test_a_line_torn_by_a_crash_swallows_no_other(tmp_path):
    (tmp_path / FILE).write_text('{"cadre": 3, "ma', encoding="ascii")
    remember(tmp_path, 4, "mark", at=MONDAY)

    assert [one.cadre_id for one in remembered(tmp_path)] == [4]


def test_who_comes_back_with_an_old_backup_is_erased_again(app, somebody, cast):
    instance = app.config["SETTINGS"].instance
    _leave(somebody)
    erase_person(instance, somebody, by=None, at=clock.now())

    def come_back():
        cadre = db.session.get_one(Cadre, somebody)
        cadre.name, cadre.login, cadre.erased_at = NAME, "the-sign-in-name-before", None

    write(come_back)
    assert erase_who_came_back(instance, at=clock.now()) == 1
    assert erase_who_came_back(instance, at=clock.now()) == 0
    assert db.session.get_one(Cadre, somebody).name != NAME


def test_somebody_else_with_the_same_number_is_left_alone(app, somebody):
    instance = app.config["SETTINGS"].instance
    _leave(somebody)
    erase_person(instance, somebody, by=None, at=clock.now())

    def somebody_else():
        cadre = db.session.get_one(Cadre, somebody)
        cadre.name, cadre.login, cadre.erased_at = "吴芳", "wufang", None
        cadre.joined_at = MONDAY.replace(microsecond=1)

    write(somebody_else)
    assert erase_who_came_back(instance, at=clock.now()) == 0


def test_the_learning_of_an_erased_person_still_counts_where_it_was_earned(somebody, app):
    _leave(somebody)
    erase_person(app.config["SETTINGS"].instance, somebody, by=None, at=clock.now())

    assert db.session.scalar(db.select(Sitting.id).where(Sitting.cadre_id == somebody))
    assert db.session.scalar(
        db.select(CourseStart.course_id).where(CourseStart.cadre_id == somebody)
    )
