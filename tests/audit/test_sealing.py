"""Sealed rows: whatever is done to them by hand is found, and named."""

from __future__ import annotations

import pytest
from flask import Flask

from cadreschool.audit.actions import record, seal_batch
from cadreschool.audit.models import AuditRow
from cadreschool.audit.redaction import clear_details, remove_rows
from cadreschool.audit.sealing import begin_anew, seal
from cadreschool.audit.vault import Vault, read_line
from cadreschool.audit.verification import verify
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write


@pytest.fixture
def vault(app: Flask, session: None) -> Vault:
    """Return the vault of a school in which three batches of rows are sealed."""
    found = Vault(app.config["SETTINGS"].instance)
    seal(found, at=clock.now())
    for word in ("first", "second"):
        _note(word, number=3)
        seal(found, at=clock.now())
    return found


def _note(word: str, number: int = 1) -> None:
    def unit() -> None:
        for place in range(number):
            record("test.note", "test", f"{word}-{place}", by=1, at=clock.now(), word=word)

    write(unit)


def _id(object_id: str) -> int:
    row = db.session.scalar(db.select(AuditRow.id).where(AuditRow.object_id == object_id))
    db.session.close()
    return row


def _by_hand(statement: str, **values: object) -> None:
    write(lambda: db.session.execute(db.text(statement), values))


def _found(vault: Vault, *also: str) -> list[str]:
    lines = [read_line(text) for text in also]
    found = verify(vault, at=clock.now(), also=lines)
    db.session.close()
    return [one.text for one in found.findings if one.is_error]


def test_what_nobody_touched_verifies(vault):
    found = verify(vault, at=clock.now())

    assert (found.is_sound, found.seals, found.unsealed) == (True, 3, 0)
    assert found.findings == []
    assert found.head.number == 3
    assert vault.head().mac == found.head.mac


def test_an_edited_row_is_named(vault):
    edited = _id("first-1")
    _by_hand("UPDATE audit_row SET detail = '{}' WHERE id = :id", id=edited)

    (text,) = _found(vault)
    assert text.startswith(f"第 {edited} 行（")
    assert text.endswith("test.note）封存以后被改动过。")


@pytest.mark.parametrize(
    "column", ["at", "actor_id", "action", "object_kind", "object_id", "request_id", "digest"]
)
def test_no_column_can_be_edited_unseen(vault, column):
    value = {"at": clock.now(), "actor_id": 7}.get(column, "x")
    change = db.update(AuditRow).where(AuditRow.id == _id("first-1")).values({column: value})
    write(lambda: db.session.execute(change))

    assert len(_found(vault)) == 1


def test_a_deleted_row_is_named(vault):
    deleted = _id("second-0")
    _by_hand("DELETE FROM audit_row WHERE id = :id", id=deleted)

    assert _found(vault) == [f"第 {deleted} 行不见了，它在第 3 号封条里。"]


def test_a_row_added_to_a_seal_is_named(vault):
    _note("forged")
    forged = _id("forged-0")
    _by_hand("UPDATE audit_row SET seal = 2, digest = :d WHERE id = :id", d="0" * 32, id=forged)

    (text,) = _found(vault)
    assert text.startswith(f"第 {forged} 行")
    assert text.endswith("是后来添进第 2 号封条的。")


def test_a_row_written_into_the_past_is_noticed_even_when_it_gets_sealed(vault):
    def unit():
        record("test.note", "test", "old", by=1, at=clock.now().replace(year=2025))

    write(unit)
    assert "没有封存" in _found(vault)[0]
    seal(vault, at=clock.now())

    assert "请核对是不是补写的" in _found(vault)[0]


def test_the_past_of_the_demonstration_school_is_no_forgery(vault):
    def unit():
        for _ in range(2100):
            record("test.note", "test", "old", by=1, at=clock.now().replace(year=2025))
        record("demonstration.create", "demonstration", "school", by=None, at=clock.now())

    write(unit)
    seal(vault, at=clock.now())

    found = verify(vault, at=clock.now())
    assert found.is_sound
    (note,) = found.findings
    assert "演示学校" in note.text, "it is said: who can write a row can write that one"


def test_a_seal_that_was_edited_or_deleted_is_named(vault):
    _by_hand("UPDATE audit_seal SET row_count = 2 WHERE number = 2")
    assert "第 2 号封条本身被改动过。" in _found(vault)

    _by_hand("DELETE FROM audit_seal WHERE number = 2")
    found = _found(vault)
    assert "缺第 2 号封条。" in found
    assert sum("是后来添进第 2 号封条的" in text for text in found) == 3


def test_an_end_that_was_cut_off_is_missed_by_the_anchor(vault):
    _by_hand("DELETE FROM audit_row WHERE seal = 3")
    _by_hand("DELETE FROM audit_seal WHERE number = 3")

    assert _found(vault) == [
        "锚上有第 3 号封条，数据库里只到第 2 号：末尾被截去，或者换回了旧的数据库。"
    ]


def test_a_line_on_paper_finds_what_was_cut_off_of_the_anchor_as_well(vault):
    on_paper = vault.head().line
    _by_hand("DELETE FROM audit_row WHERE seal = 3")
    _by_hand("DELETE FROM audit_seal WHERE number = 3")
    anchor = vault.folder / "audit_anchor"
    anchor.write_text("".join(anchor.read_text().splitlines(keepends=True)[:-1]))

    assert _found(vault) == []
    assert "末尾被截去" in _found(vault, on_paper)[0]


def test_a_chain_sealed_anew_does_not_fit_the_anchor(vault):
    _by_hand("UPDATE audit_row SET seal = NULL, digest = NULL, actor_id = 5 WHERE seal = 3")
    _by_hand("DELETE FROM audit_seal WHERE number = 3")
    write(lambda: seal_batch(vault.key(), at=clock.now()))

    assert _found(vault) == ["第 3 号封条与锚上的不同，是后来换上的。"]


def test_another_key_proves_nothing(vault, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    other = Vault(tmp_path / "elsewhere")

    assert "第 1 号封条不是用现在这把密钥做的。" in _found(other)


def test_rows_that_must_go_leave_a_proof(vault):
    gone, cleared = _id("first-1"), _id("second-2")
    key, at = vault.key(), clock.now()
    write(lambda: remove_rows(key, AuditRow.id == gone, reason="test", at=at))
    write(lambda: clear_details(key, AuditRow.id == cleared, reason="test", at=at))

    found = verify(vault, at=at)
    assert (found.is_sound, found.redacted) == (True, 2)


def test_a_forged_proof_of_removal_is_found(vault):
    gone = _id("first-1")
    digest = db.session.scalar(db.select(AuditRow.digest).where(AuditRow.id == gone))
    _by_hand("DELETE FROM audit_row WHERE id = :id", id=gone)
    _by_hand(
        "INSERT INTO audit_redaction VALUES (:id, 2, 'row', :digest, 'x', :at, :mac)",
        id=gone,
        digest=digest,
        at=clock.now(),
        mac="0" * 64,
    )

    assert f"第 {gone} 行的删除凭据是伪造的。" in _found(vault)


def test_after_a_restored_backup_the_chain_begins_anew_and_says_so(vault):
    _by_hand("UPDATE audit_row SET seal = NULL, digest = NULL WHERE seal = 3")
    _by_hand("DELETE FROM audit_seal WHERE number = 3")  # as it was when the backup was made
    begin_anew(vault, {"backup": "2026-11-22"}, at=clock.now())
    seal(vault, at=clock.now())

    found = verify(vault, at=clock.now())
    assert found.is_sound
    assert "恢复过备份，从第 3 号封条重新开始" in found.findings[0].text


def test_a_crash_before_the_anchor_is_made_good_by_the_next_sealing(vault):
    _note("third")
    write(lambda: seal_batch(vault.key(), at=clock.now()))
    with (vault.folder / "audit_anchor").open("a") as file:
        file.write("4 torn")

    assert vault.head().number == 3
    seal(vault, at=clock.now())

    assert vault.head().number == 4
    assert _found(vault) == []


def test_sealing_nothing_locks_and_writes_nothing(vault, count_queries):
    with count_queries() as statements:
        assert seal(vault, at=clock.now()) == 0

    assert len(statements) == 2
    assert all(statement.lstrip().startswith("SELECT") for statement in statements)
