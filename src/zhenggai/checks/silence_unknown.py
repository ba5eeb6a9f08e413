"""允许一个问题的注释，规则名要写对。

理由：
    规则名不对的注释什么也不允许，却让人以为已经处理过。

合格：
    编号: 1-1
    # zhenggai: 允许 deadline-tight 理由：专班已进驻，逐日督办
    整改时限: {原文: 6月9日, 日期: 2022-06-09, 性质: 限期}

不合格：
    编号: 1-1
    # zhenggai: 允许 deadline-tihgt 理由：专班已进驻，逐日督办
    整改时限: {原文: 6月9日, 日期: 2022-06-09, 性质: 限期}

出处：
    本工具；规则名见 zhenggai rules。
"""

from zhenggai.checks.rule import Family, Rule
from zhenggai.findings import Severity

RULE = Rule("silence-unknown", "允许的规则名要写对", Family.CHECKING, Severity.WARNING, __name__)
