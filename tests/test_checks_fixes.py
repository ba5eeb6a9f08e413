"""Mending what is certain: dates that their wording gives, modelines, blanks; and everything else left as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zhenggai.checks import RULES
from zhenggai.checks.fixes import fixed
from zhenggai.checks.report import check
from zhenggai.checks.run import Examiner, Setup
from zhenggai.settings import Settings
from zhenggai.store.ledger import LoadedPlan, load_plan

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2022, 7, 15)
MODELINE = "# yaml-language-server: $schema=../schemas/plan.schema.json\n"
HEAD = f"{MODELINE}格式: 1\n标题: 某县整改方案\n印发日期: 2022-06-07\n"
TASK = "类型:\n- 名称: 甲\n  问题:\n  - 编号: 1\n    具体问题: 某\n    任务:\n    - 编号: 1-1\n      整改时限: {}\n"


@pytest.fixture
def mended(tmp_path: Path) -> Callable[[bytes], bytes]:
    """Write a plan's bytes, check the plan, and return the bytes with what is certain mended."""

    def mend(raw: bytes) -> bytes:
        path = tmp_path / "a.yaml"
        path.write_bytes(raw)
        setup = Setup(tmp_path, Settings(), DAY, DAY, RULES)
        loaded = load_plan(path)
        assert isinstance(loaded, LoadedPlan)
        findings = check(setup, [path]).findings
        return fixed(raw, Examiner(setup).subject(loaded), findings, "../schemas/plan.schema.json")

    return mend


@pytest.mark.parametrize(
    ("deadline", "after"),
    [
        ("{原文: 6月13日, 日期: 2022-06-30, 性质: 限期}", "{原文: 6月13日, 日期: 2022-06-13, 性质: 限期}"),
        ("{原文: 6月底前, 日期: 2022-06-29, 性质: 限期} # 注", "{原文: 6月底前, 日期: 2022-06-30, 性质: 限期} # 注"),
        (
            "{原文: 立行立改，6月20日前完成, 性质: 立行立改}",
            "{原文: 立行立改，6月20日前完成, 日期: 2022-06-20, 性质: 立行立改}",
        ),
    ],
)
def test_a_date_is_written_as_its_wording_says(deadline: str, after: str, mended: Callable[[bytes], bytes]) -> None:
    """Where the wording gives one day without a doubt, that day is written, and no other byte."""
    assert mended((HEAD + TASK.format(deadline)).encode()).decode() == HEAD + TASK.format(after)


@pytest.mark.parametrize(
    "deadline",
    [
        "{原文: 力争6月13日, 日期: 2022-06-30, 性质: 限期}",
        "{原文: 6月13日前取得阶段性成效, 日期: 2022-06-30, 性质: 限期}",
        "{原文: 6月13日, 性质: 未定}",
        "{原文: 春季造林结束前, 日期: 2022-06-30, 性质: 限期}",
        "{原文: 6月13日, 日期: 2022-06-30, 性质: 限期} # zhenggai: 允许 deadline-reading 理由：电话通知改期",
    ],
    ids=["doubtful", "another kind", "left open by a person", "no day", "allowed"],
)
def test_what_is_not_certain_is_left(deadline: str, mended: Callable[[bytes], bytes]) -> None:
    """A doubt, another kind, a person's decision, and what was allowed with a reason are not touched."""
    raw = (HEAD + TASK.format(deadline)).encode()
    assert mended(raw) == raw


def test_a_modeline_and_blanks(mended: Callable[[bytes], bytes]) -> None:
    """The modeline is put on top, stray blanks go, those of a block text stay, the last line ends."""
    raw = "格式: 1  \n标题: 某\n总体要求: |\n  第一行  \n  第二行\n# 注 \n\n公开: 是"
    after = f"{MODELINE}格式: 1\n标题: 某\n总体要求: |\n  第一行  \n  第二行\n# 注\n\n公开: 是\n"
    assert mended(raw.encode()).decode() == after


def test_a_file_keeps_its_bom_and_line_ends(mended: Callable[[bytes], bytes]) -> None:
    """BOM and CRLF are kept as found, in the new line too."""
    raw = b"\xef\xbb\xbf" + "格式: 1 \r\n标题: 某\r\n".encode()
    after = b"\xef\xbb\xbf" + MODELINE.replace("\n", "\r\n").encode() + "格式: 1\r\n标题: 某\r\n".encode()
    assert mended(raw) == after


def test_a_good_file_is_left_alone(mended: Callable[[bytes], bytes]) -> None:
    """The shipped ledgers need no mending, and mending twice is mending once."""
    for path in sorted((Path(__file__).parent.parent / "ledgers").glob("*.yaml")):
        assert mended(path.read_bytes()) == path.read_bytes()
    once = mended("格式: 1  \n标题: 某".encode())
    assert mended(once) == once
