"""`flask people import`: a roster comes in; a dry run tells what would happen."""

from __future__ import annotations

import csv
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO, TypedDict, Unpack

import click
from flask.cli import with_appcontext

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.text import spreadsheet_text
from cadreschool.learning.rosters import Order, import_roster
from cadreschool.organisations.queries import real_organisations
from cadreschool.organisations.tree import Tree
from cadreschool.people.activation.rules import GOOD_FOR
from cadreschool.people.activation.slips import Slip, write_page, write_table
from cadreschool.people.queries import cadres_by_login
from cadreschool.people.rosters import read_rows
from cadreschool.people.rosters.entries import Fault, Roster, column_letters, read_roster
from cadreschool.people.rosters.planning import Plan, Wish, plan_import

SHOWN = 20
"""Lines of one sort that are printed; the rest stands in the table of mistakes."""
_OUT = click.Path(dir_okay=False, path_type=Path)
_TABLE_HEADINGS = ("行", "列", "栏目", "内容", "错误原因", "怎样改")


class _Options(TypedDict):
    dry_run: bool
    partial: bool
    errors: Path | None
    slips: Path | None
    under: str | None
    create_units: bool
    address: str


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不导入。")
@click.option(
    "--partial", is_flag=True, help="有错误的行跳过，其余照样导入；默认有一处错误就都不导入。"
)
@click.option("--errors", type=_OUT, help="把全部错误写成表格（CSV）。")
@click.option(
    "--slips", type=_OUT, help="给还没有密码的人生成激活码：.html 供打印裁开，.csv 是表格。"
)
@click.option("--under", help="路径从哪个组织写起；不写就从最上级写起。")
@click.option("--create-units", is_flag=True, help="没有的工会组织一并新建。")
@click.option("--address", default="", help="印在激活码条上的网址；不写就留空手填。")
@with_appcontext
def import_command(file: Path, **options: Unpack[_Options]) -> None:
    """导入花名册 FILE（.xlsx 或 CSV）。以登录名认人，可以反复导入；全部成功或全部不做。

    须有的列：姓名、工会组织、岗位、专兼挂、登录名或手机；表头在前 10 行里即可。
    """
    at = clock.now()
    roster = read_roster(read_rows(file))
    plan = _plan(roster, options)
    db.session.close()
    _tell(plan)
    if options["errors"]:
        _write_faults(options["errors"], plan.roster.faults)
    may_import = plan.is_clean or options["partial"]
    if options["dry_run"] or not may_import:
        click.echo("只是检查，没有导入。" if may_import else "有错误，没有导入任何人。")
        sys.exit(0 if plan.is_clean else 1)
    _import(roster, options, at)
    if not plan.is_clean:
        sys.exit(1)


def _plan(roster: Roster, options: _Options) -> Plan:
    """Compare the roster with the school as it is at this moment."""
    tree = Tree(real_organisations())
    under = tree.named(options["under"]) if options["under"] else None
    present = cadres_by_login(entry.login for entry in roster.entries)
    return plan_import(roster, tree, present, Wish(under, options["create_units"]))


def _import(roster: Roster, options: _Options, at: datetime) -> None:
    slips_file = options["slips"]
    order = Order(is_partial=options["partial"], wants_slips=slips_file is not None)
    out = _opened_privately(slips_file) if slips_file else None

    def unit() -> list[Slip]:
        return import_roster(_plan(roster, options), order, by=None, at=at)

    try:
        slips = write(unit)
    except BaseException:
        if out is not None and slips_file is not None:
            out.close()
            with suppress(OSError):
                slips_file.unlink()
        raise
    click.echo("已导入。")
    if out is not None and slips_file is not None:
        _write_slips(out, slips_file, slips, options["address"], at)


def _opened_privately(path: Path) -> TextIO:
    """Make a file for its owner's eyes only, before anything is stored: codes exist once."""
    encoding = "utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        message = f"{path.name} 已经存在，没有导入任何人。"
        raise ConflictError(message, "请换一个文件名，以免盖掉上次的激活码。") from None
    except OSError as error:
        message = f"{path} 写不了（{error.strerror}），没有导入任何人。"
        raise ConflictError(message, "请换一个地方。") from error
    return os.fdopen(descriptor, "w", encoding=encoding, newline="")


def _write_slips(out: TextIO, path: Path, slips: list[Slip], address: str, at: datetime) -> None:
    until = clock.day_text(clock.day_of(at + GOOD_FOR))
    with out:
        if path.suffix.lower() == ".csv":
            write_table(slips, out, until=until)
        else:
            write_page(slips, out, until=until, address=address)
    click.echo(f"{len(slips)} 个激活码写在 {path}，{until}前有效。发完请删除这个文件。")


def _write_faults(path: Path, faults: list[Fault]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(_TABLE_HEADINGS)
        for fault in sorted(faults):
            column = column_letters(fault.column) if fault.column >= 0 else ""
            texts = (fault.heading, fault.content, fault.text, fault.hint)
            table.writerow((fault.row or "", column, *map(spreadsheet_text, texts)))
    click.echo(f"错误清单写在 {path}。")


def _tell(plan: Plan) -> None:
    """Print mistakes, notes, new unions and how many of what."""
    faults, number = sorted(plan.roster.faults), plan.roster.fault_number
    for fault in faults[:SHOWN]:
        click.echo(str(fault))
    if number > SHOWN:
        click.echo(f"……另有 {number - SHOWN} 处错误，用 --errors 写成表格查看。")
    for note in plan.roster.notes:
        click.echo(f"说明：{note}")
    for union in plan.unions[:SHOWN]:
        click.echo(f"新建组织：{union.full_name}（{union.kind.label}）")
    if len(plan.unions) > SHOWN:
        click.echo(f"……另有 {len(plan.unions) - SHOWN} 个新组织。")
    renamed = [change for change in plan.changes if change.is_renamed]
    for one in renamed[:SHOWN]:
        click.echo(f"改名：{one.entry.login} 由 {one.present.name} 改为 {one.entry.name}")
    moves = sum(change.is_move for change in plan.changes)
    click.echo(
        f"新增 {len(plan.additions)} 人，更新 {len(plan.changes)} 人（其中调动 {moves} 人），"
        f"不变 {len(plan.unchanged)} 人，新建组织 {len(plan.unions)} 个，"
        f"错误 {number} 处（{len(plan.roster.faulty_rows)} 行）。"
    )
    if plan.further:
        click.echo(f"另登记兼任 {len(plan.further)} 处。")
