"""`flask profiles`: proving that what is kept of profiles says what the facts say."""

from __future__ import annotations

import sys
from functools import partial

import click

from cadreschool.cli.noun import Noun
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.profile.due import note_change
from cadreschool.learning.profile.verifying import known_portions, profile_differences
from cadreschool.worker.profiles import make_anew

group = Noun("profiles", help="素质画像：核对、重算保存着的数。")
_MOST_SHOWN = 50


@group.command("verify")
def verify() -> None:
    """由依据重算每个人保存着的画像，按各自算到的那一天核对；有差异时退出码为 1。"""
    catalogue = load_catalogue()
    number = 0
    for one in profile_differences(catalogue=catalogue, on=clock.today()):
        number += 1
        if number <= _MOST_SHOWN:
            click.echo(
                f"人员 {one.cadre_id} {one.what}：保存着 {_text(one.kept)}，"
                f"按依据应为 {_text(one.facts)}。"
            )
    click.echo(f"画像与依据的差异：{number} 处。")
    if number:
        sys.exit(1)


def _text(value: object) -> str:
    return "（没有）" if value is None else str(value)


@group.command("rebuild")
def rebuild() -> None:
    """把每个人保存着的画像由依据重算一遍。"""
    catalogue = load_catalogue()
    number = 0
    for some in known_portions():
        db.session.close()
        write(partial(note_change, some, at=clock.now()))
        number += make_anew(some, catalogue=catalogue, on=clock.today())
    click.echo(f"重算了 {number} 人的画像。")
