"""Making a backup: it appears whole and verified, or not at all."""

from __future__ import annotations

from pathlib import Path

from cadreschool.backups import archive, postgresql, sqlite
from cadreschool.backups.errors import BackupError
from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from cadreschool.kernel.revisions import present_revision


def make(target: Path, *, media: Path, secret_key: str, audit_key: Path | None = None) -> None:
    """Write a verified backup to `target`; with the key of the seals, where there is one."""
    revision = present_revision()
    if revision is None:
        raise BackupError("数据库是空的，没有可以备份的内容。请先运行 flask database upgrade。")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.workshop(target) as folder:
        engine = sqlite if db.engine.dialect.name == "sqlite" else postgresql
        copy = folder / engine.MEMBER
        rows = engine.copy(db.engine, copy)
        # The pictures come after the rows: a file is durable before any row speaks of it.
        members = {copy.name: copy, **archive.media_members(media)}
        if audit_key is not None and audit_key.exists():
            members[archive.AUDIT_KEY] = audit_key
        manifest = {
            "engine": db.engine.dialect.name,
            "schema": revision,
            "created_at": clock.now().isoformat(),
            "rows": rows,
        }
        whole = archive.pack(folder / "backup.zip", members, manifest, secret_key)
        archive.check(whole)
        archive.put_in_place(whole, target)
