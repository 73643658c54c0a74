"""`flask content`: checking, publishing, exporting and rendering courses."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app

from cadreschool.cli.banks import ready_banks, render_old_banks, show_changes
from cadreschool.cli.graphs import graph
from cadreschool.cli.noun import Noun
from cadreschool.competencies.queries import framework_source
from cadreschool.courses import actions, queries
from cadreschool.courses.banks.publication import (
    exported_banks,
    settled_banks,
    taken_questions_of_banks,
)
from cadreschool.courses.banks.reading import BANKS
from cadreschool.courses.canonical import canonical, digest, is_text
from cadreschool.courses.folder import (
    COURSES,
    FRAMEWORK,
    LAWS,
    Folder,
    read_content,
    read_files,
    sources_among,
)
from cadreschool.courses.payload import RENDERER, to_payload
from cadreschool.courses.pinning import pin_passages
from cadreschool.courses.publication import (
    ChangedElsewhere,
    changed_elsewhere,
    cited_passages,
    prepare_folder,
    published_texts,
    taken_questions,
)
from cadreschool.courses.radar.actions import refresh
from cadreschool.courses.radar.queries import editions_without_passages, pins_of
from cadreschool.courses.reading import read_course
from cadreschool.courses.rendering import render_course
from cadreschool.files.storage import path_of
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.mistakes import Mistake
from cadreschool.laws.queries import law_sources
from cadreschool.learning.profile.due import note_reviewed
from cadreschool.learning.publication import NewEdition, publish_content

if TYPE_CHECKING:
    from config import Settings

group = Noun("content", help="课程内容：检查、发布、导出、重新渲染。")
group.add_command(graph)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@group.command("check")
@click.argument("folder", required=False, type=_FOLDER)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="按哪一天的法律检查，默认今天。")
def check(folder: Path | None, on: datetime | None) -> None:
    """检查 FOLDER（默认 content/）里的全部内容，逐行列出错误；有错误时退出码为 1。

    FOLDER 也可以是单门课程的文件夹：法律和能力项取自 content/。
    """
    settings: Settings = current_app.config["SETTINGS"]
    day = on.date() if on else clock.today()
    found = _read(folder or settings.content, settings.content, day)
    for mistake in found.mistakes:
        click.echo(str(mistake))
    banked = sum(len(bank.entries) for bank in found.banks)
    lessons = sum(len(course.lessons) for course in found.readable_courses)
    questions = sum(
        len(lesson.questions) for course in found.readable_courses for lesson in course.lessons
    )
    notes = len(found.mistakes) - len(found.blocking)
    click.echo(
        f"{len(found.courses)} 门课程，{lessons} 课，{questions} 题，"
        f"{f'{len(found.banks)} 个题库，{banked} 题，' if found.banks else ''}"
        f"{len(found.blocking)} 处错误，{notes} 处待复核。"
    )
    if found.blocking:
        sys.exit(1)


def _read(
    folder: Path, content: Path, on: date, *, published: Mapping[str, str] | None = None
) -> Folder:
    """Read a content folder; a folder of one course is read in the company of `content`."""
    files, mistakes = read_files(folder)
    if "course.yaml" not in files:
        settled = settled_banks() if published is not None else None
        return read_content(files, on, published=published, settled=settled, mistakes=mistakes)
    own = f"{COURSES}{folder.name}/"
    rest, _ = read_files(content)
    files = {path: data for path, data in rest.items() if not path.startswith(own)} | {
        f"{own}{path}": data for path, data in files.items()
    }
    found = read_content(files, on, published=published, mistakes=mistakes)
    common = (FRAMEWORK, LAWS, own)
    return replace(
        found,
        sources={path: data for path, data in found.sources.items() if path.startswith(common)},
        courses=tuple(one for one in found.courses if one.name == folder.name),
        banks=(),
        mistakes=tuple(one for one in found.mistakes if one.path.startswith(common)),
    )


@dataclass(slots=True)
class Publication:
    """What publishing a folder did."""

    editions: list[NewEdition] = field(default_factory=list)
    banks: list[str] = field(default_factory=list)
    mistakes: tuple[Mistake, ...] = ()
    failures: list[str] = field(default_factory=list)


@group.command("publish")
@click.argument("folder", required=False, type=_FOLDER)
@click.option(
    "--replace",
    "over",
    multiple=True,
    metavar="编号",
    help="这门课程或这个题库在教研台改过，仍用文件夹里的替换；可以写多次。",
)
def publish(folder: Path | None, over: tuple[str, ...]) -> None:
    """发布 FOLDER（默认 content/）：有改动的课程成为新的一版；有错误的课程不发布。

    在教研台发布过新版的课程、改过的题库不会被文件夹里的旧文字盖掉：列出差异，请先用
    flask content export 取回，合并以后加 --replace 再发布。
    """
    settings: Settings = current_app.config["SETTINGS"]
    done = publish_folder(folder or settings.content, at=clock.now(), over=over)
    if done.failures or any(mistake.blocking for mistake in done.mistakes):
        sys.exit(1)


def publish_folder(
    folder: Path, *, at: datetime, quiet: bool = False, over: Collection[str] = ()
) -> Publication:
    """Publish what has changed; a folder already published costs one digest and one query.

    `over` names courses and banks that may replace what was changed in the browser.
    """
    files, _ = read_files(folder)
    present = queries.published_folder_digest()
    if not over and present is not None and present == digest(sources_among(files)):
        if not quiet:
            click.echo("内容没有变化。")
        _render_old()
        return Publication()
    settings: Settings = current_app.config["SETTINGS"]
    found = _read(folder, settings.content, clock.day_of(at), published=published_texts())
    taken = (*taken_questions(found), *taken_questions_of_banks(found))
    found = replace(found, mistakes=(*found.mistakes, *taken))
    done = Publication(mistakes=found.mistakes)
    for mistake in found.mistakes:
        click.echo(str(mistake))
    outside = [one for one in found.blocking if not one.path.startswith((COURSES, BANKS))]
    if outside:
        click.echo("法律或能力项有错误，全部内容都没有发布。原有版本不受影响。")
        return done
    _publish(found, done, over, at)
    for edition in done.editions:
        click.echo(f"已发布 {edition.course_id} 第 {edition.number} 版。")
    for bank_id in done.banks:
        click.echo(f"已发布题库 {bank_id}。")
    if found.blocking or done.failures:
        click.echo("有错误的课程没有发布，原有版本不受影响。")
    elif not done.editions and not done.banks and not quiet:
        click.echo("课程没有变化。")
    _render_old()
    return done


def _publish(found: Folder, done: Publication, over: Collection[str], at: datetime) -> None:
    """Prepare what may be published, and put it in place in one unit."""
    media = current_app.config["SETTINGS"].media
    elsewhere = [one for one in changed_elsewhere(found) if one.course_id not in over]
    for one in elsewhere:
        _tell(one, done)
    leave = {one.course_id for one in elsewhere}
    prepared = prepare_folder(found, media, clock.day_of(at), leave=leave)
    for course_id, error in prepared.failures:
        done.failures.append(course_id)
        click.echo(f"{COURSES}{course_id}/{error}")
    banks = ready_banks(found, done.failures, over, media)
    is_whole = not found.blocking and not done.failures
    db.session.close()
    done.editions = write(
        lambda: publish_content(found, prepared.editions, banks, is_whole=is_whole, at=at)
    )
    done.banks = [bank.id for bank in banks]


def _tell(one: ChangedElsewhere, done: Publication) -> None:
    """Say that a course was published in the browser meanwhile, and what differs."""
    if one.is_behind:
        click.echo(
            f"{one.course_id} 第 {one.number} 版是在教研台发布的，比文件夹里的新，没有改动它。"
            "用 flask content export 取回。"
        )
        return
    done.failures.append(one.course_id)
    click.echo(f"{one.course_id} 第 {one.number} 版是在教研台发布的，文件夹里也改过，没有覆盖：")
    show_changes(one.changes, f"{COURSES}{one.course_id}/")
    click.echo(f"合并以后用 flask content publish --replace {one.course_id} 发布。")


@group.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """把已发布的最新内容写到 FOLDER（须为空），再发布时得到同样的版本。"""
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} 不是空文件夹，没有写入。请换一个空文件夹。")
    media = current_app.config["SETTINGS"].media
    number = 0
    for path, data in _exported(media):
        target = folder / os.fsdecode(path.encode())  # UTF-8 whatever the locale says
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        number += 1
    click.echo(f"已写出 {number} 个文件。")


def _exported(media: Path) -> list[tuple[str, bytes]]:
    files = [(f"{LAWS}{short}.yaml", text.encode()) for short, text in law_sources().items()]
    framework = framework_source()
    if framework is not None:
        files.append((FRAMEWORK, framework.encode()))
    for edition in queries.newest_editions():
        for path, text, file_digest in queries.edition_files(edition.id):
            data = text.encode() if text is not None else _media(media, file_digest or "")
            files.append((f"{COURSES}{edition.course_id}/{path}", data))
    return [*files, *exported_banks(media)]


def _media(media: Path, file_digest: str) -> bytes:
    return path_of(file_digest, media).read_bytes()


@group.command("render")
@click.option("--all", "everything", is_flag=True, help="全部版本都重新渲染，而不只是旧的。")
def render(*, everything: bool) -> None:
    """用当前程序重新渲染已发布的版本；事实和版本号不变。"""
    number = _render_old(everything=everything)
    click.echo(f"重新渲染了 {number} 个版本。")


def _render_old(*, everything: bool = False) -> int:
    """Render the editions whose derived text is of another renderer version, one unit each."""
    rendered, unnoted = queries.renderings(), editions_without_passages()
    stale = [
        edition
        for edition in queries.all_editions()
        if everything or rendered.get(edition.id) != RENDERER or edition.id in unnoted
    ]
    rendered_now = sum(_render(edition) for edition in stale)
    rendered_now += render_old_banks(current_app.config["SETTINGS"].media)
    if rendered_now:
        write(lambda: _tell_of_rendering(at=clock.now()))
    return rendered_now


def _tell_of_rendering(*, at: datetime) -> None:
    refresh(queries.load_registry(), at=at)
    note_reviewed(at=at)
    actions.move_stamp(queries.published_folder_digest())


def _render(edition: queries.EditionRow) -> bool:
    """Render one edition anew; one that today's checks refuse keeps its old text, and is named."""
    media = current_app.config["SETTINGS"].media
    files = {
        path: text.encode() if text is not None else _media(media, file_digest or "")
        for path, text, file_digest in queries.edition_files(edition.id)
    }
    texts = {path: data.decode() for path, data in files.items() if is_text(path)}
    registry, framework = queries.load_registry(), queries.load_framework()
    on = clock.day_of(edition.published_at)
    reading = read_course(files, laws=registry, competencies=framework, on=on, published=texts)
    if reading.course is None:
        first = reading.blocking[0] if reading.blocking else ""
        click.echo(f"{edition.course_id} 第 {edition.number} 版保留旧的排版：{first}")
        return False
    cited = cited_passages(reading.course, canonical(files))
    before = pins_of(edition.id)
    pinned = pin_passages(cited, before, registry, on)
    payload = to_payload(reading.course, render_course(reading.course), pinned)
    db.session.close()

    def unit() -> None:
        actions.keep_rendering(edition.id, payload)
        if any(not place.passage for place in before):
            actions.replace_pins(edition.id, pinned.pins)

    write(unit)
    return True
