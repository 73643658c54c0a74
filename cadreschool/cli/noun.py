"""A noun of the command line: a group of commands whose refusals are sentences, not tracebacks."""

from __future__ import annotations

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from cadreschool.kernel.errors import CadreSchoolError


class Noun(AppGroup):
    """`flask <noun> <verb>`; what the pages would answer with an error page ends with status 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's signature
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except CadreSchoolError as error:
            raise click.ClickException(f"{error.message}{error.advice}") from error
        except OperationalError as error:
            reason = str(error.orig).strip().splitlines()[0]
            raise click.ClickException(
                f"数据库用不了：{reason}。请核对 CADRESCHOOL_DATABASE_URL、磁盘和数据库服务。"
            ) from error
