"""Checking a file of questions before it is imported.

Payload: `bank_id`, `file`, `name`, `mapping` of columns, `unit`, `competency` and `difficulty` for
what the file does not say, and the bank's owner. What taking the file would do is written down
beside it.
"""

from __future__ import annotations

from cadreschool.courses.banks.importing import Ground, ImportPlan, plan_import
from cadreschool.courses.banks.plans import write_plan
from cadreschool.courses.banks.queries import bank_now, known_to
from cadreschool.courses.queries import load_catalogue
from cadreschool.files import uploads
from cadreschool.files.actions import register_file
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.viewer import Role
from cadreschool.questions.banks.planning import Defaults, Sort
from cadreschool.questions.banks.queries import bank_for
from cadreschool.questions.imports import read_file
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Compare the file with the bank as it is now."""
    who = job.viewer()
    bank_id, upload = str(job.payload["bank_id"]), str(job.payload["file"])
    bank = bank_for(who, bank_id, Role.TRAINER)
    folder = uploads.folder_of(job.settings.instance)
    path = uploads.path_of(folder, upload)
    if path is None:
        raise ConflictError("上传的文件已经不在了。", "请重新上传。")
    job.advance(0, None, "正在读文件")
    found, reading = read_file(path, str(job.payload["name"]), job.payload["mapping"])
    catalogue = load_catalogue()
    ground = Ground(
        bank_now(bank_id, reading.items),
        catalogue.registry,
        catalogue.framework,
        clock.day_of(job.at),
        job.settings.media,
        known_to(who, bank_id, catalogue),
    )
    db.session.close()
    planned = plan_import(reading.items, ground, _defaults(job), job.advance)
    write(lambda: _register(planned))
    about = {
        "format": found,
        "version": bank.version,
        "columns": list(reading.columns.items()),
        "problems": [[one.place, one.text, one.hint] for one in reading.problems],
    }
    write_plan(folder, upload, planned, about)
    numbers = "，".join(
        f"{sort.label} {planned.number(sort)}" for sort in Sort if planned.number(sort)
    )
    job.message = f"读出 {len(planned.items)} 题：{numbers}。" if numbers else "没有读出题目。"


def _defaults(job: RunningJob) -> Defaults:
    return Defaults(
        str(job.payload["unit"]), str(job.payload["competency"]), int(job.payload["difficulty"])
    )


def _register(planned: ImportPlan) -> None:
    """Let the page of the review show the pictures; a picture nobody uses does no harm."""
    for picture in planned.pictures:
        register_file(picture.digest, picture.extension, picture.size, at=clock.now())
