-- One file that small readers can read, in an order that no run changes.
INSERT OVERWRITE DIRECTORY '{{out}}' USING parquet OPTIONS (compression 'snappy')
SELECT /*+ COALESCE(1) */ * FROM (SELECT {{columns}} FROM {{rows}} ORDER BY {{order}}) sorted;
