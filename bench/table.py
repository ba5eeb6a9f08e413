"""The Chinese page and the lines of its table, made of what was measured; nothing is run here, only shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from figures import Figure
    from targets import Target

MET, MISSED, KNOWN, ABSENT = "达到", "**没有达到**", "—", "未测"


@dataclass(frozen=True, slots=True)
class Line:
    """One target with what was found: the ratio, the wall time in seconds, the peak memory in bytes, or why not."""

    target: Target
    shown: str
    figure: Figure | None = None
    seconds: float = 0.0
    memory: int | None = None
    absent: str = ""

    @property
    def verdict(self) -> str:
        """Whether every limit of the target holds."""
        if self.figure is None:
            return ABSENT
        target, found = self.target, self.figure.median
        limits = [
            found <= target.at_most if target.at_most is not None else None,
            found >= target.at_least if target.at_least is not None else None,
            megabytes(self.memory) <= target.memory if target.memory and self.memory is not None else None,
        ]
        set_limits = [holds for holds in limits if holds is not None]
        return (MET if all(set_limits) else MISSED) if set_limits else KNOWN


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page says; `beside` is how the peers were called, `answers` who found how many overdue tasks."""

    corpus: str
    machine: str
    versions: Mapping[str, str]
    missing: Sequence[str]
    p: Figure
    lines: Sequence[Line]
    beside: Sequence[str]
    growth: Sequence[tuple[int, Figure]]
    exponent: float
    exponent_at_most: float
    answers: Mapping[str, int]
    overdue: int
    shows_progress: bool
    remarks: str


def megabytes(size: int) -> float:
    """Return bytes as megabytes."""
    return size / 1e6


def row(line: Line) -> str:
    """Return a line of the table, in Markdown."""
    if line.figure is None:
        cells = [line.absent, "", ""]
    else:
        cells = [_ratio(line), f"{line.seconds * 1000:,.0f} 毫秒", _memory(line)]
    return f"| {line.target.work} | `{line.shown}` | {_target(line.target)} | {' | '.join(cells)} | {line.verdict} |"


def markdown(page: Page) -> str:
    """Return the whole page."""
    versions = "、".join(f"{name} {number}" for name, number in page.versions.items())
    missing = f"没有安装而跳过的对照工具：{'、'.join(page.missing)}。\n" if page.missing else ""
    verdict = MET if page.exponent <= page.exponent_at_most else MISSED
    points = "、".join(f"{tasks:,} 项 {one.median:.1f} p" for tasks, one in page.growth)
    answers = "、".join(f"{name} {count:,}" for name, count in page.answers.items())
    shown = "" if page.shows_progress else "**没有**"
    beside = "；".join(f"`{shown}`" for shown in page.beside)
    table = "\n".join(row(line) for line in page.lines)
    return f"""# 性能实测

{_HOW}
- 数据：{page.corpus}
- 机器：{page.machine}
- 版本：{versions}
- 本次 p = {page.p.median * 1000:.1f} 毫秒（四分位 {page.p.low * 1000:.1f}—{page.p.high * 1000:.1f}）
{missing}
## 各项目标

| 工作 | 命令 | 目标 | 实测（四分位） | 用时 | 内存 | 结论 |
|---|---|---|---|---|---|---|
{table}

建索引时{shown}在终端上显示进度。
“内存”是最大的一个进程的峰值；注明“合计”的，是全部进程同一时刻的合计，共用的内存只算一次。

对照命令：{beside}。

## 数据增多时

逾期前 50 行，索引已建：{points}。
用时随任务数的 {page.exponent:.2f} 次方增长（目标不大于 {page.exponent_at_most}）：{verdict}。

## 答案一致

截至同一天，数据里应有 {page.overdue:,} 项逾期。各工具查出的：{answers}。
本工具用索引和不用索引（`--no-index`）的回答，逐字节相同。
{page.remarks}"""


_HOW = """这一页由 `make bench` 生成，请不要手改。换一台机器，毫秒数会变，倍数大体不变，所以目标都用倍数。

- **p** 是什么也不做的一次 Python 启动（`python3 -c pass`）。“9 p”就是 9 次空启动的时间。
- 要比较的命令一轮一轮轮流运行，每条命令之前先空启动一次；先算每一轮里的倍数，再取中位数，括号里是四分位数。
- 每条命令都是完整的一次运行，从启动到退出，输出接到管道；第一次运行（建索引）不计时。
- 对照工具拿到的是同样的任务，但没有进展、延期的记录，所以它们要读的比本工具少。
"""


def _ratio(line: Line) -> str:
    figure = line.figure
    if figure is None:
        return ""
    unit = " 倍" if line.target.beside else " p"
    digits = 0 if figure.median >= 100 else 1
    return f"{figure.median:.{digits}f}{unit}（{figure.low:.{digits}f}—{figure.high:.{digits}f}）"


def _target(target: Target) -> str:
    unit = " 倍" if target.beside else " p"
    limits = []
    if target.at_most is not None:
        limits.append(f"≤ {target.at_most:g}{unit}")
    if target.at_least is not None:
        limits.append(f"≥ {target.at_least:g}{unit}")
    if target.memory:
        limits.append(f"≤ {target.memory} MB" + ("（合计）" if target.altogether else ""))
    return "，".join(limits) or "—"


def _memory(line: Line) -> str:
    if line.memory is None:
        return "—"
    return f"{megabytes(line.memory):.0f} MB" + ("（合计）" if line.target.altogether else "")
