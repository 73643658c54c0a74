"""A lock that is not what pyproject.toml asks for is found without a network."""

from tools.locks import problems

PYPROJECT = """
[project]
dependencies = ["Flask>=3.1,<4", "tzdata>=2026.1; sys_platform == 'win32'"]
[project.optional-dependencies]
postgres = ["psycopg[binary]>=3.3,<4"]
[dependency-groups]
dev = ["ruff>=0.17,<0.18"]
"""
RUNTIME = """
flask==3.1.3 \\
    --hash=sha256:ab
psycopg==3.3.9 \\
    --hash=sha256:cd
tzdata==2026.6 ; sys_platform == 'win32' \\
    --hash=sha256:ef
"""
DEVELOPMENT = RUNTIME + "ruff==0.17.6 \\\n    --hash=sha256:01\n"


def test_locks_that_fit_have_no_problems():
    assert list(problems(PYPROJECT, RUNTIME, DEVELOPMENT)) == []


def test_a_missing_package_is_named():
    without = RUNTIME.replace("psycopg==3.3.9", "other==1.0")

    assert list(problems(PYPROJECT, without, without + "ruff==0.17.6\n")) == [
        "requirements.lock 中没有 psycopg（运行 make lock）"
    ]


def test_a_version_outside_the_range_is_named():
    old, old_too = RUNTIME.replace("3.1.3", "2.9"), DEVELOPMENT.replace("3.1.3", "2.9")

    assert list(problems(PYPROJECT, old, old_too)) == [
        "requirements.lock 中的 Flask 2.9 不合 <4,>=3.1"
    ]


def test_the_two_locks_must_agree():
    assert list(problems(PYPROJECT, RUNTIME, DEVELOPMENT.replace("2026.6", "2026.5"))) == [
        "tzdata 在 requirements.lock 与 requirements-dev.lock 中版本不同（运行 make lock）"
    ]


def test_a_lock_names_no_place():
    with_place = "--index-url https://mirror.example/simple\n" + RUNTIME

    assert list(problems(PYPROJECT, with_place, DEVELOPMENT)) == [
        "requirements.lock:1: 锁文件不得写明下载地址或本机路径（运行 make lock）"
    ]
