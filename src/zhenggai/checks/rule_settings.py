"""zhenggai.yaml 里对规则的设置要写对：规则名和阈值名都要有，不能关闭的规则不能关。

理由：
    规则名写错一个字母，设置就不起作用，而谁也不会发觉。

合格：
    检查:
      deadline-tight: {级别: 错误, 阈值: {天数: 10}}

不合格：
    检查:
      deadline-tihgt: {级别: 错误}

出处：
    本工具；规则名和阈值名见 zhenggai rules。
"""

from zhenggai.checks.rule import Family, Rule
from zhenggai.findings import Severity

RULE = Rule("rule-settings", "检查的设置写对", Family.CHECKING, Severity.ERROR, __name__)
