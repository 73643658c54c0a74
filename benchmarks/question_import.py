"""Importing 10,000 questions from an Excel table: checked as for the review, then stored."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook

import config
from cadreschool.app import create_app
from cadreschool.cli.content import publish_folder
from cadreschool.cli.database import migrate
from cadreschool.courses.banks.actions import Order, import_questions
from cadreschool.courses.banks.importing import Ground, plan_import
from cadreschool.courses.banks.plans import read_plan, write_plan
from cadreschool.courses.banks.queries import bank_now, known_elsewhere
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.questions.banks import actions, queries
from cadreschool.questions.banks.models import EntryState
from cadreschool.questions.banks.planning import Defaults
from cadreschool.questions.formats.values import Item
from cadreschool.questions.imports import read_file

QUESTIONS = 10_000
_HAN = [chr(code) for code in range(0x4E00, 0x5E00)]
_NAME = "0" * 32


def measure() -> str:
    """Measure and return one line."""
    with tempfile.TemporaryDirectory() as folder:
        here = {"CADRESCHOOL_INSTANCE": folder, "CADRESCHOOL_SECRET_KEY": "measuring-" * 4}
        settings = config.load({**os.environ, **here})
        app = create_app(settings)
        file = _written(Path(folder) / "questions.xlsx")
        with app.app_context():
            migrate(db.engine)
            publish_folder(settings.content, at=clock.now(), quiet=True)
            write(lambda: actions.create_bank("exam", "题库", None, by=None, at=clock.now()))
            began, busy = time.perf_counter(), _busy()
            _, reading = read_file(file, file.name)
            read = time.perf_counter()
            plan = plan_import(reading.items, _ground(reading.items, settings.media), _usual(), _no)
            write_plan(Path(folder), _NAME, plan, {})
            checked = time.perf_counter()
            stored_plan = read_plan(Path(folder), _NAME)
            assert stored_plan is not None
            items = stored_plan.items(stored_plan.places)
            order = Order(EntryState.READY, file.name)
            before = time.perf_counter()
            write(
                lambda: import_questions(
                    queries.lock("exam"), items, order, by=None, at=clock.now()
                )
            )
            stored, busy = time.perf_counter(), _busy() - busy
            number = queries.number_of_entries("exam")
            engine = db.engine.dialect.name
            db.session.remove()
            db.engine.dispose()
    return (
        f"导入题目（{number:,} 题，.xlsx，{engine}）：{stored - began:.0f} 秒（目标 ≤ 20），"
        f"处理器时间 {busy:.0f} 秒，最多占用 {_memory():.0f} MB（目标 ≤ 300）；"
        f"读表 {read - began:.1f} 秒，"
        f"检查、比较、排版 {checked - read:.1f} 秒，写入 {stored - before:.1f} 秒"
    )


def _busy() -> float:
    """Return the processor time of this process and of the children that read and render."""
    return sum(os.times()[:4])


def _no(_done: int, _total: int, _message: str) -> None:
    """Tell nobody how far it is."""


def _usual() -> Defaults:
    return Defaults("A1", "able", 1)


def _ground(items: Sequence[Item], media: Path) -> Ground:
    catalogue = load_catalogue()
    known = known_elsewhere([], catalogue, [course.id for course in catalogue.courses])
    bank = bank_now("exam", items)
    db.session.close()
    return Ground(bank, catalogue.registry, catalogue.framework, clock.today(), media, known)


def _memory() -> float:
    """Return the most memory that this process or one of its children ever had, in MB."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 -- platform: Windows has no such module

    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    return max(resource.getrusage(one).ru_maxrss for one in who) * unit / 1e6


def _written(path: Path) -> Path:
    random.seed(1)

    def words(count: int) -> str:
        return "".join(random.choices(_HAN, k=count))

    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["题型", "题干", *(f"选项{one}" for one in "ABCD"), "答案", "解析"])
        for number in range(1, QUESTIONS + 1):
            kind, answer = (("单选", "B"), ("多选", "AC"), ("判断", "对"))[number % 3]
            options = ["", "", "", ""] if kind == "判断" else [words(14) for _ in range(4)]
            stem = f"下列关于{words(6)}的说法，{words(30)}？"
            sheet.write_row(number, 0, [kind, stem, *options, answer, f"因为{words(40)}。"])
    return path
