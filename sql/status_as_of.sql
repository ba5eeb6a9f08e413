-- 截至某一天，每项任务到了哪一步：状态、期限、是否达到要求、逾期几天、还剩几天、是否没有期限。
-- 与 zhenggai list --as-of 的回答一致。
--
-- 用到的表：tasks、progress、extensions（由 zhenggai export parquet 导出），以及写明哪一天的 as_of：
--
--     CREATE OR REPLACE TEMPORARY VIEW as_of AS
--     SELECT DATE '2022-06-14' AS day, 7 AS within_days;
--
-- as_of 可以有几行，一行一天，各天各自回答，按 day 区分；同一天不要写两行。within_days 是临期看今后几天。
-- 这条语句只用 DuckDB 和 Spark SQL 共有的写法。
--
-- 规矩（与 zhenggai 相同）：
--   状态　同一天有几条进展的，以文件里靠后的为准；那一天以前没有进展的，是未启动。
--   期限　那一天以前批准的延期，取批准日期最晚的一条，同一天批准的取靠后的；没有延期的，是原定日期。
--   达到　“阶段”的，在期限当日或以前到阶段性成效，以后退回也算达到；过期才到的，到了才算。其他的，要已完成或已销号。
--   逾期　期限已过而没有达到；期限当日不算。“长期”的永不逾期。
--   方案　那一天以后印发的，不算在内；没有印发日期的，一直算。

CREATE OR REPLACE TEMPORARY VIEW status_as_of AS
WITH
asked AS (
    SELECT
        a.day, a.within_days,
        t.folder, t.plan_id, t.reference, t.position, t.category, t.deadline_kind, t.deadline_due
    FROM tasks t
    JOIN as_of a ON t.issued IS NULL OR t.issued <= a.day
),
extended AS (
    SELECT n.day, n.reference, n.until
    FROM (
        SELECT
            a.day, e.reference, e.until,
            ROW_NUMBER() OVER (
                PARTITION BY a.day, e.reference ORDER BY e.approved DESC, e.position DESC
            ) AS back
        FROM extensions e
        JOIN as_of a ON e.approved <= a.day
    ) n
    WHERE n.back = 1
),
dated AS (
    SELECT q.*, COALESCE(x.until, q.deadline_due) AS due
    FROM asked q
    LEFT JOIN extended x ON x.day = q.day AND x.reference = q.reference
),
ranked AS (
    SELECT
        p.reference, p.date, p.position, p.status,
        CASE p.status
            WHEN '未启动' THEN 0
            WHEN '整改中' THEN 1
            WHEN '阶段性成效' THEN 2
            WHEN '已完成' THEN 3
            WHEN '已销号' THEN 4
        END AS status_rank
    FROM progress p
),
now_at AS (
    SELECT n.day, n.reference, n.status, n.status_rank
    FROM (
        SELECT
            a.day, p.reference, p.status, p.status_rank,
            ROW_NUMBER() OVER (
                PARTITION BY a.day, p.reference ORDER BY p.date DESC, p.position DESC
            ) AS back
        FROM ranked p
        JOIN as_of a ON p.date <= a.day
    ) n
    WHERE n.back = 1
),
due_at AS (
    SELECT n.day, n.reference, n.status_rank
    FROM (
        SELECT
            d.day, d.reference, p.status_rank,
            ROW_NUMBER() OVER (
                PARTITION BY d.day, d.reference ORDER BY p.date DESC, p.position DESC
            ) AS back
        FROM dated d
        JOIN ranked p ON p.reference = d.reference AND p.date <= d.due
        WHERE d.deadline_kind = '阶段' AND d.due <= d.day
    ) n
    WHERE n.back = 1
),
judged AS (
    SELECT
        d.*,
        COALESCE(s.status, '未启动') AS status,
        CASE
            WHEN d.deadline_kind = '阶段'
                THEN COALESCE(s.status_rank, 0) >= 2 OR COALESCE(r.status_rank, 0) >= 2
            ELSE COALESCE(s.status_rank, 0) >= 3
        END AS is_met
    FROM dated d
    LEFT JOIN now_at s ON s.day = d.day AND s.reference = d.reference
    LEFT JOIN due_at r ON r.day = d.day AND r.reference = d.reference
)
SELECT
    j.day, j.within_days, j.folder, j.plan_id, j.reference, j.position, j.category,
    j.status, j.due, j.is_met,
    CASE
        WHEN j.due < j.day AND NOT j.is_met AND COALESCE(j.deadline_kind, '未定') <> '长期'
            THEN CAST(j.day - j.due AS INTEGER)
        ELSE 0
    END AS days_late,
    CAST(j.due - j.day AS INTEGER) AS days_left,
    j.due IS NULL AND NOT j.is_met AND COALESCE(j.deadline_kind, '未定') <> '长期' AS lacks_day
FROM judged j;
