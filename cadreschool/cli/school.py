"""`flask school run`: everything from an empty folder to a served school, in one command."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, Any, cast

import click
from flask import Flask, current_app

from cadreschool.cli.content import publish_folder
from cadreschool.cli.database import migrate
from cadreschool.cli.demo.making import (
    create_demonstration,
    demonstration_exists,
    renew_passwords,
    story_begins,
)
from cadreschool.cli.demo.passwords import demonstration_password
from cadreschool.cli.demo.people import SIGN_INS
from cadreschool.cli.noun import Noun
from cadreschool.cli.restored import settle_restored
from cadreschool.cli.serving import Server
from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import FullError
from cadreschool.kernel.revisions import newest_revision, present_revision
from cadreschool.kernel.write_lock import WriteLock
from cadreschool.organisations.queries import is_empty
from cadreschool.worker.duties import Duties
from cadreschool.worker.loop import beside
from cadreschool.worker.tidying import tidy_up

if TYPE_CHECKING:
    from config import Settings

group = Noun("school", help="一条命令启动学校。")
_PATIENCE = 600.0
"""How long a start waits while another one prepares the same school, in seconds."""


@group.command("run")
def run() -> None:
    """准备好数据库、课程和演示学校，然后开始服务；按 Ctrl-C 停止。"""
    settings: Settings = current_app.config["SETTINGS"]
    app: Flask = cast("Any", current_app)._get_current_object()  # noqa: SLF001 -- werkzeug keeps it there
    try:
        server = Server(app, settings.host, settings.port)
    except OSError as error:
        raise click.ClickException(
            f"端口 {settings.port} 打不开（{error.strerror}）。"
            "请关掉占用它的程序，或用 CADRESCHOOL_PORT 换一个端口。"
        ) from error
    with WriteLock(str(settings.instance / "preparing.lock")).held(_PATIENCE):
        prepare(settings)
    with beside(app, Duties()):
        server.run(ready=lambda: _announce(settings, server.port))
    click.echo("已停止。")


def prepare(settings: Settings) -> None:
    """Bring schema, content and demonstration school up to date; what is in order costs nothing."""
    if present_revision() != newest_revision():
        click.echo("正在准备数据库……")
        migrate(db.engine)
    settle_restored(settings.instance)
    wants_demo = settings.has_demonstration and settings.is_loopback
    is_first = is_empty()
    db.session.close()
    at = story_begins() if wants_demo and is_first else clock.now()
    publish_folder(settings.content, at=at, quiet=True)
    if wants_demo and is_first:
        click.echo("正在建立演示学校……")
        create_demonstration(demonstration_password(settings))
    elif wants_demo and demonstration_exists():
        db.session.close()
        renew_passwords(demonstration_password(settings))
    db.session.close()
    try:
        tidy_up()
    except FullError as error:  # there is still everything to read
        click.echo(f"{error.message}{error.advice}", err=True)


def _announce(settings: Settings, port: int) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"\n{settings.school_name}已经开放：http://{host}:{port}\n")
    with current_app.app_context():
        has_demo = demonstration_exists()
    if not settings.is_loopback:
        click.echo("服务对本机以外开放：演示账户一律不能登录。请运行 flask doctor 检查设置。\n")
    elif has_demo:
        _table(demonstration_password(settings))
    click.echo("按 Ctrl-C 停止。")
    sys.stdout.flush()


def _table(password: str) -> None:
    rows = [("登录名", "姓名", "可以看什么"), *((s.login, s.name, s.what_for) for s in SIGN_INS)]
    widths = [max(_width(row[at]) for row in rows) for at in range(3)]
    click.echo("演示登录（密码都是 " + password + "）：")
    for row in rows:
        cells = (
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        )
        click.echo("  " + "  ".join(cells).rstrip())
    click.echo("")


def _width(text: str) -> int:
    """Return how many columns a text takes in a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
