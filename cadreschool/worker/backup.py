"""Making a backup."""

from __future__ import annotations

from cadreschool.audit.vault import Vault
from cadreschool.backups.actions import note_made
from cadreschool.backups.folder import folder_of, new_name
from cadreschool.backups.making import make
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Write a verified backup into the folder of backups."""
    job.viewer()
    name = new_name(job.at)
    settings = job.settings
    make(
        folder_of(settings.instance) / name,
        media=settings.media,
        secret_key=settings.secret_key,
        audit_key=Vault(settings.instance).key_file,
    )
    write(lambda: note_made(name, by=job.made_by, at=clock.now()))
    job.message = f"已生成并核对 {name}。"
