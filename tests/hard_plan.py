"""A plan as hard to print as a real one can get: sixty tasks, endless texts, long labels, a history of progress."""

from __future__ import annotations

from typing import Any

from zhenggai.model import Plan

_SENTENCE = (
    "进一步完善项目管理制度，强化实施过程监管，规范入库和采购招标程序（2023年投入388.76万元），推动项目如期实施。"
)
_UNITS = "市财政局、农业农村局、乡村振兴局；各相关县（市、区）财政局、农业农村局、乡村振兴局"
_LONG_TITLE = "洪涝灾害对巩固脱贫成果产生明显影响，部分基础设施、产业项目和基本农田受损"


def hard_plan() -> Plan:
    """Return the plan: three categories, one of them all in one issue of thirty tasks."""
    return Plan.model_validate(
        {
            "格式": "1",
            "标题": "某乡2022年衔接推进乡村振兴补助资金绩效评价和巩固拓展脱贫攻坚成果同乡村振兴考核反馈问题整改方案",
            "发文机关": ["某乡人民政府"],
            "印发日期": "2022-01-01",
            "类型": [
                {"名称": "工作落实方面", "问题": [_issue(1, "项目资金管理不够规范", 30)]},
                {"名称": "成效巩固方面", "问题": [_issue(number, _LONG_TITLE, 4) for number in (2, 3, 4)]},
                {"名称": "其他", "问题": [_shared(5, 8), _issue(6, "A" * 40, 10)]},
            ],
        },
        by_alias=True,
        by_name=False,
    )


def _prose(sentences: int, mark: str) -> str:
    return "".join(f"{mark}之{number}，{_SENTENCE}" for number in range(1, sentences + 1))


def _task(issue: int, number: int) -> dict[str, Any]:
    return {
        "编号": f"{issue}-{number}",
        "问题描述": _prose((issue * number) % 5 + 1, f"问题{number}"),
        "整改措施": [_prose((number + step) % 3 + 1, f"措施{step}") for step in range(1, number % 4 + 2)],
        "整改时限": {"原文": "2022年12月31日前取得阶段性成效，长期坚持", "日期": "2022-12-31", "性质": "阶段"},
        "问题来源": ["国家衔接资金绩效评价考核", "省后评估"],
        "责任单位": _UNITS,
        "备注": f"第{number}项",
        "进展": [
            {
                "日期": f"2022-0{month}-10",
                "状态": "整改中",
                "单位": "市财政局",
                "内容": _prose(month % 3 + 1, f"{month}月"),
            }
            for month in range(1, number % 6 + 1)
        ],
        "延期": [{"批准日期": "2022-06-12", "延至": "2023-06-30", "批准单位": "市政府"}] if number % 5 == 0 else [],
    }


def _issue(issue: int, title: str, count: int) -> dict[str, Any]:
    tasks = [_task(issue, number) for number in range(1, count + 1)]
    if issue == 1:
        tasks[2] |= {
            "整改措施": [_prose(20, "很长的措施"), _prose(15, "更长的措施")],
            "问题描述": _prose(28, "很长的问题"),
        }
        tasks[4] |= {"整改措施": ["没有句号的一段文字" * 250]}
    return {"编号": str(issue), "具体问题": title, "任务": tasks}


def _shared(issue: int, count: int) -> dict[str, Any]:
    whole = _issue(issue, "共有一个问题描述的问题", count)
    for task in whole["任务"]:
        del task["问题描述"]
    return whole | {"问题描述": _prose(6, "共有的问题")}
