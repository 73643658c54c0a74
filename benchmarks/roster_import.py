"""Importing a roster of 100,000 people into 2,100 unions, from the file to the last row stored."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from xlsxwriter import Workbook

import config
from cadreschool.app import create_app
from cadreschool.cli.database import migrate
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.rosters import Order, import_roster
from cadreschool.organisations.actions import create_organisation
from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.queries import real_organisations
from cadreschool.organisations.tree import Tree
from cadreschool.people.queries import cadres_by_login
from cadreschool.people.rosters import read_rows
from cadreschool.people.rosters.entries import Roster, read_roster
from cadreschool.people.rosters.headings import REQUIRED
from cadreschool.people.rosters.planning import Plan, Wish, plan_import
from cadreschool.reports.queries import counter_differences

PEOPLE, IN_A_UNION, IN_A_TOWN = 100_000, 50, 1000
SURNAMES = "赵钱孙李周吴郑王"


def measure() -> str:
    """Measure and return one line."""
    with tempfile.TemporaryDirectory() as folder:
        here = {"CADRESCHOOL_INSTANCE": folder, "CADRESCHOOL_SECRET_KEY": "measuring-" * 4}
        app = create_app(config.load({**os.environ, **here}))
        file = _written(Path(folder) / "roster.xlsx")
        with app.app_context():
            migrate(db.engine)
            write(_found)
            began, busy = time.perf_counter(), _busy()
            roster = read_roster(read_rows(file))
            read = time.perf_counter()
            write(lambda: _import(roster))
            stored, busy = time.perf_counter(), _busy() - busy
            again = _plan(roster)
            compared = time.perf_counter()
            differences = len(counter_differences())
            engine = db.engine.dialect.name
            db.session.remove()
            db.engine.dispose()
    return (
        f"导入花名册（{PEOPLE:,} 人，.xlsx，{engine}）：{stored - began:.0f} 秒（目标 ≤ 60），"
        f"处理器时间 {busy:.0f} 秒；"
        f"读表 {read - began:.0f} 秒，写入 {stored - read:.0f} 秒；"
        f"再核对一遍 {compared - stored:.0f} 秒，{len(again.unchanged):,} 人不变；"
        f"计数与事实的差异 {differences} 处"
    )


def _busy() -> float:
    """Return the processor time of this process and of the children that read."""
    return sum(os.times()[:4])


def _written(path: Path) -> Path:
    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(REQUIRED))
        for number in range(PEOPLE):
            town, union = number // IN_A_TOWN, number // IN_A_UNION
            unions = f"云岭县总工会-第{town}镇工会联合会-第{union}工会"
            if number % IN_A_UNION == 0:
                unions += "|云岭县总工会"  # two in a hundred hold a further post
            name = f"{SURNAMES[number % len(SURNAMES)]}学"
            sheet.write_row(number + 1, 0, [name, unions, "工会委员", "兼职", f"138{number:08d}"])
    return path


def _found() -> None:
    create_organisation("云岭县总工会", OrganisationKind.COUNTY, None, by=None, at=clock.now())


def _plan(roster: Roster) -> Plan:
    present = cadres_by_login(entry.login for entry in roster.entries)
    return plan_import(roster, Tree(real_organisations()), present, Wish(may_create=True))


def _import(roster: Roster) -> None:
    import_roster(_plan(roster), Order(), by=None, at=clock.now())
