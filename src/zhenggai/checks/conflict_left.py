"""文件里不能留有没处理完的合并冲突。

理由：
    冲突标记之间是两个人写的两样内容。不选定一样，这个文件对谁都不算数。

合格：
    编号: 1-1
    备注: 县水利局已核

不合格：
    编号: 1-1
    <<<<<<< HEAD
    备注: 县水利局已核
    =======
    备注: 县水利局未核
    >>>>>>> 乡镇

出处：
    git 合并冲突的标记。
"""

from zhenggai.checks.rule import Family, Rule
from zhenggai.findings import Severity

RULE = Rule("conflict-left", "不留合并冲突", Family.REPOSITORY, Severity.ERROR, __name__)
