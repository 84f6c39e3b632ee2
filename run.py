"""Set everything up and run 安全台账. Needs only Python 3.11 or newer.

    python run.py             opens the window (without a screen: makes the sample town's papers in out/)
    python run.py test        sets up and runs all tests
    python run.py WORDS…      passes them on to the program, for instance: python run.py ledgers

On Windows: py run.py
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LINUX_PACKAGES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
}
FONT_PACKAGE = "fonts-noto-cjk"


def say(text: str) -> None:
    """Tell the person what is going on."""
    print(text, flush=True)


def fail(text: str) -> None:
    """Say what is missing and stop."""
    sys.exit(f"\n{text}")


def main(words: list[str]) -> int:
    """Set up what is missing, then run the program or its tests."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.version_info < (3, 11):
        fail(f"需要 Python 3.11 或更新的版本，现在是 {sys.version.split()[0]}。请从 python.org 安装后再运行。")
    testing = words[:1] == ["test"]
    set_up("requirements-dev.txt" if testing else "requirements.txt")
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    if testing:
        environment["QT_QPA_PLATFORM"] = "offscreen"
        return subprocess.call(
            [str(PYTHON), "-m", "pytest", *(words[1:] or ["-q", "-n", "auto"])], cwd=ROOT, env=environment
        )
    if not words and not has_screen():
        return subprocess.call([str(PYTHON), "-m", "safety_desk.headless"], env=environment)
    return subprocess.call([str(PYTHON), "-m", "safety_desk", *words], env=environment)


def has_screen() -> bool:
    """Whether a window could be seen here."""
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def set_up(wanted: str) -> None:
    """The virtual environment with exactly the wanted packages; nothing to do where it is there already."""
    stamp = VENV / f"{wanted}.done"
    needed = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", wanted)) + sys.version
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == needed and PYTHON.exists():
        return
    if sys.platform.startswith("linux"):
        set_up_linux()
    if not PYTHON.exists():
        say("正在建立运行环境（只在第一次，需要几分钟）…")
        make_environment()
    say("正在安装依赖…")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(ROOT / wanted)]
    if subprocess.call(command):
        fail("依赖没有装上。请检查网络，或把 requirements.txt 里的包放到本地目录后用 PIP_FIND_LINKS 指定，再运行一次。")
    stamp.write_text(needed, encoding="utf-8")


def make_environment() -> None:
    """A virtual environment; what is half made is made again."""
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sysconfig.get_python_version()}-venv"
    if not (
        is_debian_root()
        and apt(package, "python3-venv")
        and subprocess.call([sys.executable, "-m", "venv", str(VENV)]) == 0
    ):
        linux = sys.platform.startswith("linux")
        remedy = (
            f"Debian、Ubuntu 请先运行：sudo apt install {package}" if linux else "请从 python.org 安装完整的 Python"
        )
        fail(f"这个 Python 不能建立虚拟环境。{remedy}")


def set_up_linux() -> None:
    """What Qt and the papers need from a Debian-like system: installed as root, else named."""
    missing = [package for package, library in LINUX_PACKAGES.items() if not has_library(library)]
    if not has_chinese_font():
        missing.append(FONT_PACKAGE)
    if not missing:
        return
    if is_debian_root():
        say(f"正在安装系统组件：{' '.join(missing)}")
        if apt(*missing):
            return
    fail(
        f"系统缺少这些组件：{' '.join(missing)}。Debian、Ubuntu 请运行：sudo apt install {' '.join(missing)}，然后再运行一次。"
    )


def has_library(name: str) -> bool:
    """Whether the system can load a shared library."""
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese signs."""
    listing = shutil.which("fc-list")
    if listing:
        return bool(subprocess.run([listing, ":lang=zh-cn"], capture_output=True, check=False).stdout.strip())
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
    names = ("*CJK*", "wqy*", "*simsun*", "*msyh*", "*uming*", "*ukai*")
    return any(any(folder.rglob(name)) for folder in folders if folder.is_dir() for name in names)


def is_debian_root() -> bool:
    """Whether packages can be installed here."""
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def apt(*packages: str) -> bool:
    """Install Debian packages; answers whether all of them are there."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    quiet = {"env": environment, "stdout": subprocess.DEVNULL}
    if subprocess.call(install, stderr=subprocess.DEVNULL, **quiet) == 0:
        return True
    subprocess.call(["apt-get", "update", "-qq"], **quiet)
    return subprocess.call(install, **quiet) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
