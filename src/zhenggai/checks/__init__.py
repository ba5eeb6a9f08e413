"""The rules a ledger is checked by: one module each, and the one list of them.

A rule's module docstring is its manual page, in Chinese (`manual` reads it); a finding is a value.
"""

from zhenggai.checks import (
    cited_after_issue,
    conflict_left,
    deadline_after_campaign,
    deadline_before_issue,
    deadline_reading,
    deadline_tight,
    deadline_undetermined,
    extension_late,
    extension_shortens,
    extension_without_reason,
    immediate_open,
    immediate_without_day,
    integrity,
    internal_error,
    issue_without_tasks,
    log_before_issue,
    log_future,
    log_order,
    look_alike_numbers,
    look_alike_plans,
    measure_after_deadline,
    missing_deadline,
    missing_description,
    missing_measures,
    missing_source,
    missing_units,
    modeline_missing,
    number_gap,
    number_order,
    number_prefix,
    plan_file_name,
    progress_rate,
    rule_settings,
    schema,
    share_of_total,
    silence_reason,
    silence_unknown,
    silence_unused,
    stray_spaces,
    sum_of_parts,
    yaml_unreadable,
)
from zhenggai.checks.rule import AnyRule

RULES: tuple[AnyRule, ...] = (
    # 形式
    yaml_unreadable.RULE,
    schema.RULE,
    integrity.RULE,
    missing_measures.RULE,
    plan_file_name.RULE,
    number_prefix.RULE,
    number_order.RULE,
    number_gap.RULE,
    look_alike_numbers.RULE,
    look_alike_plans.RULE,
    missing_units.RULE,
    missing_deadline.RULE,
    missing_source.RULE,
    missing_description.RULE,
    issue_without_tasks.RULE,
    modeline_missing.RULE,
    stray_spaces.RULE,
    # 时限
    deadline_tight.RULE,
    deadline_reading.RULE,
    deadline_undetermined.RULE,
    deadline_before_issue.RULE,
    deadline_after_campaign.RULE,
    measure_after_deadline.RULE,
    cited_after_issue.RULE,
    immediate_without_day.RULE,
    immediate_open.RULE,
    extension_late.RULE,
    extension_shortens.RULE,
    extension_without_reason.RULE,
    log_order.RULE,
    log_future.RULE,
    log_before_issue.RULE,
    # 数目
    share_of_total.RULE,
    progress_rate.RULE,
    sum_of_parts.RULE,
    # 单位
    # 实质
    # 销号
    # 隐私
    # 仓库
    conflict_left.RULE,
    # 检查
    rule_settings.RULE,
    silence_reason.RULE,
    silence_unknown.RULE,
    silence_unused.RULE,
    internal_error.RULE,
)
"""Every rule, in the order in which `zhenggai rules` lists them."""
