"""The two lock files: what is installed, to the byte, compared with what pyproject.toml allows.

Knows requirements files, ranges of versions and `uv`. Does not install anything.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
PYPROJECT = ROOT / "pyproject.toml"

HEADERS = {
    RUNTIME_LOCK: "# 运行所需的全部软件包（含 postgres、server 两个附加项），由 make lock 生成。\n",
    DEV_LOCK: "# 运行、测试与检查所需的全部软件包，由 make lock 生成。\n",
}
PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
# A place is a decision of the machine that installs; a lock that names one breaks the mirrors.
PLACE = re.compile(r"://|^-|(^|\s)/|@", re.MULTILINE)

Pins = dict[str, set[Version]]


def problems(pyproject: str, runtime: str, development: str) -> Iterator[str]:
    """Yield every way in which the two locks are not what pyproject.toml asks for."""
    project = tomllib.loads(pyproject)
    wanted = list(project["project"]["dependencies"])
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    runtime_pins, dev_pins = pins_of(runtime), pins_of(development)
    yield from outside_the_ranges(wanted, runtime_pins, RUNTIME_LOCK.name)
    yield from outside_the_ranges(project["dependency-groups"]["dev"], dev_pins, DEV_LOCK.name)
    for name, versions in runtime_pins.items():
        if dev_pins.get(name) != versions:
            yield f"{name} 在 {RUNTIME_LOCK.name} 与 {DEV_LOCK.name} 中版本不同（运行 make lock）"
    for lock, content in ((RUNTIME_LOCK, runtime), (DEV_LOCK, development)):
        for number, line in enumerate(content.splitlines(), start=1):
            if PLACE.search(line):
                yield f"{lock.name}:{number}: 锁文件不得写明下载地址或本机路径（运行 make lock）"


def pins_of(lock: str) -> Pins:
    """Return every name in a lock with its versions; more than one where markers divide them."""
    pins: Pins = {}
    for name, version in PIN.findall(lock):
        pins.setdefault(canonicalize_name(name), set()).add(Version(version))
    return pins


def outside_the_ranges(wanted: list[str], pins: Pins, lock: str) -> Iterator[str]:
    """Yield the requirements that a lock does not meet."""
    for requirement in map(Requirement, wanted):
        versions = pins.get(canonicalize_name(requirement.name), set())
        if not versions:
            yield f"{lock} 中没有 {requirement.name}（运行 make lock）"
        for version in versions:
            if version not in requirement.specifier:
                yield f"{lock} 中的 {requirement.name} {version} 不合 {requirement.specifier}"


def check() -> int:
    """Print what is wrong with the locks, and return the status to leave with."""
    texts = [path.read_text(encoding="utf-8") for path in (PYPROJECT, RUNTIME_LOCK, DEV_LOCK)]
    found = list(problems(*texts))
    for problem in found:
        print(problem)
    print(f"锁文件：{len(found)} 处问题。")
    return 1 if found else 0


def write() -> int:
    """Resolve both locks anew; pins that still fit stay as they are."""
    uv = shutil.which("uv")
    if not uv:
        print("更新锁文件需要 uv：请先安装（https://docs.astral.sh/uv/）。", file=sys.stderr)
        return 1
    command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--python-version", "3.11"]
    command += ["--extra", "postgres", "--extra", "server", PYPROJECT.name]
    for lock, group in ((RUNTIME_LOCK, []), (DEV_LOCK, ["--group", "dev"])):
        subprocess.run([*command, *group, "--output-file", lock.name], cwd=ROOT, check=True)
        lock.write_text(HEADERS[lock] + lock.read_text(encoding="utf-8"), encoding="utf-8")
    return check()


if __name__ == "__main__":
    sys.exit(write() if sys.argv[1:] == ["write"] else check())
