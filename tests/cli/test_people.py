"""Opening the school from the command line: rosters, codes, appointments."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from cadreschool.kernel.db import db, write
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Activation, Appointment, Cadre, Posting
from cadreschool.reports.queries import counter_differences
from tests.browse import Browse
from tests.people.rosters.building import BUILDING, TEXTILE, a_row, write_csv, write_xlsx
from tests.school.cast import Cast

Typing = Callable[..., Result]


def _counts(text: str) -> tuple[int, ...]:
    line = next(line for line in text.splitlines() if line.startswith("新增 "))
    return tuple(map(int, re.findall(r"\d+", line)))


def _people(app: Flask) -> dict[str, tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.execute(
            select(Cadre.login, Cadre.name, Cadre.post, Organisation.name).join(
                Organisation, Organisation.id == Cadre.organisation_id
            )
        )
        return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _differences(app: Flask) -> list[object]:
    with app.app_context():
        return list(counter_differences())


def test_a_roster_comes_in_and_a_second_time_changes_nothing(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    path = write_xlsx(
        tmp_path / "花名册.xlsx", a_row(), a_row("钱英", BUILDING, "主席", "专", 13800000002)
    )

    first, second = flask("people", "import", path), flask("people", "import", path)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert _counts(first.output) == (2, 0, 0, 0, 0, 0, 0)
    assert _counts(second.output) == (0, 0, 0, 2, 0, 0, 0)
    people = _people(app)
    assert people["13800000001"] == ("赵新", "committee_member", "纺织工会")
    assert people["13800000002"] == ("钱英", "chair", "建材工会")
    assert _differences(app) == []


def test_whoever_is_there_is_updated_and_moved(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path / "r.csv",
        a_row("李梅", BUILDING, "副主席", "兼职", "LiMei"),
        a_row("陈小", TEXTILE, "小组长", "兼职", "chenxiao"),
        encoding="gbk",
    )

    result = flask("people", "import", path)

    assert _counts(result.output) == (0, 2, 1, 0, 0, 0, 0)
    assert "改名：chenxiao 由 陈晓 改为 陈小" in result.output
    assert _people(app)["limei"] == ("李梅", "vice_chair", "建材工会")
    assert _differences(app) == []


def test_a_dry_run_tells_and_changes_nothing(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    before = _people(app)

    result = flask("people", "import", write_csv(tmp_path / "r.csv", a_row()), "--dry-run")

    assert _counts(result.output)[0] == 1
    assert result.output.endswith("只是检查，没有导入。\n")
    assert _people(app) == before


def test_one_mistake_keeps_everybody_out_and_all_are_written_to_a_table(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path / "r.csv", a_row(), a_row("", post="@长", login="x1"), a_row(union="甲厂工会")
    )
    before, table = _people(app), tmp_path / "错误.csv"

    result = flask("people", "import", path, "--errors", table)

    assert result.exit_code == 1
    assert "有错误，没有导入任何人。" in result.output
    assert _people(app) == before
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    assert [row[:5] for row in rows[1:]] == [
        ["4", "A", "姓名", "", "“姓名”没有填"],
        ["4", "C", "岗位", "'@长", "不认识这个岗位"],
        ["5", "E", "登录名或手机", "13800000001", "与第 3 行的登录名相同"],
    ]


def test_good_rows_come_in_when_that_is_asked_for(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "r.csv", a_row(), a_row("钱英", "黑山县总工会-甲厂", login="x1"))

    result = flask("people", "import", path, "--partial")

    assert result.exit_code == 1, "there was a mistake"
    assert "第 4 行 B 列（工会组织）：“黑山县总工会”不是已有的最上级组织" in result.output
    assert "13800000001" in _people(app)
    assert "x1" not in _people(app)


def test_unions_are_made_only_when_that_is_asked_for(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    union = "云岭县总工会-白水镇工会联合会-甲厂工会"
    path = write_csv(tmp_path / "r.csv", a_row(union=union), a_row(union=union, login="x1"))

    refused = flask("people", "import", path)
    assert "“云岭县总工会”下面没有“白水镇工会联合会”（核对名称；确实要新建" in refused.output
    made = flask("people", "import", path, "--create-units")

    assert "新建组织：云岭县总工会-白水镇工会联合会-甲厂工会（基层工会）" in made.output
    with app.app_context():
        rows = db.session.execute(
            select(Organisation.name, Organisation.kind, Organisation.path).order_by(
                Organisation.id.desc()
            )
        ).all()
    assert [(row[0], row[1]) for row in rows[:2]] == [
        ("甲厂工会", "grassroots"),
        ("白水镇工会联合会", "town"),
    ]
    assert rows[0][2].startswith(f"/{cast.county}/")
    assert _differences(app) == []


def test_a_new_union_is_of_the_kind_that_is_written_and_two_kinds_are_refused(
    flask: Typing, cast: Cast, tmp_path: Path
) -> None:
    headings = ("姓名", "工会组织", "岗位", "专兼挂", "登录名", "单位类型")
    rows = [
        [*a_row(union="云岭县总工会-快递工会", login=f"x{kind}"), kind]
        for kind in ("", "联合工会", "联合工会", "工会小组")
    ]
    for at, row in enumerate(rows):
        row[4] = f"courier{at}"
    path = write_csv(tmp_path / "r.csv", *rows, headings=headings)

    result = flask("people", "import", path, "--create-units", "--partial")

    assert "单位类型与第 4 行写的“联合工会”不同" in result.output
    assert "新建组织：云岭县总工会-快递工会（联合工会）" in result.output


def test_paths_may_begin_below_a_union(flask: Typing, app: Flask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "r.csv", a_row(union="建材工会"))

    flask("people", "import", path, "--under", "青石镇工会联合会")

    assert _people(app)["13800000001"][2] == "建材工会"


def test_slips_let_everybody_in_and_the_lost_ones_are_made_anew(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "r.csv", a_row(), a_row("李梅", post="主席", login="limei"))
    page, table = tmp_path / "slips.html", tmp_path / "slips.csv"

    flask("people", "import", path, "--slips", page)
    again = flask("people", "import", path, "--slips", table)

    assert "1 个激活码写在" in again.output, "李梅 has a password"
    assert page.stat().st_mode & 0o077 == 0
    old = re.findall(r'class="code">([0-9A-Z-]{19})<', page.read_text(encoding="utf-8"))
    new = table.read_text(encoding="utf-8-sig").splitlines()[1].split(",")[3]
    fields = {"new": "a quiet street by the river", "repeat": "a quiet street by the river"}
    answers = [
        Browse(app).post("account.create_activation", login="13800000001", code=code, **fields)
        for code in (*old, new)
    ]
    assert [answer.status_code for answer in answers] == [422, 303]


def test_slips_never_cover_a_file_that_is_there(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    before = _people(app)
    (tmp_path / "slips.html").write_text("codes of last week", encoding="utf-8")
    path = write_csv(tmp_path / "r.csv", a_row())

    result = flask("people", "import", path, "--slips", tmp_path / "slips.html")

    assert result.exit_code == 1
    assert "已经存在，没有导入任何人" in result.output
    assert _people(app) == before


def test_the_people_of_the_demonstration_are_left_alone(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    _make_demonstration(app, "limei")

    result = flask("people", "import", write_csv(tmp_path / "r.csv", a_row(login="limei")))

    assert "这个登录名属于演示学校" in result.output
    assert flask("people", "code", "limei").exit_code == 1


def _make_demonstration(app: Flask, login: str) -> None:
    with app.app_context():
        write(
            lambda: db.session.execute(
                db.update(Cadre).where(Cadre.login == login).values(is_demonstration=True)
            )
        )


def test_a_new_code_is_printed_for_one_person(flask: Typing, app: Flask, cast: Cast) -> None:
    result = flask("people", "code", " LiMei ")

    assert re.match(r"李梅（纺织工会）的激活码：[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\n", result.output)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Activation)) == 1
    assert "没有登录名是“nobody”的人" in flask("people", "code", "nobody").output


@pytest.fixture
def supervisor(flask: Typing, cast: Cast) -> None:
    """Appoint 李梅 from the command line."""
    flask("people", "appoint", "limei", "督学", "城关街道工会联合会", "--from", "2026-01-01")


def test_an_appointment_opens_the_desk_and_a_dismissal_closes_it_at_once(
    flask: Typing, app: Flask, cast: Cast, supervisor: None
) -> None:
    browse = Browse(app).enter("li_mei")
    path = f"/supervise/organisations/{cast.chengguan}/"
    before = browse.client.get(path).status_code

    result = flask("people", "dismiss", "limei", "督学", "城关街道工会联合会")

    assert result.output == "李梅不再任城关街道工会联合会督学。\n"
    assert (before, browse.client.get(path).status_code) == (200, 403)


def test_an_appointment_that_begins_today_is_withdrawn_by_its_dismissal(
    flask: Typing, app: Flask, cast: Cast
) -> None:
    flask("people", "appoint", "limei", "trainer", "纺织工会")
    flask("people", "dismiss", "limei", "trainer", "纺织工会")

    with app.app_context():
        of_li_mei = select(Appointment).where(Appointment.cadre_id == cast.li_mei)
        assert db.session.scalars(of_li_mei).all() == []


def test_appointments_have_their_days(flask: Typing, cast: Cast) -> None:
    days = ("--from", "2026-05-01", "--until", "2027-04-30")
    result = flask("people", "appoint", "limei", "督学", "纺织工会", *days)

    assert result.output == ("李梅任纺织工会督学，从 2026年5月1日 起，到 2027年4月30日。\n")
    backwards = ("--from", "2026-05-01", "--until", "2026-04-30")
    assert flask("people", "appoint", "chenxiao", "督学", "纺织工会", *backwards).exit_code == 1


def test_the_three_administrators_are_three_people(flask: Typing, cast: Cast) -> None:
    flask("people", "appoint", "limei", "系统管理员", "云岭县总工会")

    for role in ("安全管理员", "审计员"):
        result = flask("people", "appoint", "limei", role, "云岭县总工会")
        assert f"李梅已经是系统管理员，不能再任{role}。" in result.output
    assert flask("people", "appoint", "chenxiao", "审计员", "云岭县总工会").exit_code == 0
    assert flask("people", "appoint", "limei", "督学", "云岭县总工会").exit_code == 0


def test_what_cannot_be_done_is_told(flask: Typing, cast: Cast, supervisor: None) -> None:
    twice = flask("people", "appoint", "limei", "督学", "城关街道工会联合会")
    role = flask("people", "appoint", "limei", "校长", "纺织工会")
    union = flask("people", "appoint", "limei", "督学", "甲厂工会")
    nothing = flask("people", "dismiss", "limei", "督学", "纺织工会")

    assert "李梅已经是“城关街道工会联合会”的督学。" in twice.output
    assert "没有“校长”这个角色。可写：教员、审核人、督学、" in role.output
    assert "没有叫“甲厂工会”的组织。" in union.output
    assert "李梅不是纺织工会的督学。" in nothing.output
    assert {one.exit_code for one in (twice, role, union, nothing)} == {1}


def _open_posts(app: Flask, login: str) -> list[tuple[str, bool]]:
    with app.app_context():
        rows = db.session.execute(
            select(Organisation.name, Posting.is_main)
            .join(Posting, Posting.organisation_id == Organisation.id)
            .join(Cadre, Cadre.id == Posting.cadre_id)
            .where(Cadre.login == login, Posting.until_on.is_(None))
            .order_by(Posting.is_main.desc(), Posting.id)
        )
        return [(row[0], row[1]) for row in rows]


def test_of_several_unions_the_first_counts_and_the_others_are_further_posts(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    file = write_csv(tmp_path / "r.csv", a_row(union=f"{TEXTILE}|{BUILDING}|云岭县总工会"))
    first = flask("people", "import", file)
    again = flask("people", "import", file)

    assert "另登记兼任 2 处。" in first.output
    assert _open_posts(app, "13800000001") == [
        ("纺织工会", True),
        ("建材工会", False),
        ("云岭县总工会", False),
    ]
    assert _counts(again.output)[:4] == (0, 0, 0, 1)
    assert "兼任" not in again.output
    with app.app_context():
        assert counter_differences() == []


def test_the_main_union_changes_places_with_a_further_one(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    flask("people", "import", write_csv(tmp_path / "a.csv", a_row(union=f"{TEXTILE}|{BUILDING}")))
    flask("people", "import", write_csv(tmp_path / "b.csv", a_row(union=f"{BUILDING}|{TEXTILE}")))

    assert _open_posts(app, "13800000001") == [("建材工会", True), ("纺织工会", False)]
    assert flask("reports", "verify").exit_code == 0


def test_who_left_returns_with_the_roster(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    flask("people", "leave", "limei")
    told = flask("people", "import", write_csv(tmp_path / "r.csv", _li_mei()))

    assert _counts(told.output)[:3] == (0, 1, 0)
    assert _open_posts(app, "limei") == [("纺织工会", True)]
    assert flask("reports", "verify").exit_code == 0


def _li_mei() -> list[object]:
    return a_row("李梅", TEXTILE, "工会主席", "兼职", "limei")


def test_a_union_that_cannot_lie_there_is_a_mistake_of_its_rows(
    flask: Typing, app: Flask, cast: Cast, tmp_path: Path
) -> None:
    file = write_csv(tmp_path / "r.csv", a_row(union=f"{TEXTILE}-白水县总工会"), _li_mei())
    told = flask("people", "import", file, "--create-units", "--partial")

    assert "“白水县总工会”：县级总工会不能设在基层工会之下" in told.output
    assert _counts(told.output)[:4] == (0, 0, 0, 1)
    assert "13800000001" not in _people(app)
