"""A browser and Chinese fonts for the tests and the screenshots: found, or fetched, or explained.

Knows where systems keep Chromium and how to ask Playwright and apt for one. Does not start it for
work, and does not know the tests.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

SETTING = "CADRESCHOOL_CHROMIUM"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
DOWNLOAD_SECONDS = 300
APT_SECONDS = 600

NO_BROWSER = """\
浏览器测试需要 Chromium，本机没有找到，也没能自动装上。请任选一种办法，然后重新运行：
  一、安装 Chromium 或 Chrome。Debian、统信、深度：sudo apt install chromium fonts-noto-cjk
  二、让测试工具自己下载：.venv/bin/python -m playwright install --with-deps chromium
      （内网先用环境变量 PLAYWRIGHT_DOWNLOAD_HOST 指明镜像）
  三、浏览器装在别处的，用环境变量 CADRESCHOOL_CHROMIUM 写明它的完整路径。"""

DOES_NOT_START = (
    "环境变量 {setting} 指定的浏览器无法启动：{path}。请改正，或去掉这个变量由程序自己寻找。"
)

NO_FONTS = """\
本机没有中文字体，页面会显示成方框，浏览器测试无法判断版面。请安装后重新运行：
  Debian、Ubuntu、统信、深度：sudo apt install fonts-noto-cjk fontconfig
  openEuler、银河麒麟服务器版：sudo dnf install google-noto-cjk-fonts fontconfig"""


class BrowserError(Exception):
    """No browser, or none that can show Chinese; the message says what to do."""


def ensure() -> Path:
    """Return the path of a browser that starts, on a machine that can show Chinese."""
    browser = find()
    if browser is None and os.environ.get(SETTING):
        raise BrowserError(DOES_NOT_START.format(setting=SETTING, path=os.environ[SETTING]))
    if browser is None and _download():
        browser = find()
    if browser is None and _apt_install("chromium", "fonts-noto-cjk", "fontconfig"):
        browser = find()
    if browser is None:
        raise BrowserError(NO_BROWSER)
    if not _shows_chinese():
        _apt_install("fonts-noto-cjk", "fontconfig")
        if not _shows_chinese():
            raise BrowserError(NO_FONTS)
    return browser


def find() -> Path | None:
    """Return the first browser that starts: the one asked for, the system's, Playwright's."""
    if wanted := os.environ.get(SETTING):
        return Path(wanted) if _starts(Path(wanted)) else None
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[Path]:
    """Yield where a browser may be; Playwright is asked last since asking takes half a second."""
    for command in COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    yield from map(Path, PLACES)
    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _starts(browser: Path) -> bool:
    """Tell whether the browser runs: Ubuntu has a `chromium-browser` that only advertises one."""
    if not browser.exists():
        return False
    if sys.platform == "win32":  # there `--version` opens a window
        return True
    return _is_content([str(browser), "--version"], seconds=30, quiet=True)


def _download() -> bool:
    """Let Playwright fetch its own Chromium."""
    print("没有找到浏览器，正在下载 Chromium（约 170 MB）……", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return _is_content(command, seconds=DOWNLOAD_SECONDS)


def _apt_install(*packages: str) -> bool:
    """Install packages where that is possible without asking anybody: root on a Debian system."""
    apt = shutil.which("apt-get")
    if not apt or sys.platform == "win32" or os.geteuid() != 0:
        return False
    print(f"正在用 apt 安装 {'、'.join(packages)}……", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    install = [apt, "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    return _is_content([apt, "update", "--quiet"], seconds=APT_SECONDS) and _is_content(
        install, seconds=APT_SECONDS
    )


def _shows_chinese() -> bool:
    """Tell whether the machine has a font with Chinese characters; other systems all have one."""
    if not sys.platform.startswith("linux"):
        return True
    if not (fc_list := shutil.which("fc-list")):
        return False
    return bool(subprocess.run([fc_list, ":lang=zh"], capture_output=True, check=False).stdout)


def _is_content(command: list[str], *, seconds: int, quiet: bool = False) -> bool:
    """Run a program and tell whether it ended well, and in time."""
    sink = subprocess.DEVNULL if quiet else None
    try:
        return (
            subprocess.run(
                command, stdout=sink, stderr=sink, timeout=seconds, check=False
            ).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
