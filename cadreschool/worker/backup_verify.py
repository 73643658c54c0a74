"""Verifying a backup: payload `name`."""

from __future__ import annotations

from cadreschool.backups.archive import check
from cadreschool.backups.folder import backup_named
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Compare every member with its digest and every table with its number of rows."""
    job.viewer()
    name = str(job.payload["name"])
    manifest = check(backup_named(job.settings.instance, name))
    rows, members = sum(manifest["rows"].values()), len(manifest["sha256"])
    job.message = f"{name} 完好：{rows} 行，{members} 个成员。"
