"""台账文件要读得懂：UTF-8 编码、合乎 YAML 写法，没有台账不许用的东西。

理由：
    读不懂的文件，里面的任务既不会逾期也不会完成，等于没有；带锚点、重复项名的文件，两个人会读出两样内容。

合格：
    标题: 某县整改方案
    公开: 此件公开发布

不合格：
    标题：某县整改方案
    公开: 此件公开发布

出处：
    YAML 1.2；本工具的读取规则（编码、锚点、标签、重复项名、控制字符、嵌套层数、文件大小）。
"""

from zhenggai.checks.rule import Family, Rule
from zhenggai.findings import Severity

RULE = Rule("yaml", "文件读得懂", Family.FORM, Severity.ERROR, __name__)
