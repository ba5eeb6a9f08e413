"""允许一个问题的注释要写理由，不写理由的不起作用。

理由：
    允许一个问题等于替人担保。没有理由，半年后谁也说不清当时为什么放过。

合格：
    编号: 1-1
    # zhenggai: 允许 deadline-tight 理由：专班已进驻，逐日督办
    整改时限: {原文: 6月9日, 日期: 2022-06-09, 性质: 限期}

不合格：
    编号: 1-1
    # zhenggai: 允许 deadline-tight
    整改时限: {原文: 6月9日, 日期: 2022-06-09, 性质: 限期}

出处：
    本工具。写在有问题的那一行行尾，或者单独成行写在它上面。
"""

from zhenggai.checks.rule import Family, Rule
from zhenggai.findings import Severity

RULE = Rule("silence-reason", "允许一个问题要写理由", Family.CHECKING, Severity.WARNING, __name__)
