"""`export xlsx --by-unit` and `--template`: workbooks for the units to fill in, and a superior's form filled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhenggai import asof
from zhenggai.cli.drafts import read_source
from zhenggai.cli.render import YELLOW, note, say, visible
from zhenggai.errors import FileTrouble, UsageProblem
from zhenggai.store import disk
from zhenggai.store.places import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhenggai.cli.context import Reading
    from zhenggai.exporters.options import PrintOptions

BY_UNIT = "by-unit"
"""The folder under out/ that the units' workbooks go to where no other is named."""


def export_by_unit(reading: Reading, options: PrintOptions, output: str | None, out: Path, *, force: bool) -> None:
    """Write one workbook a responsible unit into a folder; print each file with its unit and its number of tasks.

    Raises:
        UsageProblem: `output` is a file.
        FileTrouble: one of the files is there already, or cannot be written; nothing is written then.
    """
    from zhenggai.exporters.by_unit import undivided, unit_workbooks

    folder = Path(output) if output else shown(out / BY_UNIT)
    if folder.suffix.lower() == ".xlsx" and not folder.is_dir():
        raise UsageProblem(f"选项 --output 的 {output} 是文件名", "按单位导出有几个文件，请写文件夹")
    plans = {loaded.id: loaded.plan for loaded in reading.plans if asof.counts(loaded.plan, options.as_of)}
    roster = reading.workspace.settings.roster
    made = list(unit_workbooks(plans, roster, options))
    if not force:
        refuse_existing([folder / one.file_name for one in made])
    if made:
        disk.make_folder(folder)
    for one in made:
        disk.write_atomic(folder / one.file_name, one.raw, overwrite=force)
        say(f"{visible(str(folder / one.file_name))}  {one.tasks} 项")
    if wordings := undivided(plans, roster):
        named = "".join(f"“{visible(wording)}”" for wording in wordings)
        each = "各只" if len(wordings) > 1 else "只"
        note(f"注意：名录里没有展开{named}，{each}做了一份；请在 zhenggai.yaml 的名录里写明指哪些单位", YELLOW)
    for loaded in reading.plans:
        if loaded.id not in plans:
            note(f"注意：{loaded.id} 到 {options.as_of} 还没有印发，没有发给各单位", YELLOW)
        lacking = [task.id for _, _, task in loaded.plan.rows() if not task.units and not task.lead_unit]
        if lacking:
            note(f"注意：{loaded.id} 的 {'、'.join(lacking)} 没有写责任单位，没有发给任何单位", YELLOW)


def export_template(
    reading: Reading,
    options: PrintOptions,
    template: str,
    choices: dict[str, str],
    target: Sequence[Path],
    *,
    force: bool,
) -> None:
    """Fill a superior's form with each plan, and print the files.

    Raises:
        NoSuchThing: a column or field that was mapped by hand does not exist.
        ZhenggaiError: the form cannot be read, has no heading, or is filled in already.
    """
    from zhenggai.cli.headings import workspace_lexicon
    from zhenggai.exporters.template import filled, read_form

    form = read_form(read_source(template), template, workspace_lexicon(reading.workspace), choices)
    for loaded, path in zip(reading.plans, target, strict=True):
        raw, warnings = filled(form, loaded.id, loaded.plan, options)
        disk.make_folder(path.parent)
        disk.write_atomic(path, raw, overwrite=force)
        for warning in warnings:
            note(visible(warning), YELLOW)
        say(str(path))


def refuse_existing(files: Sequence[Path]) -> None:
    """Refuse to go on where one of the files an export would write is there already.

    Raises:
        FileTrouble: one is.
    """
    there = [path for path in files if path.exists()]
    if there:
        others = f"等 {len(there)} 个文件" if len(there) > 1 else ""
        raise FileTrouble(f"{there[0]}{others}已经存在，没有覆盖", "请换一个文件夹，或者用 --force 覆盖")
