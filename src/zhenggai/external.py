"""The only place that starts other programs: the editor, git and LibreOffice. What goes in and what comes back."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from zhenggai.errors import ZhenggaiError

if TYPE_CHECKING:
    from pathlib import Path

_LINE_FLAGS = {
    "vi": ["+{line}", "{file}"],
    "vim": ["+{line}", "{file}"],
    "nvim": ["+{line}", "{file}"],
    "nano": ["+{line}", "{file}"],
    "emacs": ["+{line}", "{file}"],
    "gedit": ["--wait", "+{line}", "{file}"],
    "kate": ["--block", "--line", "{line}", "{file}"],
    "code": ["--wait", "--goto", "{file}:{line}"],
    "codium": ["--wait", "--goto", "{file}:{line}"],
    "subl": ["--wait", "{file}:{line}"],
}
"""How the editors people have are told a line, and to stay until the file is closed; others get the file alone."""


def open_editor(file: Path, line: int) -> None:
    """Open the file at the line in $VISUAL, $EDITOR or what the system has, and wait until it is closed.

    Raises:
        ZhenggaiError: there is no editor, or it reported a failure.
    """
    command = _editor()
    name = os.path.splitext(os.path.basename(command[0]))[0].lower()  # noqa: PTH119, PTH122 - a command, not a path
    template = [] if len(command) > 1 and name in {"code", "codium", "subl", "gedit"} else _LINE_FLAGS.get(name, [])
    arguments = [part.format(line=line, file=file) for part in template] or [str(file)]
    try:
        done = subprocess.run([*command, *arguments], check=False)
    except OSError as error:
        raise ZhenggaiError(f"打不开编辑器 {command[0]}：{error.strerror}", "请用环境变量 EDITOR 指定编辑器") from error
    if done.returncode != 0:
        raise ZhenggaiError(f"编辑器 {command[0]} 没有正常结束（{done.returncode}），没有写入", "请再试一次")


def _editor() -> list[str]:
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen:
        try:
            return shlex.split(chosen, posix=os.name != "nt")
        except ValueError:
            raise ZhenggaiError(f"环境变量 EDITOR 的“{chosen}”引号不成对", "请改正，例如 EDITOR=nano") from None
    for name in ("notepad",) if os.name == "nt" else ("nano", "vim", "vi"):
        if shutil.which(name):
            return [name]
    raise ZhenggaiError("没有找到编辑器", "请用环境变量 EDITOR 指定，例如 EDITOR=nano")


def has_git() -> bool:
    """Say whether git can be started."""
    return shutil.which("git") is not None


def in_git(folder: Path) -> bool:
    """Say whether the folder is inside a git work tree; False where there is no git."""
    return has_git() and _git(folder, "rev-parse", "--is-inside-work-tree").stdout.strip() == "true"


def git_init(folder: Path) -> bool:
    """Make the folder a git repository, and say whether that went well."""
    return has_git() and _git(folder, "init", "--quiet").returncode == 0


def differing_from_head(root: Path, folder: Path) -> list[Path] | None:
    """Return the files under `folder` that git's HEAD has and the work tree lacks or has otherwise, added ones too.

    None where there is no git, no repository around `root`, or no commit yet.
    """
    if not has_git():
        return None
    done = _git(
        root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", "HEAD", "--", str(folder)
    )
    return [root / name for name in done.stdout.split("\0") if name] if done.returncode == 0 else None


def at_head(root: Path, file: Path) -> bytes | None:
    """Return what git's HEAD has in the file, or None where it has no such file."""
    name = f"HEAD:./{file.relative_to(root).as_posix()}"
    done = subprocess.run(["git", "-C", str(root), "show", name], check=False, capture_output=True)
    return done.stdout if done.returncode == 0 else None


def git_setting(folder: Path, name: str) -> str | None:
    """Return a setting of git as it holds in the folder, e.g. `merge.zhenggai.driver`; None where it is not set."""
    done = _git(folder, "config", "--get", name)
    return done.stdout.strip() if done.returncode == 0 else None


_OFFICE = ("soffice", "libreoffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
_CONVERSION_TIME = 120
"""Seconds LibreOffice may take; its first start on a slow machine takes half a minute."""


def convert_to_docx(file: Path, folder: Path, what: str = "旧的 Word/WPS 格式") -> Path:
    """Let LibreOffice turn a .doc, .wps, .rtf, .odt or .html into a .docx in the folder, and return that file.

    `what` says in a refusal what the file is.

    Raises:
        ZhenggaiError: LibreOffice is not installed, or cannot read the file.
    """
    return _converted(file, folder, what, "请用 Word 或 WPS 打开，另存为 docx 再导入", "docx")


def convert_to_xlsx(file: Path, folder: Path) -> Path:
    """Let LibreOffice turn an .xls, .et or .ods into an .xlsx in the folder, and return that file.

    Raises:
        ZhenggaiError: LibreOffice is not installed, or cannot read the file.
    """
    return _converted(file, folder, "旧的（或 OpenDocument）表格", "请用 Excel 或 WPS 打开，另存为 xlsx 再试", "xlsx")


def _converted(file: Path, folder: Path, what: str, way_out: str, kind: str) -> Path:
    office = next((found for name in _OFFICE if (found := shutil.which(name))), None)
    if office is None:
        raise ZhenggaiError(f"{file.name} 是{what}，要靠 LibreOffice 转换，而这台机器上没有安装", way_out)
    # A profile of its own, so that a LibreOffice which is open already does not take the file.
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    # A page would be opened as a web document, which cannot become a .docx.
    reader = ["--infilter=HTML (StarWriter)"] if file.suffix == ".html" else []
    command = [office, "--headless", "--norestore", profile, *reader]
    command += ["--convert-to", kind, "--outdir", str(folder), str(file)]
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=_CONVERSION_TIME)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ZhenggaiError(f"LibreOffice 没有能转换 {file.name}", way_out) from error
    converted = folder / f"{file.stem}.{kind}"
    if not converted.is_file():
        raise ZhenggaiError(f"LibreOffice 打不开 {file.name}，可能有密码或已损坏", way_out)
    return converted


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "LC_ALL": "C"},
    )
