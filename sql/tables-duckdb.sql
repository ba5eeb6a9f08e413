-- 在 DuckDB 里把导出的文件当表读。在工作区的根文件夹里运行；导出到别处的，把 out/parquet 换成那里：
--
--     duckdb -init out/parquet/sql/tables-duckdb.sql

CREATE OR REPLACE TEMPORARY VIEW tasks AS SELECT * FROM read_parquet('out/parquet/tasks/*/*.parquet', hive_partitioning = true);
CREATE OR REPLACE TEMPORARY VIEW task_units AS SELECT * FROM read_parquet('out/parquet/task_units/*/*.parquet', hive_partitioning = true);
CREATE OR REPLACE TEMPORARY VIEW progress AS SELECT * FROM read_parquet('out/parquet/progress/*/*.parquet', hive_partitioning = true);
CREATE OR REPLACE TEMPORARY VIEW extensions AS SELECT * FROM read_parquet('out/parquet/extensions/*/*.parquet', hive_partitioning = true);
CREATE OR REPLACE TEMPORARY VIEW reports AS SELECT * FROM read_parquet('out/parquet/reports/*/*.parquet', hive_partitioning = true);
