"""The whole test suite, in three stages: `make test`.

Knows which tests run on which engine and what each stage needs from the machine. Does not know
any test. A stage in which no test ran has failed.

    make test                                     everything, faults for seconds
    make faults                                   faults alone, for ten minutes on each engine
    python3 tools/bootstrap.py test sqlite        one stage
    python3 tools/bootstrap.py test sqlite -- -k 引用   … with words for pytest
"""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tools import chromium, steps
from tools.steps import Outcome

WORKERS = min(max(os.cpu_count() or 1, 2), 8)
FAULT_SECONDS = "CADRESCHOOL_FAULT_SECONDS"

# Tests start hundreds of programs: each would compile all of its modules again, for two seconds,
# where the machine is told to keep no compiled ones.
_COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}

Words = Sequence[str]


def main(arguments: Words) -> int:
    """Run the stages asked for, all by default, even after one has failed."""
    stages, words = _divide(arguments)
    known = {**STAGES, **LONG_STAGES}
    unknown = [stage for stage in stages if stage not in known]
    if unknown:
        print(f"没有这个阶段：{'、'.join(unknown)}。可选：{'、'.join(known)}。", file=sys.stderr)
        return 2
    outcomes = [known[stage](words) for stage in stages or STAGES]
    status = steps.conclude(outcomes)
    for outcome in outcomes:
        print(outcome.last_line)
    return status


def on_sqlite(words: Words) -> Outcome:
    """Run everything that needs no browser, on the engine of a county."""
    wanted = "not browser and not postgresql"
    return _pytest("SQLite 上的全部测试", wanted, words, {"CADRESCHOOL_TEST_ENGINE": "sqlite"})


def on_postgresql(words: Words) -> Outcome:
    """Run again what touches the database, on the engine of a province."""
    # The server package wants a private folder of its own, and warns (which is fatal) without.
    with tempfile.TemporaryDirectory(prefix="cadre-") as folder:
        settings = {"CADRESCHOOL_TEST_ENGINE": "postgresql", "XDG_RUNTIME_DIR": folder}
        wanted = "not browser and not alike and (database or postgresql)"
        return _pytest("PostgreSQL 上的数据库测试", wanted, words, settings)


def in_a_browser(words: Words) -> Outcome:
    """Walk through the school with a real browser."""
    name = "Chromium 里的浏览器测试"
    try:
        browser = chromium.ensure()
    except chromium.BrowserError as error:
        steps.heading(name)
        print(error)
        return Outcome(name, is_good=False, seconds=0, last_line="浏览器测试没有运行。")
    settings = {"CADRESCHOOL_TEST_ENGINE": "sqlite", chromium.SETTING: str(browser)}
    return _pytest(name, "browser", words, settings)


def long_on_sqlite(words: Words) -> Outcome:
    """Let faults rage for ten minutes, on the engine of a county."""
    settings = {"CADRESCHOOL_TEST_ENGINE": "sqlite"}
    return _long("SQLite 上的长时间故障测试", "not postgresql", words, settings)


def long_on_postgresql(words: Words) -> Outcome:
    """Let faults rage for ten minutes, on the engine of a province."""
    with tempfile.TemporaryDirectory(prefix="cadre-") as folder:
        settings = {"CADRESCHOOL_TEST_ENGINE": "postgresql", "XDG_RUNTIME_DIR": folder}
        wanted = "database or postgresql"
        return _long("PostgreSQL 上的长时间故障测试", wanted, words, settings)


def _long(name: str, wanted: str, words: Words, settings: Mapping[str, str]) -> Outcome:
    seconds = os.environ.get(FAULT_SECONDS, "600")
    words = ["tests/faults", "--timeout", str(int(seconds) + 600), *words]
    return _pytest(name, wanted, words, {**settings, FAULT_SECONDS: seconds})


STAGES: Mapping[str, Callable[[Words], Outcome]] = {
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
    "browser": in_a_browser,
}
LONG_STAGES: Mapping[str, Callable[[Words], Outcome]] = {
    "faults-sqlite": long_on_sqlite,
    "faults-postgresql": long_on_postgresql,
}


def _pytest(name: str, wanted: str, words: Words, settings: Mapping[str, str]) -> Outcome:
    """Run the tests with these marks, on all processors."""
    command = [sys.executable, "-m", "pytest", "-m", wanted]
    command += ["--numprocesses", str(WORKERS), "--dist", "loadgroup"]
    if sys.stdout.isatty():
        command.append("--color=yes")
    # A folder of our own: pytest's usual one keeps three runs, and a fourth takes the first away
    # from under its server.
    with tempfile.TemporaryDirectory(prefix="cadre-", ignore_cleanup_errors=True) as folder:
        own = ["--basetemp", os.path.join(folder, "t")]  # noqa: PTH118 -- a word of a command
        outcome = steps.run(name, [*command, *own, *words], {**settings, **_COMPILED})
    # pytest is content when every test was skipped; we are not.
    return replace(outcome, is_good=outcome.is_good and " passed" in outcome.last_line)


def _divide(arguments: Words) -> tuple[Words, Words]:
    """Return the names of stages, and what stands after `--` for pytest."""
    if "--" not in arguments:
        return arguments, ()
    place = arguments.index("--")
    return arguments[:place], arguments[place + 1 :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
