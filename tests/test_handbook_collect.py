"""The handbook's page on collecting tells the truth: its commands are run on workbooks made for it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sent_out import fill
from transcript import play
from xlsx_made import made
from zhenggai.columns import LEDGER
from zhenggai.exporters.by_unit import unit_workbooks
from zhenggai.exporters.options import PrintOptions
from zhenggai.roster import EMPTY
from zhenggai.store.ledger import load_or_refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
# Not `console`: these commands go on from each other and from workbooks, so they are not run on their own.
PAGE = ROOT / "docs/handbook/collect.md"
FENCED = re.compile(r"```shell-session\n(.*?)```", re.DOTALL)
SENT = date(2022, 6, 9)
FILLED: Mapping[str, Mapping[tuple[str, str], Any]] = {
    "市财政局": {
        ("2-2", "状态"): "整改中",
        ("2-2", "进展日期"): "2022-06-12",
        ("2-2", "整改进展结果"): "已拨付68%。",
        ("2-3", "状态"): "已完成",
        ("2-3", "进展日期"): "2022-06-12",
        ("2-3", "整改进展结果"): "制度已印发。",
        ("2-3", "责任单位"): "市财政局",
    },
    "市乡村振兴局": {("2-2", "状态"): "已完成", ("2-2", "整改进展结果"): "项目已全部开工。"},
}
OLD = [
    ("某县整改台账（更新时间：2022年6月10日）",),
    ("序号", "问题类别", "反馈问题", "整改举措", "完成时限", "牵头领导", "责任单位", "督办情况"),
    (1, "资金管理", "支出进度慢", "1.加快拨付；2.按月通报。", "6月底前", "鲍某", "县财政局", "已督办"),
    (2, None, "台账不规范", "统一格式。", "年底前", "鲍某", "各乡镇", None),
    ("合计", None, "2个", None, None, None, None, None),
]


def test_the_page_shows_what_really_happens(tmp_path: Path) -> None:
    """Every command on the page prints what stands under it, one after the other in one workspace."""
    blocks = FENCED.findall(PAGE.read_text(encoding="utf-8"))
    assert blocks
    transcript = "".join(blocks)
    assert play(transcript, prepared(tmp_path / "工作区")) == transcript


def prepared(workspace: Path) -> Path:
    """Put an old ledger, and what two units have sent back, where the page says they are."""
    plan = load_or_refuse(ROOT / "ledgers/xuchang-2021.yaml").plan
    sent = workspace / "原样"
    sent.mkdir(parents=True)
    for one in unit_workbooks({"xuchang-2021": plan}, EMPTY, PrintOptions(SENT, LEDGER)):
        if one.unit in FILLED:
            (sent / one.file_name).write_bytes(one.raw)
            fill(sent / one.file_name, workspace / "返回" / one.file_name, FILLED[one.unit])
    shutil.rmtree(sent)
    made(OLD, ["A1:H1", "B3:B4"]).save(workspace / "旧台账.xlsx")
    return workspace
