-- 截至某一天，今后几天（as_of 里的 within_days）到期、还没有达到要求的任务；当日到期的也算。
-- 与 zhenggai due --within --as-of 的回答一致；最近的在前，可以 ORDER BY day, days_left, folder, plan_id, position。
--
-- 先建 as_of（见 status_as_of.sql）和 status_as_of。

CREATE OR REPLACE TEMPORARY VIEW due_soon AS
SELECT
    s.day, s.folder, s.plan_id, s.reference, s.position, s.status, s.due, s.days_left,
    t.issue_title, t.units
FROM status_as_of s
JOIN tasks t ON t.reference = s.reference
WHERE s.days_left BETWEEN 0 AND s.within_days AND NOT s.is_met;
