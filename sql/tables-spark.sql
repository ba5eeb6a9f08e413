-- 在 Spark SQL 里把导出的文件当表读。在工作区的根文件夹里运行；数据放在 HDFS、对象存储或别处的，把 out/parquet 换成那里：
--
--     spark-sql -i out/parquet/sql/tables-spark.sql

CREATE OR REPLACE TEMPORARY VIEW tasks USING parquet OPTIONS (path 'out/parquet/tasks');
CREATE OR REPLACE TEMPORARY VIEW task_units USING parquet OPTIONS (path 'out/parquet/task_units');
CREATE OR REPLACE TEMPORARY VIEW progress USING parquet OPTIONS (path 'out/parquet/progress');
CREATE OR REPLACE TEMPORARY VIEW extensions USING parquet OPTIONS (path 'out/parquet/extensions');
CREATE OR REPLACE TEMPORARY VIEW reports USING parquet OPTIONS (path 'out/parquet/reports');
