"""A file as JSON, structured after GB/T 38860-2020; the fields are told in docs/portfolio.md."""

from __future__ import annotations

import json
from datetime import date

from cadreschool.learning.profile.rules import STATEMENT
from cadreschool.reports.portfolio.values import (
    FORMAT,
    STRUCTURED_AFTER,
    Portfolio,
    Value,
)


def to_json(portfolio: Portfolio) -> str:
    """Write a file down; days as 2026-03-02, what is not known as null."""
    holder = portfolio.holder
    return json.dumps(
        {
            "format": FORMAT,
            "structured_after": STRUCTURED_AFTER,
            "language": "zh-CN",
            "made_at": portfolio.made_at.isoformat(),
            "person": {
                "name": holder.name,
                "login": holder.login,
                "organisation": holder.organisation_name,
                "post": holder.post_name,
                "tie": holder.tie_name,
                "left_on": _plain(holder.left_on),
            },
            "sections": {
                section.layout.id: [
                    {key: _plain(value) for key, value in record.items()}
                    for record in section.records()
                ]
                for section in portfolio.sections
            },
            "profile_note": STATEMENT,
        },
        ensure_ascii=False,
        indent=1,
    )


def _plain(value: Value) -> str | int | bool | None:
    return value.isoformat() if isinstance(value, date) else value
