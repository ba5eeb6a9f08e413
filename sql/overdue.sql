-- 截至某一天逾期的任务：期限已过（期限当日不算），要求的结果还没有达到。
-- 与 zhenggai overdue --as-of 的回答一致；拖得最久的在前，可以 ORDER BY day, days_late DESC, folder, plan_id, position。
--
-- 先建 as_of（见 status_as_of.sql）和 status_as_of。

CREATE OR REPLACE TEMPORARY VIEW overdue AS
SELECT
    s.day, s.folder, s.plan_id, s.reference, s.position, s.status, s.due, s.days_late,
    t.issue_title, t.units
FROM status_as_of s
JOIN tasks t ON t.reference = s.reference
WHERE s.days_late > 0;
