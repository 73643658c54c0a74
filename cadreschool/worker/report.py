"""A large report of the 督学台 as a file.

Payload: `organisation_id` and `role` (who may have it), `also` when sign-in names are whole,
`view`, `format`, and `arguments`, the words of the address.
"""

from __future__ import annotations

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.queries import organisation_for
from cadreschool.reports.files import FileFormat, file_stem, write_file
from cadreschool.reports.requests import ReportRequest, View
from cadreschool.reports.tables import table
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Write what the maker may see now, whatever it was when they asked."""
    organisation_id = int(job.payload["organisation_id"])
    node = organisation_for(job.viewer(), organisation_id, role=Role.SUPERVISOR)
    courses = load_catalogue().curriculum
    view, file_format = View(job.payload["view"]), FileFormat(job.payload["format"])
    request = ReportRequest.read(node, view, job.payload["arguments"], courses)
    made = table(request, courses, whole_logins="also" in job.payload, at=job.at)
    path = job.result(file_stem(made), file_format.value)
    total = made.number

    def note(done: int) -> None:
        job.advance(done, max(done, total))

    job.message = f"共 {write_file(made, file_format, path, note)} 行。"
