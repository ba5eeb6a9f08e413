"""每一项都要用规定的项名和写法：日期是日期，性质是规定的词，该有的项都有。

理由：
    项名写错一个字，这一项就等于没写；销号没有验收单位、验收人和佐证，就不能算销号。

合格：
    编号: 1-1
    整改时限: {原文: 6月13日, 日期: 2022-06-13, 性质: 限期}

不合格：
    编号: 1-1
    整改期限: {原文: 6月13日, 日期: 2022-06-31, 性质: 限期}

出处：
    schemas/plan.schema.json，由本工具的数据模型生成。
"""

from zhenggai.checks.rule import Family, Rule
from zhenggai.findings import Severity

RULE = Rule("schema", "项名和内容合乎规定的写法", Family.FORM, Severity.ERROR, __name__)
