"""A noun of the command line: a group of commands whose refusals are sentences, not tracebacks."""

from __future__ import annotations

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DatabaseError, OperationalError

from cadreschool.kernel.db import is_damaged
from cadreschool.kernel.errors import CadreSchoolError


class Noun(AppGroup):
    """`flask <noun> <verb>`; what the pages would answer with an error page ends with status 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's signature
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except CadreSchoolError as error:
            raise click.ClickException(f"{error.message}{error.advice}") from error
        except DatabaseError as error:
            if not isinstance(error, OperationalError) and not is_damaged(error):
                raise
            reason = str(error.orig).strip().splitlines()[0]
            advice = "请核对 CADRESCHOOL_DATABASE_URL、磁盘和数据库服务。"
            if is_damaged(error):
                advice = "文件已经损坏：请停止服务，用 flask backup restore 恢复最近的备份。"
            raise click.ClickException(f"数据库用不了：{reason}。{advice}") from error
        except OSError as error:
            if error.filename is None:
                raise
            raise click.ClickException(
                f"{error.filename} 读不了或写不了：{error.strerror}。请核对路径、权限和磁盘空间。"
            ) from error
