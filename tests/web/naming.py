"""The parts of addresses that name something of somebody's."""

from __future__ import annotations

PERSONAL = (
    "organisation_id",
    "cadre_id",
    "session_id",
    "sitting_id",
    "run_id",
    "drill_id",
    "record_id",
    "case_id",
    "appointment_id",
    "posting_id",
    "announcement_id",
    "parameter_id",
    "job_id",
    "message_id",
    "dispute_id",
)
