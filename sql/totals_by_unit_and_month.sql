-- 各单位各月的数目：任务、各状态、完成、逾期、临期、未定。每一行与 zhenggai status --as-of 那一天的“单位”一栏一致；
-- 一项任务有几个责任单位的，每个单位各计一次。
--
-- 先建 status_as_of。要几个月的，as_of 里每个月写一行，写月底那一天：
--
--     CREATE OR REPLACE TEMPORARY VIEW as_of AS
--     SELECT DATE '2022-06-30' AS day, 7 AS within_days
--     UNION ALL SELECT DATE '2022-07-31', 7;
--
-- month 是 day 所在的月份；一个月写了几天的，一天一行，按 day 区分。

CREATE OR REPLACE TEMPORARY VIEW totals_by_unit_and_month AS
SELECT
    SUBSTR(CAST(s.day AS STRING), 1, 7) AS month,
    s.day,
    u.unit,
    COUNT(*) AS tasks,
    COUNT(CASE WHEN s.status = '未启动' THEN 1 END) AS not_started,
    COUNT(CASE WHEN s.status = '整改中' THEN 1 END) AS in_progress,
    COUNT(CASE WHEN s.status = '阶段性成效' THEN 1 END) AS stage_result,
    COUNT(CASE WHEN s.status = '已完成' THEN 1 END) AS completed,
    COUNT(CASE WHEN s.status = '已销号' THEN 1 END) AS closed,
    COUNT(CASE WHEN s.status IN ('已完成', '已销号') THEN 1 END) AS finished,
    COUNT(CASE WHEN s.days_late > 0 THEN 1 END) AS overdue,
    COUNT(CASE WHEN s.days_left BETWEEN 0 AND s.within_days AND NOT s.is_met THEN 1 END) AS due_soon,
    COUNT(CASE WHEN s.lacks_day THEN 1 END) AS undetermined
FROM status_as_of s
JOIN task_units u ON u.reference = s.reference
GROUP BY s.day, u.unit;
