"""检查规则自身出错时，如实报告是哪一条规则，其他规则照常检查。

理由：
    一条规则查到一半出了错，就不能说“没有发现问题”。这是 zhenggai 的缺陷，不是台账的问题，命令以 70 退出。

合格：
    （没有例子：这不是台账能写出来的问题）

不合格：
    （没有例子：这不是台账能写出来的问题）

出处：
    本工具。
"""

from zhenggai.checks.rule import Family, Rule
from zhenggai.findings import Severity

RULE = Rule("internal-error", "规则自身不出错", Family.CHECKING, Severity.ERROR, __name__)
