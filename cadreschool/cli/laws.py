"""`flask laws`: comparing the registry with official texts."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app

from cadreschool.cli.noun import Noun
from cadreschool.courses.folder import LAWS, read_files
from cadreschool.laws.official import read_official
from cadreschool.laws.registry import read_registry
from cadreschool.laws.rules import compare

group = Noun("laws", help="法律登记：与官方文本核对。")


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
    differences = compare(registry, texts)
    for difference in differences:
        click.echo(str(difference))
    shared = {text.short for text in texts} & {law.short for law in registry.laws}
    found = sum(not difference.is_information for difference in differences)
    click.echo(
        f"登记 {len(registry.laws)} 部，文本 {len(texts)} 份，"
        f"核对 {len(shared)} 部，差异 {found} 处。"
    )
    if found or mistakes:
        sys.exit(1)
