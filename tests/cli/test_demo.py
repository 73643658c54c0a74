"""`flask demo`: a whole school appears, and goes without a trace."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select, update

from cadreschool.courses.drafts.actions import NewDraft, discard_draft, open_draft
from cadreschool.courses.models import Edition
from cadreschool.kernel import clock
from cadreschool.kernel.db import Model, db, write
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.learning.practice_records.queries.one import draft_of
from cadreschool.learning.practice_records.texts import personal_faults
from cadreschool.notices.models import Announcement
from cadreschool.organisations.actions import create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Cadre, Post, Tie
from tests.browse import Browse
from tests.school import engines
from tests.school.cast import MONDAY

Typing = Callable[..., Result]
pytestmark = [
    pytest.mark.usefixtures("nobody"),
    pytest.mark.xdist_group("a demonstration"),  # which one worker makes for all
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the school of the first test is kept for the others (SQLite)."""
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture
def demonstration(app: Flask, flask: Typing, nobody: None, kept: Path) -> None:
    """Let there be a demonstration school."""
    if engines.IS_POSTGRESQL:
        pytest.skip("one whole life of a demonstration school is enough: making it takes seconds")
    instance = app.config["SETTINGS"].instance
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if not (kept / "school.sqlite3").exists():
        assert flask("demo", "create").exit_code == 0
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    _copy(*((kept, instance) if (kept / "school.sqlite3").exists() else (instance, kept)))


def _copy(source: Path, target: Path) -> None:
    for name in ("school.sqlite3", "demo_password"):
        shutil.copyfile(source / name, target / name)
    (target / "demo_password").chmod(0o600)


def _rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Model.metadata.sorted_tables
        }


def _sign_in(app: Flask, login: str) -> Browse:
    settings = app.config["SETTINGS"]
    password = (settings.instance / "demo_password").read_text()
    return Browse(app).sign_in(login, password)


def test_the_school_is_big_enough_to_look_around(flask: Typing, app: Flask) -> None:
    result = flask("demo", "create")

    assert result.output == "演示学校已建立，共 9 个演示登录名。\n"
    rows = _rows(app)
    assert rows["cadre"] >= 60
    assert rows["organisation"] >= 20
    assert rows["appointment"] == 9
    assert all(rows[name] for name in ("sitting", "answer", "mark", "lesson_record"))
    assert all(rows[name] for name in ("practice_step", "profile_standing", "self_rating"))
    assert flask("reports", "verify").exit_code == 0
    assert flask("profiles", "verify").exit_code == 0


def test_nothing_of_the_story_lies_in_the_future(
    flask: Typing, app: Flask, demonstration: None
) -> None:

    with app.app_context():
        newest = db.session.scalar(db.text("SELECT max(saved_at) FROM answer"))
    assert str(newest) < str(clock.now())


def test_its_practice_records_stand_wherever_a_record_can(
    flask: Typing, app: Flask, demonstration: None
) -> None:
    with app.app_context():
        states = set(db.session.scalars(select(PracticeRecord.state)))
        texts = {
            f"{one.id} {name}": text
            for one in db.session.scalars(select(PracticeRecord))
            for name, text in draft_of(one).texts().items()
        }

    assert states == {"submitted", "returned", "signed", "sampled", "archived"}
    assert personal_faults(texts) == {}


def test_its_people_sign_in_with_the_password_that_was_kept(
    flask: Typing, app: Flask, demonstration: None
) -> None:

    assert "李梅" in _sign_in(app, "limei").get("study.home").get_text()
    assert _sign_in(app, "sun").client.get("/supervise/").status_code == 302
    file = app.config["SETTINGS"].instance / "demo_password"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_second_one_is_refused(flask: Typing, demonstration: None) -> None:
    result = flask("demo", "create")

    assert "演示学校已经存在。要重建，请先运行 flask demo remove。" in result.output
    assert result.exit_code == 1


def test_a_school_open_to_the_world_gets_none(flask: Typing, app: Flask) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], host="0.0.0.0")  # noqa: S104 -- what is refused
    result = flask("demo", "create")

    assert "服务对外开放时不建立演示学校" in result.output
    assert result.exit_code == 1
    assert _rows(app)["cadre"] == 0


def test_sign_in_names_of_real_people_are_respected(flask: Typing, app: Flask) -> None:
    with app.app_context():
        write(lambda: _real_person("sun"))
    result = flask("demo", "create")

    assert "登录名 sun 已经有人使用，没有建立演示学校。" in result.output
    assert result.exit_code == 1
    assert _rows(app)["cadre"] == 1


def _real_person(login: str, parent: Organisation | None = None) -> None:
    union = create_organisation(
        "真实的工会", OrganisationKind.GRASSROOTS, parent, by=None, at=MONDAY
    )
    add_cadre(NewCadre(login, "真实的人", Post.CHAIR, Tie.PART_TIME), union, by=None, at=MONDAY)


def test_removing_it_leaves_what_is_real_and_nothing_else(flask: Typing, app: Flask) -> None:
    with app.app_context():
        write(lambda: _real_person("real"))
    before = _rows(app)
    flask("demo", "create")
    visitor = _sign_in(app, "limei")
    visitor.post("account.create_sign_in", login="limei", password="wrong wrong wrong wrong")
    _sign_in(app, "zhou").another().post(
        "account.create_sign_in", login="zhou", password="wrong wrong wrong wrong"
    )
    whole = _rows(app)
    result = flask("demo", "remove", "--yes")

    after = _rows(app)
    removed = sum(whole.values()) - sum(after.values()) + 1  # and a row says that it was removed
    assert result.output == f"已删除演示学校，共 {removed} 行。\n"
    # The address from which somebody tried stays for its minute.
    assert after == before | {
        "audit_row": before["audit_row"] + 1,
        "sign_in_tries": after["sign_in_tries"],
    }
    assert flask("reports", "verify").exit_code == 0


def test_no_trace_of_its_people_is_left_in_the_audit(
    flask: Typing, app: Flask, demonstration: None
) -> None:
    flask("demo", "remove", "--yes")

    with app.app_context():
        left = db.session.execute(db.text("SELECT action FROM audit_row ORDER BY id")).scalars()
        kinds = [action for action in left if action != "edition.publish"]
    assert "cadre.add" not in kinds
    assert "sitting.submit" not in kinds
    assert kinds[-1] == "demonstration.remove"


def test_what_its_people_wrote_goes_and_what_they_published_stays(
    flask: Typing, app: Flask, demonstration: None
) -> None:
    def work() -> int:
        people = select(Cadre.id).where(Cadre.login == "hejing")
        union = select(Organisation.id).where(Organisation.parent_id.is_(None))
        by, union_id = db.session.scalars(people).one(), db.session.scalars(union).one()
        at = clock.now()
        sources = {"course.yaml": ("title: 一课", None)}
        draft = open_draft(NewDraft("new-course", "新课", union_id, sources), by=by, at=at)
        discard_draft(draft, by=by, at=at)
        db.session.execute(update(Edition).values(published_by=by))
        about = {"organisation_id": union_id, "title": "停电", "text": "周六停电。"}
        made = {"from_on": clock.today(), "made_by": by, "made_at": at}
        db.session.add(Announcement(**about, **made))
        return by

    with app.app_context():
        assert write(work)
    result = flask("demo", "remove", "--yes")

    assert result.exit_code == 0, result.output
    rows = _rows(app)
    assert rows["edition"] > 0
    left = {name: rows[name] for name in ("draft", "draft_file", "draft_step", "announcement")}
    assert left == dict.fromkeys(left, 0)


def test_it_is_not_removed_from_under_real_people(
    flask: Typing, app: Flask, demonstration: None
) -> None:
    with app.app_context():
        root = select(Organisation).where(Organisation.parent_id.is_(None))
        write(lambda: _real_person("real", db.session.scalars(root).one()))
    before = _rows(app)
    result = flask("demo", "remove", "--yes")

    assert "演示学校里有 1 个真实的人员或组织，没有删除。" in result.output
    assert result.exit_code == 1
    assert _rows(app) == before


def test_removing_asks_first(flask: Typing, app: Flask, demonstration: None) -> None:
    result = flask("demo", "remove", says="n\n")

    assert "将删除演示学校的全部人员、组织和学习记录，确定吗？" in result.output
    assert result.exit_code == 1
    assert _rows(app)["cadre"] >= 60


def test_after_removal_it_can_be_made_again(flask: Typing, app: Flask, demonstration: None) -> None:
    first = _rows(app)
    flask("demo", "remove", "--yes")
    flask("demo", "create")

    assert _rows(app)["cadre"] == first["cadre"]
    with app.app_context():
        assert (
            db.session.scalar(select(func.count()).where(Cadre.is_demonstration))
            == (first["cadre"])
        )
