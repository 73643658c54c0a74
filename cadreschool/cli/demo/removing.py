"""Removing the demonstration school: every row of its people and unions, and nothing else."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, Table, delete, select

from cadreschool.audit.actions import record
from cadreschool.kernel import clock
from cadreschool.kernel.db import Model, db, write
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre


def remove_demonstration() -> int:
    """Delete the school in one unit and return how many rows there were."""
    return write(_remove)


def _remove() -> int:
    cadres = select(Cadre.id).where(Cadre.is_demonstration)
    unions = select(Organisation.id).where(Organisation.is_demonstration)
    removed = 0
    for table in reversed(Model.metadata.sorted_tables):
        for condition in _conditions(table, cadres, unions):
            result = db.session.execute(delete(table).where(condition))
            removed += int(getattr(result, "rowcount", 0))
    record("demonstration.remove", "demonstration", "school", by=None, at=clock.now(), rows=removed)
    return removed


def _conditions(
    table: Table, cadres: Select[int], unions: Select[int]
) -> list[ColumnElement[bool]]:
    """Return which rows of a table belong to the demonstration: children come before parents."""
    columns = table.c
    if table.name in {"cadre", "organisation"}:
        return [columns.is_demonstration]
    found: list[ColumnElement[bool]] = []
    if "cadre_id" in columns:
        found.append(columns.cadre_id.in_(cadres))
    elif "sitting_id" in columns:
        sittings = Model.metadata.tables["sitting"].c
        found.append(
            columns.sitting_id.in_(select(sittings.id).where(sittings.cadre_id.in_(cadres)))
        )
    elif "organisation_id" in columns:
        found.append(columns.organisation_id.in_(unions))
    if table.name == "audit_row":
        found.append(columns.actor_id.in_(cadres))
    if table.name == "request_key":
        ids = [f"cadre:{one}" for one in db.session.scalars(cadres)]
        found.append(columns.sender.in_(ids))
    return found
