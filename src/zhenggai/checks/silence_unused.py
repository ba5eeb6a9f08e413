"""问题改正以后，允许它的注释要删去。

理由：
    留着的注释会在下一次出同样的问题时悄悄放过它。

合格：
    编号: 1-1
    整改时限: {原文: 6月30日, 日期: 2022-06-30, 性质: 限期}

不合格：
    编号: 1-1
    # zhenggai: 允许 deadline-tight 理由：专班已进驻，逐日督办
    整改时限: {原文: 6月30日, 日期: 2022-06-30, 性质: 限期}

出处：
    本工具。只在检查全部方案、并且截至今天时判断；查过去某一天或者只查个别方案时不判断。
"""

from zhenggai.checks.rule import Family, Rule
from zhenggai.findings import Severity

RULE = Rule("silence-unused", "没有用处的允许要删去", Family.CHECKING, Severity.WARNING, __name__)
