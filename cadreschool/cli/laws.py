"""`flask laws`: official texts compared with the registry, imported, and with each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

import click
from flask import current_app

from cadreschool.cli.noun import Noun
from cadreschool.courses.folder import LAWS, read_files
from cadreschool.courses.queries import load_registry
from cadreschool.courses.radar.actions import TakenIn, take_in
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.laws.comparing import Articles, Comparison, compare_articles
from cadreschool.laws.importing import Reading, Wish, differences, files_among, read_texts
from cadreschool.laws.official import OfficialText, read_official
from cadreschool.laws.queries import imported_versions
from cadreschool.laws.registry import Registry, read_registry
from cadreschool.laws.rules import article_digest, compare, is_whole
from cadreschool.laws.timeline import ImportedVersion, KnownVersion, known_laws
from cadreschool.learning.profile.due import note_reviewed

group = Noun("laws", help="法律登记：与官方文本核对，导入官方文本，比较两个版本。")
_ANY = click.Path(exists=True, path_type=Path)


@group.command("verify")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def verify(folder: Path) -> None:
    """把 content/laws 与 FOLDER 里的官方文本逐条核对，列出每一处差异；有差异时退出码为 1。

    FOLDER 里没有的法律或条文不算差异。
    """
    files, missing = read_files(current_app.config["SETTINGS"].content / LAWS)
    registry, mistakes = read_registry({f"{LAWS}{name}": data for name, data in files.items()})
    texts, unreadable = read_official(folder)
    mistakes = (*missing, *mistakes, *unreadable)
    for mistake in mistakes:
        click.echo(str(mistake))
    found_differences = compare(registry, texts)
    for difference in found_differences:
        click.echo(str(difference))
    shared = {text.short for text in texts} & {law.short for law in registry.laws}
    found = sum(not difference.is_information for difference in found_differences)
    click.echo(
        f"登记 {len(registry.laws)} 部，文本 {len(texts)} 份，"
        f"核对 {len(shared)} 部，差异 {found} 处。"
    )
    if found or mistakes:
        sys.exit(1)


@group.command("import")
@click.argument("files", nargs=-1, required=True, type=_ANY)
@click.option("--dry-run", is_flag=True, help="只读、只比较，不导入。")
@click.option("--short", default="", help="简称，登记里认不出名称时写；只能与一个文件同用。")
@click.option("--version", default="", help="版本，如 2021修正；文件里看不出时写。")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="从哪天起施行；修正的法律写在修改决定里，文件里没有。",
)
def import_command(
    files: tuple[Path, ...], *, dry_run: bool, short: str, version: str, since: datetime | None
) -> None:
    """导入官方文本 FILES：.json、.docx、.txt，或放着它们的文件夹；可以反复导入。

    全部成功或全部不做，原文只进数据库。与登记不同的地方逐条列出；有了新旧两个版本就逐条比较，引用了改动条文的课文和题目待复核。
    """
    paths = files_among(files)
    wish = Wish(short, version, since.date() if since else None)
    if len(paths) > 1 and wish != Wish():
        raise click.ClickException("--short、--version、--since 只能与一个文件同用。")
    registry = load_registry()
    reading = read_texts(paths, registry, wish)
    before = imported_versions()
    db.session.close()
    for line in _told(reading, registry, before):
        click.echo(line)
    if reading.mistakes:
        click.echo("有错误，什么都没有导入。")
        sys.exit(1)
    if dry_run or not reading.texts:
        click.echo("只是检查，没有导入。" if dry_run else "没有可以导入的文本。")
        return
    _report(write(partial(_take_in, reading.texts, at=clock.now())))


def _take_in(texts: Sequence[OfficialText], *, at: datetime) -> TakenIn:
    done = take_in(texts, load_registry(), at=at)
    note_reviewed(at=at)
    return done


def _report(done: TakenIn) -> None:
    click.echo(
        f"导入 {len(done.kept.new)} 份，替换 {len(done.kept.replaced)} 份，"
        f"没有变化 {len(done.kept.unchanged)} 份。"
    )
    if done.refreshed.opened or done.refreshed.closed:
        click.echo(
            f"新列入复核 {done.refreshed.opened} 处，不用再复核 {done.refreshed.closed} 处。"
        )


def _told(reading: Reading, registry: Registry, before: Sequence[ImportedVersion]) -> Iterator[str]:
    """Yield what was read, what differs from the registry, and what became of each article."""
    for text in reading.texts:
        yield _what(text)
        yield from differences(registry, text)
    for text in reading.unregistered:
        yield f"提示：{_what(text)} 登记里没有这部法，没有导入；先在 content/laws 里登记并发布。"
    for mistake in reading.mistakes:
        yield str(mistake)
    new = [_imported(text) for text in reading.texts]
    kept = {(one.short, one.version): one for one in (*before, *new)}
    known = known_laws(registry, kept.values())
    for short in dict.fromkeys(text.short for text in reading.texts):
        yield from _amendments(short, known.of(short))


def _what(text: OfficialText) -> str:
    since = f"{text.effective_from}起施行" if text.effective_from else "施行日不明"
    whole = "" if is_whole(text) else "，不是全文"
    return f"{text.path}：{text.short}@{text.version}，{since}，{len(text.articles)} 条{whole}。"


def _imported(text: OfficialText) -> ImportedVersion:
    digests = {one.no: article_digest(one.text) for one in text.articles}
    since = text.effective_from or clock.today()
    return ImportedVersion(
        text.short,
        text.version,
        since,
        text.effective_to,
        Articles(digests, is_whole=is_whole(text)),
    )


def _amendments(short: str, versions: Sequence[KnownVersion]) -> Iterator[str]:
    for old, new in pairwise(versions):
        figures = _figures(compare_articles(old.articles, new.articles))
        yield f"比较：{short} {old.version} → {new.version}：{figures}。"


def _figures(found: Comparison) -> str:
    counted = [f"{fate.label} {number} 条" for fate, number in found.figures.items()]
    return "，".join(counted) or "没有可以比较的条文"
