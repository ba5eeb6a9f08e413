"""The records of the files, field by field: generated from the models by `make schemas`, never edited by hand.

Of each record the rule its fields keep, and of each field its key, its attribute, how it is read, and what it is where
it is absent (`...` where it must be there, `{}` for a record of which nothing is said), in the order of the model.
"""

from typing import Any

RECORDS: dict[str, tuple[str, tuple[tuple[str, str, str, Any], ...]]] = {
    "Category": (
        "",
        (
            ("名称", "name", "text", ...),
            ("问题", "issues", "many Issue", []),
        ),
    ),
    "Contact": (
        "",
        (
            ("单位", "unit", "text", None),
            ("姓名", "name", "text", None),
            ("电话", "phone", "text", None),
            ("邮箱", "mail", "text", None),
        ),
    ),
    "Deadline": (
        "day_fits_kind",
        (
            ("原文", "text", "text", ...),
            ("日期", "due", "day", None),
            ("性质", "kind", "deadline_kind", ...),
        ),
    ),
    "Evidence": (
        "",
        (
            ("文件", "file", "text", ...),
            ("sha256", "sha256", "sha256", None),
            ("说明", "note", "text", None),
        ),
    ),
    "Extension": (
        "",
        (
            ("批准日期", "approved", "day", ...),
            ("延至", "until", "day", ...),
            ("批准单位", "approved_by", "text", ...),
            ("原因", "reason", "text", None),
        ),
    ),
    "Issue": (
        "",
        (
            ("编号", "number", "whole", ...),
            ("具体问题", "title", "text", ...),
            ("问题描述", "description", "text", None),
            ("任务", "tasks", "many Task", []),
        ),
    ),
    "LegalBasis": (
        "",
        (
            ("名称", "title", "text", ...),
            ("文号", "number", "text", None),
            ("日期", "date", "day", None),
        ),
    ),
    "Period": (
        "in_order",
        (
            ("起", "start", "day", ...),
            ("止", "end", "day", ...),
        ),
    ),
    "Plan": (
        "",
        (
            ("格式", "format", "format_version", ...),
            ("标题", "title", "text", ...),
            ("台账标题", "ledger_title", "text", None),
            ("文号", "number", "text", None),
            ("发文机关", "issuers", "many text", []),
            ("主送", "recipients", "text", None),
            ("印发日期", "issued", "day", None),
            ("公开", "publicity", "text", None),
            ("考核年度", "year", "whole", None),
            ("集中整改", "campaign", "Period", None),
            ("依据", "bases", "many LegalBasis", []),
            ("声明", "stated", "StatedCounts", None),
            ("总体要求", "guidance", "text", None),
            ("工作要求", "requirements", "many text", []),
            ("报送", "reporting", "many ReportingRule", []),
            ("报送记录", "reports", "many Report", []),
            ("联系人", "contacts", "many Contact", []),
            ("附件", "annexes", "many text", []),
            ("类型", "categories", "many Category", []),
        ),
    ),
    "ProgressEntry": (
        "closing_is_accepted",
        (
            ("日期", "date", "day", ...),
            ("状态", "status", "status", ...),
            ("单位", "unit", "text", None),
            ("内容", "content", "text", None),
            ("原因", "reason", "text", None),
            ("验收单位", "accepting_unit", "text", None),
            ("验收人", "acceptor", "text", None),
            ("免佐证", "waiver", "text", None),
            ("佐证", "evidence", "many Evidence", []),
        ),
    ),
    "Report": (
        "",
        (
            ("期", "period", "day", ...),
            ("单位", "unit", "text", ...),
            ("日期", "date", "day", ...),
            ("形式", "forms", "many text", []),
            ("签字", "signature", "text", None),
            ("备注", "note", "text", None),
        ),
    ),
    "ReportingRule": (
        "cadence_has_its_days",
        (
            ("频次", "cadence", "cadence", ...),
            ("截止", "due", "day", None),
            ("日", "days", "many day_of_month", []),
            ("单位", "units", "text", None),
            ("对象", "recipients", "many text", []),
            ("形式", "forms", "many text", []),
            ("要求", "requirement", "text", None),
        ),
    ),
    "RosterSettings": (
        "",
        (
            ("单位", "units", "many RosterUnit", []),
            ("展开", "expansions", "named many text", {}),
        ),
    ),
    "RosterUnit": (
        "",
        (
            ("名称", "name", "text", ...),
            ("简称", "aliases", "many text", []),
            ("级别", "level", "text", None),
        ),
    ),
    "RuleSettings": (
        "",
        (
            ("级别", "level", "level", None),
            ("阈值", "thresholds", "named number", {}),
        ),
    ),
    "Settings": (
        "",
        (
            ("填报单位", "reporting_unit", "text", None),
            ("名录", "names", "RosterSettings", {}),
            ("提醒天数", "remind_days", "whole", 7),
            ("节假日", "holidays", "many day", []),
            ("调休上班日", "workdays", "many day", []),
            ("版式", "layout", "text", None),
            ("检查", "checks", "named RuleSettings", {}),
            ("词表", "words", "WordSettings", {}),
        ),
    ),
    "StatedCounts": (
        "",
        (
            ("类型", "categories", "whole", None),
            ("问题", "issues", "whole", None),
            ("任务", "tasks", "whole", None),
            ("措施", "measures", "whole", None),
        ),
    ),
    "Task": (
        "",
        (
            ("编号", "id", "task_id", ...),
            ("问题描述", "description", "text", None),
            ("整改目标", "goal", "text", None),
            ("整改措施", "measures", "many text", []),
            ("整改时限", "deadline", "Deadline", None),
            ("问题来源", "sources", "many text", []),
            ("责任单位", "units", "text", None),
            ("牵头单位", "lead_unit", "text", None),
            ("配合单位", "supporting_units", "text", None),
            ("牵头负责人", "lead", "text", None),
            ("责任人", "person", "text", None),
            ("验收单位", "accepting_unit", "text", None),
            ("备注", "note", "text", None),
            ("进展", "progress", "many ProgressEntry", []),
            ("延期", "extensions", "many Extension", []),
            ("附加", "extra", "named text", {}),
        ),
    ),
    "WordSettings": (
        "",
        (
            ("打算", "plans", "many text", []),
            ("愿望", "wishes", "many text", []),
            ("办成", "deeds", "many text", []),
            ("经办", "activities", "many text", []),
            ("实物", "things", "many text", []),
            ("空谓语", "hollow", "many text", []),
            ("套话", "cliches", "many text", []),
            ("泛指", "vague", "many text", []),
            ("虚字", "particles", "many text", []),
            ("口号", "slogans", "many text", []),
        ),
    ),
}
