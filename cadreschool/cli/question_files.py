"""`flask questions import|export|check`: files of questions and banks, as at the 教研台."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypedDict, Unpack

import click
from flask import current_app
from flask.cli import with_appcontext

from cadreschool.competencies.framework import read_framework
from cadreschool.courses.banks.actions import Order, import_questions
from cadreschool.courses.banks.exporting import export
from cadreschool.courses.banks.importing import Ground, ImportPlan, Ready, plan_import
from cadreschool.courses.banks.plans import read_plan, write_plan
from cadreschool.courses.banks.queries import bank_now, known_elsewhere
from cadreschool.courses.folder import FRAMEWORK, LAWS, read_files
from cadreschool.courses.queries import load_catalogue
from cadreschool.files.actions import register_file
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import CadreSchoolError, ConflictError
from cadreschool.kernel.mistakes import visible
from cadreschool.laws.registry import read_registry
from cadreschool.questions.banks import actions, queries
from cadreschool.questions.banks.models import EntryState
from cadreschool.questions.banks.planning import BankNow, Defaults, Sort
from cadreschool.questions.banks.queries import BankRow, Filters
from cadreschool.questions.formats import FORMATS, format_ending
from cadreschool.questions.formats.values import Item, Problem, Reading
from cadreschool.questions.imports import read_file

if TYPE_CHECKING:
    from config import Settings


_STATES = [EntryState.DRAFT.value, EntryState.REVIEW.value, EntryState.READY.value]
_PLAN = "0" * 32
_SHOWN = 50


class _Options(TypedDict):
    dry_run: bool
    partial: bool
    mapping: tuple[str, ...]
    title: str | None
    unit: str
    competency: str
    difficulty: int
    state: str


def _file(_context: click.Context, _parameter: click.Parameter, path: Path) -> Path:
    """Refuse what is no file: a folder, a pipe that never ends, nothing."""
    if not path.is_file():
        raise click.ClickException(visible(f"{path} 不是一个文件，请核对路径。"))
    return path


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path), callback=_file)
@with_appcontext
def check(file: Path) -> None:
    """检查 FILE 里的题目：能不能读、写法和引用对不对。有一题不能导入，退出码为 1。

    法律和能力项取自 content/；什么也不会存下来。
    """
    settings: Settings = current_app.config["SETTINGS"]
    files, _ = read_files(settings.content)
    laws, _ = read_registry({path: data for path, data in files.items() if path.startswith(LAWS)})
    framework, _ = read_framework(FRAMEWORK, files.get(FRAMEWORK, b""))
    usual = framework.competencies[0].id if framework.competencies else ""
    with TemporaryDirectory() as media:
        reading = _read(file, ())
        ground = Ground(BankNow("check", ()), laws, framework, clock.today(), Path(media))
        plan = plan_import(reading.items, ground, Defaults("", usual), _silent)
    _tell(reading, plan)
    is_good = plan.items and not plan.number(Sort.REFUSED)
    if not is_good or any(item.mistakes for item in plan.items):
        sys.exit(1)


def _silent(_done: int, _total: int, _message: str) -> None:
    pass


def _read(file: Path, mapping: Sequence[str]) -> Reading:
    """Read a file in the child; a heading is taken for what the command says."""
    pairs = dict(_pair(one) for one in mapping)
    known = {field for one in FORMATS for field in one.fields} | {""}
    for heading, field in pairs.items():
        if field not in known:
            names = "、".join(f"{n}（{t}）" for one in FORMATS for n, t in one.fields.items())
            raise click.ClickException(f"“{heading}={field}”不对。等号右边可用：{names}。")
    _, reading = read_file(file, file.name, pairs or None)
    return reading


def _pair(text: str) -> tuple[str, str]:
    heading, _, field = text.partition("=")
    return heading.strip(), field.strip()


def _tell(reading: Reading, plan: ImportPlan) -> None:
    """Print what is to be known of the items, and how many there are of each sort."""
    for problem in reading.problems:
        _print(problem)
    told = [item for item in plan.items if item.mistakes or item.planned.problems or item.alike]
    for item in told[:_SHOWN]:
        _tell_item(item)
    if len(told) > _SHOWN:
        click.echo(f"另有 {len(told) - _SHOWN} 题没有列出。")
    numbers = "，".join(f"{sort.label} {plan.number(sort)}" for sort in Sort if plan.number(sort))
    click.echo(f"读出 {len(plan.items)} 题{f'：{numbers}' if numbers else ''}。")


def _tell_item(item: Ready) -> None:
    question = item.planned.question
    click.echo(f"第 {item.planned.number} 题（{item.planned.item.place}，{item.sort.label}）")
    for problem in (*item.planned.problems, *item.mistakes):
        _print(problem, "  ")
    for one in item.alike:
        name = question.id if question else ""
        click.echo(f"  {name} 与{one.where}的 {one.question_id} 相近，相同的字 {one.percent}%")


def _print(problem: Problem, indent: str = "") -> None:
    click.echo(visible(f"{indent}{problem.place}：{problem.text}（{problem.hint}）"))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), callback=_file)
@click.argument("bank_id", metavar="题库编号")
@click.option("--dry-run", is_flag=True, help="只检查，不导入。")
@click.option(
    "--partial", is_flag=True, help="只导入读得清楚的题，其余跳过；默认有一题不清楚就都不导入。"
)
@click.option(
    "--mapping", multiple=True, metavar="表头=字段", help="表格的这一列是什么；可以写多次。"
)
@click.option("--title", help="没有这个题库时建立一个，叫这个名字，归全校。")
@click.option("--unit", default="", help="文件没有写单元的新题，归这个单元。")
@click.option("--competency", default="able", help="文件没有写能力的新题，默认 able。")
@click.option(
    "--difficulty", type=click.IntRange(1, 3), default=1, help="没有写难度的新题，默认 1。"
)
@click.option(
    "--state", type=click.Choice(_STATES), default="draft", help="导入以后的状态，默认草稿。"
)
@with_appcontext
def import_command(file: Path, bank_id: str, **options: Unpack[_Options]) -> None:
    """把 FILE 里的题目导入题库：按题号认题，可以反复导入；有错误的题总是草稿。"""
    reading = _read(file, options["mapping"])
    settings: Settings = current_app.config["SETTINGS"]
    found = _bank(bank_id)
    if found is None and options["title"] is None:
        message = f"没有题库“{bank_id}”。要新建，请加 --title。"
        raise click.ClickException(message)
    defaults = Defaults(options["unit"], options["competency"], options["difficulty"])
    with _media(settings, is_dry=options["dry_run"]) as media:
        ground = _ground(bank_id, reading.items, media)
        db.session.close()
        plan = plan_import(reading.items, ground, defaults, _silent)
    _tell(reading, plan)
    left = [item for item in plan.items if not item.is_ticked and item.sort is not Sort.UNCHANGED]
    if options["dry_run"]:
        return
    if left and not options["partial"]:
        message = f"有 {len(left)} 题读不清楚、相近或有错误，没有导入。加 --partial 只导入其余的。"
        raise click.ClickException(message)
    order = Order(EntryState(options["state"]), file.name)
    version = found.version if found else None
    done = write(_unit(bank_id, plan, order, version, options["title"] or ""))
    click.echo(f"已导入：新题 {done[0]}，改动 {done[1]}。")


def _bank(bank_id: str) -> BankRow | None:
    return next((bank for bank in queries.every_bank() if bank.id == bank_id), None)


@contextmanager
def _media(settings: Settings, *, is_dry: bool) -> Iterator[Path]:
    """Return where pictures go: of a dry run nothing stays."""
    if not is_dry:
        yield settings.media
        return
    with TemporaryDirectory() as folder:
        yield Path(folder)


def _ground(bank_id: str, items: Sequence[Item], media: Path) -> Ground:
    catalogue = load_catalogue()
    others = [bank for bank in queries.every_bank() if bank.id != bank_id]
    known = known_elsewhere(others, catalogue, [course.id for course in catalogue.courses])
    return Ground(
        bank_now(bank_id, items),
        catalogue.registry,
        catalogue.framework,
        clock.today(),
        media,
        known,
    )


def _unit(
    bank_id: str, plan: ImportPlan, order: Order, version: int | None, title: str
) -> Callable[[], tuple[int, int]]:
    """Return what puts the clear items of a plan into the bank, as the 教研台 would."""
    with TemporaryDirectory() as folder:
        write_plan(Path(folder), _PLAN, plan, {})
        stored = read_plan(Path(folder), _PLAN)
        if stored is None:
            raise CadreSchoolError("检查的结果写不下来，没有导入。")
        chosen = stored.chosen
        items = stored.items(place for place in stored.places if place.number in chosen)

    def unit() -> tuple[int, int]:
        at = clock.now()
        if version is None:
            bank = actions.create_bank(bank_id, title, None, by=None, at=at)
        else:
            bank = queries.lock(bank_id)
            if bank.version != version:
                raise ConflictError("检查以后题库改过，没有导入。", "请再导入一次。")
        for picture in plan.pictures:
            register_file(picture.digest, picture.extension, picture.size, at=at)
        done = import_questions(bank, items, order, by=None, at=at)
        return done.added, done.changed

    return unit


@click.command("export")
@click.argument("bank_id", metavar="题库编号")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="草稿和待审的也导出；默认只导出可用的。")
@with_appcontext
def export_command(bank_id: str, file: Path, *, everything: bool) -> None:
    """把题库写成文件，格式看 FILE 的结尾：.md .gift .aiken .xml .xlsx .docx。写不下的逐条列出。"""
    settings: Settings = current_app.config["SETTINGS"]
    bank, wanted = _bank(bank_id), format_ending(file.name)
    if bank is None:
        message = f"没有题库“{bank_id}”。"
        raise click.ClickException(message)
    if wanted is None or file.suffix.lower() != wanted.extensions[0]:
        endings = "、".join(one.extensions[0] for one in FORMATS)
        message = f"看不出要写成哪种格式。文件名请以这些结尾：{endings}。"
        raise click.ClickException(message)
    rows = queries.entries_of(bank_id, Filters(state="" if everything else EntryState.READY))
    entries = [(row.question, row.unit) for row in rows if row.state != EntryState.WITHDRAWN]
    done = export(bank.title, entries, wanted, settings.media)
    file.write_bytes(done.data)
    for one in done.left_out:
        click.echo(f"{one.question_id}：没有写进去：{one.what}")
    click.echo(f"已写出 {len(entries) - done.missing} 题，{len(done.left_out)} 处写不下。")
