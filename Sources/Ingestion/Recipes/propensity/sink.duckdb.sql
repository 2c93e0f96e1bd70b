-- One file that small readers can read, in an order that no run changes.
COPY (SELECT {{columns}} FROM {{rows}} {{ordered}}) TO '{{out}}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880);
