"""`init`: a new workspace with its folders, schemas and settings, and a git repository around it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhenggai import external, schemas
from zhenggai.cli.render import note, say
from zhenggai.errors import ZhenggaiError
from zhenggai.store import disk
from zhenggai.store.places import LEDGERS, SCHEMAS, SETTINGS, shown

if TYPE_CHECKING:
    from collections.abc import Iterator


def init(
    context: typer.Context,
    folder: Annotated[str | None, typer.Argument(metavar="[文件夹]", help="在哪里新建；默认当前文件夹")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="单位", help="填报单位，印在台账左上方")] = None,
    no_git: Annotated[bool, typer.Option("--no-git", help="不建 git 仓库")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出会新建哪些文件")] = False,
) -> None:
    """新建一个台账工作区：ledgers/、schemas/、zhenggai.yaml、.gitattributes、.gitignore；有 git 时一并建仓库。

    已经有的文件一律不动，所以在旧工作区里再运行一次也无妨。

    例子：
      zhenggai init
      zhenggai init 整改台账 --unit 某市财政局
    """
    root = Path(folder or context.obj or ".")
    if root.exists() and not root.is_dir():
        raise ZhenggaiError(f"{root} 是文件，不是文件夹", "请换一个名字")
    new = [(root / name, text) for name, text in _files(unit) if not (root / name).exists()]
    for path, text in new:
        if not dry_run:
            disk.make_folder(path.parent)
            disk.write_atomic(path, text.encode(), overwrite=False)
        say(f"{'将新建' if dry_run else '已新建'} {shown(path)}")
    if not new:
        say(f"{shown(root)} 里该有的文件都有了，没有改动")
    if dry_run:
        note("这是预演（--dry-run），什么都没有写入")
    elif not no_git:
        _set_up_git(root)


def _set_up_git(root: Path) -> None:
    if external.in_git(root):
        return
    if not external.has_git():
        note("没有找到 git，台账照样能用，只是没有修改历史")
    elif external.git_init(root):
        say(f"已新建 git 仓库 {shown(root)}")
    else:
        note("git 仓库没有建成，请检查文件夹权限后自己运行 git init")


def _files(unit: str | None) -> Iterator[tuple[str, str]]:
    yield f"{LEDGERS}/.gitkeep", ""
    yield SETTINGS, _SETTINGS.format(unit=f"填报单位: {unit}" if unit else "# 填报单位: 某市财政局")
    for stem in schemas.MODELS:
        yield f"{SCHEMAS}/{schemas.file_name(stem)}", schemas.schema_text(stem)
    yield ".gitattributes", _GITATTRIBUTES
    yield ".gitignore", _GITIGNORE


_SETTINGS = """\
# yaml-language-server: $schema=schemas/settings.schema.json
# 本地设置，都可以不写。去掉行首的 # 就生效。
{unit}
# 提醒天数: 7
# 版式: 台账
# 名录:
#   单位:
#   - {{名称: 某市发展和改革委员会, 简称: [市发展改革委, 市发改委], 级别: 市}}
#   展开:
#     各相关县（市、区）: [甲县, 乙市, 丙区]
"""

_GITATTRIBUTES = """\
# 台账按原样存取，换行符不由 git 改动。
ledgers/** -text
*.xlsx binary
*.docx binary
evidence/** binary
"""

_GITIGNORE = """\
out/
.*.lock
.*.draft-*
~$*
"""
