"""How migrations run: each in one transaction on both engines, counting every row before and after.

A migration killed at any moment leaves the old schema or the new one and can simply be run again:
on SQLite too, because the driver begins nothing of its own and we BEGIN before the first DDL. A
table rebuilt in batch mode can cascade its children away without any error, so each migration is
refused when a table it does not declare in `LOSES_ROWS` is gone or has fewer rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

import cadreschool.audit.models
import cadreschool.competencies.models
import cadreschool.courses.cases.models
import cadreschool.courses.drafts.models
import cadreschool.courses.models
import cadreschool.courses.radar.models
import cadreschool.courses.search.models
import cadreschool.files.models
import cadreschool.kernel.keys
import cadreschool.laws.models
import cadreschool.learning.drills.models
import cadreschool.learning.marking.models
import cadreschool.learning.mistakes.models
import cadreschool.learning.models
import cadreschool.learning.practice.models
import cadreschool.learning.practice_records.models
import cadreschool.learning.profile.models
import cadreschool.learning.question_reports.models
import cadreschool.learning.regrading.models
import cadreschool.learning.review.models
import cadreschool.learning.scenarios.models
import cadreschool.learning.statistics.models
import cadreschool.learning.verdicts.models
import cadreschool.notices.models
import cadreschool.organisations.models
import cadreschool.organisations.parameters.models
import cadreschool.organisations.sums.models
import cadreschool.people.models
import cadreschool.questions.banks.models
import cadreschool.questions.models
import cadreschool.questions.papers.models  # noqa: F401 -- importing models fills the metadata
from cadreschool.kernel.db import Model, writing

PATIENCE = 60.0  # seconds to wait for another upgrade, or for a server's last write
MOST_AT_ONCE = 100  # tables counted in one statement; SQLite takes 500 parts
ONE_AT_A_TIME = 20261122  # the advisory lock; any number that nobody else uses


class RowsLostError(Exception):
    """A migration would have lost rows; it was rolled back."""


def _counts(connection: Connection) -> dict[str, int]:
    quote = connection.dialect.identifier_preparer.quote
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    each = [f"SELECT '{name}', count(*) FROM {quote(name)}" for name in sorted(names)]  # noqa: S608 -- names of our own tables
    parts = [each[at : at + MOST_AT_ONCE] for at in range(0, len(each), MOST_AT_ONCE)]
    return {
        name: number
        for part in parts
        for name, number in connection.exec_driver_sql(" UNION ALL ".join(part))
    }


def _check(before: dict[str, int], after: dict[str, int], allowed: frozenset[str]) -> None:
    lost = {
        name: (number, after.get(name, 0))
        for name, number in before.items()
        if after.get(name, 0) < number and name not in allowed
    }
    if lost:
        lines = "；".join(f"{name} {old} → {new}" for name, (old, new) in lost.items())
        msg = f"迁移会丢失数据，已撤销：{lines}"
        raise RowsLostError(msg)


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            msg = f"迁移后有 {len(broken)} 行外键不成立，已撤销。"
            raise RowsLostError(msg)


def run() -> None:
    """Run the migrations on the engine that the command brings along."""
    engine = context.config.attributes["engine"]
    with writing(engine, patience=PATIENCE), engine.connect() as connection, _alone(connection):
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


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Keep a second upgrade waiting; on SQLite, let tables be rebuilt in peace.

    Foreign keys must be off before BEGIN, or rebuilding a parent table deletes its children. On
    SQLite the write lock keeps others out already.
    """
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        driver.execute("PRAGMA foreign_keys=OFF")
    else:
        driver.execute(f"SET lock_timeout = '{PATIENCE:.0f}s'")
        driver.execute(f"SELECT pg_advisory_lock({ONE_AT_A_TIME})")
        driver.commit()
    try:
        yield
    finally:
        if connection.dialect.name == "sqlite":
            driver.execute("PRAGMA foreign_keys=ON")
        else:
            driver.execute(f"SELECT pg_advisory_unlock({ONE_AT_A_TIME})")
            driver.execute("RESET lock_timeout")
            driver.commit()


def _after(connection: Connection, arguments: dict[str, Any]) -> None:
    """Check the rows at the end of each migration, inside its transaction.

    Going back drops tables by design; what stays must keep its rows all the same.
    """
    step, before = arguments["step"], connection.info["counts"]
    if not step.is_upgrade:
        stay = set(inspect(connection).get_table_names())
        before = {name: number for name, number in before.items() if name in stay}
    script = step.up_revision.module
    after = connection.info["counts"] = _counts(connection)
    _check(before, after, frozenset(getattr(script, "LOSES_ROWS", ())))
    _check_keys(connection)


run()
