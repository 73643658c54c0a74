"""From a fresh clone to a running school: make the environment, then hand over to it.

Knows how to make and repair `.venv` from a hashed lock, with `uv` or with `venv` and `pip`.
Needs nothing but Python. Does not know what the school does, nor how it is tested: each verb ends
by starting a program inside the environment.

The file must parse on Python 3.6, so that an old Python can be told why it will not do; hence the
quotes around some annotations.
"""

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OLDEST = (3, 11)
NEWER_PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "cadreschool.stamp"
HALF_MADE = "half-made"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"

# What runs inside the environment, and which lock it needs.
VERBS = {
    "run": (RUNTIME_LOCK, ["-m", "flask", "--app", "wsgi", "school", "run"]),
    "test": (DEV_LOCK, ["-m", "tools.suite"]),
    "check": (DEV_LOCK, ["-m", "tools.check"]),
    "screenshots": (DEV_LOCK, ["-m", "tools.screenshots"]),
    "faults": (DEV_LOCK, ["-m", "tools.suite", "faults-sqlite", "faults-postgresql"]),
    "bench": (DEV_LOCK, ["-m", "benchmarks"]),
    "lock": (DEV_LOCK, ["-m", "tools.locks", "write"]),
}

TOO_OLD = """\
这里的 Python 是 {have}，本项目需要 3.11 或更新的版本。
请安装新版 Python（https://www.python.org/downloads/），然后用它再运行一次，例如：
  python3.12 tools/bootstrap.py {verb}
Windows：py -3.12 tools\\bootstrap.py {verb}"""

NO_PIP = """\
这个 Python 既缺少 venv 所需的 ensurepip，也没有 pip，无法建立独立环境。
请先补上，再重新运行刚才的命令：
  Debian、Ubuntu、统信、深度：sudo apt install python3-venv
  openEuler、银河麒麟服务器版：sudo dnf install python3-pip
也可以安装 uv，本程序会自动使用它。"""

NOT_INSTALLED = """\
依赖没有装好，上面是安装程序的原话。多半是网络不通：请检查网络后重新运行。
单位内网有镜像时，先设置环境变量 PIP_INDEX_URL 再运行（使用 uv 时 UV_DEFAULT_INDEX 也可以）。"""


class BootstrapError(Exception):
    """The environment cannot be made; the message says in Chinese what to do."""


def main(arguments: "Sequence[str]") -> int:
    """Make the environment that the verb needs and start the verb in it."""
    if sys.version_info < OLDEST:
        return hand_over_to_a_newer_python(arguments)
    parser = argparse.ArgumentParser(description="工会干部学校：准备环境并运行。")
    parser.add_argument("verb", choices=VERBS, help="要做的事")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="其余参数原样交给所做的事")
    asked = parser.parse_args(arguments)
    lock, command = VERBS[asked.verb]
    os.chdir(ROOT)
    try:
        with one_at_a_time():
            python = ensure_environment(lock)
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已中断。下次运行时会自动收拾没有建好的环境。", file=sys.stderr)
        return 130
    return start([str(python), *command, *asked.rest])


def hand_over_to_a_newer_python(arguments: "Sequence[str]") -> int:
    """Run this file again with a newer Python if the machine has one, else say what is missing."""
    for name in NEWER_PYTHONS:
        newer = shutil.which(name)
        if newer and version_of(newer) >= OLDEST:
            return subprocess.call([newer, str(Path(__file__).resolve()), *arguments])
    have = ".".join(str(part) for part in sys.version_info[:3])
    verb = arguments[0] if arguments else "run"
    print(TOO_OLD.format(have=have, verb=verb), file=sys.stderr)
    return 1


def ensure_environment(lock: Path) -> Path:
    """Return the Python of an environment that holds what the lock names.

    The stamp is removed before anything changes and written when everything is there: whatever
    kills this program leaves either a finished environment or one that the next run replaces.
    """
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # The development lock holds everything the other one holds (`make check` compares them).
    good_enough = {stamp_of(known) for known in (lock, DEV_LOCK) if known.exists()}
    stamp = read_stamp()
    if stamp in good_enough and python.exists():
        return python

    began = time.monotonic()
    print("正在准备运行环境（首次约一分钟，视网络而定）……", flush=True)
    if stamp == HALF_MADE or version_of(str(python)) != sys.version_info[:2]:
        shutil.rmtree(VENV, ignore_errors=True)
        VENV.mkdir()
    STAMP.write_text(HALF_MADE, encoding="utf-8")
    uv = shutil.which("uv")
    if not (uv and made_by_uv(uv, python, lock)):
        make_with_pip(python, lock)
    STAMP.write_text(stamp_of(lock), encoding="utf-8")
    print(f"环境已就绪，用时 {time.monotonic() - began:.0f} 秒。", flush=True)
    return python


def stamp_of(lock: Path) -> str:
    """Return what the stamp says when this lock is installed for this Python."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update(f"{sys.version_info[:3]} {sys.platform}".encode())
    return digest.hexdigest()


def read_stamp() -> str:
    """Return what the environment says about itself; nothing when it is not ours or not there."""
    try:
        return STAMP.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def version_of(python: str) -> "tuple[int, ...]":
    """Return the version of a Python; nothing when it does not start."""
    ask = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.check_output(ask, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(number) for number in answer.split())


def made_by_uv(uv: str, python: Path, lock: Path) -> bool:
    """Fill the environment by uv, and tell whether that worked."""
    if not python.exists() and not call(
        [uv, "venv", "--quiet", "--allow-existing", "--python", base_python(), str(VENV)]
    ):
        return False
    environment = dict(os.environ)
    if "PIP_INDEX_URL" in environment:  # uv has a name of its own for the same wish
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    command = [uv, "pip", "install", "--quiet", "--require-hashes", "--python", str(python)]
    if call([*command, "--requirement", str(lock)], environment):
        return True
    print("uv 没有装成，改用 pip。", file=sys.stderr)
    return False


def make_with_pip(python: Path, lock: Path) -> None:
    """Fill the environment by venv and pip; the pip may be that of the machine."""
    has_ensurepip = find_spec("ensurepip") is not None
    if not has_ensurepip and find_spec("pip") is None:
        raise BootstrapError(NO_PIP)
    # On top of an environment without pip, this adds it and leaves the rest alone.
    command = [base_python(), "-m", "venv", *([] if has_ensurepip else ["--without-pip"])]
    if not call([*command, str(VENV)]):
        raise BootstrapError(NO_PIP)
    pip = [str(python), "-m", "pip"]
    if not has_ensurepip:
        pip = [sys.executable, "-m", "pip", "--python", str(python)]
    command = [*pip, "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    if not call([*command, "--requirement", str(lock)]):
        raise BootstrapError(NOT_INSTALLED)


def base_python() -> str:
    """Return the Python of the machine, even when this program runs inside an environment."""
    return getattr(sys, "_base_executable", "") or sys.executable


def call(command: "Sequence[str]", environment: "dict[str, str] | None" = None) -> bool:
    """Run a program to its end and tell whether it was content."""
    return subprocess.call(command, env=environment) == 0


@contextlib.contextmanager
def one_at_a_time() -> "Iterator[None]":
    """Keep a second terminal from making the same environment at the same time."""
    with (ROOT / ".venv.lock").open("a") as handle:
        has_waited = False
        while not is_locked_by_me(handle.fileno()):
            if not has_waited:
                print("另一个窗口正在准备环境，请稍候……", flush=True)
            has_waited = True
            time.sleep(0.5)
        yield


def is_locked_by_me(file: int) -> bool:
    """Take the lock of an open file if nobody has it; the system gives it back by itself."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 -- platform: Windows only

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 -- platform: not on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def start(command: "list[str]") -> int:
    """Become the program; on Windows, which cannot, wait for it."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the console gave Ctrl-C to the program too, which ends in its own way


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
