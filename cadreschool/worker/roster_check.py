"""Checking a roster before it is imported: payload `file`, `name`, `may_create`.

What it would do is written down beside the file; the table of mistakes is the job's result.
"""

from __future__ import annotations

from cadreschool.files import uploads
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import Node, organisation_for
from cadreschool.people.imports.planning import plan_within, summary_of
from cadreschool.people.imports.sheets import write_faults
from cadreschool.people.rosters import RosterFileError, read_rows
from cadreschool.people.rosters.entries import Roster, read_roster
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Compare the roster with the part of the tree that its maker administers now."""
    who = job.viewer()
    roster = roster_of(job)
    may_create = bool(job.payload["may_create"])
    plan = plan_within(roster, part_of(job, who), who, may_create=may_create, on=day_of(job.at))
    db.session.close()
    summary = summary_of(plan)
    folder = uploads.folder_of(job.settings.instance)
    uploads.note(folder, str(job.payload["file"]), "check", summary.as_data())
    if plan.roster.faults:
        write_faults(job.result("花名册错误清单", "xlsx"), plan.roster.faults)
    job.message = (
        f"新增 {summary.added} 人，更新 {summary.changed} 人，不变 {summary.unchanged} 人，"
        f"错误 {summary.faults} 处。"
    )


def part_of(job: RunningJob, who: Viewer) -> Node:
    """Return the top of the part of the tree that the import is for, through the viewer."""
    return organisation_for(who, int(job.payload["organisation_id"]), role=Role.SYSTEM_ADMIN)


def roster_of(job: RunningJob) -> Roster:
    """Read the file, in a child that may be stopped."""
    folder = uploads.folder_of(job.settings.instance)
    path = uploads.path_of(folder, str(job.payload["file"]))
    if path is None:
        raise ConflictError("上传的文件已经不在了。", "请重新上传。")
    job.advance(0, None, "正在读表")
    try:
        roster = read_roster(read_rows(path))
    except RosterFileError as error:  # it tells the name that the file has here
        words = error.message.replace(path.name, str(job.payload["name"]))
        raise InvalidError(words, error.advice) from error
    job.advance(0, None, f"读了 {len(roster.entries) + len(roster.faulty_rows)} 行")
    return roster
