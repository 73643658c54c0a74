"""Banks in `flask content`: what the folder and the 教研台 say of them, and rendering them anew."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

import click

from cadreschool.courses.banks.actions import keep_rendered
from cadreschool.courses.banks.pictures import media_of
from cadreschool.courses.banks.publication import (
    PreparedBank,
    banks_changed_elsewhere,
    prepare_banks,
)
from cadreschool.courses.banks.rendering import render_questions
from cadreschool.courses.comparing import FileChange
from cadreschool.courses.folder import Folder
from cadreschool.courses.payload import RENDERER
from cadreschool.kernel.db import db, write
from cadreschool.kernel.mistakes import visible
from cadreschool.kernel.portions import portions
from cadreschool.questions.queries import rendered_otherwise


def ready_banks(
    found: Folder, failures: list[str], over: Collection[str], media: Path
) -> tuple[PreparedBank, ...]:
    """Prepare the banks that may be published, and say which may not."""
    elsewhere = [one for one in banks_changed_elsewhere(found) if one.bank_id not in over]
    for one in elsewhere:
        if one.is_behind:
            click.echo(
                f"题库 {one.bank_id} 在教研台改过，比文件夹里的新，没有改动它。"
                "用 flask content export 取回。"
            )
            continue
        failures.append(one.bank_id)
        click.echo(f"题库 {one.bank_id} 在教研台改过，文件夹里也改过，没有覆盖：")
        show_changes(one.changes)
        click.echo(f"合并以后用 flask content publish --replace {one.bank_id} 发布。")
    prepared = prepare_banks(found, media, leave={one.bank_id for one in elsewhere})
    for failure in prepared.failures:
        failures.append(failure.path)
        click.echo(str(failure))
    return prepared.banks


def show_changes(changes: Collection[FileChange], inside: str = "") -> None:
    """Print what differs, file by file."""
    for change in changes:
        click.echo(f"--- {inside}{change.path}（{change.kind.label}）")
        for line in change.lines:
            click.echo(f"{line.sign} {visible(line.text)}")


def render_old_banks(media: Path) -> int:
    """Render the questions of banks whose texts are of another renderer version."""
    rendered = 0
    for some in portions(rendered_otherwise(RENDERER).items()):
        questions = dict(some)
        shown = render_questions(list(questions.values()), media_of(questions.values(), media))
        kept = {
            version_id: (question, texts)
            for (version_id, question), texts in zip(questions.items(), shown, strict=True)
            if texts is not None
        }
        db.session.close()
        write(partial(keep_rendered, kept))
        rendered += len(kept)
    return rendered
