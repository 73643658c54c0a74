"""What a restored backup leaves to do, said line by line."""

from __future__ import annotations

from pathlib import Path

import click

from cadreschool.kernel import clock
from cadreschool.privacy.restored import settle


def settle_restored(instance: Path) -> None:
    """Finish what a restoring left to do; only with the newest schema."""
    settled = settle(instance, at=clock.now())
    if settled is None:
        return
    click.echo(f"审计从第 {settled.seal} 号封条重新开始，记明恢复过备份。")
    if settled.erased:
        click.echo(f"备份里有 {settled.erased} 个已删除个人信息的人，已再次删除。")
