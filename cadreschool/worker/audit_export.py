"""Audit rows as a file: payload `filters` as they stand in the address, and `format`."""

from __future__ import annotations

from cadreschool.kernel.clock import day_of
from cadreschool.reports.audit_trail.files import write_csv, write_xlsx
from cadreschool.reports.audit_trail.queries import LARGEST_FILE, Trail
from cadreschool.reports.audit_trail.requests import read_request
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Write what the maker may see now, whatever it was when they asked."""
    trail = Trail(job.viewer(), read_request(job.payload["filters"]))
    extension = "csv" if job.payload["format"] == "csv" else "xlsx"
    path = job.result(f"审计-{day_of(job.at):%Y%m%d}", extension)
    with path.open("wb") as file:
        write = write_csv if extension == "csv" else write_xlsx
        number = write(trail.every(), file)
    job.message = f"共 {number} 行。"
    if number == LARGEST_FILE:
        job.message = f"只导出了最近的 {number} 行，更早的请缩小时间范围。"
