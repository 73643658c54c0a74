"""Signatures by signer and month as a table, ready to be written to a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cadreschool.kernel.viewer import Viewer
from cadreschool.reports.signings.queries import Month, every_month, signers
from cadreschool.reports.signings.requests import SigningRequest
from cadreschool.reports.tables import Cell, Column, Kind, Table

TITLE = "实践记录签认情况"
NOTE = "按组织顺序排列，不排名。抽查计入它所查的那次签认的月份。"
_COLUMNS = (
    Column("签认人", width=12),
    Column("所在工会", width=28),
    Column("月份", width=12),
    *(Column(title, Kind.NUMBER) for title in ("签认", "退回")),
    Column("退回占比", Kind.PERCENT),
    *(Column(title, Kind.NUMBER) for title in ("抽查", "抽查通过", "没有通过", "等着抽查")),
)


def table(viewer: Viewer, wanted: SigningRequest, *, at: datetime) -> Table:
    """Return all rows that an auditor asks for."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for row in every_month(viewer, wanted):
            yield _cells(row, wanted.year)

    return Table(
        TITLE,
        viewer.organisation_name,
        (f"工会名称含“{wanted.union}”",) if wanted.union else (),
        at,
        _COLUMNS,
        rows(),
        len(signers(viewer, wanted)) * len(wanted.months()),
        period=wanted.period,
        footnote=NOTE,
    )


def _cells(row: Month, year: int) -> tuple[Cell, ...]:
    return (
        row.signer.name,
        row.signer.organisation,
        f"{year}-{row.month:02}",
        row.signed,
        row.returned,
        row.returned_share,
        row.sampled,
        row.passed,
        row.failed,
        row.waiting,
    )
