"""Reading is the rule; `write` runs one unit whole, or not at all."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from cadreschool.kernel.db import db, engine_options, is_wal_safe, prepare, write
from cadreschool.kernel.errors import BusyError, FullError
from cadreschool.kernel.keys import Reply, Request, RequestKey, store_reply
from cadreschool.organisations.models import Counter
from tests.school.cast import MONDAY
from tests.school.engines import IS_POSTGRESQL

READ_ONLY = r"readonly|read-only"


def _keys():
    """Return the keys stored, seen by a transaction of its own."""
    db.session.close()
    found = sorted(db.session.scalars(select(RequestKey.key)))
    db.session.close()
    return found


def _store(key="key"):
    store_reply(Request("cadre:1", key, "digest"), Reply(), at=MONDAY)


def test_outside_of_a_unit_the_database_refuses_to_write(session):
    with pytest.raises(DBAPIError, match=READ_ONLY):
        _store()

    assert _keys() == []


def test_after_a_unit_the_database_refuses_to_write_again(session):
    write(_store)

    with pytest.raises(DBAPIError, match=READ_ONLY):
        _store("another")

    assert _keys() == ["key"]


def test_a_reading_transaction_that_is_under_way_stays_read_only_while_another_thread_writes(
    app, session
):
    db.session.execute(select(RequestKey.key)).all()
    write_began, may_end = threading.Event(), threading.Event()

    def unit():
        write_began.set()
        may_end.wait(5)
        _store("another")

    def other():
        with app.app_context():
            write(unit)

    thread = threading.Thread(target=other)
    thread.start()
    write_began.wait(5)
    try:
        with pytest.raises(DBAPIError, match=READ_ONLY):
            _store()
    finally:
        db.session.close()
        may_end.set()
        thread.join()

    assert _keys() == ["another"]


def test_a_unit_returns_what_it_makes_and_keeps_it(session):
    assert write(lambda: _store() or "made") == "made"

    assert _keys() == ["key"]


def test_a_unit_that_meets_a_conflict_is_run_again_whole(session):
    runs = []

    def unit():
        runs.append(len(runs))
        _store("once")
        if len(runs) < 3:
            _store("once")
        return len(runs)

    assert write(unit) == 3
    assert _keys() == ["once"]


def test_a_unit_that_always_conflicts_is_given_up_after_three_retries(session):
    runs = []

    def unit():
        runs.append(1)
        _store()
        _store()

    with pytest.raises(IntegrityError):
        write(unit)

    assert len(runs) == 4
    assert _keys() == []


def test_a_unit_that_fails_for_another_reason_is_not_run_again(session):
    runs = []

    def unit():
        runs.append(1)
        _store()
        raise LookupError

    with pytest.raises(LookupError):
        write(unit)

    assert len(runs) == 1
    assert _keys() == []


def test_after_a_failed_unit_the_next_one_is_carried_out(session):
    with pytest.raises(LookupError):
        write(lambda: {}["missing"])

    write(_store)

    assert _keys() == ["key"]


def test_a_unit_inside_a_unit_is_refused_and_nothing_is_kept(session):
    def outer():
        _store("outer")
        write(lambda: _store("inner"))

    with pytest.raises(RuntimeError, match="a unit inside a unit"):
        write(outer)

    assert _keys() == []


def test_a_unit_does_not_see_what_was_read_before_it(session):
    before = db.session.get(RequestKey, ("cadre:1", "key", "digest"))
    write(_store)

    found = write(lambda: db.session.get(RequestKey, ("cadre:1", "key", "digest")))

    assert before is None
    assert found.answered_at == MONDAY, "still readable after the commit"


def test_writers_that_read_and_then_write_lose_nothing(app, cast):
    def add_one():
        row = db.session.get(Counter, (cast.county, "x", "y"), with_for_update=True)
        row.number += 1

    def work():
        with app.app_context():
            for _ in range(5):
                write(add_one)

    with app.app_context():
        write(
            lambda: db.session.execute(
                insert(Counter).values(organisation_id=cast.county, subject="x", what="y", number=0)
            )
        )
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with app.app_context():
        assert db.session.scalar(select(Counter.number).where(Counter.subject == "x")) == 20


def _fill_the_disk():
    if IS_POSTGRESQL:
        db.session.execute(
            text("DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$")
        )
    db.session.execute(text("PRAGMA max_page_count=1"))
    for number in range(300):
        store_reply(Request("cadre:1", str(number), "digest"), Reply(body="x" * 4000), at=MONDAY)


def test_a_full_disk_is_told_apart_and_nothing_is_kept(session):
    def unit():
        _store()
        _fill_the_disk()

    with pytest.raises(FullError) as refusal:
        write(unit)

    assert refusal.value.status == 507
    assert _keys() == []


@contextmanager
def _somebody_else_writes():
    """Hold what we need from another connection, and let ours not wait long for it."""
    with db.engine.connect() as ours:
        if not IS_POSTGRESQL:
            ours.exec_driver_sql("PRAGMA busy_timeout=5")
    url = db.engine.url
    stranger = create_engine(url, poolclass=NullPool, **_module(url))
    with stranger.connect() as theirs:
        begin = "LOCK TABLE request_key" if IS_POSTGRESQL else "BEGIN IMMEDIATE"
        theirs.exec_driver_sql(begin)
        yield
        theirs.rollback()


def _module(url):
    return {} if IS_POSTGRESQL else engine_options(str(url))


def test_a_database_that_is_held_by_somebody_else_is_busy(session):
    def unit():
        if IS_POSTGRESQL:
            db.session.execute(text("SET LOCAL lock_timeout = '5ms'"))
        _store()

    with _somebody_else_writes(), pytest.raises(BusyError) as refusal:
        write(unit)

    assert refusal.value.status == 503
    assert _keys() == []


@pytest.mark.postgresql
@pytest.mark.skipif(not IS_POSTGRESQL, reason="SQLite has one writer at a time")
@pytest.mark.parametrize("code", ["40001", "40P01"])
def test_a_failure_to_serialise_is_a_conflict_like_any_other(session, code):
    runs = []

    def unit():
        runs.append(1)
        _store()
        if len(runs) == 1:
            raising = f"RAISE EXCEPTION 'again' USING ERRCODE = '{code}'"
            db.session.execute(text(f"DO $$ BEGIN {raising}; END $$"))

    write(unit)

    assert len(runs) == 2
    assert _keys() == ["key"]


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_only_a_sqlite_with_the_fix_writes_ahead(version, is_safe):
    assert is_wal_safe(version) is is_safe


@pytest.mark.skipif(IS_POSTGRESQL, reason="about SQLite's own settings")
def test_a_connection_keeps_keys_and_waits_for_the_disk(tmp_path):
    address = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    engine = create_engine(address, **engine_options(address))
    prepare(engine)

    with engine.connect() as connection:
        names = ("foreign_keys", "synchronous", "journal_mode", "busy_timeout", "query_only")
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in names}
    engine.dispose()

    assert found.pop("busy_timeout") >= 1000
    assert found == {"foreign_keys": 1, "synchronous": 2, "journal_mode": "wal", "query_only": 1}


def test_a_foreign_key_must_point_somewhere(session):
    def unit():
        db.session.execute(
            insert(Counter).values(organisation_id=999, subject="x", what="y", number=1)
        )

    with pytest.raises(IntegrityError):
        write(unit)


def test_a_pool_of_connections_is_for_servers_only():
    assert engine_options("postgresql+psycopg://localhost/school")["pool_pre_ping"] is True
    assert "pool_pre_ping" not in engine_options("sqlite:///school.sqlite3")
