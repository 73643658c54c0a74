"""How migrations run: each in one transaction on both engines, counting every row before and after.

A migration killed at any moment leaves the old schema or the new one and can simply be run again:
on SQLite too, because the driver begins nothing of its own and we BEGIN before the first DDL. A
table rebuilt in batch mode can cascade its children away without any error, so each migration is
refused when a table it does not declare in `LOSES_ROWS` has fewer rows than before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alembic import context
from sqlalchemy import func, inspect, select, table, text

import cadreschool.audit.models
import cadreschool.competencies.models
import cadreschool.courses.models
import cadreschool.files.models
import cadreschool.kernel.keys
import cadreschool.laws.models
import cadreschool.learning.models
import cadreschool.organisations.models
import cadreschool.people.models
import cadreschool.questions.models  # noqa: F401 -- importing models fills the metadata
from cadreschool.kernel.db import Model, writing

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class RowsLostError(Exception):
    """A migration would have lost rows; it was rolled back."""


def _counts(connection: Connection) -> dict[str, int]:
    names = inspect(connection).get_table_names()
    return {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0
        for name in names
        if name != "alembic_version"
    }


def _check(before: dict[str, int], connection: Connection, allowed: frozenset[str]) -> None:
    after = _counts(connection)
    lost = {
        name: (number, after[name])
        for name, number in before.items()
        if name in after and after[name] < number and name not in allowed
    }
    if lost:
        lines = "；".join(f"{name} {old} → {new}" for name, (old, new) in lost.items())
        msg = f"迁移会丢失数据，已撤销：{lines}"
        raise RowsLostError(msg)
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            msg = f"迁移后有 {len(broken)} 行外键不成立，已撤销。"
            raise RowsLostError(msg)


def run() -> None:
    """Run the migrations on the engine that the command brings along."""
    engine = context.config.attributes["engine"]
    with writing(engine), engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Must be off before BEGIN, or rebuilding a parent table deletes its children.
            connection.exec_driver_sql("COMMIT") if connection.in_transaction() else None
            driver = connection.connection.dbapi_connection
            driver.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            transaction_per_migration=True,
            transactional_ddl=True,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            on_version_apply=lambda **arguments: _after(connection, arguments),
        )
        connection.info["counts"] = _counts(connection)
        connection.rollback()
        try:
            with context.begin_transaction():
                context.run_migrations()
        finally:
            connection.rollback()
            if connection.dialect.name == "sqlite":
                driver = connection.connection.dbapi_connection
                driver.execute("PRAGMA foreign_keys=ON")


def _after(connection: Connection, arguments: dict[str, Any]) -> None:
    """Check the rows at the end of each migration, inside its transaction."""
    script = arguments["step"].up_revision.module
    _check(connection.info["counts"], connection, frozenset(getattr(script, "LOSES_ROWS", ())))
    connection.info["counts"] = _counts(connection)


run()
