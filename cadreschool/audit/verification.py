"""Verifying: does what lies in the database fit what was sealed, link by link and row by row.

Finds rows edited, deleted and added, seals edited, missing or exchanged, an end that was cut off,
and sealing that stands still; names the rows. Reads only. Needs the key and the anchor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cadreschool.audit import queries
from cadreschool.audit.models import SealKind
from cadreschool.audit.queries import StoredRedaction, StoredRow, StoredSeal
from cadreschool.audit.redaction import DETAIL, ROW
from cadreschool.audit.rules import link_mac, read_ranges, redaction_mac, root_of, row_digest
from cadreschool.audit.vault import Anchored, Vault
from cadreschool.kernel.clock import moment_text

MOST = 100
_AT_ONCE = 500
_STANDS_STILL = timedelta(minutes=10)
_LATE = timedelta(days=1)
_STORY = "demonstration.create"  # the demonstration school comes with a past of its own


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit, or that somebody should know."""

    text: str
    is_error: bool = True


@dataclass(slots=True)
class Verification:
    """What verifying found: how much there was, and what is wrong with it."""

    seals: int = 0
    rows: int = 0
    unsealed: int = 0
    redacted: int = 0
    head: Anchored | None = None
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    @property
    def is_sound(self) -> bool:
        """Tell whether everything fits."""
        return not any(one.is_error for one in self.findings)

    @property
    def summary(self) -> str:
        """Return the result in one sentence."""
        counted = f"{self.seals} 条封条，{self.rows} 行已封存，{self.unsealed} 行待封存"
        errors = sum(one.is_error for one in self.findings) + self.more
        return f"{counted}；{'没有发现改动' if self.is_sound else f'发现 {errors} 处问题'}。"

    def add(self, text: str, *, is_error: bool = True) -> None:
        """Keep a finding; beyond a hundred they are only counted."""
        if len(self.findings) < MOST:
            self.findings.append(Finding(text, is_error))
        elif is_error:
            self.more += 1


@dataclass(slots=True)
class _Open:
    """A seal of which some rows were met already."""

    seal: StoredSeal
    ids: tuple[range, ...]
    earlier: datetime | None  # when sealing was done before
    met: list[tuple[int, str]] = field(default_factory=list)
    is_faulty: bool = False

    def holds(self, row_id: int) -> bool:
        return any(row_id in span for span in self.ids)


def verify(
    vault: Vault,
    *,
    at: datetime,
    also: Iterable[Anchored] = (),
    advance: Callable[[int, int], None] = lambda _done, _total: None,
) -> Verification:
    """Verify everything; `also` are lines of the anchor that were kept elsewhere."""
    found = Verification()
    anchored = _anchored(vault, found)  # before the database: it may only be behind it
    chain = _Chain(vault.key(), vault.key_id(), found)
    chain.walk(anchored, tuple(also))
    _Rows(vault.key(), found, advance).walk()
    _waiting(found, at)
    return found


def _anchored(vault: Vault, found: Verification) -> dict[int, Anchored]:
    """Read the anchor: what an epoch gave up is left out."""
    lines: dict[int, Anchored] = {}
    unreadable = 0
    for line in vault.anchored():
        if line is None:
            unreadable += 1
            continue
        if line.is_epoch:
            for number in [one for one in lines if one >= line.number]:
                del lines[number]
        known = lines.setdefault(line.number, line)
        if known.mac != line.mac:
            found.add(f"锚里有两个不同的第 {line.number} 号封条：封条链有过分岔。")
    if unreadable:
        found.add(f"锚里有 {unreadable} 行读不懂。", is_error=False)
    return lines


class _Chain:
    """The seals one after another, against each other and against the anchor."""

    def __init__(self, key: bytes, key_id: str, found: Verification) -> None:
        self._key, self._key_id, self._found = key, key_id, found

    def walk(self, anchored: dict[int, Anchored], also: tuple[Anchored, ...]) -> None:
        """Follow the chain from its first link to the last."""
        number, previous = 0, ""
        wanted = dict(anchored)
        on_paper = {line.number: line for line in also}
        while seals := queries.seals_after(number, _AT_ONCE):
            for one in seals:
                self._link(one, number, previous)
                number, previous = one.link.number, one.mac
                for kept in (wanted.pop(number, None), on_paper.pop(number, None)):
                    if kept is not None and kept.mac != one.mac:
                        self._found.add(f"第 {number} 号封条与锚上的不同，是后来换上的。")
                self._found.seals += 1
                made_at = one.link.made_at.isoformat(timespec="seconds")
                self._found.head = Anchored(number, made_at, one.mac)
        self._cut_off(wanted, number)
        self._cut_off(on_paper, number)
        if number and not anchored:
            self._found.add("没有锚文件：末尾被截去时看不出来。", is_error=False)

    def _link(self, one: StoredSeal, number: int, previous: str) -> None:
        link, found = one.link, self._found
        if link.number > number + 1:
            found.add(f"缺第 {_span(number + 1, link.number - 1)} 号封条。")
        elif link.previous != previous:
            found.add(f"第 {link.number} 号封条接不上前一条。")
        if link.key_id != self._key_id:
            found.add(f"第 {link.number} 号封条不是用现在这把密钥做的。")
        elif one.mac != link_mac(self._key, link):
            found.add(f"第 {link.number} 号封条本身被改动过。")
        if link.kind == SealKind.EPOCH:
            when = moment_text(link.made_at)
            found.add(f"{when} 恢复过备份，从第 {link.number} 号封条重新开始。", is_error=False)

    def _cut_off(self, wanted: dict[int, Anchored], last: int) -> None:
        gone = sorted(number for number in wanted if number > last)
        if gone:
            self._found.add(
                f"锚上有第 {_span(gone[0], gone[-1])} 号封条，数据库里只到第 {last} 号："
                "末尾被截去，或者换回了旧的数据库。"
            )


class _Rows:
    """All rows in the order of ids, each against its digest, together against their seal."""

    def __init__(
        self, key: bytes, found: Verification, advance: Callable[[int, int], None]
    ) -> None:
        self._key, self._found, self._advance = key, found, advance
        self._open: dict[int, _Open] = {}
        self._loaded: set[int] = set()  # the first numbers of portions that were read
        self._gone: dict[int, list[tuple[int, str]]] = {}
        self._redactions = queries.redactions()
        self._seen = bytearray()  # one byte for each seal: 1 when all its rows were met
        # By the moment of sealing: rows much older than the sealing before, and stories among them.
        self._late: dict[datetime, list[int]] = {}
        self._stories: set[datetime] = set()
        self._last = found.head.number if found.head else 0

    def walk(self) -> None:
        """Meet every row; then look for those that were not met."""
        for one in self._redactions.values():
            self._redaction(one)
        total = queries.number_of_rows()
        for done, row in enumerate(queries.all_rows(), start=1):
            if done % 2000 == 0:
                self._advance(done, total)
            if row.seal is None:
                self._found.unsealed += 1
            else:
                self._row(row, row.seal)
        self._rest()
        for made_at, ids in self._late.items():
            rows = f"{moment_text(made_at)} 封存的有 {len(ids)} 行，时刻远早于上一次封存"
            where = f"（第 {_span(ids[0], ids[-1])} 行之间）"
            if made_at in self._stories:  # said all the same: a hand may write that row, too
                words = f"{rows}{where}：那时建立了演示学校，这是它带来的。"
                self._found.add(words, is_error=False)
            else:
                self._found.add(f"{rows}{where}：请核对是不是补写的。")

    def _redaction(self, one: StoredRedaction) -> None:
        if one.mac != redaction_mac(self._key, one.row_id, one.seal, one.what, one.digest):
            self._found.add(f"第 {one.row_id} 行的删除凭据是伪造的。")
            return
        self._found.redacted += 1
        if one.what == ROW:
            self._gone.setdefault(one.seal, []).append((one.row_id, one.digest))

    def _row(self, row: StoredRow, number: int) -> None:
        if self._last < number <= self._newest():  # sealed while we were at it
            self._found.unsealed += 1
            return
        self._found.rows += 1
        opened = self._opened(number)
        if opened is None or not opened.holds(row.text.id):
            self._found.add(f"{_named(row)}是后来添进第 {number} 号封条的。")
            return
        redaction = self._redactions.get(row.text.id)
        detail = None
        if redaction is not None and redaction.what == DETAIL and not row.text.detail:
            detail = redaction.digest
        digest = row_digest(self._key, row.text, detail)
        if digest != row.digest:
            opened.is_faulty = True
            self._found.add(f"{_named(row)}封存以后被改动过。")
        opened.met.append((row.text.id, digest))
        made_at = opened.seal.link.made_at
        if opened.earlier is not None and row.text.at < opened.earlier - _LATE:
            self._late.setdefault(made_at, []).append(row.text.id)
        if row.text.action == _STORY:
            self._stories.add(made_at)
        if len(opened.met) + len(self._gone.get(number, ())) == opened.seal.link.row_count:
            self._close(opened)

    def _newest(self) -> int:
        newest = queries.newest_seal()
        return newest.link.number if newest else 0

    def _opened(self, number: int) -> _Open | None:
        """Return a seal whose rows come by; they are read from the database in portions."""
        if number not in self._open and not self._is_seen(number) and number > 0:
            first = number - (number - 1) % _AT_ONCE
            if first not in self._loaded:
                self._loaded.add(first)
                self._load(first)
        return self._open.get(number)

    def _load(self, first: int) -> None:
        earlier = made_at = None
        for one in queries.seals_after(first - 1, _AT_ONCE):
            if made_at is None:
                earlier = queries.made_before(one.link)
            elif one.link.made_at != made_at:
                earlier = made_at
            made_at = one.link.made_at
            if one.link.number < first + _AT_ONCE and one.link.row_count:
                ids = tuple(read_ranges(one.link.ids))
                self._open[one.link.number] = _Open(one, ids, earlier)

    def _is_seen(self, number: int) -> bool:
        return number < len(self._seen) and self._seen[number] == 1

    def _close(self, opened: _Open) -> None:
        link = opened.seal.link
        whole = sorted([*opened.met, *self._gone.get(link.number, ())])
        if root_of(whole) != link.root and not opened.is_faulty:
            self._found.add(f"第 {link.number} 号封条与它的行对不上。")
        self._open.pop(link.number, None)
        if link.number >= len(self._seen):
            self._seen.extend(bytes(link.number + 1 - len(self._seen)))
        self._seen[link.number] = 1

    def _rest(self) -> None:
        """Name the rows of seals that were not all met."""
        number = 0
        while seals := queries.seals_after(number, _AT_ONCE):
            for one in seals:
                number = one.link.number
                if number <= self._last and one.link.row_count and not self._is_seen(number):
                    ids = tuple(read_ranges(one.link.ids))
                    self._missing(self._open.get(number) or _Open(one, ids, None))

    def _missing(self, opened: _Open) -> None:
        number = opened.seal.link.number
        there = {row_id for row_id, _ in (*opened.met, *self._gone.get(number, ()))}
        for span in opened.ids:
            for row_id in span:
                if row_id not in there:
                    self._found.add(f"第 {row_id} 行不见了，它在第 {number} 号封条里。")


def _waiting(found: Verification, at: datetime) -> None:
    """Say when sealing stands still, and when a row waits that is older than the last seal."""
    now = queries.state()
    if now.oldest_unsealed is None:
        return
    if now.oldest_unsealed < at - _STANDS_STILL:
        since = moment_text(now.oldest_unsealed)
        found.add(f"有 {now.unsealed} 行没有封存，最早的是 {since}：封存停下了，或行是补写的。")


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _named(row: StoredRow) -> str:
    return f"第 {row.text.id} 行（{moment_text(row.text.at)}，{row.text.action}）"
