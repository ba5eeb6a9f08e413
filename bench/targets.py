"""The table: which work is asked to take how long, in what unit, beside what, with how much memory; no measuring."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One line of the table.

    Without `beside` the figure is the number of bare starts the command takes; with it, how many times the wall time of
    `beside` it takes, or where it is to be `faster`, how many times longer `beside` takes. `memory` is in MB, of the
    largest process, or of all together where `altogether`. A target without any limit is there to be known.
    """

    group: str
    work: str
    command: str
    at_most: float | None = None
    at_least: float | None = None
    beside: str = ""
    faster: bool = False
    memory: int | None = None
    altogether: bool = False


TARGETS = (
    Target("short", "版本号", "version", 6.5),
    Target("short", "帮助", "help", 6.5),
    Target("short", "补全任务编号，2 个方案", "completion", 6.5),
    Target("short", "补全任务编号，全省", "completion-province", 6.5),
    Target("short", "逾期，2 个方案，索引已建", "overdue-two", 7),
    Target("short", "逾期，全省，前 50 行，索引已建", "overdue-first", 9, memory=40),
    Target("short", "逾期，全省，全部行，输出到管道", "overdue-all", 18, memory=60),
    Target("peers", "同上，比 taskwarrior 快几倍", "overdue-all", at_least=6, beside="taskwarrior", faster=True),
    Target("peers", "同上，比 hledger 列全部快几倍", "overdue-all", at_least=18, beside="hledger-whole", faster=True),
    Target("peers", "同上，比 hledger 列逾期快几倍", "overdue-all", beside="hledger", faster=True),
    Target("peers", "同上，比 ledger 列逾期快几倍", "overdue-all", beside="ledger", faster=True),
    Target("peers", "同上，比 pandas 读 xlsx 快几倍", "overdue-all", at_least=50, beside="pandas", faster=True),
    Target("cold", "索引从无到有，与 libyaml 空解析之比", "cold", 4, beside="raw-parse", memory=150, altogether=True),
    Target("cold", "同上，与 PyYAML 逐个事件解析之比", "cold", beside="raw-events"),
    Target("short", "3,000 个文件里改了一个，再问逾期前 50 行", "overdue-changed", 12),
    Target("short", "记一条进展，54 KB 的文件", "record", 14),
    Target("big file", "记一条进展，2 MB，比 ruamel 快几倍", "record-big", at_least=10, beside="ruamel", faster=True),
    Target("short", "全省搜索“扬尘”，列出全部", "search", 20),
    Target("short", "同上，只列前 50 项", "search-first"),
    Target("short", "全省搜索一个哪里都没有的词", "search-none"),
    Target(
        "workbooks", "导出 xlsx，1,000 行，与不带格式直写之比", "xlsx-printed", 2, beside="plain-printed", memory=450
    ),
    Target("workbooks", "导出 xlsx 明细，全省，与不带格式直写之比", "xlsx-flat", 2, beside="plain-flat", memory=450),
    Target("short", "汇总，全省，按文件夹、单位、类型", "status", 15),
    Target("beyond", "汇总，一县一库，合成全省", "roll-up"),
    Target("beyond", "导出 parquet，全省", "parquet"),
)
GROWTH_AT_MOST = 0.4
"""The exponent of `overdue --limit 50` from a tenth of the province to the whole."""
