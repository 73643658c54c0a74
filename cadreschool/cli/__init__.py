"""The command line: `flask <noun> <verb>`, thin over the same actions and queries as the pages."""

from __future__ import annotations

from flask import Flask

from cadreschool.cli import (
    audit,
    backup,
    content,
    database,
    demo,
    doctor,
    jobs,
    laws,
    maintenance,
    organisations,
    people,
    policies,
    profiles,
    questions,
    reports,
    school,
    search,
)


def init_app(app: Flask) -> None:
    """Register every noun."""
    for module in (
        audit,
        backup,
        content,
        database,
        demo,
        doctor,
        jobs,
        laws,
        maintenance,
        organisations,
        people,
        policies,
        profiles,
        questions,
        reports,
        school,
        search,
    ):
        app.cli.add_command(module.group)
